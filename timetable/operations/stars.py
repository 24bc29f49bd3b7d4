"""Give and take stars, and bring those of a signed-out visitor along at sign-in."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from programme.models import Contribution
from timetable.models import Star


@transaction.atomic
def toggle_star(contribution: Contribution, *, by: User) -> bool:
    """Give the person's star, or take it back if it was given; whether it is given now."""
    _star, given = Star.objects.get_or_create(user=by, contribution=contribution)
    if not given:
        Star.objects.filter(user=by, contribution=contribution).delete()
    return given


def give_star(contribution: Contribution, *, by: User) -> None:
    """Twice is once."""
    Star.objects.get_or_create(user=by, contribution=contribution)


def take_star(contribution: Contribution, *, by: User) -> None:
    """Also where none was given."""
    Star.objects.filter(user=by, contribution=contribution).delete()


@transaction.atomic
def adopt_stars(user: User, *, starred: Mapping[int, Iterable[int]]) -> int:
    """Keep the stars of a visitor who signs in: talk numbers by event. Only talks the person may see; how many."""
    wanted = Q(pk__in=[])
    for event, numbers in starred.items():
        wanted |= Q(event=event, number__in=list(numbers))
    talks = Contribution.objects.visible_to(user).filter(wanted)
    stars = [Star(user=user, contribution=talk) for talk in talks]
    return len(Star.objects.bulk_create(stars, ignore_conflicts=True))
