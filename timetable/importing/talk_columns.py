"""The columns of a list of talks: what ours are called, and what they are called elsewhere."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from kit.tables import heading_key
from timetable.exporting.columns import TALKS

TITLES = {
    "number": _("Number"),
    "code": _("Code"),
    "start": _("Start"),
    "minutes": _("Duration"),
    "title": _("Title"),
    "subtitle": _("Subtitle"),
    "first_name": _("First name of the speaker"),
    "last_name": _("Last name of the speaker"),
    "speakers": _("Speakers"),
    "affiliations": _("Affiliation"),
    "emails": _("E-mail"),
    "track": _("Track"),
    "type": _("Type"),
    "session": _("Session"),
    "room": _("Room"),
    "abstract": _("Abstract"),
    "language": _("Language"),
    "keywords": _("Keywords"),
    "board": _("Board number"),
    "needs": _("Technical needs"),
    "audience": _("Expected audience"),
}

ELSEWHERE = {
    "number": ("no", "nr", "id"),
    "start": ("start_date", "start_time", "starts", "begin", "start_(iso)", "date"),
    "minutes": ("duration", "length", "duration_(minutes)", "duration_in_minutes", "duration_min"),
    "title": ("name", "talk", "contribution"),
    "first_name": ("speaker_first_name", "speaker_first", "first", "given_name"),
    "last_name": ("speaker_last_name", "speaker_last", "last", "family_name", "surname"),
    "speakers": ("speaker", "speaker_names", "speaker_name", "presenters"),
    "affiliations": ("affiliation", "speaker_affiliation", "speaker_affiliations", "organisation"),
    "emails": ("email", "e_mail", "speaker_email", "speaker_emails", "speaker_e_mail", "mail"),
    "type": ("contribution_type", "session_format", "talk_type"),
    "room": ("location", "venue"),
    "abstract": ("description", "summary"),
    "keywords": ("tags",),
    "board": ("board_number",),
    "needs": ("technical_needs", "equipment"),
    "audience": ("expected_audience", "expected", "attendance"),
}

INDICO = ("start", "minutes", "title", "first_name", "last_name", "affiliations", "emails")
"""The seven columns of Indico's own file, which has no headings."""


def known_columns(headings: Iterable[str]) -> dict[str, str]:
    """For the key of each heading that is understood, the column it is; none is given twice."""
    keys = [heading_key(heading) for heading in headings]
    exported = {column.name: heading_key(str(column.title)) for column in TALKS}
    found: dict[str, str] = {}
    for column, title in TITLES.items():
        called = (column, heading_key(str(title)), exported.get(column, ""), *ELSEWHERE.get(column, ()))
        for name in called:
            if name and name in keys and name not in found:
                found[name] = column
                break
    return found
