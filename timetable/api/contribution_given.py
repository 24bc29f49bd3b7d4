"""What programs send about a talk: its words, where it belongs, its people, links and parts."""

from typing import Any

from rest_framework import serializers

from events.models import Event
from programme.models import Contribution, Link, Subcontribution
from programme.operations import LinkDraft, PartDraft
from rooms.api.query import KeyField
from rooms.api.strict import Strict, StrictFields
from timetable.api.belonging import track_given, type_given
from timetable.api.entry_given import session_given
from timetable.api.people_given import MOST_PEOPLE, CreditGiven, PersonGiven, someone

MOST_ROWS = 200
WORDS = [
    *("title", "subtitle", "abstract", "description", "code", "minutes", "language", "board_number"),
    *("keywords", "expected_audience", "needs"),
]


class LinkGiven(Strict):
    url = serializers.CharField(max_length=2000)
    title = serializers.CharField(required=False, allow_blank=True, max_length=500)
    kind = serializers.ChoiceField(choices=Link.Kind.choices, required=False)


class PartGiven(StrictFields):
    """With its `id` a part keeps its place in what is known of it."""

    id = KeyField(required=False)
    speakers = serializers.ListField(child=PersonGiven(), required=False, max_length=MOST_PEOPLE)

    class Meta:
        model = Subcontribution
        fields = ["id", "code", "title", "description", "minutes", "speakers"]


class ContributionChangeGiven(StrictFields):
    """What is not sent stays. Of `people`, `links` and `parts` the whole list is sent."""

    track = KeyField(required=False, allow_null=True)
    session = KeyField(
        required=False, allow_null=True, help_text="It is seen by those who may see the session."
    )
    type = KeyField(required=False, allow_null=True)
    people = serializers.ListField(child=CreditGiven(), required=False, max_length=MOST_PEOPLE)
    links = serializers.ListField(child=LinkGiven(), required=False, max_length=MOST_ROWS)
    parts = serializers.ListField(child=PartGiven(), required=False, max_length=MOST_ROWS)

    class Meta:
        model = Contribution
        fields = [*WORDS, "track", "session", "type", "people", "links", "parts"]
        extra_kwargs = {"minutes": {"required": False}}


class ContributionGiven(ContributionChangeGiven):
    event = serializers.CharField(max_length=80, help_text="Number or address.")

    class Meta(ContributionChangeGiven.Meta):
        fields = ["event", *ContributionChangeGiven.Meta.fields]


def talk_values(event: Event, values: dict[str, Any]) -> dict[str, Any]:
    """The values as operations take them. Raises ValidationError for what the event does not have."""
    found = dict(values)
    for name, thing_given in (("track", track_given), ("session", session_given), ("type", type_given)):
        if found.get(name) is not None:
            found[name] = thing_given(event, found[name])
    if "people" in found:
        rows = found["people"]
        found["people"] = list(
            zip(someone(event, rows, "people"), [row["role"] for row in rows], strict=True)
        )
    if "links" in found:
        found["links"] = [LinkDraft(**row) for row in found["links"]]
    if "parts" in found:
        found["parts"] = [_part(event, row) for row in found["parts"]]
    return found


def _part(event: Event, row: dict[str, Any]) -> PartDraft:
    values = {name: value for name, value in row.items() if name not in ("id", "speakers")}
    speakers = tuple(someone(event, row.get("speakers", ()), "parts"))
    return PartDraft(**values, speakers=speakers, pk=row.get("id"))
