"""The committee of an event: who chairs, who convenes and who reviews, by track and for the whole event."""

from dataclasses import dataclass, field

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from abstracts.duties import ABSTRACTS
from abstracts.forms.reviewing import ChairForm, MemberForm, MembersForm
from abstracts.models import Reviewing, TeamMember
from abstracts.operations import add_member, add_members, remove_member, write_to_waiting
from abstracts.operations.confirming import MOST_AN_HOUR
from abstracts.views.fetch import chair_side, chaired_event, runs
from accounts.requests import MemberRequest
from events.models import Event
from events.operations import give_right, take_right
from kit.htmx import go_to
from kit.keys import key_of
from kit.refusals import Refused, TooOften
from kit.toasts import say, say_failure
from programme.models import Track

HERE = "abstract-teams"


@dataclass
class Team:
    """Who convenes and who reviews a track, or all of the event."""

    track: Track | None
    conveners: list[TeamMember] = field(default_factory=list)
    reviewers: list[TeamMember] = field(default_factory=list)


@login_required
@require_http_methods(["GET", "POST"])
def abstract_teams(request: MemberRequest, pk: int) -> HttpResponse:
    """`act` adds a member, many or a chair, or writes to who waits for a mail; `remove` and `unchair` name one.

    ?track= and ?duty= preset the forms.
    """
    event = chaired_event(request, pk)
    runs_event = runs(request.user, event)
    act = request.POST.get("act")
    preset = {"duty": request.GET.get("duty", "reviewer"), "track": request.GET.get("track", "")}
    form = MemberForm(request.POST if act == "add" else None, event=event, initial=preset | {"tell": True})
    many = MembersForm(request.POST if act == "many" else None, event=event, initial=preset | {"tell": True})
    chair_form = ChairForm(request.POST if act == "chair" else None)
    if request.method == "POST":
        if many.is_bound:
            is_done = many.is_valid() and _added_many(request, event, many)
        else:
            is_done = _done(request, event, form, chair_form, runs_event=runs_event)
        if is_done:
            return go_to(request, request.path)
    context = {
        **chair_side(request, event, current=HERE),
        "teams": teams_of(event),
        "waiting": event.abstract_team.filter(waits_for_mail=True).count(),
        "chairs": event.access.grants.filter(permission=ABSTRACTS).with_principals(),
        "form": form,
        "many": many,
        "chair_form": chair_form if runs_event else None,
        "here": request.path,
        "one_by_one": Reviewing.objects.filter(
            call__event=event, assignment=Reviewing.Assignment.INDIVIDUAL
        ).exists(),
    }
    return render(request, "abstracts/calls/teams.html", context)


def teams_of(event: Event) -> list[Team]:
    """That of the whole event first, then each track in order, those nobody reads too. Two queries."""
    teams: dict[int | None, Team] = {None: Team(None)}
    teams |= {track.pk: Team(track) for track in event.tracks.all()}
    for member in event.abstract_team.select_related("user", "group").order_by("pk"):
        team = teams[member.track_id]
        held = team.conveners if member.duty == TeamMember.Duty.CONVENER else team.reviewers
        held.append(member)
    return list(teams.values())


def _done(
    request: MemberRequest, event: Event, form: MemberForm, chair_form: ChairForm, *, runs_event: bool
) -> bool:
    """Whether what was posted was done, or said to be impossible; else a form says what is wrong with it."""
    if form.is_bound:
        return form.is_valid() and _added(request, event, form)
    if not runs_event and ("unchair" in request.POST or chair_form.is_bound):
        raise Http404  # who is a chair and no more makes no other chairs
    if chair_form.is_bound:
        return chair_form.is_valid() and _chaired(request, event, chair_form)
    if asked := request.POST.get("unchair"):
        _unchaired(request, event, asked)
        return True
    if request.POST.get("act") == "write":
        _wrote(request, event)
        return True
    asked = request.POST.get("remove", "")
    members = event.abstract_team.select_related("user", "group", "track", "event__logbook")
    member = get_object_or_404(members, pk=key_of(asked))
    remove_member(member, by=request.user)
    say(request, _("%(who)s left the committee") % {"who": member})
    return True


def _added(request: MemberRequest, event: Event, form: MemberForm) -> bool:
    values = form.cleaned_data
    try:
        member = add_member(
            event,
            to=form.principal,
            duty=values["duty"],
            track=values["track"],
            tell=values["tell"],
            by=request.user,
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    say(request, _("%(who)s is in the committee") % {"who": member})
    if member.waits_for_mail:
        _say_waiting(request, 1)
    return True


def _added_many(request: MemberRequest, event: Event, form: MembersForm) -> bool:
    values = form.cleaned_data
    people = values["people"]
    place = {"duty": values["duty"], "track": values["track"], "tell": values["tell"]}
    try:
        added = add_members(event, to=people, by=request.user, **place)
    except Refused as refusal:
        form.add_error("people", str(refusal))
        return False
    new = len(added)
    words = ngettext("Added %(n)d person to the committee", "Added %(n)d people to the committee", new)
    say(request, words % {"n": new})
    if known := len(people) - new:
        words = ngettext("%(n)d had this place already", "%(n)d had this place already", known)
        say(request, words % {"n": known})
    if waiting := sum(member.waits_for_mail for member in added):
        _say_waiting(request, waiting)
    return True


def _wrote(request: MemberRequest, event: Event) -> None:
    written, waiting = write_to_waiting(event, by=request.user)
    if written:
        words = ngettext("Wrote to %(n)d person", "Wrote to %(n)d people", written)
        say(request, words % {"n": written})
    if waiting:
        _say_waiting(request, waiting)


def _say_waiting(request: MemberRequest, count: int) -> None:
    words = ngettext(
        "%(n)d mail waits: you can write to %(most)d new people in an hour. Send it later from this page.",
        "%(n)d mails wait: you can write to %(most)d new people in an hour. Send them later from this page.",
        count,
    )
    say_failure(request, words % {"n": count, "most": MOST_AN_HOUR})


def _chaired(request: MemberRequest, event: Event, form: ChairForm) -> bool:
    try:
        given = give_right(event, to=form.cleaned_data["chair"], permission=ABSTRACTS, by=request.user)
    except TooOften:
        raise  # a page of its own says so, with its status
    except Refused as refusal:
        form.add_error("chair", str(refusal))
        return False
    say(request, _("Gave access to %(who)s") % {"who": given.principal})
    return True


def _unchaired(request: MemberRequest, event: Event, asked: str) -> None:
    """Only this duty can be taken here; other rights are those of the protection page."""
    duties = event.access.grants.filter(permission=ABSTRACTS).with_principals()
    held = get_object_or_404(duties, pk=key_of(asked))
    try:
        take_right(event, held, by=request.user)
        say(request, _("Took away the access of %(who)s") % {"who": held.principal})
    except Refused as refusal:
        say_failure(request, str(refusal))
