"""Uploading a schedule."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.forms.categories import CategoryChoice
from events.models.event import SLUG
from interchange.schedule.reading import LARGEST
from kit.forms import ZoneField


class ScheduleFileForm(forms.Form):
    """A file to import again into the event it belongs to."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "schedule.xml (frab), schedule.json (c3voc) or the JSON of pretalx, at most 50 MB."
        ),
        widget=forms.FileInput(attrs={"accept": ".xml,.json,application/json,application/xml,text/xml"}),
    )
    time_zone = ZoneField(
        label=gettext_lazy("Time zone"),
        required=False,
        help_text=gettext_lazy("For files that do not name theirs."),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise ValidationError(
                _("The file is larger than %(size)d MB."), params={"size": LARGEST // 1024**2}
            )
        return file


class NewScheduleForm(ScheduleFileForm):
    """A file that becomes an event of a category."""

    category = CategoryChoice(label=gettext_lazy("Category"))
    slug = forms.CharField(
        label=gettext_lazy("Address"),
        required=False,
        max_length=80,
        validators=[SLUG],
        help_text=gettext_lazy(
            "The end of its address, such as “winter-2031”. Without one the file decides."
        ),
    )
    is_draft = forms.BooleanField(
        label=gettext_lazy("Keep it a draft for now"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Nobody else sees it until you publish it."),
    )

    field_order = ["category", "file", "slug", "time_zone", "is_draft"]
