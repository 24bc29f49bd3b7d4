"""Why something could not be placed, in words (pure)."""

from django.utils.translation import gettext as _

from timetable.solver.problem import Answer, Problem, Unit
from timetable.solver.taken import Taken, taken_by


def reasons(problem: Problem, answer: Answer) -> dict[int, str]:
    """For each contribution without a place, the sentence that says why."""
    found = dict(problem.hopeless)
    missing = [unit for unit in problem.units if unit.number not in answer]
    if missing:
        taken, empty = taken_by(problem, answer), Taken(problem)
        for unit in missing:
            found |= dict.fromkeys(unit.talks, _why(problem, unit, taken, empty))
    return found


def _why(problem: Problem, unit: Unit, taken: Taken, empty: Taken) -> str:
    facts, rooms = problem.facts, list(unit.room_costs)
    said = {
        "minutes": round(unit.length * problem.clock.step / 60),
        "people": facts.people_names(tuple(dict.fromkeys(part.person for part in unit.parts))),
        "rooms": ", ".join(facts.room_name(room) for room in rooms[:3]),
    }
    if not any(problem.free_in(unit, room, empty.cells) for room in rooms):
        return _("No room that suits it is open for %(minutes)d minutes when it could be held.") % said
    if not any(empty.starts(unit, room) for room in rooms):
        return _("Beside what stays where it is, no %(minutes)d minutes are left for %(people)s.") % said
    if any(problem.free_in(unit, room, taken.cells) for room in rooms):
        return _("Whenever a room is free, something else needs %(people)s.") % said
    if len(rooms) < len(problem.cells):
        return _("The rooms that suit it (%(rooms)s) have no %(minutes)d minutes left.") % said
    return _("No room has %(minutes)d minutes left.") % said
