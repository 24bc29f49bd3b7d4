"""The public pages of sessions and their calendars, and one's own schedule on paper; in the words of `tests.security.matrix`."""

ROWS = """
oooooooo mmmmmmmm : session:session session-ics:session session-blocks-ics:session my-schedule-pdf:main
xxxxoxoo mmmmmmmm : session:hidden_session session-ics:hidden_session session-blocks-ics:hidden_session
xxoxxxoo mmmmmmmm : my-schedule-pdf:closed
"""
