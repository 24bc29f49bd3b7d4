"""Who reviews and who decides: places in the committee, and the quotas it works towards."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from abstracts.models import Abstract, Author, Call, LastMail, Quota, TeamMember
from abstracts.operations.confirming import left_to_write
from abstracts.operations.gentle_mails import write_gently
from abstracts.refusals import NotOfThisCall
from access.refusals import UnknownPrincipal
from accounts.models import Group, User
from events.models import Event, EventRole
from events.operations import lock_event
from journal.operations import record
from notices.operations import post_to_address
from programme.models import ContributionType, Track

TEAM = "abstracts/mail/team.txt"

Principal = User | Group | EventRole.Role | str


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many of a track and type; either may be left open."""

    wanted: int
    track: Track | None = None
    type: ContributionType | None = None


@transaction.atomic
def add_member(
    event: Event, *, to: Principal, duty: str, by: User | None, track: Track | None = None, tell: bool = True
) -> TeamMember:
    """Give a person, a group, everybody of an event role, or whoever proves to own an address, a place. Twice is once.

    People and addresses are told by mail unless `tell` says otherwise; groups and roles are not. An address beyond the
    new ones that somebody may write to within an hour waits (`waits_for_mail`). Raises NotOfThisCall for a track of
    another event, UnknownPrincipal.
    """
    event = lock_event(event)
    if track is not None and track.event_id != event.pk:
        raise NotOfThisCall(_("“%(thing)s” belongs to another event.") % {"thing": track})
    held = _principal(to)
    member, created = TeamMember.objects.get_or_create(
        event=event, track=track, duty=TeamMember.Duty(duty), **held
    )
    if created:
        changes = {"duty": ("", _place_words(member))}
        record(event.logbook, "team.joined", by=by, subject=member, changes=changes)
        if tell:
            _tell(member, by=by)
    return member


@transaction.atomic
def add_members(
    event: Event,
    *,
    to: Iterable[str],
    duty: str,
    by: User | None,
    track: Track | None = None,
    tell: bool = True,
) -> list[TeamMember]:
    """Give the owners of all these addresses a place, or none of them; answers those who had none so far.

    Raises NotOfThisCall, UnknownPrincipal.
    """
    event = lock_event(event)
    before = set(event.abstract_team.values_list("pk", flat=True))
    members = [add_member(event, to=one, duty=duty, by=by, track=track, tell=tell) for one in to]
    return list({member.pk: member for member in members if member.pk not in before}.values())


@transaction.atomic
def write_to_waiting(event: Event, *, by: User | None) -> tuple[int, int]:
    """Write to the addresses that wait for a mail: to how many it was, and how many wait further."""
    event = lock_event(event)
    waiting = list(event.abstract_team.filter(waits_for_mail=True).select_related("track").order_by("pk"))
    for member in waiting:
        member.event = event
        _tell(member, by=by)
    left = sum(member.waits_for_mail for member in waiting)
    return len(waiting) - left, left


@transaction.atomic
def remove_member(member: TeamMember, *, by: User | None) -> None:
    """Take the place away; what the person wrote stays."""
    event = lock_event(member.event)
    name, words = str(member), _place_words(member)
    member.delete()
    record(event.logbook, "team.left", by=by, subject=name, changes={"duty": (words, "")})


@transaction.atomic
def claim_places(user: User, *, email: str) -> None:
    """What waits for a now proven address becomes the person's: places, authorships, what they submitted as a guest."""
    for waiting in TeamMember.objects.select_for_update(of=("self",)).filter(email__iexact=email):
        place: dict[str, Any] = {"event": waiting.event, "track": waiting.track, "duty": waiting.duty}
        TeamMember.objects.get_or_create(**place, user=user, group=None, email="", role="")
        waiting.delete()
    Author.objects.filter(email__iexact=email, user__isnull=True).update(user=user)
    Abstract.objects.filter(submitter_email__iexact=email, submitter__isnull=True).update(submitter=user)


@transaction.atomic
def set_quotas(call: Call, *, quotas: Iterable[Wanted], by: User | None) -> None:
    """Make exactly these the quotas of the call; a later one for the same track and type counts."""
    event = lock_event(call.event)
    wanted = {(quota.track, quota.type): quota.wanted for quota in quotas}
    for track, kind in wanted:
        if any(thing is not None and thing.event_id != event.pk for thing in (track, kind)):
            raise NotOfThisCall(_("A track or type belongs to another event."))
    held = call.quotas.select_related("track", "type")
    before = {(quota.track, quota.type): quota.wanted for quota in held}
    if before == wanted:
        return
    call.quotas.all().delete()
    Quota.objects.bulk_create(
        Quota(call=call, track=track, type=kind, wanted=count) for (track, kind), count in wanted.items()
    )
    changes = {"wanted": (str(sum(before.values())), str(sum(wanted.values())))}
    record(event.logbook, "quotas.edited", by=by, subject=call, changes=changes)


def _principal(to: Principal) -> dict[str, Any]:
    """All four columns: a member is looked up by them."""
    empty: dict[str, Any] = {"user": None, "group": None, "email": "", "role": ""}
    if isinstance(to, User):
        return empty | {"user": to}
    if isinstance(to, Group):
        return empty | {"group": to}
    if isinstance(to, EventRole.Role):
        return empty | {"role": to}
    if owner := User.objects.owning(to):
        return empty | {"user": owner}
    try:
        validate_email(to)
    except ValidationError as error:
        raise UnknownPrincipal(
            _("“%(text)s” is neither a person, a group, nor an e-mail address.") % {"text": to}
        ) from error
    return empty | {"email": to.lower()}


def _place_words(member: TeamMember) -> str:
    duty = TeamMember.Duty(member.duty).label
    return _("%(duty)s of “%(track)s”") % {"duty": duty, "track": member.track} if member.track else str(duty)


def _tell(member: TeamMember, *, by: User | None) -> None:
    context: dict[str, Any] = {
        "event": member.event,
        "track": member.track,
        "is_convener": member.duty == TeamMember.Duty.CONVENER,
        "by": by,
    }
    if member.user is not None and member.user != by:
        write_gently(
            TEAM,
            to=[member.user],
            event=member.event,
            kind=LastMail.Kind.PLACE,
            url=reverse("reviewing", args=[member.event.slug]),
            context=lambda _user: context,
        )
    elif member.email:
        member.waits_for_mail = by is not None and not left_to_write(by=by)
        member.save(update_fields=["waits_for_mail"])
        if not member.waits_for_mail:
            record(member.event.logbook, "team.written-to", by=by, subject=member)
            post_to_address(TEAM, to=member.email, invited=member.email, **context)
