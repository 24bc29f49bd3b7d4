"""The public pages of sessions and their calendars; in the words of `tests.security.matrix`."""

ROWS = """
oooooooo mmmmmmmm : session:session session-ics:session session-blocks-ics:session
xxxxoxoo mmmmmmmm : session:hidden_session session-ics:hidden_session session-blocks-ics:hidden_session
"""
