"""Who decides on abstracts and releases decisions; in the words of `tests.security.matrix`."""

ROWS = """
# For those who run the conference; its category's managers run it too
ubbbbbbbb ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-desk-list
mmmmmmmmm utttttttf ummmmmmmf ummmmmmmf ummmmmmmf : api-desk-many api-desk-undo
uxxxoxooo ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-desk-detail:paper api-desk-detail:pending
mmmmmmmmm uxxxtxttf ummmmmmmf ummmmmmmf ummmmmmmf : api-desk-act:paper api-desk-act:pending
mmmmmmmmm uxxxcxccf ummmmmmmf ummmmmmmf ummmmmmmf : api-desk-take-over:paper api-desk-take-over:pending
    api-desk-leave:paper api-desk-leave:pending
lxxxoxoo lmmmmmmm : desk:main desk-list:main desk-others:main desk-similar:paper desk-similar:pending
    desk-similar:keel
lxxxxxoo lmmmmmmm : desk:closed desk-list:closed desk-others:closed
lmmmmmmm lxxxxxxx : desk-act:main desk-act:closed desk-take-back:draft_paper desk-take-over:draft_paper
    desk-leave:draft_paper desk-withdraw:draft_paper
lmmmmmmm lxxxfxff : desk-bulk:main
lmmmmmmm lxxxxxff : desk-bulk:closed
lxxxoxoo lxxxoxoo : desk-release:main
lxxxxxoo lxxxxxoo : desk-release:closed
lmmmmmmm lxxxxxxx : desk-undo:desk_step
lxxxoxoo lxxxxxxx : desk-views:main
lxxxxxoo lxxxxxxx : desk-views:closed
lxxxoxoo lxxxrxrr : desk-abstract:paper desk-abstract:pending desk-abstract:keel
lxxxxxxx lxxxxxxx : desk-abstract:draft_paper
lxxxxxxx lmmmmmmm : desk-similar:draft_paper
lmmmmmmm lxxxrxrr : desk-take-back:paper desk-take-back:pending desk-take-back:keel desk-take-over:paper
    desk-take-over:pending desk-take-over:keel desk-leave:paper desk-leave:pending
    desk-leave:keel desk-withdraw:paper desk-withdraw:pending
    desk-withdraw:keel
"""

COMMITTEE_ROWS = """
# The convener leads one track, reads and does not decide; the chair does both everywhere
bbbbbb mmmmmm mmmmmm mmmmmm mmmmmm : api-desk-list
mmmmmm tttttt mmmmmm mmmmmm mmmmmm : api-desk-many api-desk-undo
xxxxoo mmmmmm mmmmmm mmmmmm mmmmmm : api-desk-detail:paper api-desk-detail:pending
mmmmmm xxxxtt mmmmmm mmmmmm mmmmmm : api-desk-act:paper api-desk-act:pending
mmmmmm xxxxfc mmmmmm mmmmmm mmmmmm : api-desk-take-over:paper api-desk-take-over:pending
    api-desk-leave:paper api-desk-leave:pending
xxxxoo mmmmmm : desk:main desk-list:main desk-others:main desk-similar:paper desk-similar:pending
xxxxxx mmmmmm : desk:closed desk-list:closed desk-others:closed desk-similar:draft_paper
mmmmmm xxxxxx : desk-act:main desk-act:closed desk-bulk:closed desk-take-back:draft_paper desk-take-over:draft_paper
    desk-leave:draft_paper desk-withdraw:draft_paper
mmmmmm xxxxff : desk-bulk:main
mmmmmm xxxxxr : desk-undo:desk_step
xxxxxo xxxxxo : desk-release:main
xxxxxx xxxxxx : desk-release:closed desk-views:closed desk-abstract:draft_paper
xxxxoo xxxxxx : desk-views:main
xxxxoo xxxxfr : desk-abstract:paper desk-abstract:pending
xxxxxo xxxxxr : desk-abstract:keel
xxxxxo mmmmmm : desk-similar:keel
mmmmmm xxxxfr : desk-take-back:paper desk-take-back:pending desk-take-over:paper desk-take-over:pending
    desk-leave:paper desk-leave:pending desk-withdraw:paper desk-withdraw:pending
mmmmmm xxxxxr : desk-take-back:keel desk-take-over:keel desk-leave:keel desk-withdraw:keel
"""
