"""The whole form of a talk: its fields and its rows of people, links and parts, valid only together."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from events.models import Event
from programme.forms.people import PICKED, EventPeople
from programme.forms.rows import CreditRows, LinkRows, PartRows
from programme.forms.talk import TalkForm
from programme.models import Contribution

ROWS = ("people", "links", "parts")
MORE = 3
"""Rows that a press on “More rows” adds."""


class TalkSheet:
    """Give it what was posted, or None to show what is there."""

    def __init__(self, data: QueryDict | None, *, event: Event, talk: Contribution | None = None) -> None:
        data = _with_more_rows(data)
        self.form = TalkForm(data, event=event, talk=talk)
        self.people = CreditRows(
            data, prefix="people", initial=_credits(talk), form_kwargs={"among": _people(event, talk, data)}
        )
        self.links = LinkRows(data, prefix="links", initial=_links(talk))
        self.parts = PartRows(data, prefix="parts", initial=_parts(talk))

    def is_valid(self) -> bool:
        sheets = [self.form, self.people, self.links, self.parts]
        valid = [sheet.is_valid() for sheet in sheets]  # all of them: each says what is wrong with it
        return all(valid)

    @property
    def values(self) -> dict[str, Any]:
        """What create_contribution takes."""
        return {
            **self.form.values,
            "people": [row.credited for row in self.people.kept],
            "links": [row.draft for row in self.links.kept],
            "parts": [row.draft for row in self.parts.kept],
        }

    @property
    def changes(self) -> dict[str, Any]:
        """The values that somebody touched: what others changed meanwhile stays."""
        touched = {name for name in ROWS if getattr(self, name).has_changed()} | set(self.form.changed_data)
        return {name: value for name, value in self.values.items() if name in touched}


def _with_more_rows(data: QueryDict | None) -> QueryDict | None:
    """A press on “More rows” adds a few to one of the lists; nothing else changes."""
    if data is None or data.get("more") not in ROWS:
        return data
    data = data.copy()
    key = f"{data['more']}-TOTAL_FORMS"
    count = data.get(key, "")
    data[key] = str(int(count) + MORE) if count.isdecimal() and len(count) < 5 else count
    return data


def _people(event: Event, talk: Contribution | None, data: QueryDict | None) -> EventPeople:
    named = [row["person"] for row in _credits(talk)]
    return EventPeople(
        event, [*named, *(value for key, value in (data or {}).items() if key.endswith("-person"))]
    )


def _credits(talk: Contribution | None) -> list[Mapping[str, Any]]:
    if talk is None:
        return []
    return [{"person": f"{PICKED}{credit.person_id}", "role": credit.role} for credit in talk.credits.all()]


def _links(talk: Contribution | None) -> list[Mapping[str, Any]]:
    if talk is None:
        return []
    return [{"url": link.url, "title": link.title, "kind": link.kind} for link in talk.links.all()]


def _parts(talk: Contribution | None) -> list[Mapping[str, Any]]:
    if talk is None:
        return []
    return [
        {
            "pk": part.pk,
            "title": part.title,
            "minutes": part.minutes,
            "code": part.code,
            "description": part.description,
            "speakers": [link.person for link in part.speaker_links.all()],
        }
        for part in talk.parts.prefetch_related("speaker_links__person")
    ]
