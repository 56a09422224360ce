"""Zones, rooms and beds; who lives where, why, and who could live better elsewhere."""
