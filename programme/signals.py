"""What the programme tells the floors above, inside the transaction of the act."""

from django.dispatch import Signal

# A contribution has other values now: `contribution`, `changes` (field to before and after) and `by`.
contribution_edited = Signal()

# A session is about to be deleted, and its contributions have left it: `session` and `by`.
session_leaving = Signal()
