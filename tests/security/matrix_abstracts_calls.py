"""Who opens calls for abstracts and names the committee; in the words of `tests.security.matrix`."""

ROWS = """
# For those who run the conference
lxxxoxoo lxxxrxrr : manage-calls:main manage-call-fields:call manage-call-fields:sealed_call
    manage-call-questions:call manage-call-questions:sealed_call manage-call-quotas:call
    manage-call-quotas:sealed_call
lxxxoxoo lxxxoxoo : manage-call:call manage-call:sealed_call manage-call-reviewing:call
    manage-call-reviewing:sealed_call
lxxxoxoo lxxxxxxx : manage-call-late:call manage-call-late:sealed_call abstract-teams:main
lmmmmmmm lxxxxxxx : manage-call-act:call manage-call-act:sealed_call
# For those who run its category
lxxxxxoo lxxxxxrr : manage-calls:closed
lxxxxxoo lxxxxxxx : abstract-teams:closed
# The API: announced calls and what they ask of authors are read by whoever sees the event
ooooooooo utttttttf ummmmmmmf ummmmmmmf ummmmmmmf : api-call-list api-call-field-list api-call-question-list
    api-team-list
ooooooooo ummmmmmmf ummmmmmmf ufffofoof ufffcfccf : api-call-detail:call
xxxxoxooo ummmmmmmf ummmmmmmf uxxxoxoof uxxxoxoof : api-call-detail:sealed_call
ooooooooo ummmmmmmf ummmmmmmf ufffofoof ufffcfccf : api-call-field-detail:field
mmmmmmmmm ufffofoof ummmmmmmf ummmmmmmf ummmmmmmf : api-call-open-now:call api-call-close-now:call
mmmmmmmmm uxxxoxoof ummmmmmmf ummmmmmmf ummmmmmmf : api-call-open-now:sealed_call
    api-call-close-now:sealed_call
ufffofooo ummmmmmmf ummmmmmmf ufffofoof ummmmmmmf : api-call-reviewing:call
uxxxoxooo ummmmmmmf ummmmmmmf uxxxoxoof ummmmmmmf : api-call-reviewing:sealed_call
ufffofooo ummmmmmmf ufffbfbbf ummmmmmmf ummmmmmmf : api-call-quotas:call
uxxxoxooo ummmmmmmf uxxxbxbbf ummmmmmmf ummmmmmmf : api-call-quotas:sealed_call
ufffofooo uffftfttf ummmmmmmf ummmmmmmf ufffbfbbf : api-call-late:call
uxxxoxooo uxxxtxttf ummmmmmmf ummmmmmmf uxxxbxbbf : api-call-late:sealed_call
xxxxoxooo ummmmmmmf ummmmmmmf uxxxoxoof uxxxcxccf : api-call-question-detail:question
mmmmmmmmm ubbbbbbbf ummmmmmmf ummmmmmmf ummmmmmmf : api-call-field-order api-call-question-order
xxxxoxooo ummmmmmmf ummmmmmmf ummmmmmmf uxxxoxoof : api-team-detail:member
mmmmmmmmm utttttttf ummmmmmmf ummmmmmmf ummmmmmmf : api-team-write
"""

COMMITTEE_ROWS = """
# Besides, for its chairs
xxxxxo xxxxxr : manage-calls:main manage-call-fields:call manage-call-fields:sealed_call
    manage-call-questions:call manage-call-questions:sealed_call manage-call-quotas:call
    manage-call-quotas:sealed_call
xxxxxo xxxxxo : manage-call:call manage-call:sealed_call manage-call-reviewing:call
    manage-call-reviewing:sealed_call
xxxxxo xxxxxx : manage-call-late:call manage-call-late:sealed_call abstract-teams:main
mmmmmm xxxxxx : manage-call-act:call manage-call-act:sealed_call
xxxxxx xxxxxx : manage-calls:closed abstract-teams:closed
oooooo tttttt mmmmmm mmmmmm mmmmmm : api-call-list api-call-field-list api-call-question-list api-team-list
oooooo mmmmmm mmmmmm fffffo fffffc : api-call-detail:call
xxxxxo mmmmmm mmmmmm xxxxxo xxxxxo : api-call-detail:sealed_call
oooooo mmmmmm mmmmmm fffffo fffffc : api-call-field-detail:field
mmmmmm fffffo mmmmmm mmmmmm mmmmmm : api-call-open-now:call api-call-close-now:call
mmmmmm xxxxxo mmmmmm mmmmmm mmmmmm : api-call-open-now:sealed_call api-call-close-now:sealed_call
fffffo mmmmmm mmmmmm fffffo mmmmmm : api-call-reviewing:call
xxxxxo mmmmmm mmmmmm xxxxxo mmmmmm : api-call-reviewing:sealed_call
fffffo mmmmmm fffffb mmmmmm mmmmmm : api-call-quotas:call
xxxxxo mmmmmm xxxxxb mmmmmm mmmmmm : api-call-quotas:sealed_call
fffffo ffffft mmmmmm mmmmmm fffffb : api-call-late:call
xxxxxo xxxxxt mmmmmm mmmmmm xxxxxb : api-call-late:sealed_call
xxxxxo mmmmmm mmmmmm xxxxxo xxxxxc : api-call-question-detail:question
mmmmmm bbbbbb mmmmmm mmmmmm mmmmmm : api-call-field-order api-call-question-order
xxxxxo mmmmmm mmmmmm mmmmmm xxxxxo : api-team-detail:member
mmmmmm tttttt mmmmmm mmmmmm mmmmmm : api-team-write
"""
