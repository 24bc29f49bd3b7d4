"""manage.py import_schedule and export_schedule."""

import io

import pytest
from django.core.management import CommandError, call_command

from events.models import Category, Event
from interchange.management.commands import import_schedule as command
from interchange.schedule.reading import read_schedule
from interchange.schedule.schedule_xml import write_xml
from tests.factories.accounts import UserFactory
from tests.interchange.conftest import OWN
from tests.interchange.small import bring_in, small

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "orchard.xml"
    path.write_bytes(write_xml(small()))
    return path


def run(*arguments: str) -> str:
    output = io.StringIO()
    call_command("import_schedule", *map(str, arguments), stdout=output)
    return output.getvalue()


def test_a_file_becomes_a_public_event_in_a_category_that_is_made(file):
    output = run(file, "--category", "Conferences/2031")

    event = Event.objects.get(slug="orchard31")
    assert [event.category.title, event.category.parent.title] == ["2031", "Conferences"]
    assert not event.is_draft
    assert "Talks: 2 new" in output
    assert "“Orchard Days” is at /e/orchard31/." in output


def test_the_second_time_nothing_is_doubled(file):
    run(file, "--category", "Conferences")
    output = run(file, "--category", "Conferences")

    assert "Talks: 2 unchanged" in output
    assert (Event.objects.count(), Category.objects.filter(title="Conferences").count()) == (1, 1)


@pytest.mark.parametrize("rehearsal", [(), ("--dry-run",)])
def test_hard_conflicts_are_told_by_a_dry_run_and_by_the_import(file, rehearsal):
    lines = run(file, "--category", "Conferences", *rehearsal).splitlines()

    assert [line for line in lines if "onflict" in line] == [
        "conflict: Ada Example, Sat 1 March 2031, 10:00–10:30: “About pears” (Barn) and “About plums” (Barn).",
        "conflict: Barn, Sat 1 March 2031, 10:00–10:30: “About pears” and “About plums”.",
        "The timetable has 2 hard conflicts.",
    ]


def test_a_dry_run_leaves_nothing_behind(file):
    categories = Category.objects.count()
    output = run(file, "--category", "Conferences/2031", "--dry-run")

    assert "Nothing was written" in output
    assert (Event.objects.count(), Category.objects.count()) == (0, categories)


def test_somebody_imports_a_draft_at_an_address(file):
    person = UserFactory()
    run(file, "--as", person.email, "--slug", "our-days", "--draft")

    event = Event.objects.get(slug="our-days")
    assert (event.is_draft, event.access.grants.get().user) == (True, person)


def test_a_refusal_names_file_and_reason_and_leaves_nothing(file, tmp_path):
    Event.objects.all().delete()
    broken = tmp_path / "broken.xml"
    broken.write_bytes(file.read_bytes().replace(b"<start>10:00</start>", b"<start>25:99</start>").replace(
        b"<date>2031-03-01T10:00:00+00:00</date>", b"<date>yesterday</date>"))  # fmt: skip

    with pytest.raises(CommandError) as refusal:
        run(broken, "--category", "Conferences")

    assert "broken.xml" in str(refusal.value)
    assert "line " in str(refusal.value)
    assert (Event.objects.count(), Category.objects.filter(title="Conferences").exists()) == (0, False)


def test_a_refused_import_leaves_no_category(file):
    bring_in(small(), by=UserFactory())

    with pytest.raises(CommandError, match="belongs to another event"):
        run(file, "--as", UserFactory().email, "--category", "Elsewhere")

    assert not Category.objects.filter(title="Elsewhere").exists()


def test_a_huge_file_is_refused_without_reading_it_whole(tmp_path, monkeypatch):
    huge = tmp_path / "huge.xml"
    with huge.open("wb") as stream:
        stream.truncate(300 * 1024**2)
    read = []
    whole = command.read_schedule
    monkeypatch.setattr(
        command, "read_schedule", lambda data, **options: (read.append(len(data)), whole(data, **options))[1]
    )

    with pytest.raises(CommandError, match="larger than 50 MB"):
        run(huge)

    assert read == [50 * 1024**2 + 1]


@pytest.mark.parametrize(
    "arguments", [("/nowhere/at/all.xml",), (OWN / "night.xml", "--as", "nobody@example.org")]
)
def test_a_missing_file_or_person_is_told(arguments):
    with pytest.raises(CommandError):
        run(*arguments)


@pytest.mark.parametrize("form", ["xml", "json"])
def test_the_export_can_be_read_again(form):
    bring_in(small())
    output = io.StringIO()
    call_command("export_schedule", "orchard31", "--format", form, stdout=output)

    again = read_schedule(output.getvalue().encode(), file_name=f"again.{form}")
    assert [talk.title for talk in again.talks] == ["About pears", "About plums"]


def test_a_draft_is_not_exported():
    bring_in(small(), is_draft=True)

    with pytest.raises(CommandError, match="no public event"):
        call_command("export_schedule", "orchard31")
