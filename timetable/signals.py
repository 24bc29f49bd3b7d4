"""What the timetable tells the floors above, inside the transaction of the act."""

from django.dispatch import Signal

# Entries of a timetable have other times or rooms now, or are gone: `event`, `slot` (the one the act was about, as it
# is now; None when it is gone), `is_new` and `by`. A receiver raises Refused where what hangs on them can not follow.
slots_moved = Signal()
