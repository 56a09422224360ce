"""The one history of the schema, for both engines; `generate` writes its first chapter."""
