"""Who stars talks and reads their schedule over the API: whoever sees them; in the words of `tests.security.matrix`."""

ROWS = """
mmmmmmmmm ummmmmmmf uooooooof ummmmmmmf uooooooof : api-contribution-star:talk
mmmmmmmmm ummmmmmmf uxoxoxoof ummmmmmmf uxoxoxoof : api-contribution-star:hidden
uoooooooo ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-my-schedule:main
uxoxxxoox ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-my-schedule:closed
"""
