"""The tags every template has: icons, words for moments and spans, addresses."""

from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser

import pytest
import time_machine
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from kit import words
from kit.icons import SHAPES, svg

ZURICH = "Europe/Zurich"
HALF_PAST_TWO = datetime(2027, 3, 17, 13, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_spring_2027():
    with time_machine.travel(datetime(2027, 3, 1, tzinfo=UTC), tick=False):
        yield


def render(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_an_icon_is_well_formed_and_silent(name):
    drawn = svg(name)

    tags = _Tags()
    tags.feed(drawn)
    assert tags.open == []
    assert 'aria-hidden="true"' in drawn


def test_an_icon_with_a_label_speaks():
    drawn = render("{% icon 'pin' label=name %}", name='Where "it" is')

    assert 'role="img" aria-label="Where &quot;it&quot; is"' in drawn
    assert "aria-hidden" not in drawn


@pytest.mark.parametrize(
    ("form", "said"),
    [("both", "Wed 17 March, 14:30"), ("time", "14:30"), ("date", "Wed 17 March")],
)
def test_a_moment_is_said_in_its_zone_and_kept_for_machines(form, said):
    assert render("{% when moment zone form %}", moment=HALF_PAST_TWO, zone=ZURICH, form=form) == (
        f'<time datetime="2027-03-17T14:30+01:00">{said}</time>'
    )


def test_no_moment_says_nothing():
    assert render("{% when moment zone %}", moment=None, zone=ZURICH) == ""


def test_a_span_keeps_its_order_in_any_direction_of_writing():
    end = HALF_PAST_TWO + timedelta(minutes=30)

    assert render("{% time_range a b zone %}", a=HALF_PAST_TWO, b=end, zone=ZURICH) == (
        '<bdi><time datetime="2027-03-17T14:30+01:00">14:30</time>'
        '–<time datetime="2027-03-17T15:00+01:00">15:00</time></bdi>'
    )


def test_a_span_without_length_is_one_moment():
    assert render("{% time_range a a zone %}", a=HALF_PAST_TWO, zone=ZURICH).count("<time") == 1


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2027, 3, 17), date(2027, 3, 17), "17 March"),
        (date(2027, 3, 15), date(2027, 3, 18), "15–18 March"),
        (date(2027, 3, 30), date(2027, 4, 2), "30 March – 2 April"),
        (date(2028, 3, 15), date(2028, 3, 18), "15–18 March 2028"),
        (date(2026, 12, 30), date(2027, 1, 2), "30 December 2026 – 2 January 2027"),
    ],
)
def test_dates_name_the_year_only_when_it_is_not_this_one(first, last, said):
    assert words.dates_words(first, last, today=date(2027, 3, 1)) == said
    assert render("{% date_range a b zone %}", a=first, b=last, zone=ZURICH) == f"<bdi>{said}</bdi>"


def test_the_dates_of_moments_are_those_of_the_zone():
    just_after_midnight = datetime(2027, 3, 17, 23, 30, tzinfo=UTC)

    assert render("{% date_range m m zone %}", m=just_after_midnight, zone=ZURICH) == "<bdi>18 March</bdi>"


def test_months_follow_the_language():
    with translation.override("fr"):
        assert "mars" in render("{% when moment zone 'date' %}", moment=HALF_PAST_TWO, zone=ZURICH)


@pytest.mark.parametrize(("zone", "name"), [(ZURICH, "CET"), ("America/Sao_Paulo", "UTC-03")])
def test_a_zone_is_named_by_its_letters_or_its_offset(zone, name):
    assert render("{% zone_name moment zone %}", moment=HALF_PAST_TWO, zone=zone) == name


def test_a_changed_query_keeps_the_rest_and_goes_back_to_the_first_page():
    request = RequestFactory().get("/", {"q": "a&b", "track": "x", "page": "3"})

    assert render("{% query track=None view='list' %}", request=request) == "?q=a%26b&amp;view=list"
    assert render("{% query page=4 %}", request=request) == "?q=a%26b&amp;track=x&amp;page=4"
    assert render("{% query q='' track='' %}", request=request) == "?"


def test_markdown_is_rendered_and_what_is_too_long_says_so():
    assert "<strong>bold</strong>" in render("{{ text|markdown }}", text="**bold**")
    assert render("{{ text|markdown }}", text=None) == ""

    refused = render("{{ text|markdown }}", text="<" * 200_000)
    assert refused.startswith("<p>")
    assert len(refused) < 500


def test_calendar_apps_get_an_address_they_subscribe_to():
    assert render("{{ a|webcal }}", a="https://example.org/a.ics") == "webcal://example.org/a.ics"


def test_the_import_map_carries_the_nonce_of_the_page():
    drawn = render("{% importmap %}", CSP_NONCE="n0nce")

    assert drawn.startswith('<script type="importmap" nonce="n0nce">{"imports":{')
    assert '"hc-toast":"/static/js/hc-toast.js"' in drawn


class _Tags(HTMLParser):
    """Collects the tags that were opened and not closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
