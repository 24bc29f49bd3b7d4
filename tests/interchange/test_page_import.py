"""The pages between a file and its event."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from access.models import Grant
from access.operations import grant, revoke
from events.models import Event
from interchange import forms
from interchange.models import Upload
from interchange.operations import sweep_uploads
from interchange.schedule.schedule_xml import write_xml
from tests.factories.accounts import UserFactory
from tests.factories.events import CategoryFactory
from tests.interchange.small import bring_in, small, talk

pytestmark = pytest.mark.django_db
PAGE = "/manage/import/"


@pytest.fixture
def category():
    return CategoryFactory(title="Conferences")


@pytest.fixture
def person(category):
    person = UserFactory()
    grant(category.access, to=person, permission=Grant.MANAGE)
    return person


@pytest.fixture
def client(person):
    return signed_in(person)


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def file(schedule=None, name="orchard.xml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, write_xml(schedule or small()))


def upload(client, category, **values):
    return client.post(PAGE, {"category": category.pk, "file": file(), **values})


def test_from_file_to_timetable(client, category):
    review = upload(client, category)
    assert review.status_code == 302
    assert Event.objects.count() == 0

    page = client.get(review.url)
    assert "Import 2 talks" in page.text
    assert "Orchard Days" in page.text
    assert Event.objects.count() == 0

    done = client.post(review.url)
    event = Event.objects.get()
    assert done.url == reverse("timetable", args=["orchard31"])
    assert (event.category, event.is_draft, event.contributions.count()) == (category, False, 2)
    assert not Upload.objects.exists()


def test_hard_conflicts_are_told_before_the_import_and_after_it(client, category):
    review = upload(client, category)

    before = client.get(review.url).text
    after = client.post(review.url, follow=True).text

    for page in (before, after):
        assert "The timetable has 2 hard conflicts." in page
    assert "Barn, Sat 1 March 2031, 10:00–10:30: “About pears” and “About plums”." in before


def test_where_nothing_clashes_no_conflicts_are_told(client, category):
    review = upload(client, category, file=file(small(talk("pears"))))

    assert "onflict" not in client.get(review.url).text


def test_a_draft_stays_one(client, category):
    review = upload(client, category, is_draft="on")
    assert "It begins as a draft" in client.get(review.url).text

    client.post(review.url)

    assert Event.objects.get().is_draft


def test_a_second_press_of_the_button_imports_nothing_twice(client, category):
    review = upload(client, category)
    client.post(review.url)

    assert client.post(review.url).status_code == 404
    assert Event.objects.count() == 1


def test_what_was_typed_stays_when_the_file_is_refused(client, category):
    page = upload(client, category, file=SimpleUploadedFile("no.xml", b"<html></html>"), slug="winter-2031")

    assert page.status_code == 422
    assert "winter-2031" in page.text
    assert "It is a web page" in page.text
    assert not Upload.objects.exists()


def test_a_large_file_is_refused(client, category, monkeypatch):
    monkeypatch.setattr(forms, "LARGEST", 1024)

    page = upload(client, category, file=SimpleUploadedFile("big.xml", b" " * 2000))

    assert page.status_code == 422
    assert "larger than" in page.text


def test_an_address_of_others_is_refused_at_the_review(client, category):
    bring_in(small())
    page = client.get(upload(client, category).url)

    assert page.status_code == 422
    assert "belongs to another event" in page.text
    assert "Choose another file" in page.text


@pytest.mark.case("S3")
def test_strangers_do_not_get_in(category):
    assert Client().get(PAGE).status_code == 302
    stranger = signed_in(UserFactory())

    assert stranger.get(PAGE, {"category": category.pk}).status_code == 404
    assert "No category lets you create events" in stranger.get(PAGE).text
    assert upload(stranger, category).status_code == 422
    assert not Upload.objects.exists()


@pytest.mark.case("S14")
def test_an_upload_is_its_owners_alone_and_for_a_day(client, category):
    review = upload(client, category)

    assert signed_in(UserFactory(is_admin=True)).get(review.url).status_code == 404
    assert Client().get(review.url).status_code == 302
    Upload.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(review.url).status_code == 404
    assert client.post(review.url).status_code == 404
    assert sweep_uploads() == 1
    assert not Upload.objects.exists()


def test_of_many_uploads_only_the_latest_stay(client, category):
    for _number in range(7):
        upload(client, category)

    assert Upload.objects.count() == 5


def test_uploads_that_may_still_be_used_survive_the_sweep(client, category):
    upload(client, category)

    assert sweep_uploads() == 0


def test_a_right_lost_in_between_ends_the_import(client, category):
    review = upload(client, category)
    revoke(category.access.grants.get())

    assert client.get(review.url).status_code == 404
    assert client.post(review.url).status_code == 404
    assert Event.objects.count() == 0


def test_importing_again_from_the_management_page(client, category):
    client.post(upload(client, category).url)
    event = Event.objects.get()
    page = reverse("event-import", args=[event.pk])
    assert "orchard.xml" in client.get(page).text

    review = client.post(page, {"file": file(small(talk("pears"), talk("figs")))})
    assert "Import the changes" in client.get(review.url).text
    client.post(review.url)

    assert event.contributions.alive().count() == 2
    assert event.contributions.count() == 3


@pytest.mark.case("S3")
def test_only_those_who_run_the_event_import_into_it():
    event = bring_in(small()).event
    page = reverse("event-import", args=[event.pk])

    assert Client().get(page).status_code == 302
    assert signed_in(UserFactory()).get(page).status_code == 404
    assert signed_in(UserFactory()).post(page, {"file": file()}).status_code == 404


def test_the_review_asks_the_same_number_of_queries_for_more_talks(
    client, category, django_assert_max_num_queries
):
    talks = [talk(f"t{number}") for number in range(30)]
    review = upload(client, category, file=file(small(*talks)))

    with django_assert_max_num_queries(16):
        client.get(review.url)
