"""What events tell the floors above."""

from django.dispatch import Signal

# A new event: `event` and `by`, inside the transaction that makes it.
event_created = Signal()

# Sent inside the transaction that gives an event other dates, before anything is written, with `event` (as it
# is), `starts_at` and `ends_at` (as they would be) and `by`. A receiver raises Refused where they do not fit.
event_dates_changing = Signal()

# An event has other values now, inside the transaction: `event`, `changes` (field to before and after) and `by`.
event_edited = Signal()

# Some events may be open to other people now (their protection, category or draft state changed): `events`, a
# queryset.
openness_changed = Signal()

# An event was deleted: `event` and `by`.
event_deleted = Signal()

# An event was brought back: `event` and `by`. A receiver may return a sentence about what did not come back.
event_restored = Signal()
