"""Who reviews, and who sees how far the reviewing is; in the words of `tests.security.matrix`."""

ROWS = """
# Organisers read along; who is not of the committee learns of nothing
ubbbbbbbb ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-reviewable-list api-reviewable-wishes
    api-review-list
uxxxoxooo ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-reviewable-detail:paper
mmmmmmmmm uxxxtxttf ummmmmmmf ummmmmmmf uxxxxxxxf : api-reviewable-conflict:paper
mmmmmmmmm uxxxxxxxf ummmmmmmf ummmmmmmf ummmmmmmf : api-reviewable-decline:paper
mmmmmmmmm ummmmmmmf uxxxcxccf ummmmmmmf ummmmmmmf : api-reviewable-draft:paper
mmmmmmmmm ummmmmmmf uxxxcxccf ummmmmmmf uxxxxxxxf : api-reviewable-review:paper
mmmmmmmmm ummmmmmmf uxxxxxxxf ummmmmmmf uxxxxxxxf : api-reviewable-wish:paper
uxxxxxxxx ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-review-detail:review
ubbbbbbbb utttttttf ummmmmmmf ummmmmmmf ummmmmmmf : api-comment-list
mmmmmmmmm ummmmmmmf uxxxbxbbf ummmmmmmf uxxxoxoof : api-comment-detail:comment
lxxxoxoo lmmmmmmm : reviewing:main review-list:main review-file:paper_file
lxxxxxoo lmmmmmmm : reviewing:closed review-list:closed
lxxxxxxx lxxxxxxx : review-bids:main review-bids:closed review-profile:main review-profile:closed
    review-abstract:draft_paper
lmmmmmmm lxxxxxxx : review-conflict-end:conflict review-comment-restore:comment review-draft:draft_paper
    review-withdraw:paper review-withdraw:pending review-withdraw:keel review-withdraw:draft_paper
    review-conflict:draft_paper review-decline:paper review-decline:pending review-decline:keel
    review-decline:draft_paper review-comment:draft_paper
lmmmmmmm lxxxrxrr : review-conflict:paper review-conflict:pending review-conflict:keel
lmmmmmmm lxxxoxoo : review-comment-change:comment review-comment:paper review-comment:pending
    review-comment:keel
lxxxoxoo lxxxoxoo : review-abstract:paper review-abstract:pending review-abstract:keel
lmmmmmmm lxxxcxcc : review-draft:paper review-draft:pending review-draft:keel
lxxxoxoo lxxxrxrr : abstract-progress:main
lxxxxxoo lxxxxxxx : abstract-progress:closed
"""

COMMITTEE_ROWS = """
# Authors and those who are too close to it: nothing; reviewers their tracks; conveners and chairs lead
bbbbbb mmmmmm mmmmmm mmmmmm mmmmmm : api-reviewable-list api-reviewable-wishes api-review-list
xxoxoo mmmmmm mmmmmm mmmmmm mmmmmm : api-reviewable-detail:paper
mmmmmm xxtxtt mmmmmm mmmmmm xxxxxx : api-reviewable-conflict:paper
mmmmmm xxtxxx mmmmmm mmmmmm mmmmmm : api-reviewable-decline:paper
mmmmmm mmmmmm xxcxcc mmmmmm mmmmmm : api-reviewable-draft:paper
mmmmmm mmmmmm xxcxcc mmmmmm xxoxxx : api-reviewable-review:paper
mmmmmm mmmmmm xxxxxx mmmmmm xxxxxx : api-reviewable-wish:paper
xxoxxx mmmmmm mmmmmm mmmmmm mmmmmm : api-review-detail:review
bbbbbb tttttt mmmmmm mmmmmm mmmmmm : api-comment-list
mmmmmm mmmmmm xxxxbb mmmmmm xxxxoo : api-comment-detail:comment
xooooo mmmmmm : reviewing:main review-list:main
xxxxxx mmmmmm : reviewing:closed review-list:closed
xoooxx xxxxxx : review-bids:main
xxxxxx xxxxxx : review-bids:closed review-profile:closed review-abstract:draft_paper abstract-progress:closed
xoooxx xoooxx : review-profile:main
mmmmmm xxxrxx : review-conflict-end:conflict
mmmmmm xxxxoo : review-comment-change:comment
mmmmmm xxxxxx : review-comment-restore:comment review-draft:draft_paper review-withdraw:keel review-withdraw:draft_paper
    review-conflict:draft_paper review-decline:keel review-decline:draft_paper review-comment:draft_paper
xxoxoo xxoxoo : review-abstract:paper review-abstract:pending
xxxoxo xxxoxo : review-abstract:keel
mmmmmm xxcxcc : review-draft:paper review-draft:pending
mmmmmm xxxcxc : review-draft:keel
mmmmmm xxrxxx : review-withdraw:paper review-withdraw:pending review-decline:paper review-decline:pending
mmmmmm xxrxrr : review-conflict:paper review-conflict:pending
mmmmmm xxoxoo : review-comment:paper review-comment:pending
mmmmmm xxxrxr : review-conflict:keel
mmmmmm xxxoxo : review-comment:keel
xxxxoo xxxxrr : abstract-progress:main
xxoxoo mmmmmm : review-file:paper_file
"""
