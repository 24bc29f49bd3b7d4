"""What several talks are given at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Event

NONE = "none"


class AssignForm(forms.Form):
    """One track, session or type, or none of it: `values` is what programme.operations.assign takes."""

    give = forms.ChoiceField(label=gettext_lazy("Give the chosen talks"))

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offers: dict[str, tuple[str, list[Any]]] = {
            "track": (_("Track"), list(event.tracks.all())),
            "session": (_("Session"), list(event.sessions.filter(deleted_at__isnull=True))),
            "type": (_("Type"), list(event.contribution_types.all())),
        }
        self.fields["give"].widget.choices = self.fields["give"].choices = [  # type: ignore[attr-defined]
            (
                label,
                [(f"{name}-{thing.pk}", str(thing)) for thing in things] + [(f"{name}-{NONE}", _("None"))],
            )
            for name, (label, things) in self.offers.items()
        ]

    @property
    def values(self) -> dict[str, Any]:
        name, _dash, key = self.cleaned_data["give"].partition("-")
        chosen = next((thing for thing in self.offers[name][1] if str(thing.pk) == key), None)
        return {name: chosen}

    @property
    def words(self) -> str:
        """What is given, as a person reads it: “Track: Astronomy”."""
        ((name, chosen),) = self.values.items()
        said = {"kind": self.offers[name][0], "thing": chosen if chosen is not None else _("None")}
        return _("%(kind)s: %(thing)s") % said
