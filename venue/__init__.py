"""Rooms for events: books rooms for events and slots, and keeps both in step."""
