"""Tidying a day by plain forms: each act is shown before it is done, and can be undone after it."""

from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from events.models import Event
from events.navigation import event_side
from events.views.fetch import managed_event
from kit.htmx import go_to
from kit.navigation import Link
from kit.refusals import Refused, in_html
from kit.toasts import say
from timetable.days import day_named
from timetable.forms.tool_parts import ToolForm, day_choices
from timetable.forms.tools import TOOLS
from timetable.operations.acting import rehearse
from timetable.operations.steps import last_step
from timetable.plan import Plan, PlanEntry, differing, plan_of
from timetable.plan.days import EventDays

MOST_ROWS = 100
OF_THE_PAGE = ("tool", "look", "seen", "csrfmiddlewaretoken")


@dataclass(frozen=True, slots=True)
class Row:
    """One entry that would change: how it is and how it would be; None where it is not."""

    label: str
    before: PlanEntry | None
    after: PlanEntry | None

    @property
    def changes_place(self) -> bool:
        return bool(self.before and self.after and self.before.room != self.after.room)


@dataclass(slots=True)
class Preview:
    """What an act would do: the first rows, how many there are, and what else it would say."""

    rows: list[Row]
    number: int
    button: str
    notes: list[str] = field(default_factory=list)

    @property
    def more(self) -> int:
        return self.number - len(self.rows)


@login_required
@require_http_methods(["GET", "POST"])
def timetable_tools(request: MemberRequest, pk: int) -> HttpResponse:
    """?tool= says what, ?day= where; with `look` the page shows what would change, and a POST of the same does it."""
    event = managed_event(request, pk)
    asked = (request.POST if request.method == "POST" else request.GET).copy()
    name, day = asked.get("tool", "compact"), _day(event, asked)
    asked.setdefault("day", day.isoformat())
    if name not in TOOLS:
        raise Http404
    is_typed = request.method == "POST" or "look" in asked
    form = TOOLS[name](asked if is_typed else None, event=event, day=day)
    preview = None
    if is_typed and form.is_valid():
        if request.method == "GET" or not _is_as_seen(event, asked, form):
            preview = _preview(request, form)
        elif done := _do(request, form):
            return done
        event = managed_event(request, pk)
    context = {
        **event_side(event, current="manage-timetable"),
        "form": form,
        "asks_day": "day" in form.fields,
        "days": _days(event, name, day) if "entry" in form.fields else [],
        "tool": name,
        "tabs": [_tab(event, key, day, current=key == name) for key in TOOLS],
        "day": day,
        "preview": preview,
        "sent": _sent(asked),
        "seen": event.revision,
        "zone": event.zone,
    }
    return render(request, "timetable/manage/tools.html", context)


def _day(event: Event, asked: QueryDict) -> date:
    """The day asked for, if the event is held then; else today or its first."""
    days = EventDays.of(event)
    for day in (day_named(asked.get("day", "")), days.day(timezone.now())):
        if day is not None and days.first <= day <= days.last:
            return day
    return days.first


def _tab(event: Event, name: str, day: date, *, current: bool) -> Link:
    return Link(str(TOOLS[name].title), _address(event, name, day.isoformat()), current=current)


def _days(event: Event, name: str, day: date) -> list[Link]:
    """For a tool whose form depends on the day."""
    choices = day_choices(event)
    return [Link(words, _address(event, name, key), current=key == day.isoformat()) for key, words in choices]


def _address(event: Event, name: str, day: str) -> str:
    return f"{reverse('timetable-tools', args=[event.pk])}?{urlencode({'tool': name, 'day': day})}"


def _is_as_seen(event: Event, asked: QueryDict, form: ToolForm) -> bool:
    """Whether nothing changed since the person saw what it would do; else they look again."""
    if asked.get("seen") == str(event.revision):
        return True
    form.add_error(None, _("Somebody changed the event in between. Look at what would change now."))
    return False


def _do(request: MemberRequest, form: ToolForm) -> HttpResponse | None:
    """Do it and go to the day; None when it is refused, which the form then says."""
    event = form.event
    before = plan_of(event)
    try:
        written = form.act(request.user)
    except Refused as refusal:
        form.add_error(None, in_html(refusal))
        return None
    number = len(differing(before, written.plan))
    step = last_step(event, by=request.user) if number else None
    undo = (
        f"{reverse('timetable-acts', args=[event.pk])}?{urlencode({'act': 'undo', 'which': step.pk})}"
        if step
        else ""
    )
    say(request, form.done(number), undo=undo)
    for note in written.notes:
        say(request, note)
    return go_to(request, f"{reverse('manage-timetable', args=[event.pk])}?day={form.acts_on:%Y-%m-%d}")


def _preview(request: MemberRequest, form: ToolForm) -> Preview | None:
    before = plan_of(form.event)
    try:
        written = rehearse(lambda: form.act(request.user))
    except Refused as refusal:
        form.add_error(None, in_html(refusal))
        return None
    keys = differing(before, written.plan)
    rows = [_row(before, written.plan, key) for key in keys[:MOST_ROWS]]
    return Preview(rows, len(keys), form.button(len(keys)), written.notes)


def _row(before: Plan, after: Plan, key: int) -> Row:
    old, new = before.get(key), after.get(key)
    known = new or old
    return Row(known.label if known else "", old, new)


def _sent(asked: QueryDict) -> list[tuple[str, str]]:
    """The fields of the form as they were sent, to be sent again."""
    names = [name for name in asked if name not in OF_THE_PAGE]
    return [(name, str(value)) for name in names for value in asked.getlist(name)]
