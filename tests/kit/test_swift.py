"""Answers kept for strangers: the same for all of them, never for anybody else, and never stale."""

import gzip

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path

from kit import swift as swift_module
from kit.swift import SwiftMiddleware, swift

revision = {"of": "1"}
rendered = []


def stamp(request, **kwargs):
    return revision["of"]


@swift(stamp, parameters=("day",))
def page(request):
    rendered.append(request.get_full_path())
    nonce = f"n{len(rendered)}"
    headers = {"Content-Security-Policy": f"script-src 'nonce-{nonce}'"}
    return HttpResponse(f"revision {revision['shown']} {nonce}", headers=headers)


@swift(stamp)
def numbered(request, number):
    rendered.append(request.path)
    return HttpResponse(f"page {number}")


@swift(stamp)
def form(request):
    rendered.append(request.path)
    return HttpResponse('<input type="hidden" name="csrfmiddlewaretoken" value="of one visitor">')


urlpatterns = [
    path("page/", page, name="page"),
    path("page/<int:number>/", numbered, name="numbered"),
    path("form/", form, name="form"),
]


@pytest.fixture(autouse=True)
def fresh(settings):
    settings.ROOT_URLCONF = __name__
    cache.clear()
    swift_module.SHELF.answers.clear()
    swift_module._marked.cache_clear()
    rendered.clear()
    revision.update(of="1", shown="1")
    yield
    swift_module._marked.cache_clear()


@pytest.fixture
def ask():
    middleware = SwiftMiddleware(page)
    return lambda address="/page/", **headers: middleware(RequestFactory().get(address, **headers))


def test_a_stranger_gets_what_the_last_one_got(ask):
    first, second = ask(), ask()

    assert first.content == second.content == b"revision 1 n1"
    assert second["Content-Security-Policy"] == "script-src 'nonce-n1'"


def test_it_is_compressed_for_those_who_take_it(ask):
    response = ask(HTTP_ACCEPT_ENCODING="gzip, br")

    assert gzip.decompress(response.content) == b"revision 1 n1"
    assert response["Content-Encoding"] == "gzip"


def test_a_new_revision_is_a_new_answer(ask):
    ask()
    revision.update(of="2", shown="2")

    assert ask().content == b"revision 2 n2"


def test_who_has_it_gets_304(ask):
    etag = ask()["ETag"]

    answer = ask(HTTP_IF_NONE_MATCH=etag)

    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", etag)


@pytest.mark.case("S4")
def test_a_change_the_visitor_may_not_see_does_not_show_in_the_etag(ask):
    etag = ask()["ETag"]
    revision.update(of="2")

    assert ask()["ETag"] == etag


@pytest.mark.case("S11", "S12")
@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_COOKIE": "hc_session=abc"},
        {"HTTP_COOKIE": "anything=else"},
        {"HTTP_AUTHORIZATION": "Bearer x"},
        {"HTTP_HX_REQUEST": "true"},
    ],
)
def test_who_is_not_a_plain_stranger_takes_the_usual_way(ask, headers):
    ask()

    assert ask(**headers).content == b"revision 1 n2"


def test_what_may_not_be_seen_is_not_kept(ask):
    ask()
    revision.update(of=None)

    assert ask().content == b"revision 1 n2"


def test_an_unknown_parameter_is_not_kept_and_a_known_one_apart(ask):
    ask("/page/?fbclid=1")
    ask("/page/?fbclid=1")
    ask("/page/?day=2")
    ask("/page/?day=2")

    assert rendered == ["/page/?fbclid=1", "/page/?fbclid=1", "/page/?day=2"]


def test_languages_and_themes_are_kept_apart(ask):
    ask()
    ask(HTTP_ACCEPT_LANGUAGE="fr")
    ask(HTTP_COOKIE="hc_theme=dark")

    assert len(rendered) == 3


def test_a_page_with_the_token_of_one_visitor_is_not_kept():
    middleware = SwiftMiddleware(form)
    requests = RequestFactory()

    middleware(requests.get("/form/"))
    middleware(requests.get("/form/"))

    assert rendered == ["/form/", "/form/"]


def test_only_the_address_we_write_ourselves_is_kept():
    middleware = SwiftMiddleware(lambda request: numbered(request, 7))
    requests = RequestFactory()

    for address in ("/page/007/", "/page/007/", "/page/7/", "/page/7/"):
        middleware(requests.get(address))

    assert rendered == ["/page/007/", "/page/007/", "/page/7/"]


def test_invented_queries_and_themes_do_not_fill_the_shared_cache(ask, monkeypatch):
    shared = []
    monkeypatch.setattr(swift_module.cache, "set", lambda key, *args: shared.append(key))

    ask()
    ask(HTTP_COOKIE="hc_theme=invented")
    for day in range(20):
        ask(f"/page/?day={day}")

    assert len(shared) == 1
    assert len(rendered) == 21


def test_the_shelf_counts_each_answer_once():
    shelf = swift_module.Shelf(10)

    for _time in range(5):  # as when several threads made the same answer
        shelf.put("one", (b"12345", {}), shared=False)
    shelf.put("two", (b"12345", {}), shared=False)

    assert set(shelf.answers) == {"one", "two"}
    assert shelf.room == 0
    shelf.put("three", (b"12345", {}), shared=False)
    assert set(shelf.answers) == {"two", "three"}


def test_what_is_kept_for_tls_is_not_given_out_without(ask):
    ask(**{"wsgi.url_scheme": "https"})
    ask(**{"wsgi.url_scheme": "http"})

    assert len(rendered) == 2
