"""The public pages of sessions, their calendars, one's schedule on paper; in the words of `tests.security.matrix`."""

ROWS = """
oooooooo mmmmmmmm : session:session session-ics:session session-blocks-ics:session my-schedule-pdf:main
xxxxoxoo mmmmmmmm : session:hidden_session session-ics:hidden_session session-blocks-ics:hidden_session
xxoxxxoo mmmmmmmm : my-schedule-pdf:closed
"""
