"""Who sees the screens; in the words of `tests.security.matrix`."""

ROWS = """
oooooooo mmmmmmmm : display:main display-room:event_room
xxoxxxoo mmmmmmmm : display:closed
xxxxoxoo mmmmmmmm : display-room:hidden_event_room
"""
