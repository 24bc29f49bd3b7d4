"""Who prints, takes tables home and brings talks in; in the words of `tests.security.matrix`."""

ROWS = """
oooooooo mmmmmmmm : programme-pdf:main speakers-pdf:main speaker-list:main session-pdf:session
oooooooo xrrrrrrr : event-print:main
xxoxxxoo mmmmmmmm : programme-pdf:closed speakers-pdf:closed speaker-list:closed
xxoxxxoo xxrxxxrr : event-print:closed
xxxxoxoo mmmmmmmm : session-pdf:hidden_session
# Without a day there is nothing to print.
xxxxxxxx mmmmmmmm : grid-pdf:main grid-pdf:closed
lxxxoxoo lxxxoxoo : programme-print:main import-talks:main
lxxxxxoo lxxxxxoo : programme-print:closed import-talks:closed
lxxxoxoo lmmmmmmm : programme-export:main
lxxxxxoo lmmmmmmm : programme-export:closed
"""
