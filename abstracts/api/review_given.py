"""A review as a program sends it."""

from typing import Any

from django.utils.translation import gettext as _

from abstracts.models import Abstract
from abstracts.reading import open_to
from abstracts.reviewing.said import Said
from abstracts.standing import Standing
from kit.keys import key_of
from programme.models import ContributionType, Track
from rooms.api.query import wrong


def said_in(values: dict[str, Any], standing: Standing, abstract: Abstract) -> Said:
    """What was sent, with the things it names. Raises ValidationError at the field that names nothing."""
    return Said(
        action=values.get("action", ""),
        type=_type(values.get("type"), abstract),
        tracks=[_track(key, abstract, "tracks") for key in dict.fromkeys(values.get("tracks", ()))],
        other=_other(values.get("other"), standing),
        committee_comment=values.get("committee_comment", ""),
        author_comment=values.get("author_comment", ""),
        ratings=_ratings(values.get("ratings", {})),
    )


def track_named(values: dict[str, Any], abstract: Abstract) -> Track | None:
    """For which track the abstract is reviewed."""
    key = values.get("track")
    return None if key is None else _track(key, abstract, "track")


def _track(key: int, abstract: Abstract, field: str) -> Track:
    found = Track.objects.filter(event=abstract.event_id, pk=key).first()
    if found is None:
        raise wrong(field, _("There is no such track."))
    return found


def _type(key: int | None, abstract: Abstract) -> ContributionType | None:
    if key is None:
        return None
    found = ContributionType.objects.filter(event=abstract.event_id, pk=key).first()
    if found is None:
        raise wrong("type", _("There is no such type."))
    return found


def _other(number: int | None, standing: Standing) -> Abstract | None:
    """Among those the person may read. Whether another one is there is not told."""
    return None if number is None else open_to(standing).filter(number=number).first()


def _ratings(given: dict[str, Any]) -> dict[int, int | str | None]:
    """By question. Anything but a whole number, true, false or words fits no question."""
    ratings: dict[int, int | str | None] = {}
    for text, value in given.items():
        if not isinstance(value, int | str | None):
            raise wrong("ratings", _("A question is answered by a whole number, true or false, or words."))
        ratings[key_of(str(text))] = int(value) if isinstance(value, bool) else value
    return ratings
