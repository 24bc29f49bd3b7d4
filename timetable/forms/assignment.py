"""What several talks are given at once."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Event
from kit.forms import WordsField
from kit.keys import is_key

NONE = "none"
TYPED = "typed"
MOST_PEOPLE = 1_000_000


class AssignForm(forms.Form):
    """One track, session or type, how many people are expected, something they need, or none of it.

    `values` is what programme.operations.assign takes. What can not be chosen is `typed`.
    """

    give = forms.ChoiceField(label=gettext_lazy("Give the chosen talks"))
    typed = forms.CharField(label=gettext_lazy("Number or words"), max_length=500, required=False)

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offers: dict[str, tuple[str, list[Any]]] = {
            "track": (_("Track"), list(event.tracks.all())),
            "session": (_("Session"), list(event.sessions.filter(deleted_at__isnull=True))),
            "type": (_("Type"), list(event.contribution_types.all())),
            "expected_audience": (_("Expected audience"), []),
            "needs": (_("Technical needs"), []),
        }
        self.fields["give"].widget.choices = self.fields["give"].choices = [  # type: ignore[attr-defined]
            (label, self._choices(name, things)) for name, (label, things) in self.offers.items()
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        name, _dash, key = values.get("give", "").partition("-")
        if key == TYPED:
            values["value"] = self._typed(name, values.get("typed", ""))
        return values

    @property
    def values(self) -> dict[str, Any]:
        name, _dash, key = self.cleaned_data["give"].partition("-")
        if key == TYPED:
            return {"also_needs" if name == "needs" else name: self.cleaned_data["value"]}
        if name == "needs":
            return {name: []}
        return {name: next((thing for thing in self.offers[name][1] if str(thing.pk) == key), None)}

    @property
    def words(self) -> str:
        """What is given, as a person reads it: “Track: Astronomy”."""
        name = self.cleaned_data["give"].partition("-")[0]
        ((_name, chosen),) = self.values.items()
        if isinstance(chosen, list):
            chosen = ", ".join(chosen) or None
        said = {"kind": self.offers[name][0], "thing": chosen if chosen is not None else _("None")}
        return _("%(kind)s: %(thing)s") % said

    def _choices(self, name: str, things: list[Any]) -> list[tuple[str, str]]:
        choices = [(f"{name}-{thing.pk}", str(thing)) for thing in things]
        if name == "expected_audience":
            choices = [(f"{name}-{TYPED}", _("Expected audience: the number beside"))]
        elif name == "needs":
            choices = [(f"{name}-{TYPED}", _("Also needs: the words beside"))]
        return [*choices, (f"{name}-{NONE}", _("None"))]

    def _typed(self, name: str, text: str) -> Any:
        if name == "needs":
            return WordsField().clean(text)
        if not is_key(text.strip()) or int(text) > MOST_PEOPLE:
            raise ValidationError(_("Type a number of people."))
        return int(text)
