"""Who makes the book of abstracts, exports and imports; in the words of `tests.security.matrix`."""

ROWS = """
lxxxoxoo lxxxoxoo : abstract-book:main abstract-import:main
lxxxoxoo lmmmmmmm : abstract-export:main
lxxxxxoo lxxxxxoo : abstract-book:closed abstract-import:closed
lxxxxxoo lmmmmmmm : abstract-export:closed
xxxxxxxx mmmmmmmm : book-of-abstracts:main book-of-abstracts:closed
oooooooo mmmmmmmm : accepted-bibtex:main
xxoxxxoo mmmmmmmm : accepted-bibtex:closed
uxxxoxooo ummmmmmmf ummmmmmmf uxxxoxoof ummmmmmmf : api-book-detail:main
mmmmmmmmm uxxxtxttf ummmmmmmf ummmmmmmf ummmmmmmf : api-book-make:main
ubbbbbbbb ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-abstract-export-list
mmmmmmmmm ubbbbbbbf ummmmmmmf ummmmmmmf ummmmmmmf : api-abstract-import-list
"""

COMMITTEE_ROWS = """
xxxxxo xxxxxo : abstract-book:main abstract-import:main
xooooo mmmmmm : abstract-export:main
xxxxxx xxxxxx : abstract-book:closed abstract-import:closed
xxxxxx mmmmmm : abstract-export:closed book-of-abstracts:main book-of-abstracts:closed accepted-bibtex:closed
oooooo mmmmmm : accepted-bibtex:main
xxxxxo mmmmmm mmmmmm xxxxxo mmmmmm : api-book-detail:main
mmmmmm xxxxxt mmmmmm mmmmmm mmmmmm : api-book-make:main
bbbbbb mmmmmm mmmmmm mmmmmm mmmmmm : api-abstract-export-list
mmmmmm bbbbbb mmmmmm mmmmmm mmmmmm : api-abstract-import-list
"""
