"""The form of an abstract: begin, keep as a draft, submit, change. It works without a script.

One form holds everything; the name of the button says what to do. What was typed comes back whatever is refused.
"""

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from abstracts.closing import too_late
from abstracts.forms.people_rows import PREFIX
from abstracts.forms.sheet import SubmissionSheet, writer_for
from abstracts.frame import Visit, show, visit_of_author
from abstracts.hands import Hand, writer_at
from abstracts.models import Abstract, Call, UnsavedEdit
from abstracts.operations.handing_in import begin_draft, change, hand_in
from abstracts.operations.submitting import save_draft
from abstracts.operations.unsaved import drop_unsaved
from abstracts.permissions import can_begin, can_submit_to, is_late_submitter, takes_late_from
from abstracts.refusals import ChangedMeanwhile, NotComplete
from abstracts.views.attaching import attach, files_context, is_about_files
from abstracts.views.saying import say_sent, told
from abstracts.views.signed_out import seal_of_writer, sent_by_nobody, typed_before
from abstracts.views.typed import keep_typed, revision_of, seen_of, sheet_of, unsaved_of
from accounts.models import User
from kit.htmx import go_to
from kit.refusals import Refused, in_html
from kit.toasts import say


@dataclass(slots=True)
class Desk:
    """The form on the table: `hand` is None until the first draft is kept."""

    here: Visit
    call: Call
    sheet: SubmissionSheet
    hand: Hand | None = None
    status: int = HTTPStatus.OK
    is_kept: bool = False
    """The draft was saved as typed."""
    theirs: Abstract | None = None
    """How it was saved meanwhile, by somebody else or in another window."""
    unsaved: UnsavedEdit | None = None
    """What the form shows was typed earlier, and not saved."""


def begin(request: HttpRequest, here: Visit, call: Call, *, by: User) -> HttpResponse:
    """The empty form of a call, and its first saving."""
    me = writer_for(by)
    sheet = SubmissionSheet(request.POST if request.method == "POST" else None, call=call, me=me)
    desk = Desk(here, call, sheet)
    if request.method != "POST":
        return _shown(request, desk, may_submit=can_submit_to(by, call, here.now))
    if not can_begin(by, call, here.now):
        sheet.form.add_error(None, too_late(call))
        return _shown(request, desk, status=HTTPStatus.UNPROCESSABLE_ENTITY, may_submit=False)
    act = _act(request)
    if _is_arranging(act):
        return _arranged(request, desk, act)
    if not sheet.is_valid:
        return _stopped(request, desk, act, [])
    try:
        abstract = begin_draft(call, sheet.written, by=by)
    except Refused as refusal:
        sheet.form.add_error(None, str(refusal))
        return _shown(request, desk, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    desk.hand, desk.is_kept = Hand(abstract, by), True
    return _done(request, desk, act)


@require_http_methods(["GET", "POST"])
def abstract_edit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The form of what was begun or submitted; organisers change what was submitted by it, too."""
    if answer := sent_by_nobody(request):
        return answer
    hand = writer_at(request, slug, number)
    if not hand.writes:
        return told(request, hand, _("Only those whom the call names change this abstract."))
    if typed := typed_before(request):
        if hand.is_unsent:
            request = typed
        else:
            keep_typed(typed, hand)
    here = visit_of_author(request, slug)
    desk = Desk(here, hand.abstract.call, sheet_of(request, hand), hand)
    if request.method != "POST":
        return _opened(request, desk, hand)
    act = _act(request)
    if _is_arranging(act):
        return _arranged(request, desk, act)
    if not desk.sheet.is_valid:
        return _stopped(request, desk, act, attach(request, hand, act))
    if hand.is_unsent and not _kept(request, desk):
        return _shown(request, desk)
    return _done(request, desk, act)


def _opened(request: HttpRequest, desk: Desk, hand: Hand) -> HttpResponse:
    """The form as it was saved; or with what the person typed and did not save, even when the time is over by now."""
    desk.unsaved = unsaved_of(hand)
    if desk.unsaved is not None and desk.unsaved.seal != seen_of(hand.abstract):
        desk.theirs = hand.abstract
    if not hand.may_edit:
        if desk.unsaved is None:
            return told(request, hand, too_late(desk.call))
        desk.sheet.form.add_error(None, too_late(desk.call))
    return _shown(request, desk)


def _kept(request: HttpRequest, desk: Desk) -> bool:
    """Keep the draft as typed. False when somebody changed it meanwhile: then both texts are shown."""
    hand = desk.hand
    if hand is None:
        return False
    try:
        abstract = save_draft(hand.abstract, desk.sheet.written, revision=revision_of(request))
    except ChangedMeanwhile as refusal:
        desk.theirs = Abstract.objects.get(pk=hand.abstract.pk)
        desk.status = HTTPStatus.CONFLICT
        desk.sheet.form.add_error(None, str(refusal))
        return False
    except Refused as refusal:
        desk.status = HTTPStatus.UNPROCESSABLE_ENTITY
        desk.sheet.form.add_error(None, str(refusal))
        return False
    desk.hand, desk.is_kept = replace(hand, abstract=abstract), True
    return True


def _done(request: HttpRequest, desk: Desk, act: str) -> HttpResponse:
    """What the button asks, once a draft is safe: files first, for they must not get lost by what is missing."""
    hand = desk.hand
    if hand is None:
        return _shown(request, desk)
    abstract = hand.abstract
    if rejected := attach(request, hand, act):
        return _stopped(request, desk, act, rejected)
    here = reverse("abstract-edit", args=[abstract.event.slug, abstract.number])
    if hand.is_unsent and act != "submit":
        if not is_about_files(act):
            say(request, _("Kept your draft"))
            return go_to(request, here)
        return go_to(request, f"{here}#files")
    try:
        held = _sent(request, desk)
    except NotComplete as refusal:
        desk.sheet.form.place(refusal.problems)
    except ChangedMeanwhile as refusal:
        desk.theirs = Abstract.objects.get(pk=abstract.pk)
        desk.status = HTTPStatus.CONFLICT
        desk.sheet.form.add_error(None, str(refusal))
    except Refused as refusal:
        desk.sheet.form.add_error(None, in_html(refusal))
    else:
        drop_unsaved(abstract, user=hand.user)
        if is_about_files(act):
            return go_to(request, f"{here}#files")
        say_sent(request, hand, held)
        return go_to(request, abstract)
    abstract.refresh_from_db(fields=["revision"])
    return _shown(request, desk, status=desk.status if desk.theirs else HTTPStatus.UNPROCESSABLE_ENTITY)


def _stopped(request: HttpRequest, desk: Desk, act: str, rejected: list[str]) -> HttpResponse:
    """Something can not be kept, or a file was refused: what else is missing is told with it, all at once."""
    hand = desk.hand
    if act == "submit" or not (hand is None or hand.is_unsent):
        desk.sheet.tell_missing(hand)
    for sentence in rejected:
        desk.sheet.form.add_error(None, sentence)
    if hand is not None:
        hand.abstract.refresh_from_db(fields=["revision"])
    return _shown(request, desk, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _sent(request: HttpRequest, desk: Desk) -> int:
    """Submit the draft, or change what was submitted; how many authors are asked later."""
    hand = desk.hand
    if hand is None:
        return 0
    if hand.is_unsent:
        return hand_in(hand.abstract, by=hand.by, consents=desk.sheet.consents)[1]
    return change(
        hand.abstract,
        desk.sheet.written,
        by=hand.by,
        seal=request.POST.get("revision", ""),
        as_manager=hand.as_manager,
    )[1]


def _arranged(request: HttpRequest, desk: Desk, act: str) -> HttpResponse:
    """The form again, with its rows of people arranged; nothing is saved by that."""
    desk.sheet.form.is_valid()
    desk.sheet.form.errors.clear()
    desk.sheet.people.arrange(act, me=desk.sheet.me)
    return _shown(request, desk, act=act)


def _shown(request: HttpRequest, desk: Desk, *, status: int | None = None, **more: Any) -> HttpResponse:
    hand, call = desk.hand, desk.call
    abstract = hand.abstract if hand is not None else None
    context: dict[str, Any] = {
        "call": call,
        "sheet": desk.sheet,
        "form": desk.sheet.form,
        "hand": hand,
        "abstract": abstract,
        "is_unsent": hand is None or hand.is_unsent,
        "theirs": desk.theirs,
        "unsaved": desk.unsaved,
        "may_submit": True,
        "is_over": not (call.is_open(desk.here.now) or _takes_late(request, desk)),
        "revision": _seen(request, desk),
        "writer": seal_of_writer(request.user if isinstance(request.user, User) else None),
        "their_revision": seen_of(desk.theirs) if desk.theirs is not None else "",
        **files_context(hand, call),
        **more,
    }
    chosen = status if status is not None else desk.status
    return show(request, desk.here, "calls", "abstracts/submit/form.html", status=chosen, **context)


def _takes_late(request: HttpRequest, desk: Desk) -> bool:
    """Whether the closed call still takes this one: from the person's account, or by the link they came by."""
    hand, call = desk.hand, desk.call
    proven = [hand.abstract.submitter_email] if hand is not None and hand.by_link else []
    return is_late_submitter(request.user, call) or takes_late_from(proven, call)


def _act(request: HttpRequest) -> str:
    return request.POST.get("act", "save")[:60]


def _is_arranging(act: str) -> bool:
    return act.startswith(f"{PREFIX}-")


def _seen(request: HttpRequest, desk: Desk) -> str:
    """What was posted goes out again, so that who changed it meanwhile is noticed at the next try, too."""
    posted = request.POST.get("revision", "")
    if posted and not desk.is_kept:
        return posted[:40]
    return seen_of(desk.hand.abstract) if desk.hand is not None else ""
