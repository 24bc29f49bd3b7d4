"""Who sees what is wrong with a timetable; in the words of `tests.security.matrix`."""

ROWS = """
# Who runs the event; without a key there is nothing to accept, to open again or to solve, and one is sent back.
lxxxoxoo lmmmmmmm : timetable-conflicts:main
lxxxxxoo lmmmmmmm : timetable-conflicts:closed
lxxxrxrr lxxxrxrr : timetable-conflict-accept:main
lxxxxxrr lxxxxxrr : timetable-conflict-accept:closed
lmmmmmmm lxxxrxrr : timetable-conflict-reopen:main timetable-conflict-fix:main
lmmmmmmm lxxxxxrr : timetable-conflict-reopen:closed timetable-conflict-fix:closed
"""
