"""Who edits a timetable on the board; in the words of `tests.security.matrix`."""

ROWS = """
lxxxoxoo lmmmmmmm : timetable-changes:main timetable-history:main
lxxxxxoo lmmmmmmm : timetable-changes:closed timetable-history:closed
lmmmmmmm lxxxrxrr : timetable-acts:main
lmmmmmmm lxxxxxrr : timetable-acts:closed
"""
