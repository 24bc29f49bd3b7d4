"""Lists that people type one line each."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class LinesField(forms.CharField):
    """A text with one entry a line, cleaned to a list without twins and empty lines."""

    def __init__(self, *, longest: int, most: int = 200, rows: int = 4, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}), **options)
        self.longest, self.most = longest, most

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        lines = [" ".join(line.split()) for line in (super().clean(value) or "").splitlines()]
        found = list(dict.fromkeys(line for line in lines if line))
        if len(found) > self.most:
            raise ValidationError(_("At most %(limit)d lines."), params={"limit": self.most})
        if too_long := next((line for line in found if len(line) > self.longest), None):
            raise ValidationError(
                _("“%(line)s…” is too long. A line has at most %(limit)d characters."),
                params={"line": too_long[:40], "limit": self.longest},
            )
        return found


class DaysField(forms.CharField):
    """Numbers of days, separated by commas, cleaned to a list with the longest first."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[int]:
        words = [word.strip() for word in (super().clean(value) or "").split(",") if word.strip()]
        if any(not (word.isascii() and word.isdigit() and int(word[:4]) <= 365) for word in words):
            raise ValidationError(_("Give numbers of days up to 365, separated by commas, such as “7, 2”."))
        if len(words) > 10:
            raise ValidationError(_("At most 10 reminders."))
        return sorted({int(word) for word in words}, reverse=True)
