"""Who is credited with a contribution, in which role and order."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from events.models import EventPerson
from programme.models import Contribution, Credit
from programme.operations.named import Someone, person_for
from programme.operations.values import check_same_event

Credited: TypeAlias = tuple[Someone, str]


def replace_credits(contribution: Contribution, credits: Sequence[Credited]) -> dict[str, tuple[Any, Any]]:
    """Make exactly these (person, role) pairs, in this order, its people; returns what changed, for the log.

    For operations that hold the event.
    """
    check_same_event(contribution.event, [person for person, _role in credits])
    held = contribution.credits.select_related("person").order_by("position", "pk")
    before = [(credit.person, str(credit.role)) for credit in held]
    after = list(
        dict.fromkeys(
            (person_for(contribution.event, person), str(Credit.Role(role))) for person, role in credits
        )
    )
    if before == after:
        return {}
    kept = {(credit.person_id, credit.role): credit for credit in held}
    contribution.credits.all().delete()
    Credit.objects.bulk_create(
        _credit(contribution, person, role, position, kept.get((person.pk, role)))
        for position, (person, role) in enumerate(after, start=1)
    )
    return {"people": (_words(before), _words(after))}


def _credit(
    contribution: Contribution, person: EventPerson, role: str, position: int, before: Credit | None
) -> Credit:
    """Whoever stays in a role keeps what they were asked and answered."""
    credit = Credit(contribution=contribution, person=person, role=role, position=position)
    if before is not None:
        credit.asked_at, credit.answer, credit.answered_at = (
            before.asked_at,
            before.answer,
            before.answered_at,
        )
    return credit


def _words(credits: Iterable[tuple[EventPerson, str]]) -> str:
    return ", ".join(f"{person} ({Credit.Role(role).label})" for person, role in credits)
