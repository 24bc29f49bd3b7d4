"""What a request writes into an abstract, put over what stands there."""

from dataclasses import replace
from math import isfinite
from typing import Any

from django.utils.translation import gettext as _

from abstracts.forms.people_rows import PeopleRows, Row, with_known_organisations
from abstracts.models import Call, Field
from abstracts.written import Place, Written
from programme.models import ContributionType, Track
from rooms.api.query import wrong

PLAIN = ("title", "text", "topics", "keywords", "licence", "note")
LONGEST_ANSWER = 20_000
LONGEST_NUMBER = 20


def written_from(values: dict[str, Any], before: Written, *, call: Call) -> Written:
    """Raises ValidationError for numbers that name nothing, and for what could not be kept even in a draft."""
    changed: dict[str, Any] = {name: values[name] for name in PLAIN if name in values}
    if "type" in values:
        changed["type"] = _type(values["type"], call)
    if "tracks" in values:
        changed["tracks"] = _tracks(values["tracks"], call)
    if "answers" in values:
        changed["answers"] = _answers(values["answers"], before, call)
    if "people" in values:
        changed["people"] = _people(values["people"])
    return replace(before, **changed)


def _type(key: int | None, call: Call) -> ContributionType | None:
    if key is None:
        return None
    found = ContributionType.objects.filter(event=call.event_id, pk=key).first()
    if found is None or (found.is_private and not call.types.filter(pk=key).exists()):
        raise wrong("type", _("Choose from the types that the call offers."))
    return found


def _tracks(keys: list[int], call: Call) -> tuple[Track, ...]:
    found = {track.pk: track for track in Track.objects.filter(event=call.event_id, pk__in=keys)}
    if set(keys) - set(found):
        raise wrong("tracks", _("Choose from the tracks that the call offers."))
    return tuple(found[key] for key in dict.fromkeys(keys))


def _answers(given: dict[str, Any], before: Written, call: Call) -> dict[str, Any]:
    """Those of organisers only stay as they are, and are as unknown to authors as a number that names nothing."""
    fields = {str(field.pk) for field in call.fields.all() if field.visibility != Field.Visibility.MANAGERS}
    if set(given) - fields:
        raise wrong("answers", _("A field that this call does not have was filled in."))
    if not all(_is_plain(answer) for answer in given.values()):
        raise wrong("answers", _("An answer is a text, a number, yes or no."))
    kept = {key: value for key, value in before.answers.items() if key not in fields}
    return kept | {key: value for key, value in given.items() if value not in (None, "")}


def _is_plain(answer: Any) -> bool:
    """Whether it is a text, a number, yes, no or nothing, and fit for the database."""
    if isinstance(answer, float):
        return isfinite(answer)
    if isinstance(answer, int | None):
        return len(str(answer)) < LONGEST_NUMBER
    if not isinstance(answer, str) or len(answer) > LONGEST_ANSWER or "\x00" in answer:
        return False
    return answer.isprintable() or answer.encode(errors="ignore").decode() == answer


def _people(given: list[dict[str, Any]]) -> tuple[Any, ...]:
    rows = [
        Row(
            one["name"].strip(),
            one["email"].strip(),
            one["role"],
            one["speaks"],
            tuple(Place(place["name"].strip(), place["ror"]) for place in one["affiliations"]),
        )
        for one in given
    ]
    sheet = PeopleRows(with_known_organisations(rows))
    if problems := sheet.problems():
        raise wrong("people", " ".join(problems))
    return sheet.people
