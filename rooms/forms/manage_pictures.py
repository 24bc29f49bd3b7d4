"""Uploads: a photo of a room, the plan of a floor."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.drawings import MOST_BYTES as MOST_OF_A_DRAWING
from kit.drawings import SafeDrawing, safe_svg
from kit.pictures import MOST_BYTES as MOST_OF_A_PICTURE
from kit.pictures import Picture, tidy_picture
from kit.refusals import Refused
from rooms.forms.from_model import fields_of
from rooms.models import FloorPlan, Location


class PhotoForm(forms.Form):
    """`file` is cleaned to a tidied Picture."""

    file = forms.FileField(
        label=gettext_lazy("Photo"),
        help_text=gettext_lazy("JPEG, PNG or WebP. It is made smaller, and where it was taken is left out."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )

    def clean_file(self) -> Picture:
        try:
            return tidy_picture(_read(self.cleaned_data["file"], most=MOST_OF_A_PICTURE))
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal


class PlanForm(forms.Form):
    """`file` is cleaned to a SafeDrawing; a plan that is there already keeps its own without one."""

    def __init__(
        self, *args: Any, plan: FloorPlan | None, locations: list[Location] | None = None, **options: Any
    ) -> None:
        names = ["building", "floor"]
        initial = {name: getattr(plan, name) for name in names} if plan else {}
        super().__init__(*args, **{"initial": initial, **options})
        if locations is not None:
            offered = Location.objects.filter(pk__in=[location.pk for location in locations])
            self.fields["location"] = forms.ModelChoiceField(
                offered.select_related("logbook"), label=gettext_lazy("Location"), empty_label=None
            )
        self.fields.update(fields_of(FloorPlan, names))
        self.fields["file"] = forms.FileField(
            label=gettext_lazy("Drawing"),
            required=plan is None,
            help_text=gettext_lazy(
                'SVG, at most 500 kB. A shape with data-room="012" becomes the link of the room with that number.'
            ),
            widget=forms.FileInput(attrs={"accept": ".svg,image/svg+xml"}),
        )

    def clean_file(self) -> SafeDrawing | None:
        file = self.cleaned_data["file"]
        if not file:
            return None
        try:
            return safe_svg(_read(file, most=MOST_OF_A_DRAWING).decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise ValidationError(_("This file is not an SVG drawing. Save the plan as plain SVG.")) from None
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal


def _read(file: UploadedFile, *, most: int) -> bytes:
    """Of a file too large, one byte too many: enough for whoever refuses it."""
    return bytes(file.read(most + 1))
