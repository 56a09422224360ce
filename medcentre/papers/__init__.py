"""The papers engine: frozen dataclasses in, PDF bytes out (house rule 22)."""
