"""Who publishes a timetable and reads its versions; in the words of `tests.security.matrix`."""

ROWS = """
oooooooo mmmmmmmm : timetable-changelog:main timetable-changelog-feed:main
xxoxxxoo mmmmmmmm : timetable-changelog:closed timetable-changelog-feed:closed
lxxxoxoo lxxxoxoo : timetable-publish:main timetable-settings:main
lxxxxxoo lxxxxxoo : timetable-publish:closed timetable-settings:closed
lxxxoxoo lmmmmmmm : timetable-versions:main timetable-version:version timetable-version-json:version
lxxxxxoo lmmmmmmm : timetable-versions:closed
lmmmmmmm lxxxrxrr : timetable-roll-back:version
"""
