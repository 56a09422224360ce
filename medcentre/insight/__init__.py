"""Insight: pictures composed from all rooms: my work, timeline, search, what happened since night."""
