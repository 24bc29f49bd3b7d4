"""Who writes rules of letters, and reads what was sent; in the words of `tests.security.matrix`."""

ROWS = """
# For those who run the conference
lxxxoxoo lxxxxxxx : letter-rules:main letters-sent:main
lxxxoxoo lxxxoxoo : letter-rule-new:main letter-rule:letter_rule
lxxxoxoo lmmmmmmm : letter-tester:main letter-preview:main
lmmmmmmm lxxxrxrr : letter-rule-files:letter_rule
# For those who run its category
lxxxxxoo lxxxxxxx : letter-rules:closed letters-sent:closed
lxxxxxoo lxxxxxoo : letter-rule-new:closed
lxxxxxoo lmmmmmmm : letter-tester:closed letter-preview:closed
# The API
ubbbbbbbb utttttttf ummmmmmmf ummmmmmmf ummmmmmmf : api-letter-rule-list
ubbbbbbbb ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-letter-list api-letter-preview
    api-letter-rule-tester
mmmmmmmmm utttttttf ummmmmmmf ummmmmmmf ummmmmmmf : api-letter-rule-order api-letter-rule-usual
    api-letter-anew
uxxxoxooo ummmmmmmf ummmmmmmf uxxxoxoof uxxxoxoof : api-letter-rule-detail:letter_rule
uxxxoxooo ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-letter-detail:letter
mmmmmmmmm uxxxoxoof ummmmmmmf ummmmmmmf ummmmmmmf : api-letter-again:letter
mmmmmmmmm uxxxbxbbf ummmmmmmf ummmmmmmf ummmmmmmf : api-letter-rule-files:letter_rule
uxxxoxooo ummmmmmmf ummmmmmmf ummmmmmmf uxxxoxoof : api-letter-file-detail:letter_file
"""

COMMITTEE_ROWS = """
# Besides, for its chairs
xxxxxo xxxxxx : letter-rules:main letters-sent:main
xxxxxo xxxxxo : letter-rule-new:main letter-rule:letter_rule
xxxxxo mmmmmm : letter-tester:main letter-preview:main
mmmmmm xxxxxr : letter-rule-files:letter_rule
xxxxxx xxxxxx : letter-rules:closed letters-sent:closed letter-rule-new:closed
xxxxxx mmmmmm : letter-tester:closed letter-preview:closed
bbbbbb tttttt mmmmmm mmmmmm mmmmmm : api-letter-rule-list
bbbbbb mmmmmm mmmmmm mmmmmm mmmmmm : api-letter-list api-letter-preview api-letter-rule-tester
mmmmmm tttttt mmmmmm mmmmmm mmmmmm : api-letter-rule-order api-letter-rule-usual api-letter-anew
xxxxxo mmmmmm mmmmmm xxxxxo xxxxxo : api-letter-rule-detail:letter_rule
xxxxxo mmmmmm mmmmmm mmmmmm mmmmmm : api-letter-detail:letter
mmmmmm xxxxxo mmmmmm mmmmmm mmmmmm : api-letter-again:letter
mmmmmm xxxxxb mmmmmm mmmmmm mmmmmm : api-letter-rule-files:letter_rule
xxxxxo mmmmmm mmmmmm mmmmmm xxxxxo : api-letter-file-detail:letter_file
"""
