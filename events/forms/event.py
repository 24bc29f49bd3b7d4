"""What a person types about an event. Times are typed as the clocks show them in the event's zone."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.models import AccessList
from events.forms.categories import CategoryChoice
from events.forms.wall_time import Wall, WallField, wall_of
from events.models import Category, Event
from events.models.event import SLUG
from kit.forms import MarkdownField, TimeInput, ZoneField
from kit.links import check_link
from kit.moments import wall_to_utc

MOST_KEYWORDS = 50


def _label(name: str) -> Any:
    return Event._meta.get_field(name).verbose_name  # type: ignore[union-attr]


class KeywordsField(forms.CharField):
    """Words separated by commas; cleaned to a list without twins."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        words = [word.strip() for word in (super().clean(value) or "").split(",")]
        keywords = list(dict.fromkeys(word for word in words if word))
        if len(keywords) > MOST_KEYWORDS or any(len(word) > 80 for word in keywords):
            raise ValidationError(_("At most 50 keywords of at most 80 letters each."))
        return keywords


class AddressField(forms.CharField):
    """The short address of an event; capitals count as small letters."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).lower()


class EventForm(forms.Form):
    """A new event: what it is, when, where it belongs. Everything else can wait for its settings.

    After `is_valid`, `cleaned_data` has `starts_at` and `ends_at` as moments, and `notes` says what a change
    of the clocks did to them.
    """

    kind = forms.ChoiceField(label=_label("kind"), choices=Event.Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_label("title"), max_length=300)
    starts = WallField(label=_label("starts_at"))
    ends = WallField(label=_label("ends_at"))
    time_zone = ZoneField(label=_label("time_zone"), max_length=64)
    venue = forms.CharField(label=_label("venue"), max_length=200, required=False)
    category = CategoryChoice(label=gettext_lazy("Category"))
    mode = forms.ChoiceField(
        label=gettext_lazy("Who may see it"), choices=AccessList.Mode.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.notes: list[str] = []

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or self.cleaned_data)
        if {"starts", "ends", "time_zone"} <= cleaned.keys():
            zone = ZoneInfo(cleaned["time_zone"])
            cleaned["starts_at"] = self._moment(cleaned.pop("starts"), zone)
            cleaned["ends_at"] = self._moment(cleaned.pop("ends"), zone)
            if cleaned["ends_at"] < cleaned["starts_at"]:
                self.add_error("ends", _("The event would end before it starts."))
        return cleaned

    def _moment(self, wall: Wall, zone: ZoneInfo) -> datetime | None:
        day, clock = wall
        moment, note = wall_to_utc(day, clock, zone)
        if note:
            self.notes.append(note)
        return moment


class EventSettingsForm(EventForm):
    """All that can be said about an event that exists. Where it belongs and who sees it have pages of their own."""

    category = None  # type: ignore[assignment]
    mode = None  # type: ignore[assignment]
    acronym = forms.CharField(label=_label("acronym"), max_length=80, required=False)
    slug = AddressField(label=_label("slug"), max_length=80, validators=[SLUG])
    day_change = forms.TimeField(label=_label("day_change"), widget=TimeInput, required=False)
    description = MarkdownField(label=_label("description"), required=False)
    address = forms.CharField(label=_label("address"), max_length=300, required=False)
    map_url = forms.URLField(
        label=_label("map_url"),
        max_length=500,
        required=False,
        validators=[check_link],
        assume_scheme="https",
    )
    website = forms.URLField(
        label=_label("website"),
        max_length=500,
        required=False,
        validators=[check_link],
        assume_scheme="https",
    )
    organiser = forms.CharField(label=_label("organiser"), max_length=300, required=False)
    contact_email = forms.EmailField(label=_label("contact_email"), max_length=254, required=False)
    keywords = KeywordsField(
        label=_label("keywords"), required=False, help_text=gettext_lazy("Separated by commas.")
    )

    def clean_day_change(self) -> time:
        return self.cleaned_data["day_change"] or time(0)


def initial_for(category: Category | None, *, kind: str, now: datetime) -> dict[str, Any]:
    """A fair guess for a new event: tomorrow from nine to ten, where its category is."""
    zone_name = category.time_zone if category else "UTC"
    today = now.astimezone(ZoneInfo(zone_name)).date()
    tomorrow = today + timedelta(days=1)
    return {
        "kind": kind if kind in Event.Kind.values else Event.Kind.MEETING,
        "starts": (tomorrow, time(9)),
        "ends": (tomorrow, time(10)),
        "time_zone": zone_name,
        "category": category,
        "mode": AccessList.Mode.INHERITING,
    }


def initial_of(event: Event) -> dict[str, Any]:
    """The event as its settings form shows it."""
    plain = [name for name in EventSettingsForm.base_fields if name not in {"starts", "ends"}]
    return {
        **{name: getattr(event, name) for name in plain},
        "starts": wall_of(event.starts_at.astimezone(event.zone)),
        "ends": wall_of(event.ends_at.astimezone(event.zone)),
    }
