"""What the timetable tells the floors above, inside the transaction of the act."""

from django.dispatch import Signal

# Entries of a timetable have other times or rooms now, or are gone: `event`, `slot` (the one the act was about, as it
# is now; None when it is gone), `is_new` and `by`. A receiver raises Refused where what hangs on them can not follow.
slots_moved = Signal()

# A version of a timetable that is worked on in drafts was published: `event`, `version`, `changes` (to what was shown
# before: `timetable.versions.Change`), `gone` (slots as they were shown that are not any more, ready for calendars),
# `is_first`, `closed` (the entries of what was shown before that not everybody could see), `tell` (whether those
# concerned are to be told) and `by`.
timetable_published = Signal()
