"""What the log says was done to the programme, in words."""

from django.utils.translation import gettext_lazy as _

from events.words import ACTS, FIELDS

ACTS |= {
    "contribution.created": _("Talk added"),
    "contribution.edited": _("Talk changed"),
    "contribution.withdrawn": _("Talk withdrawn"),
    "contribution.reinstated": _("Talk reinstated"),
    "contribution.deleted": _("Talk deleted"),
    "contribution.restored": _("Talk restored"),
    "speakers.asked": _("Speakers asked whether they come"),
    "speaker.answered": _("Answer of a speaker"),
    "session.created": _("Session added"),
    "session.edited": _("Session changed"),
    "session.deleted": _("Session deleted"),
    "session.restored": _("Session restored"),
    "track.added": _("Track added"),
    "track.edited": _("Track changed"),
    "track.removed": _("Track removed"),
    "tracks.ordered": _("Tracks put in another order"),
    "contribution-type.added": _("Type of talks added"),
    "contribution-type.edited": _("Type of talks changed"),
    "contribution-type.removed": _("Type of talks removed"),
    "session-type.added": _("Type of sessions added"),
    "session-type.edited": _("Type of sessions changed"),
    "session-type.removed": _("Type of sessions removed"),
}

FIELDS |= {
    "abstract": _("abstract"),
    "answer": _("answer"),
    "board_number": _("board number"),
    "code": _("code"),
    "conveners": _("conveners"),
    "default_minutes": _("minutes per talk"),
    "expected_audience": _("expected audience"),
    "hue": _("colour"),
    "is_poster": _("poster session"),
    "is_private": _("only organisers may choose it"),
    "language": _("language"),
    "links": _("links"),
    "minutes": _("minutes"),
    "needs": _("technical needs"),
    "number": _("number"),
    "parts": _("Parts"),
    "people": _("people"),
    "session": _("session"),
    "subtitle": _("subtitle"),
    "track": _("track"),
    "type": _("type"),
    "word": _("word to the organisers"),
}
