"""What a person types about the people of an event."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from events.forms.lines import lines, name_and_email
from events.models import Event, EventPerson, EventRole
from kit.forms import MarkdownField


def _label(name: str) -> Any:
    return EventPerson._meta.get_field(name).verbose_name  # type: ignore[union-attr]


class PersonForm(forms.Form):
    name = forms.CharField(label=_label("name"), max_length=300)
    email = forms.EmailField(
        label=_label("email"),
        required=False,
        max_length=254,
        help_text=gettext_lazy("Never shown to the public. It ties the person to their account."),
    )
    affiliation = forms.CharField(label=_label("affiliation"), max_length=300, required=False)
    sort_name = forms.CharField(
        label=_label("sort_name"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Made from the name when left empty."),
    )
    biography = MarkdownField(label=_label("biography"), required=False)


class RolesForm(forms.Form):
    """Chairpersons and contacts: one name a line, in order. New names are added to the people."""

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        self.event = event
        held = list(EventRole.objects.filter(event=event).select_related("person"))
        initial = {
            role: lines(link.person for link in held if link.role == role) for role in EventRole.Role.values
        }
        super().__init__(*args, **{"initial": initial, **options})

    chair = forms.CharField(
        label=gettext_lazy("Chairpersons"),
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
        required=False,
        max_length=10_000,
        help_text=gettext_lazy("One a line, in order: a name, or a name and <e-mail>."),
    )
    contact = forms.CharField(
        label=gettext_lazy("Contacts"),
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
        required=False,
        max_length=10_000,
        help_text=gettext_lazy("Whom to ask about the event; one a line, in order."),
    )

    def clean_chair(self) -> list[tuple[str, str]]:
        return _named(self.cleaned_data["chair"])

    def clean_contact(self) -> list[tuple[str, str]]:
        return _named(self.cleaned_data["contact"])


def _named(text: str) -> list[tuple[str, str]]:
    """Lines such as “Ada Lovelace <ada@example.org>” as (name, e-mail) pairs."""
    return [name_and_email(line) for line in text.splitlines() if line.strip()]
