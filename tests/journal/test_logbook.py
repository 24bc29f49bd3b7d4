"""A log is added to, never changed."""

import pytest
from django.db import IntegrityError, transaction

from journal.models import Entry
from journal.operations import open_logbook, record

pytestmark = pytest.mark.django_db


def test_an_entry_keeps_what_changed_as_text():
    entry = record(
        open_logbook(), "event.edited", by=None, subject="Weekly", changes={"title": ("Old", None)}
    )

    assert Entry.objects.get(pk=entry.pk).differences == [("title", "Old", "")]


@pytest.mark.case("S80")
@pytest.mark.parametrize("tamper", [lambda rows: rows.update(verb="other"), lambda rows: rows.delete()])
def test_entries_are_never_changed_or_deleted(tamper):
    record(open_logbook(), "event.edited", by=None, subject="Weekly")

    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        tamper(Entry.objects.all())

    assert Entry.objects.get().verb == "event.edited"
