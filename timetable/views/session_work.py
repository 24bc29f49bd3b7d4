"""The timetable of one session, for those who coordinate it: its blocks, its talks, and nothing else of the event."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from events.navigation import event_side
from events.permissions import can_manage_event
from kit.htmx import go_to
from kit.keys import key_of
from kit.refusals import Refused, in_html, require
from kit.toasts import say, say_failure
from timetable.forms.session_work import SessionBlockForm, SessionTalkDetailsForm, SessionTalkForm
from timetable.models import Slot
from timetable.operations.session_work import (
    add_block,
    change_block,
    edit_talk,
    move_talk,
    place_talk,
    remove_block,
    step_talk,
    take_talk_out,
    undo_in_session,
)
from timetable.operations.slots import Placed
from timetable.permissions import sessions_open_to
from timetable.session_desk import SessionDesk, session_side
from timetable.views.placing import placed_by


@login_required
@require_http_methods(["GET", "POST"])
def session_timetable(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """POST: `up`, `down`, `out` (a talk) or `remove` (an empty block) hold the id of an entry; or act=undo."""
    desk = _desk(request, pk, number)
    if request.method == "POST":
        require(desk.edits_talks or desk.places_blocks)
        _act(request, desk)
        return go_to(request, _page(desk))
    return _show(request, desk, "session_timetable.html", page=_page(desk))


@login_required
@require_http_methods(["GET", "POST"])
def session_block(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """A new block, or with ?entry= that one."""
    desk = _desk(request, pk, number)
    require(desk.places_blocks)
    slot = _entry(request, desk)
    if slot is not None and not slot.is_block:
        raise Http404
    form = SessionBlockForm(_typed(request), desk=desk, slot=slot)
    if form.is_valid():
        session, by = desk.session, request.user

        def act() -> Placed:
            if slot is None:
                return add_block(session, by=by, **_without_revision(form.values))
            changes = _without_revision(form.changes)
            return change_block(slot, session=session, by=by, expected=form.expected(slot), **changes)

        if placed_by(request, form, act):
            return go_to(request, _page(desk))
    heading = slot.label if slot else _("Add a block")
    return _show(request, desk, "session_entry.html", form=form, heading=heading, back=_page(desk))


@login_required
@require_http_methods(["GET", "POST"])
def session_place(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """A talk without a time into a block (?talk= chooses it), or with ?entry= one that is in a block elsewhere."""
    desk = _desk(request, pk, number)
    require(desk.edits_talks)
    slot = _entry(request, desk)
    if slot is not None and slot.contribution_id is None:
        raise Http404
    asked = desk.talks.filter(number=key_of(request.GET.get("talk", ""))).first()
    form = SessionTalkForm(
        _typed(request), desk=desk, slot=slot, initial={"contribution": asked} if asked else None
    )
    if form.is_valid():
        shared: dict[str, Any] = {"session": desk.session, "by": request.user, "may_grow": desk.places_blocks}

        def act() -> Placed:
            if slot is not None:
                changes = _without_revision(form.changes)
                return move_talk(slot, expected=form.expected(slot), **shared, **changes)
            values = form.cleaned_data
            start, minutes = values.get("starts_at"), values.get("minutes")
            return place_talk(
                values["contribution"], values["parent"], starts_at=start, minutes=minutes, **shared
            )

        if placed_by(request, form, act):
            return go_to(request, _page(desk))
    heading = slot.label if slot else _("Put a talk into a block")
    return _show(request, desk, "session_entry.html", form=form, heading=heading, back=_page(desk))


@login_required
@require_http_methods(["GET", "POST"])
def session_talk(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """Title, abstract and length of the talk that ?talk= names."""
    desk = _desk(request, pk, number)
    require(desk.edits_talks)
    talk = get_object_or_404(
        desk.talks.select_related("event__logbook"), number=key_of(request.GET.get("talk", ""))
    )
    form = SessionTalkDetailsForm(_typed(request), talk=talk)
    if form.is_valid():
        try:
            edit_talk(
                talk, session=desk.session, by=request.user, may_grow=desk.places_blocks, **form.changes
            )
            say(request, _("Saved “%(talk)s”") % {"talk": talk})
            return go_to(request, _page(desk))
        except Refused as refusal:
            form.add_error(None, in_html(refusal))
    return _show(request, desk, "session_entry.html", form=form, heading=talk.title, back=_page(desk))


def _desk(request: MemberRequest, pk: int, number: int) -> SessionDesk:
    """The session, for who may work on it; else the 404 of what is not there."""
    sessions = sessions_open_to(request.user).select_related(
        "event__access", "event__logbook", "access", "type"
    )
    return SessionDesk(get_object_or_404(sessions, event=pk, number=number), request.user)


def _entry(request: MemberRequest, desk: SessionDesk) -> Slot | None:
    if not (asked := request.GET.get("entry", "")):
        return None
    slot = desk.slot(key_of(asked))
    if slot is None:
        raise Http404
    return slot


def _act(request: MemberRequest, desk: SessionDesk) -> None:
    session, by = desk.session, request.user
    try:
        if "undo" in (request.POST.get("act"), request.GET.get("act")):
            undo_in_session(session, by=by, may_grow=desk.places_blocks)
            say(request, _("Undone"))
            return
        for act in ("up", "down", "out", "remove"):
            if asked := request.POST.get(act, ""):
                _act_on(request, desk, act, asked)
                return
    except Refused as refusal:
        say_failure(request, str(refusal))


def _act_on(request: MemberRequest, desk: SessionDesk, act: str, asked: str) -> None:
    slot = desk.slot(key_of(asked))
    if slot is None or slot.is_block != (act == "remove"):
        raise Http404
    shared: dict[str, Any] = {"session": desk.session, "by": request.user}
    label = slot.label
    if act == "remove":
        require(desk.places_blocks)
        remove_block(slot, **shared)
    else:
        require(desk.edits_talks)
        if act == "out":
            take_talk_out(slot, **shared)
        else:
            step_talk(slot, up=act == "up", **shared)
    said = _("Moved “%(entry)s”") if act in {"up", "down"} else _("Took out “%(entry)s”")
    say(request, said % {"entry": label}, undo=f"{_page(desk)}?act=undo")


def _show(request: MemberRequest, desk: SessionDesk, template: str, **context: Any) -> HttpResponse:
    event = desk.session.event
    runs = can_manage_event(request.user, event)
    side = event_side(event, current="manage-sessions") if runs else session_side(desk.session, request.user)
    everywhere = {**side, "desk": desk, "session": desk.session, "zone": event.zone, "runs": runs}
    return render(request, f"timetable/manage/{template}", everywhere | context)


def _page(desk: SessionDesk) -> str:
    return reverse("session-timetable", args=[desk.session.event_id, desk.session.number])


def _typed(request: MemberRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _without_revision(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "revision"}
