"""Who sees and sets the times of speakers, asks them, works on sessions; in the words of `tests.security.matrix`."""

ROWS = """
lxxoxxxx lxxoxxxx : my-availability:main
lxxxxxxx lxxxxxxx : my-availability:closed
lxxxoxoo lmmmmmmm : timetable-availabilities:main
lxxxxxoo lmmmmmmm : timetable-availabilities:closed
lxxxxxxx lxxxxxxx : timetable-availability:main timetable-availability:closed
lxxxoxoo lxxxrxrr : timetable-availabilities-ask:main
lxxxxxoo lxxxxxrr : timetable-availabilities-ask:closed
lxxxoxoo lxxxoxoo : timetable-availabilities-import:main
lxxxxxoo lxxxxxoo : timetable-availabilities-import:closed
"""
