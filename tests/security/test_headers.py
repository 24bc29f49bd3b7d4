"""What every answer says to browsers and caches."""

import re

import pytest

from hemicycle.policy import CONTENT_SECURITY_POLICY
from tests.security.test_matrix import TOUR

pytestmark = TOUR

ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
}
CAREFUL_REFERRERS = {"same-origin", "strict-origin", "no-referrer"}


def wrong(answers, check):
    """The addresses whose answer does not hold what `check` asks, each once."""
    return sorted({f"{one.method} {one.stop.route} {one.status}" for one in answers if not check(one)})


@pytest.mark.case("S58")
def test_every_answer_is_neither_sniffed_nor_framed_nor_opened(answers):
    assert wrong(answers, lambda one: ALWAYS.items() <= one.headers.items()) == []
    assert wrong(answers, lambda one: one.headers.get("referrer-policy") in CAREFUL_REFERRERS) == []
    assert wrong(answers, lambda one: "camera=()" in one.headers.get("permissions-policy", "")) == []


@pytest.mark.case("S58")
def test_scripts_run_by_a_nonce_only(answers):
    def is_strict(one):
        policy = dict(
            part.strip().partition(" ")[::2] for part in one.headers["content-security-policy"].split(";")
        )
        scripts = policy["script-src"]
        return (
            re.search(r"'nonce-[\w+/=-]{16,}'|'none'|^'strict-dynamic'$", scripts) is not None
            and not re.search(r"unsafe-inline|unsafe-eval|https?:|\*", scripts)
            and policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
        )

    assert wrong(answers, is_strict) == []


@pytest.mark.case("S58")
def test_no_page_holds_a_script_or_style_that_its_policy_would_stop(answers):
    def is_clean(one):
        scripts = re.findall(r"<script\b[^>]*>", one.text)
        handlers = re.search(r"<[a-z][^>]*\son[a-z]+\s*=", one.text)
        return all("nonce=" in script for script in scripts) and not handlers and "<style" not in one.text

    pages = [one for one in answers if one.headers.get("content-type", "").startswith("text/html")]
    assert wrong(pages, is_clean) == []
    assert any("<script" in one.text for one in pages)


@pytest.mark.case("S11")
def test_no_shared_cache_keeps_an_answer_and_caches_know_what_it_depends_on(answers):
    def is_guarded(one):
        control = one.headers.get("cache-control", "")
        public = control == "public, no-cache" and one.actor == "stranger" and one.status in (200, 304)
        return public or re.search(r"\bprivate\b|\bno-store\b", control) is not None

    def varies(one):
        return {"Cookie", "Authorization"} <= {
            name.strip() for name in one.headers.get("vary", "").split(",")
        }

    assert wrong(answers, is_guarded) == []
    assert wrong(answers, varies) == []


@pytest.mark.case("S11")
def test_what_a_person_sees_after_signing_in_is_never_public(answers):
    kept = [one for one in answers if "public" in one.headers.get("cache-control", "")]

    assert {one.actor for one in kept} == {"stranger"}


@pytest.mark.case("S58")
def test_the_policy_of_the_installation_is_the_one_that_is_sent():
    assert "'unsafe-inline'" not in CONTENT_SECURITY_POLICY["DIRECTIVES"]["script-src"]
