"""What the rooms tell the floors above, inside the transaction of the act."""

from django.dispatch import Signal

# Dates of a booking were cancelled, rejected or freed: `booking`, `occurrences` (as they are now), `by` (None: the
# system) and `reason`.
dates_lost = Signal()

# A booking was approved, changed or moved: `booking` and `by`.
booking_changed = Signal()
