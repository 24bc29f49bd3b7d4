"""What events tell the floors above."""

from django.dispatch import Signal

# Sent inside the transaction that gives an event other dates, before anything is written, with `event` (as it
# is), `starts_at` and `ends_at` (as they would be) and `by`. A receiver raises Refused where they do not fit.
event_dates_changing = Signal()
