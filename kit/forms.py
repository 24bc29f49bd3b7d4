"""Forms as our pages show them: the renderer of fields and the widgets and fields that several apps share."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.markdown import check_markdown
from kit.moments import zone, zone_choices
from kit.refusals import Refused

LONGEST_WORD = 80
"""Characters of one word of a WordsField."""


class FieldRenderer(DjangoTemplates):
    """Django's forms, drawn with `kit/forms/form.html` and `kit/forms/field.html`."""

    form_template_name = "kit/forms/form.html"
    field_template_name = "kit/forms/field.html"


class DateInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The browser's own time field, to the minute."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class DayAndClock(forms.SplitDateTimeWidget):
    """A date and a time side by side, each with its own label for screen readers."""

    template_name = "kit/forms/widgets/day_and_clock.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        forms.MultiWidget.__init__(self, [DateInput(), TimeInput()], attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for part, label in zip(context["widget"]["subwidgets"], (_("Date"), _("Time")), strict=True):
            part["attrs"]["aria-label"] = str(label)
        return context


class MomentField(forms.SplitDateTimeField):
    """A moment typed as date and clock time in one zone; cleaned to an aware datetime.

    Set `zone` on the bound field's `field` where the zone is known only later. A time that the zone skips or
    has twice, when its clocks change, is refused.
    """

    widget = DayAndClock

    def __init__(self, *, zone: str = "UTC", **options: Any) -> None:
        super().__init__(**options)
        self.zone = zone

    def clean(self, value: Any) -> Any:
        """One half alone is said as such: neither "required" nor "invalid" would tell what lacks."""
        if isinstance(value, list) and len(value) == 2 and bool(value[0]) != bool(value[1]):
            missing = _("Give the time as well.") if value[0] else _("Give the date as well.")
            raise ValidationError(missing, code="incomplete")
        return super().clean(value)

    def compress(self, data_list: Any) -> datetime | None:
        with timezone.override(ZoneInfo(self.zone)):
            return super().compress(data_list)

    def prepare_value(self, value: Any) -> Any:
        """An aware moment as the naive clock time in the zone, which the widget shows as it is."""
        if isinstance(value, datetime) and timezone.is_aware(value):
            return timezone.make_naive(value, ZoneInfo(self.zone))
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class MarkdownInput(forms.Textarea):
    """A text area with a toolbar, a preview and a draft kept in the browser; plain where scripts are off."""

    template_name = "kit/forms/widgets/markdown.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 8, "dir": "auto", **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"preview": reverse("markdown_preview")}


class MarkdownField(forms.CharField):
    """Markdown that our pages can show in reasonable time; too long or too nested a text is refused."""

    widget = MarkdownInput

    def validate(self, value: str) -> None:
        super().validate(value)
        try:
            check_markdown(value)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal


class Combobox(forms.TextInput):
    """A text field that offers what the server finds for it (`source` answers `<li role="option">` rows).

    What the form receives is the chosen option's value, or what was typed where nothing was chosen, so the
    field has to understand both (an id and an e-mail address, say).
    """

    template_name = "kit/forms/widgets/combobox.html"

    def __init__(self, *, source: str = "", attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.source = source

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {
            "source": self.source,
            "shown": self.shown_for(value),
        }

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(name) or data.get(f"{name}-text", "")

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}-text" not in data

    def shown_for(self, value: Any) -> str:
        """The text that stands for a chosen value; a subclass looks up the thing's name."""
        return "" if value is None else str(value)


class WordsField(forms.CharField):
    """Words separated by commas, cleaned to a list without repetitions."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: Any) -> list[str]:
        words = [" ".join(word.split()) for word in super().clean(value).split(",")]
        if too_long := next((word for word in words if len(word) > LONGEST_WORD), None):
            raise ValidationError(
                _("“%(word)s…” is too long. A word has at most %(limit)d characters."),
                params={"word": too_long[:40], "limit": LONGEST_WORD},
            )
        return list(dict.fromkeys(word for word in words if word))


def words_hint(known: Sequence[str]) -> str:
    """The hint of a WordsField, with words that are known already."""
    if not known:
        return str(_("Separate them by commas."))
    return str(_("Separate them by commas. Known here: %(words)s.") % {"words": ", ".join(known)})


class ZoneInput(forms.TextInput):
    """A time zone by its name, with the browser's list of suggestions."""

    template_name = "kit/forms/widgets/zone.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"zones": zone_choices()}


class ZoneField(forms.CharField):
    """The IANA name of a time zone, such as "Europe/Zurich"."""

    widget = ZoneInput

    def validate(self, value: str) -> None:
        super().validate(value)
        try:
            if value:
                zone(value)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
