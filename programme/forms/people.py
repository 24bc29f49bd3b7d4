"""People as they are typed: picked from those the event knows, or new by name."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.forms.lines import lines, name_and_email
from events.models import Event, EventPerson
from kit.forms import Combobox
from programme.operations import Named, Someone

PICKED = "person-"
LONGEST_KEY = 18


class EventPeople:
    """The people of an event behind picked values such as "person-7", fetched together."""

    def __init__(self, event: Event, values: Iterable[Any]) -> None:
        self.source = reverse("manage-people-suggestions", args=[event.pk])
        self.people = event.people.in_bulk([key for value in values if (key := _key(value))])

    def picked(self, value: Any) -> EventPerson | None:
        return self.people.get(_key(value))


class PersonBox(Combobox):
    """Shows the name of the person that was picked."""

    among: EventPeople

    def shown_for(self, value: Any) -> str:
        person = self.among.picked(value)
        return person.name if person is not None else str(value or "")


class PersonField(forms.CharField):
    """Cleaned to the person that was picked, or to the name that was typed."""

    widget = PersonBox

    def offer(self, among: EventPeople) -> None:
        self.among = among
        box = cast(PersonBox, self.widget)
        box.among, box.source = among, among.source

    def clean(self, value: Any) -> EventPerson | str:
        text = super().clean(value)
        if not text.startswith(PICKED):
            return str(text)
        person = self.among.picked(text)
        if person is None:
            raise ValidationError(_("This person is not among the people of the event."))
        return person


class PeopleField(forms.CharField):
    """One person a line, in order: a name, or a name and <e-mail>. Cleaned to a list of `Named`."""

    def __init__(self, **options: Any) -> None:
        widget = forms.Textarea({"rows": 3, "dir": "auto"})
        hint = gettext_lazy("One a line, in order: a name, or a name and <e-mail>.")
        super().__init__(**{"widget": widget, "help_text": hint, "max_length": 10_000, **options})

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else lines(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: Any) -> list[Someone]:
        typed = [line for line in super().clean(value).splitlines() if line.strip()]
        return [Named(name=name, email=email) for name, email in map(name_and_email, typed)]


def _key(value: Any) -> int:
    """The key in a picked value; 0, which no row has, for anything else."""
    prefix, _dash, key = str(value).rpartition("-")
    return int(key) if f"{prefix}-" == PICKED and key.isdecimal() and len(key) <= LONGEST_KEY else 0
