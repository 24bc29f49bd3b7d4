"""Files that programs send, checked by the forms of the pages."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django import forms
from django.http import QueryDict
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from rooms.api.query import DryRunQuery

Given = TypeVar("Given", bound=forms.Form)


def checked_form(kind: type[Given], request: Request, **options: Any) -> Given:
    """The form, if it fits. Raises ValidationError with the sentences under the names of its fields."""
    form = kind(cast(QueryDict, request.data), request.FILES, **options)
    if not form.is_valid():
        said = {name: [str(error) for error in errors] for name, errors in form.errors.items()}
        raise serializers.ValidationError(said)
    return form


def takes_a_list(summary: str, given: type[Any], shown: type[Any]) -> Callable[[Callable[..., Any]], Any]:
    """An entrance `import/` that takes a file, or with `dry_run` says what would become of its rows."""
    as_action = action(
        detail=False,
        methods=["post"],
        url_path="import",
        url_name="import",
        parser_classes=[MultiPartParser],
        pagination_class=None,
    )
    described = extend_schema(
        summary=summary,
        parameters=[DryRunQuery],
        request={"multipart/form-data": given},
        responses=shown,
    )
    return lambda view: described(as_action(view))
