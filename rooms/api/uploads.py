"""Files that programs send, checked by the forms of the pages."""

from typing import Any, TypeVar, cast

from django import forms
from django.http import QueryDict
from rest_framework import serializers
from rest_framework.request import Request

Given = TypeVar("Given", bound=forms.Form)


def checked_form(kind: type[Given], request: Request, **options: Any) -> Given:
    """The form, if it fits. Raises ValidationError with the sentences under the names of its fields."""
    form = kind(cast(QueryDict, request.data), request.FILES, **options)
    if not form.is_valid():
        said = {name: [str(error) for error in errors] for name, errors in form.errors.items()}
        raise serializers.ValidationError(said)
    return form
