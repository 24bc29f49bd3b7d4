"""Talks as others cite them; in the words of `tests.security.matrix`."""

ROWS = """
oooooooo mmmmmmmm : contribution-bibtex:talk
xxoxoxoo mmmmmmmm : contribution-bibtex:hidden
"""
