"""JSON that people and programs send: what is nested too deeply to be read is wrong, and no bug of ours."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class JsonBody(JSONParser):
    """Python reads lists in lists by calling itself, and gives up somewhere below a thousand."""

    def parse(self, *args: Any, **options: Any) -> Any:
        try:
            return super().parse(*args, **options)
        except RecursionError as error:
            raise ParseError(_("This is nested too deeply.")) from error


class JsonText(forms.JSONField):
    """JSON in a field of a form."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except RecursionError as error:
            raise ValidationError(_("This is nested too deeply.")) from error
