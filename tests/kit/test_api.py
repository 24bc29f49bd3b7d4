"""All entrances of the API refuse, hide and turn pages in the same way."""

from base64 import b64encode

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from kit.api import ByCursor, MemberViewSet, explain
from kit.refusals import Refused


@pytest.mark.parametrize(
    ("error", "status", "body"),
    [
        (Refused("This room is taken."), 409, {"detail": "This room is taken."}),
        (PermissionDenied(), 403, {"detail": "You do not have permission to perform this action."}),
        (ValidationError({"title": ["Too long."]}), 400, {"title": ["Too long."]}),
        (exceptions.MethodNotAllowed("PUT"), 405, {"detail": 'Method "PUT" not allowed.'}),
    ],
)
def test_errors_are_answered_in_json(error, status, body):
    response = explain(error, {})

    assert response.status_code == status
    assert response.data == body


@pytest.mark.case("S10")
@pytest.mark.parametrize(
    "error",
    [Http404(), Http404("No Contribution matches the given query."), exceptions.NotFound("Secret talk")],
)
def test_the_unknown_and_the_forbidden_look_the_same(error):
    response = explain(error, {})

    assert (response.status_code, response.data) == (404, {"detail": "Not found."})


def test_a_bug_is_left_to_crash():
    assert explain(KeyError("x"), {}) is None


def ask(**query):
    return Request(APIRequestFactory().get("/", query))


@pytest.mark.case("S32")
@pytest.mark.parametrize("limit", ["0", "-1", "201", "x", "", "1.5", "٣", "9" * 5000, "1e2", " 5"])
def test_a_bad_limit_is_refused_with_a_sentence(limit):
    with pytest.raises(exceptions.ValidationError) as refusal:
        ByCursor().get_page_size(ask(limit=limit))

    assert refusal.value.detail == {"limit": ["Give a whole number from 1 to 200."]}


def test_pages_have_fifty_rows_or_as_many_as_asked():
    assert ByCursor().get_page_size(ask()) == 50
    assert ByCursor().get_page_size(ask(limit="200")) == 200


@pytest.mark.case("S32")
@pytest.mark.parametrize("cursor", ["x", "bz1hYmM=", "/w=="])
def test_a_bad_cursor_is_refused_with_a_sentence(cursor):
    with pytest.raises(exceptions.ValidationError) as refusal:
        ByCursor().decode_cursor(ask(cursor=cursor))

    assert refusal.value.detail == {"cursor": ["This is not a cursor of ours."]}


@pytest.mark.case("S32")
@pytest.mark.parametrize(("order", "place"), [("pk", b"p=abc"), ("last_login", b"p=abc")])
def test_a_cursor_that_leads_nowhere_is_refused_with_a_sentence(django_user_model, order, place):
    people = django_user_model.objects.order_by(order)

    with pytest.raises(exceptions.ValidationError) as refusal:
        ByCursor().paginate_queryset(people, ask(cursor=b64encode(place).decode()))

    assert refusal.value.detail == {"cursor": ["This is not a cursor of ours."]}


def test_the_order_is_that_of_the_queryset_made_total_by_the_key(django_user_model):
    people = django_user_model.objects.all()

    assert ByCursor().get_ordering(ask(), people.order_by("-last_login"), None) == ("-last_login", "pk")
    assert ByCursor().get_ordering(ask(), people.order_by("pk"), None) == ("pk",)


def test_a_view_knows_who_is_calling():
    request = ask()
    request.user = caller = object()

    assert MemberViewSet(request=request).caller is caller
