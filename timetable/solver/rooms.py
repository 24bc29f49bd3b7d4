"""Which rooms a unit may be in, and what each costs (pure)."""

from django.utils.translation import gettext as _

from timetable.conflicts.facts import Facts
from timetable.solver.problem import Unit
from timetable.solver.wishes import Wishes

TOO_SMALL = 40
"""Where no room is large enough, the cost of the largest ones; smaller ones are not offered."""
WASTE = 3
"""The most that a room much too large costs."""
NEARLY_LARGEST = 0.8


def room_costs(facts: Facts, unit: Unit, wishes: Wishes) -> tuple[dict[int, int], str]:
    """The rooms with their costs, or the reason why there is none."""
    rooms = [room for room in facts.rooms.values() if not wishes.rooms or room.id in wishes.rooms]
    if not rooms:
        return {}, _("The event has no rooms.")
    needs = {need for talk in unit.talks for need in facts.talks[talk].needs}
    equipped = [room for room in rooms if not room.lacks(needs)]
    if not equipped:
        said = {"needs": ", ".join(sorted(needs))}
        return {}, _("No room has %(needs)s.") % said
    seats = {room.id: room.capacity for room in equipped}
    large = {room: known for room, known in seats.items() if known is None or known >= unit.audience}
    if large:
        return {room: _waste(known, unit.audience) for room, known in large.items()}, ""
    largest = max(known for known in seats.values() if known is not None)
    kept = [room for room, known in seats.items() if known is not None and known >= largest * NEARLY_LARGEST]
    return dict.fromkeys(kept, TOO_SMALL), ""


def _waste(seats: int | None, audience: int) -> int:
    """A room twice as large as wanted costs one, and so on; nobody knows how large nothing is."""
    if not seats or not audience:
        return 0
    return min(WASTE, max(0, seats // audience - 1))
