"""Who asks for a timetable, and who takes it; in the words of `tests.security.matrix`."""

ROWS = """
lxxxoxoo lxxxoxoo : timetable-proposals:main
lxxxxxoo lxxxxxoo : timetable-proposals:closed
lxxxoxoo lxxxcxcc : timetable-proposal:proposal
"""
