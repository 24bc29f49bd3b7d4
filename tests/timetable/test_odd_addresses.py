"""Addresses nobody wrote: they find nothing, and nothing breaks."""

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "slug", ["%00", "a%00b", "%ff", "%ed%a0%80", "%0d%0aSet-Cookie:%20a=b", "a%2Fb", "…"]
)
@pytest.mark.parametrize(
    "page",
    ["", "timetable/", "timetable.ics", "event.ics", "schedule.xml", "schedule.json", "talks/1/talk.ics"],
)
def test_what_can_be_no_address_is_the_same_404(client, slug, page):
    assert client.get(f"/e/{slug}/{page}").status_code == 404


@pytest.mark.parametrize("query", ["q=a%00b", "q=%ed%a0%80", "q=a&page=%00", "page=" + "9" * 5000])
def test_the_front_page_takes_any_question(client, query):
    assert client.get(f"/?{query}").status_code == 200


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 18, "-1", "٣", "²", "x"])
def test_numbers_in_forms_may_be_anything(client, number):
    event = EventFactory()
    client.force_login(UserFactory(is_admin=True))

    for page, name in (
        ("rooms", "room"),
        ("people", "person"),
        ("tracks", "track"),
        ("types", "talk"),
    ):
        assert client.get(f"/manage/e/{event.pk}/{page}/?{name}={number}").status_code == 404
    assert client.get(f"/manage/e/{event.pk}/timetable/new/?talk={number}").status_code == 200
