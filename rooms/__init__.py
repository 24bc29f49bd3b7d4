"""Locations, rooms, equipment; what is free; bookings, series, closures and blockings. Knows nothing of events."""
