"""The conference of the small world is worked on in drafts: what is not published, and what old versions hold."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.clock import at
from tests.factories.timetable import BreakFactory
from timetable.models import Slot, Version
from timetable.operations import edit_slot
from timetable.operations.publishing import publish, work_in_drafts
from timetable.operations.shown import show
from timetable.versions import working_edition
from timetable.versions.edition import kept

if TYPE_CHECKING:
    from tests.security.world import World


DRAFT = "quokka"
"""Stands in every text of the draft that was never published."""


def public_versions(world: "World") -> None:
    """Two versions; in the second one a break is held later."""
    work_in_drafts(world.main, by=world.users["manager"])
    edit_slot(world.slot, starts_at=at("12:10"), by=world.users["manager"])
    world.things["version"] = publish(
        world.main, by=world.users["manager"], note="Lunch is *later*.", tell=False
    )


def secret_versions(world: "World", secret: Callable[[str], str]) -> None:
    """What is hidden is in both versions under its name, as if it had always been; the draft has secrets of its own.

    Written in place: another version would be something to notice.
    """
    edition = working_edition(world.main)
    show(world.main, edition.plan)
    Version.objects.filter(event=world.main, number=2).update(**kept(world.main, edition))
    first = Version.objects.get(event=world.main, number=1)
    values = kept(world.main, edition)
    known = {entry["key"]: entry for entry in first.entries}
    first.report = values["report"]
    first.entries = [known.get(entry["key"]) or _earlier(entry) for entry in values["entries"]]
    first.save()
    BreakFactory(event=world.main, title=secret(f"{DRAFT} break"), starts_at=at("17:00"))
    Slot.objects.filter(pk=world.slot.pk).update(title=secret(f"{DRAFT} name of a break"))


def _earlier(entry: dict) -> dict:
    """It moved, so that the changes of the second version name it."""
    return entry | {"position": entry["position"] + 1, "description": f"{entry['label']} before"}
