"""The small pages that answer when a request cannot be served."""

import json
from http import HTTPStatus

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from kit import errors

ANSWERS = {
    HTTPStatus.BAD_REQUEST: lambda request: errors.bad_request(request, SuspiciousOperation("secret")),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: lambda request: errors.bad_request(
        request, RequestDataTooBig("secret")
    ),
    HTTPStatus.FORBIDDEN: lambda request: errors.permission_denied(request, PermissionDenied("secret")),
    HTTPStatus.NOT_FOUND: lambda request: errors.not_found(request, Http404("secret")),
    HTTPStatus.INTERNAL_SERVER_ERROR: lambda request: errors.server_error(request),
}


def answer(status: HTTPStatus, address: str = "/somewhere/") -> HttpResponse:
    return ANSWERS[status](RequestFactory().get(address))


@pytest.mark.parametrize("status", list(ANSWERS))
def test_each_answer_has_its_status_and_a_way_on(status):
    page = answer(status)

    assert page.status_code == status
    assert b'<a class="btn" href="/">' in page.content
    assert b"secret" not in page.content


@pytest.mark.parametrize("status", list(ANSWERS))
def test_programs_get_the_same_as_json(status):
    page = answer(status, "/api/v1/events/")

    assert page.status_code == status
    assert list(json.loads(page.content)) == ["detail"]


def test_what_is_missing_and_what_is_hidden_look_the_same():
    missing = errors.not_found(
        RequestFactory().get("/e/nothing/"), Http404("No Event matches the given query.")
    )
    hidden = errors.not_found(RequestFactory().get("/e/secret/"), Http404())

    assert missing.content == hidden.content
    assert missing.headers == hidden.headers


def test_an_expired_form_says_what_to_do():
    page = errors.csrf_failure(RequestFactory().post("/x/"), reason="CSRF cookie not set.")

    assert page.status_code == HTTPStatus.FORBIDDEN
    assert b"This form has expired" in page.content
    assert b"CSRF cookie" not in page.content


def test_the_page_wears_the_chosen_theme():
    request = RequestFactory().get("/")
    request.COOKIES["hc_theme"] = "dark"

    assert b'data-theme="dark"' in errors.server_error(request).content


def test_a_theme_we_do_not_know_is_ignored():
    request = RequestFactory().get("/")
    request.COOKIES["hc_theme"] = '"><script>'

    assert b"data-theme" not in errors.server_error(request).content
