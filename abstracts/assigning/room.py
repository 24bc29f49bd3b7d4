"""How many more abstracts reviewers take, counted over what one organiser may read."""

from collections import Counter
from collections.abc import Collection

from abstracts.models import Assignment, Call, ReviewerProfile, State
from abstracts.reading import led_by
from abstracts.standing import Standing
from accounts.models import User

MANY = 1 << 30
"""No end."""

Room = dict[tuple[int, int], int]
"""How many more a reviewer takes of a call, by their ids."""


def room_of(standing: Standing, users: Collection[User], calls: Collection[Call]) -> Room:
    """By the limit of the call, and what the reviewer said for the whole event. Two queries."""
    visible = led_by(standing).exclude(state=State.WITHDRAWN).values("pk")
    given = Assignment.objects.filter(abstract__in=visible, reviewer__in=[user.pk for user in users])
    of_call = Counter(given.order_by().values_list("reviewer", "abstract__call"))
    of_event: Counter[int] = Counter()
    for (reviewer, _call), count in of_call.items():
        of_event[reviewer] += count
    profiles = ReviewerProfile.objects.filter(event=standing.event, load_limit__isnull=False)
    limits = dict(profiles.values_list("user", "load_limit"))
    room: Room = {}
    for user in users:
        for call in calls:
            left = [MANY]
            if call.reviewing.load_limit is not None:
                left.append(call.reviewing.load_limit - of_call[user.pk, call.pk])
            if (limit := limits.get(user.pk)) is not None:
                left.append(limit - of_event[user.pk])
            room[user.pk, call.pk] = min(left)
    return room
