"""What is typed about a room, with what stands in it and what the house asks about it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from access.forms import PersonField
from rooms.forms.from_model import fields_of
from rooms.models import Attribute, Equipment, Location, Room, RoomSettings
from rooms.models.room import LONGEST_BUFFER
from rooms.reminding import END_DAYS, REMIND_DAYS, REMINDERS

MOST_ADDRESSES = 20
GROUPS = {
    "place": ["location", "site", "building", "floor", "number", "name"],
    "about": [
        "capacity",
        "surface",
        "division",
        "telephone",
        "key_location",
        "latitude",
        "longitude",
        "comments",
        "owner",
    ],
    "booking": [
        "is_bookable",
        "open_to_all",
        "needs_approval",
        "max_advance_days",
        "booking_limit_days",
        "max_length_minutes",
        "buffer_before",
        "buffer_after",
    ],
    "presence": ["check_in", "release_minutes"],
    "mails": ["notification_emails", *REMINDERS],
}
NAMES = [name for names in GROUPS.values() for name in names]
WRITTEN_OTHERWISE = {"location", "owner", "notification_emails"}


class AddressesField(forms.CharField):
    """E-mail addresses, one a line; cleaned to a list without doubles."""

    widget = forms.Textarea

    def clean(self, value: Any) -> list[str]:
        found = list(dict.fromkeys(super().clean(value).replace(",", "\n").split()))
        if len(found) > MOST_ADDRESSES:
            raise ValidationError(
                ngettext(
                    "At most %(most)d address. A mailing list reaches more people.",
                    "At most %(most)d addresses. A mailing list reaches more people.",
                    MOST_ADDRESSES,
                ),
                params={"most": MOST_ADDRESSES},
            )
        for address in found:
            try:
                validate_email(address)
            except ValidationError as error:
                raise ValidationError(
                    _("“%(text)s” is not an e-mail address."), params={"text": address[:60]}
                ) from error
        return found

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class RoomForm(forms.Form):
    """All of a room; `locations` are those a new one may stand in, none for a room that is there already."""

    def __init__(
        self,
        *args: Any,
        room: Room | None,
        attributes: Sequence[Attribute],
        settings: RoomSettings,
        locations: Sequence[Location] = (),
        **options: Any,
    ) -> None:
        chosen = options.pop("initial", {})
        super().__init__(*args, **{**options, "initial": _initial(room, attributes) | chosen})
        self.attributes = {f"attribute-{attribute.pk}": attribute for attribute in attributes}
        made = fields_of(Room, [name for name in NAMES if name not in WRITTEN_OTHERWISE]) | _others()
        if locations:
            made["location"] = _LocationChoice(locations)
        self.fields.update({name: made[name] for name in NAMES if name in made})
        self.fields["equipment"] = forms.ModelMultipleChoiceField(
            label=gettext_lazy("Equipment"),
            queryset=Equipment.objects.all(),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        for name, attribute in self.attributes.items():
            self.fields[name] = forms.CharField(label=attribute.title, max_length=500, required=False)
        _explain(self.fields, settings)
        self.groups = {
            title: [self[name] for name in names if name in made] for title, names in GROUPS.items()
        }
        self.answers = [self[name] for name in self.attributes]

    def values(self) -> dict[str, Any]:
        """What was typed, as the operations take it."""
        values = dict(self.cleaned_data)
        attributes = {attribute: values.pop(name).strip() for name, attribute in self.attributes.items()}
        return {**values, "attributes": attributes}


class _LocationChoice(forms.ModelChoiceField):
    def __init__(self, locations: Sequence[Location]) -> None:
        keys = [location.pk for location in locations]
        offered = Location.objects.filter(pk__in=keys).select_related("access", "logbook")
        super().__init__(offered, label=gettext_lazy("Location"), empty_label=None)


def _others() -> dict[str, forms.Field]:
    owner = PersonField(
        label=_label(Room, "owner"),
        required=False,
        help_text=gettext_lazy("May do everything with the room, and hears of its bookings."),
    )
    addresses = AddressesField(
        label=_label(Room, "notification_emails"),
        required=False,
        max_length=6000,
        help_text=gettext_lazy("E-mail addresses that hear of every booking, one a line."),
    )
    addresses.widget.attrs.update(rows=3)
    return {"owner": owner, "notification_emails": addresses}


def _initial(room: Room | None, attributes: Sequence[Attribute]) -> dict[str, Any]:
    shown = room or Room()
    initial = {name: getattr(shown, name) for name in NAMES if name != "location"}
    if room is None:
        return initial
    held = {value.attribute_id: value.value for value in room.attribute_values.all()}
    answers = {f"attribute-{attribute.pk}": held.get(attribute.pk, "") for attribute in attributes}
    return {**initial, **answers, "equipment": [thing.pk for thing in room.equipment.all()]}


def _explain(fields: dict[str, forms.Field], settings: RoomSettings) -> None:
    """Hints that are the same for several fields, and the limits that other tables share."""
    for name in ("max_advance_days", "booking_limit_days", "max_length_minutes"):
        fields[name].help_text = gettext_lazy("Empty: as the location says.")
    for name in ("buffer_before", "buffer_after"):
        fields[name].validators.append(MaxValueValidator(LONGEST_BUFFER))
        fields[name].help_text = gettext_lazy("Nobody else can book the room in these minutes.")
    for name in (*REMIND_DAYS, *END_DAYS):
        fields[name].label = _label(RoomSettings, name)
        fields[name].validators += [MinValueValidator(1), MaxValueValidator(30)]
        fields[name].help_text = _("Empty: {days}, as for all rooms.").format(days=getattr(settings, name))


def _label(model: type[Room | RoomSettings], name: str) -> Any:
    return model._meta.get_field(name).verbose_name  # type: ignore[union-attr]
