"""What somebody may do at an event besides seeing it or running it."""

ABSTRACTS = "abstracts"
"""A duty on the event's own list: run its calls, reviewing and decisions (Indico's permission of that name)."""
