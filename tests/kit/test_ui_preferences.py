"""Choosing language and theme without an account."""

from types import SimpleNamespace

from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from kit.preferences import choose_language
from kit.signals import language_chosen


def choose(user=None, **chosen: str):
    request = RequestFactory().post("/language/", chosen)
    request.user = user or AnonymousUser()
    return choose_language(request)


def test_the_choice_is_kept_in_two_cookies_and_one_goes_back():
    answer = choose(language="fr", theme="dark", next="/e/pcfc/?day=2")

    assert answer.headers["Location"] == "/e/pcfc/?day=2"
    assert answer.cookies["hc_language"].value == "fr"
    assert answer.cookies["hc_theme"].value == "dark"


def test_what_we_do_not_know_is_forgotten():
    answer = choose(language="../../etc", theme="pink", next="/")

    assert {name: cookie.value for name, cookie in answer.cookies.items()} == {
        "hc_language": "",
        "hc_theme": "",
    }


def test_one_never_ends_up_on_another_site():
    for address in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", ""):
        assert choose(language="en", next=address).headers["Location"] == "/"


def test_the_floors_above_hear_which_language_a_person_chose():
    heard = []

    def listen(user, language, **kwargs):
        heard.append((user, language))

    language_chosen.connect(listen)
    ada = SimpleNamespace(is_authenticated=True)
    choose(user=ada, language="fr", next="/")
    choose(language="fr", next="/")
    language_chosen.disconnect(listen)

    assert heard == [(ada, "fr")]
