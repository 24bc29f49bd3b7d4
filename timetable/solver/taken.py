"""What a growing answer takes: cells, people and tracks, unit by unit (pure)."""

from collections.abc import Iterable, Mapping

from timetable.solver.clock import Ticks, run
from timetable.solver.problem import Place, Problem, Unit


class Taken:
    """The masks of what is fixed, and of the units placed so far."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.cells: dict[int, Ticks] = dict(problem.taken_cells)
        self.people: dict[int, Ticks] = dict(problem.taken_people)
        self.tracks: dict[int, Ticks] = dict(problem.track_ticks)
        self.rooms_of_track: dict[int, set[int]] = {}

    def take(self, unit: Unit, place: Place) -> None:
        ticks = run(place.start, unit.length)
        for cell in self.problem.cells[place.room]:
            self.cells[cell] = self.cells.get(cell, 0) | ticks
        for part in unit.parts:
            busy = run(place.start + part.first, part.length)
            self.people[part.person] = self.people.get(part.person, 0) | busy
        if unit.track is not None:
            self.tracks[unit.track] = self.tracks.get(unit.track, 0) | ticks
            self.rooms_of_track.setdefault(unit.track, set()).add(place.room)

    def starts(self, unit: Unit, room: int) -> Ticks:
        """When the unit could start in the room now."""
        free = self.problem.free_in(unit, room, self.cells)
        return self.problem.free_for(unit, free, self.people) if free else 0


def taken_by(problem: Problem, answer: Mapping[int, Place], *, but: Iterable[int] = ()) -> Taken:
    """What an answer takes, without some of its units."""
    left_out = set(but)
    taken = Taken(problem)
    for number, place in answer.items():
        if number not in left_out:
            taken.take(problem.units[number], place)
    return taken
