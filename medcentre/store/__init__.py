"""The store: engines, types, the unit of work, guards, audit, migrations, backup."""
