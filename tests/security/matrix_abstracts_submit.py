"""Who reads calls, and writes, reads, withdraws abstracts of their own; in the words of `tests.security.matrix`.

Drafts are their writer's alone: not even admins find them. Organisers read and change what was submitted; reviewers and
conveners have pages of their own, and find nothing here.
"""

ROWS = """
looooooo lmmmmmmm : my-abstracts
lxxxoxoo lxxxoxoo : abstract-invite:main
lxxxxxoo lxxxxxoo : abstract-invite:closed
lxxxxxxx lmmmmmmm : my-event-abstracts:main my-event-abstracts:closed
mmmmmmmm cooooooo : abstract-autosave-new:call
mmmmmmmm xxxxcxcc : abstract-autosave-new:sealed_call
mmmmmmmm xxxxoxoo : abstract-autosave:paper abstract-autosave:pending abstract-autosave:keel
    abstract-preview:paper abstract-preview:pending abstract-preview:keel
mmmmmmmm xxxxrxrr : abstract-unsaved:paper abstract-unsaved:pending abstract-unsaved:keel
mmmmmmmm xxxxxxxx : abstract-unsaved:draft_paper abstract-autosave:draft_paper abstract-preview:draft_paper
    abstract-withdraw:paper abstract-withdraw:pending abstract-withdraw:keel abstract-withdraw:draft_paper
    abstract-undo:paper abstract-undo:pending abstract-undo:keel abstract-undo:draft_paper abstract-discard:paper
    abstract-discard:pending abstract-discard:keel abstract-discard:draft_paper abstract-ask:paper
    abstract-ask:pending abstract-ask:keel abstract-ask:draft_paper abstract-claim:paper abstract-claim:pending
    abstract-claim:keel abstract-claim:draft_paper
mmmmmmmmm ummmmmmmf uxxxxxxxf ummmmmmmf ummmmmmmf : api-submission-files-order:paper
    api-submission-files-order:pending api-submission-files-order:keel api-submission-files-order:draft_paper
mmmmmmmmm uxxxxxxxf ummmmmmmf ummmmmmmf ummmmmmmf : api-submission-files:paper api-submission-files:pending
    api-submission-files:keel api-submission-files:draft_paper api-submission-submit:paper
    api-submission-submit:pending api-submission-submit:keel api-submission-submit:draft_paper
    api-submission-withdraw:paper api-submission-withdraw:pending api-submission-withdraw:keel
    api-submission-withdraw:draft_paper
oooooooo mmmmmmmm : calls:main call:call abstract-sent:call organisations
oooooooo oooooooo : abstract-links:call
oooooooo orrrrrrr : abstract-new:call
uoooooooo utttttttf ummmmmmmf ummmmmmmf ummmmmmmf : api-submission-list
uxxxxxxxx ummmmmmmf ummmmmmmf ummmmmmmf uxxxxxxxf : api-abstract-file-detail:paper_file
uxxxxxxxx ummmmmmmf ummmmmmmf uxxxxxxxf uxxxxxxxf : api-submission-detail:paper api-submission-detail:pending
    api-submission-detail:keel api-submission-detail:draft_paper
xxoxxxoo mmmmmmmm : calls:closed
xxxxoxoo mmmmmmmm : call:sealed_call abstract-sent:sealed_call abstract-file:paper_file
xxxxoxoo xxxxoxoo : abstract-new:sealed_call abstract-links:sealed_call abstract-edit:paper
    abstract-edit:pending abstract-edit:keel
xxxxrxrr mmmmmmmm : abstract:paper abstract:pending abstract:keel
xxxxxxxx mmmmmmmm : abstract:draft_paper abstract-by-link:invited
xxxxxxxx xxxxxxxx : abstract-edit:draft_paper author-confirm:paper
"""

COMMITTEE_ROWS = """
mmmmmm bfxxxx mmmmmm mmmmmm mmmmmm : api-submission-files:paper
mmmmmm bxxxxx mmmmmm mmmmmm mmmmmm : api-submission-files:pending api-submission-files:keel
    api-submission-files:draft_paper
mmmmmm ocxxxo : abstract-autosave:paper
mmmmmm oxxxxo : abstract-autosave:pending abstract-autosave:keel
mmmmmm rrxxxr : abstract-unsaved:paper
mmmmmm rxxxxr : abstract-unsaved:pending abstract-unsaved:keel
mmmmmm rxxxxx : abstract-unsaved:draft_paper
mmmmmm ffxxxx : abstract-discard:paper abstract-claim:paper
mmmmmm fxxxxx : abstract-withdraw:keel abstract-withdraw:draft_paper abstract-discard:pending abstract-discard:keel
    abstract-ask:draft_paper abstract-claim:pending abstract-claim:keel abstract-claim:draft_paper
mmmmmm fxxxxx mmmmmm mmmmmm mmmmmm : api-submission-withdraw:keel api-submission-withdraw:draft_paper
mmmmmm mmmmmm bfxxxx mmmmmm mmmmmm : api-submission-files-order:paper
mmmmmm mmmmmm bxxxxx mmmmmm mmmmmm : api-submission-files-order:pending api-submission-files-order:keel
    api-submission-files-order:draft_paper
mmmmmm ofxxxx mmmmmm mmmmmm mmmmmm : api-submission-withdraw:paper
mmmmmm oooooo : abstract-autosave-new:call
mmmmmm ooxxxo : abstract-preview:paper
mmmmmm oxxxxo : abstract-preview:pending abstract-preview:keel
mmmmmm oxxxxx : abstract-autosave:draft_paper abstract-preview:draft_paper
mmmmmm oxxxxx mmmmmm mmmmmm mmmmmm : api-submission-withdraw:pending
mmmmmm rfxxxx : abstract-withdraw:paper abstract-undo:paper abstract-ask:paper
mmmmmm rxxxxx : abstract-withdraw:pending abstract-undo:pending abstract-undo:keel abstract-undo:draft_paper
    abstract-discard:draft_paper abstract-ask:pending abstract-ask:keel
mmmmmm tfxxxx mmmmmm mmmmmm mmmmmm : api-submission-submit:paper
mmmmmm txxxxx mmmmmm mmmmmm mmmmmm : api-submission-submit:pending api-submission-submit:keel
    api-submission-submit:draft_paper
mmmmmm xxxxxx : abstract-autosave-new:sealed_call
oooooo mmmmmm : calls:main call:call abstract-sent:call my-abstracts organisations
oooooo oooooo : abstract-links:call
oooooo rrrrrr : abstract-new:call
oooooo tttttt mmmmmm mmmmmm mmmmmm : api-submission-list
ooxxxo mmmmmm : abstract-file:paper_file
ooxxxr mmmmmm : abstract:paper
ooxxxx mmmmmm : my-event-abstracts:main
ooxxxx mmmmmm mmmmmm mmmmmm ofxxxx : api-abstract-file-detail:paper_file
ooxxxx mmmmmm mmmmmm ofxxxx cfxxxx : api-submission-detail:paper
orxxxo orxxxo : abstract-edit:paper
oxxxxo oxxxxo : abstract-edit:pending
oxxxxr mmmmmm : abstract:pending abstract:keel
oxxxxx mmmmmm mmmmmm cxxxxx cxxxxx : api-submission-detail:keel
oxxxxx mmmmmm mmmmmm oxxxxx cxxxxx : api-submission-detail:pending
oxxxxx mmmmmm mmmmmm oxxxxx oxxxxx : api-submission-detail:draft_paper
oxxxxx rxxxxx : abstract-edit:draft_paper
rxxxxo oxxxxo : abstract-edit:keel
rxxxxx mmmmmm : abstract:draft_paper
xxxxxo xxxxxo : abstract-invite:main
xxxxxx mmmmmm : calls:closed call:sealed_call abstract-sent:sealed_call my-event-abstracts:closed
    abstract-by-link:invited
xxxxxx xxxxxx : abstract-new:sealed_call abstract-links:sealed_call author-confirm:paper
    abstract-invite:closed
"""
