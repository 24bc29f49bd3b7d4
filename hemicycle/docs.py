"""What the API says of itself: as a schema for programs, and as a page for people."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer

from kit.navigation import Link

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter, or one field of what is sent."""

    name: str
    type: str
    about: str
    required: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing the API does."""

    key: str
    method: str
    path: str
    summary: str
    about: str
    parameters: list[Field]
    body: list[Field]
    answers: list[str]
    curl: str


@dataclass(frozen=True, slots=True)
class Group:
    """What the API does with one kind of thing."""

    tag: str
    title: str
    operations: list[Operation]


@require_safe
def api_schema(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3, as JSON."""
    return HttpResponse(_schema_text(), content_type="application/vnd.oai.openapi+json")


@require_safe
def api_docs(request: HttpRequest) -> HttpResponse:
    """The same to read: what there is, a line for each operation."""
    return render(request, "api/docs.html", {"groups": _groups()})


@require_safe
def docs_of_tag(request: HttpRequest, tag: str) -> HttpResponse:
    """The operations about one kind of thing: what they take and answer, with commands to copy."""
    group = next((group for group in _groups() if group.tag == tag), None)
    if group is None:
        raise Http404
    crumbs = [Link(gettext("API"), reverse("api-docs"))]
    return render(request, "api/tag.html", {"group": group, "crumbs": crumbs})


@cache
def _schema_text() -> bytes:
    """Made once a process, in the language the code is written in."""
    with translation.override(settings.LANGUAGE_CODE):
        schema = SchemaGenerator().get_schema(request=None, public=True)
        text: bytes = OpenApiJsonRenderer().render(schema)
    return text


@cache
def _groups() -> list[Group]:
    """The operations by what they are about."""
    schema = json.loads(_schema_text())
    groups: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for method in METHODS:
            if method in methods:
                tag = (methods[method].get("tags") or [""])[0]
                groups.setdefault(tag, []).append(_operation(schema, path, method, methods[method]))
    return [Group(tag, tag.replace("-", " ").capitalize(), found) for tag, found in sorted(groups.items())]


def _operation(schema: dict[str, Any], path: str, method: str, said: dict[str, Any]) -> Operation:
    body = _body(schema, said)
    return Operation(
        key=said["operationId"],
        method=method.upper(),
        path=path,
        summary=said.get("summary", ""),
        about=said.get("description", ""),
        parameters=[_parameter(parameter) for parameter in said.get("parameters", [])],
        body=body,
        answers=sorted(said["responses"]),
        curl=_curl(path, method, body),
    )


def _parameter(said: dict[str, Any]) -> Field:
    shape = said.get("schema", {})
    about = "" if "enum" in shape else said.get("description", "")
    return Field(said["name"], _type(shape), about, said.get("required", False))


def _body(schema: dict[str, Any], said: dict[str, Any]) -> list[Field]:
    content = said.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    shape = _resolved(schema, content)
    required = set(shape.get("required", []))
    return [
        Field(name, _type(_resolved(schema, field)), field.get("description", ""), name in required)
        for name, field in shape.get("properties", {}).items()
    ]


def _resolved(schema: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """What a reference such as `#/components/schemas/Event` stands for."""
    if "$ref" not in said:
        return said
    found = schema
    for step in said["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return found


def _type(said: dict[str, Any]) -> str:
    if "oneOf" in said:  # something, or nothing
        return _type(said["oneOf"][0])
    if "enum" in said:
        return " | ".join(str(value) for value in said["enum"] if value)
    return str(said.get("format") or said.get("type", ""))


def _curl(path: str, method: str, body: list[Field]) -> str:
    parts = ["curl"]
    if method != "get":
        parts.append(f"-X {method.upper()}")
    parts.append("-H 'Authorization: Bearer hc_…'")
    if body:
        sent = [field for field in body if field.required] or body[:1]
        sample = json.dumps({field.name: "…" for field in sent}, ensure_ascii=False)
        parts.append(f"-H 'Content-Type: application/json' -d '{sample}'")
    return " ".join([*parts, settings.BASE_URL + path])
