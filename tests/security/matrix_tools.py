"""Who tidies a day of a timetable; in the words of `tests.security.matrix`."""

ROWS = """
# Who runs the event; a POST without data shows the form with what is missing.
lxxxoxoo lxxxoxoo : timetable-tools:main
lxxxxxoo lxxxxxoo : timetable-tools:closed
"""
