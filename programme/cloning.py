"""What the programme gives to clones of an event."""

from django.utils.translation import gettext_lazy as _

from events.cloning import PARTS, Part
from programme.operations.cloning import (
    copy_links,
    copy_sessions,
    copy_talks,
    copy_tracks,
    copy_types,
    count_links,
    count_sessions,
    count_talks,
    count_tracks,
    count_types,
)

PARTS += [
    Part("tracks", _("Tracks"), copy_tracks, count_tracks, order=40),
    Part("types", _("Types of talks and sessions"), copy_types, count_types, order=50),
    Part(
        "sessions",
        _("Sessions"),
        copy_sessions,
        count_sessions,
        order=60,
        note=_("With their conveners, tracks and types where those come along."),
    ),
    Part(
        "talks",
        _("Talks"),
        copy_talks,
        count_talks,
        order=70,
        note=_("With speakers, authors and parts of talks; without the people, nobody is named."),
        is_usual=False,
    ),
    Part(
        "links",
        _("Links of talks"),
        copy_links,
        count_links,
        order=80,
        needs=("talks",),
        note=_("Slides, recordings and further reading. Needs the talks, which come along then."),
        is_usual=False,
    ),
]
