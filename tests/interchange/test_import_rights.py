"""Who may import where, and what an import tells those who may not."""

import pytest

from access.models import Grant
from access.operations import grant
from events.models import Category
from events.operations import delete_event, root_category
from interchange.operations import import_schedule
from interchange.refusals import AddressNotOurs, NoCategory
from tests.factories.accounts import UserFactory
from tests.factories.events import CategoryFactory, EventFactory
from tests.interchange.small import bring_in, small

pytestmark = pytest.mark.django_db


def test_who_imports_runs_the_event():
    person = UserFactory()
    event = bring_in(small(), by=person).event

    assert event.access.grants.get().user == person
    assert bring_in(small(), by=person).event == event


@pytest.mark.case("S3")
@pytest.mark.parametrize("dry_run", [True, False])
def test_an_event_of_others_is_not_touched(dry_run):
    event = bring_in(small(), by=UserFactory()).event
    revision = event.revision

    with pytest.raises(AddressNotOurs, match="belongs to another event"):
        bring_in(small(), by=UserFactory(), dry_run=dry_run)

    event.refresh_from_db()
    assert event.revision == revision


def test_the_refusal_is_the_same_for_a_hidden_event_and_a_deleted_one():
    def sentence() -> str:
        with pytest.raises(AddressNotOurs) as refusal:
            bring_in(small(), by=UserFactory())
        return str(refusal.value)

    event = EventFactory(slug="orchard31", is_draft=True)
    hidden = sentence()
    delete_event(event, by=None)

    assert sentence() == hidden


def test_an_event_that_no_import_made_is_not_taken_over():
    EventFactory(slug="orchard31")

    with pytest.raises(AddressNotOurs):
        bring_in(small())


def test_another_address_can_be_chosen():
    EventFactory(slug="orchard31")

    assert bring_in(small(), slug="orchard-2031").event.slug == "orchard-2031"


def test_a_new_event_needs_a_category():
    with pytest.raises(NoCategory):
        import_schedule(small(), file_name="orchard.xml", by=None)


def test_the_event_inherits_from_its_category():
    root_category()
    hidden = CategoryFactory(mode="restricted")
    event = bring_in(small(), category=hidden).event

    assert not event.access.is_open
    assert not event.contributions.visible_to(UserFactory()).exists()
    guest = UserFactory()
    grant(hidden.access, to=guest, permission=Grant.VIEW)
    assert event.contributions.visible_to(guest).count() == 2
    assert Category.objects.count() == 2
