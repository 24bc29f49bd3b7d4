"""Who gives abstracts to reviewers; in the words of `tests.security.matrix`."""

ROWS = """
# For those who run the conference
lxxxoxoo lmmmmmmm : abstract-assignment:main
lxxxxxoo lmmmmmmm : abstract-assignment:closed
lmmmmmmm lxxxrxrr : abstract-assignment-act:main
lmmmmmmm lxxxxxrr : abstract-assignment-act:closed
lxxxoxoo lxxxoxoo : abstract-assignment-proposals:main
lxxxxxxx lxxxxxxx : abstract-assignment-proposals:closed
lxxxoxoo lxxxxxxx : abstract-assignment-proposal:assignment_proposal
lxxxoxoo lxxxrxrr : abstract-conflicts:main
lxxxxxxx lxxxxxxx : abstract-conflicts:closed
# Organisers read along over the API
ubbbbbbbb utttttttf ummmmmmmf ummmmmmmf ummmmmmmf : api-assignment-list
uxxxoxooo ummmmmmmf ummmmmmmf ummmmmmmf uxxxcxccf : api-assignment-detail:assignment
ubbbbbbbb ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-assignment-loads
ubbbbbbbb utttttttf ummmmmmmf ummmmmmmf ummmmmmmf : api-assignment-proposal-list
uxxxoxooo ummmmmmmf ummmmmmmf ummmmmmmf uxxxoxoof : api-assignment-proposal-detail:assignment_proposal
mmmmmmmmm uxxxtxttf ummmmmmmf ummmmmmmf ummmmmmmf : api-assignment-proposal-accept:assignment_proposal
mmmmmmmmm uxxxcxccf ummmmmmmf ummmmmmmf ummmmmmmf : api-assignment-proposal-put-back:assignment_proposal
ubbbbbbbb utttttttf ummmmmmmf ummmmmmmf ummmmmmmf : api-lifted-conflict-list
ubbbbbbbb ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-lifted-conflict-found
uxxxoxooo ummmmmmmf ummmmmmmf ummmmmmmf uxxxoxoof : api-lifted-conflict-detail:lifted
"""

COMMITTEE_ROWS = """
# Conveners read who reviews their tracks; chairs give
xxxxoo mmmmmm : abstract-assignment:main
xxxxxx mmmmmm : abstract-assignment:closed
mmmmmm xxxxxr : abstract-assignment-act:main
mmmmmm xxxxxx : abstract-assignment-act:closed
xxxxxo xxxxxo : abstract-assignment-proposals:main
xxxxxx xxxxxx : abstract-assignment-proposals:closed
xxxxxo xxxxxx : abstract-assignment-proposal:assignment_proposal
xxxxxo xxxxxr : abstract-conflicts:main
xxxxxx xxxxxx : abstract-conflicts:closed
bbbbbb tttttt mmmmmm mmmmmm mmmmmm : api-assignment-list
xxxxoo mmmmmm mmmmmm mmmmmm xxxxfc : api-assignment-detail:assignment
bbbbbb mmmmmm mmmmmm mmmmmm mmmmmm : api-assignment-loads
bbbbbb tttttt mmmmmm mmmmmm mmmmmm : api-assignment-proposal-list
xxxxxo mmmmmm mmmmmm mmmmmm xxxxxo : api-assignment-proposal-detail:assignment_proposal
mmmmmm xxxxxt mmmmmm mmmmmm mmmmmm : api-assignment-proposal-accept:assignment_proposal
mmmmmm xxxxxc mmmmmm mmmmmm mmmmmm : api-assignment-proposal-put-back:assignment_proposal
bbbbbb tttttt mmmmmm mmmmmm mmmmmm : api-lifted-conflict-list
bbbbbb mmmmmm mmmmmm mmmmmm mmmmmm : api-lifted-conflict-found
xxxxxo mmmmmm mmmmmm mmmmmm xxxxxo : api-lifted-conflict-detail:lifted
"""
