"""What everybody reads of what was accepted, and how it is cited; in the words of `tests.security.matrix`."""

ROWS = """
oooooooo mmmmmmmm : contribution-bibtex:talk accepted:main author-index:main contribution-file:keel_file
xxoxoxoo mmmmmmmm : contribution-bibtex:hidden contribution-file:hidden_file
xxoxxxoo mmmmmmmm : accepted:closed author-index:closed
"""

COMMITTEE_ROWS = """
oooooo mmmmmm : accepted:main author-index:main contribution-file:keel_file
xxxxxx mmmmmm : accepted:closed author-index:closed contribution-file:hidden_file
"""
