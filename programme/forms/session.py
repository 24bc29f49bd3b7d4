"""What a person types about a session."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from events.models import Event
from kit.forms import MarkdownField
from programme.forms.choices import offer
from programme.forms.people import PeopleField
from programme.models import Session, SessionType, Track


def _label(name: str) -> Any:
    return Session._meta.get_field(name).verbose_name  # type: ignore[union-attr]


class SessionForm(forms.Form):
    title = forms.CharField(label=_label("title"), max_length=300)
    code = forms.CharField(label=_label("code"), max_length=30, required=False)
    description = MarkdownField(label=_label("description"), required=False)
    type = forms.ModelChoiceField(label=_label("type"), queryset=SessionType.objects.none(), required=False)
    track = forms.ModelChoiceField(label=_label("track"), queryset=Track.objects.none(), required=False)
    default_minutes = forms.IntegerField(
        label=gettext_lazy("minutes per talk"), min_value=1, max_value=1440, initial=20
    )
    conveners = PeopleField(label=gettext_lazy("conveners"), required=False)

    def __init__(self, *args: Any, event: Event, session: Session | None = None, **options: Any) -> None:
        super().__init__(*args, **{"initial": _initial(session), **options})
        for name, choices in (("type", event.session_types.all()), ("track", event.tracks.all())):
            offer(self, name, choices)

    @property
    def changes(self) -> dict[str, Any]:
        """The values that somebody touched: what others changed meanwhile stays."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


def _initial(session: Session | None) -> dict[str, Any]:
    if session is None:
        return {}
    links = session.convener_links.select_related("person")
    fields = ("title", "code", "description", "type", "track", "default_minutes")
    return {name: getattr(session, name) for name in fields} | {"conveners": [link.person for link in links]}
