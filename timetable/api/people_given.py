"""People as programs name them: by their number at the event, or by name for somebody new."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from events.models import Event
from programme.models import Credit
from programme.operations import Named, Someone
from rooms.api.query import KeyField, wrong
from rooms.api.strict import Strict

MOST_PEOPLE = 500


class PersonGiven(Strict):
    """`person`, or a name. An e-mail address finds whom the event knows by it."""

    person = KeyField(required=False, help_text="Number of somebody the event knows.")
    name = serializers.CharField(required=False, max_length=300)
    email = serializers.EmailField(required=False, allow_blank=True, max_length=254)
    affiliation = serializers.CharField(required=False, allow_blank=True, max_length=300)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("person" in attrs) == ("name" in attrs):
            raise wrong("person", _("Give either the number of a person, or a name."))
        if "person" in attrs and attrs.keys() & {"email", "affiliation"}:
            raise wrong("person", _("The event knows this person. Leave the rest out."))
        return attrs


class CreditGiven(PersonGiven):
    role = serializers.ChoiceField(choices=Credit.Role.choices)


def someone(event: Event, given: Sequence[dict[str, Any]], field: str) -> list[Someone]:
    """Whom the rows mean, in order. One query. Raises ValidationError for numbers the event does not know."""
    keys = {row["person"] for row in given if "person" in row}
    known = event.people.in_bulk(keys) if keys else {}
    if lost := sorted(keys - known.keys()):
        raise wrong(field, _("The event knows no person {number}.").format(number=lost[0]))
    return [
        known[row["person"]]
        if "person" in row
        else Named(row["name"], row.get("email", ""), row.get("affiliation", ""))
        for row in given
    ]
