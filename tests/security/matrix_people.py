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
# The speaker of this world leads the session; without the switches of the event they look on
lxxooxoo lxxfrxrr : session-timetable:session
lxxxoxoo lxxxrxrr : session-timetable:hidden_session
lxxfoxoo lxxfoxoo : session-block:session session-place:session
lxxxoxoo lxxxoxoo : session-block:hidden_session session-place:hidden_session
lxxfxxxx lxxfxxxx : session-talk:session
lxxxxxxx lxxxxxxx : session-talk:hidden_session
# Whether speakers come
lxxoxxxx lxxxxxxx : my-confirmations:main
lxxxxxxx lxxxxxxx : my-confirmations:closed
lxxxoxoo lxxxxxxx : timetable-confirmations:main
lxxxxxoo lxxxxxxx : timetable-confirmations:closed
lmmmmmmm lxxxrxrr : timetable-confirmations-ask:main
lmmmmmmm lxxxxxrr : timetable-confirmations-ask:closed
# Boards of posters
lxxxoxoo lxxxxxxx : timetable-boards:main
lxxxxxoo lxxxxxxx : timetable-boards:closed
lmmmmmmm lxxxrxrr : timetable-boards-undo:main
lmmmmmmm lxxxxxrr : timetable-boards-undo:closed
"""
