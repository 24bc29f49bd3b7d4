"""How a reader looks at a timetable: the view, how much of it, which days; all of it stands in the address (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.models import Event
from timetable.models.settings import View

ALL_DAYS = "all"
COMPACT, FULL = "compact", "full"
DETAILS = ("", COMPACT, FULL)
VIEWS = tuple(View.values)
GRIDS = frozenset({View.GRID, View.TRACKS, View.WEEK})
AGENDAS = frozenset({View.AGENDA, View.NUMBERED})


@dataclass(frozen=True, slots=True)
class Look:
    """What the reader asked for, and what the organisers chose where nothing was asked."""

    view: str
    usual: str
    """The view of an address that names none."""
    detail: str
    is_all: bool

    @property
    def is_week(self) -> bool:
        return self.view == View.WEEK

    @property
    def is_agenda(self) -> bool:
        return self.view in AGENDAS

    @property
    def is_compact(self) -> bool:
        """A session is one entry."""
        return self.detail == COMPACT

    @property
    def is_full(self) -> bool:
        """Talks say what they are about. A grid has no room for it."""
        return self.detail == FULL and self.view not in GRIDS

    @property
    def asked(self) -> str:
        """What stands in the address for this view: nothing for the usual one."""
        return "" if self.view == self.usual else self.view


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of the menu, with what its address says."""

    label: str
    value: str
    is_chosen: bool


def look_of(asked: Mapping[str, str], *, usual: str) -> Look:
    """As the address says; what makes no sense is not asked for."""
    view, detail = asked.get("view", ""), asked.get("detail", "")
    return Look(
        view=view if view in VIEWS else usual,
        usual=usual,
        detail=detail if detail in DETAILS else "",
        is_all=asked.get("day") == ALL_DAYS,
    )


def usual_view(chosen: str, *, kind: str) -> str:
    """What the organisers chose, else what fits: columns for a conference, an agenda for the others."""
    if chosen:
        return chosen
    return View.GRID if kind == Event.Kind.CONFERENCE else View.AGENDA


def view_choices(look: Look, *, has_tracks: bool, has_days: bool) -> list[Choice]:
    """The views that make sense for this timetable."""
    useless = {View.TRACKS: not has_tracks, View.WEEK: not has_days}
    return [
        Choice(str(view.label), "" if view == look.usual else view.value, view == look.view)
        for view in View
        if view == look.view or not useless.get(view)
    ]


def detail_choices(look: Look) -> list[Choice]:
    """How much each session and talk says; a week is always compact."""
    if look.is_week:
        return []
    labels = [(COMPACT, _("Compact: sessions only")), ("", _("With all talks"))]
    if look.view not in GRIDS:
        labels.append((FULL, _("With what they are about")))
    shown = look.detail if look.detail != FULL or look.is_full else ""
    return [Choice(label, value, value == shown) for value, label in labels]
