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
"""
