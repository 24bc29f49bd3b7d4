"""What programs send to act on a whole timetable: many moves at once, and acts by name."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from rooms.api.query import KeyField, wrong
from rooms.api.strict import Strict
from timetable.api.entry_given import MOMENT, PlaceGiven
from timetable.api.times_given import NearDayField, NearMomentField
from timetable.plan.tidying import LONGEST_GAP

MOST_AT_ONCE = 1000
LONGEST_SHIFT = 24 * 60


class EntryMoveGiven(PlaceGiven):
    """One entry; what is not sent stays. Without a `parent` it leaves its block only for another day."""

    entry = KeyField()
    revision = serializers.IntegerField(
        required=False, min_value=0, help_text="The one you saw: 409 with both states where it has changed."
    )


class MovesGiven(Strict):
    """All of them, or none."""

    moves = serializers.ListField(child=EntryMoveGiven(), min_length=1, max_length=MOST_AT_ONCE)
    allow_midnight = serializers.BooleanField(
        required=False, help_text="What runs past the end of its day is meant to."
    )

    def validate_moves(self, moves: list[dict[str, Any]]) -> list[dict[str, Any]]:
        keys = [move["entry"] for move in moves]
        if len(set(keys)) < len(keys):
            raise serializers.ValidationError(_("Move each entry once."))
        return moves


NEEDED: dict[str, tuple[str, ...]] = {
    "shift": ("entry", "minutes"),
    "fit": ("entry",),
    "fit-day": ("day",),
    "compact": ("day",),
    "stretch": ("day",),
    "swap": ("entry", "other"),
    "step-up": ("entry",),
    "step-down": ("entry",),
    "move-day": ("entry", "to_day"),
    "append": ("entry", "block"),
    "copy-frame": ("day", "to_day"),
    "schedule": ("contributions", "day"),
    "remove": ("entries",),
    "move-event": ("start",),
    "undo": (),
    "redo": (),
}
"""The acts, and the fields without which each makes no sense."""


class ActGiven(Strict):
    """What each act takes stands in the documentation; fields it does not take are refused."""

    act = serializers.ChoiceField(choices=list(NEEDED))
    entry = KeyField(required=False)
    other = KeyField(required=False, help_text="swap: the other entry.")
    entries = serializers.ListField(
        child=KeyField(), required=False, min_length=1, max_length=MOST_AT_ONCE, help_text="remove: these."
    )
    minutes = serializers.IntegerField(
        required=False,
        min_value=-LONGEST_SHIFT,
        max_value=LONGEST_SHIFT,
        help_text="shift: so much later; less than nothing is earlier.",
    )
    day = NearDayField(required=False, help_text="A day of the programme.")
    to_day = NearDayField(required=False, help_text="move-day, copy-frame: the other day.")
    gap = serializers.IntegerField(
        required=False,
        min_value=0,
        max_value=LONGEST_GAP,
        help_text="compact, stretch: minutes between entries.",
    )
    block = KeyField(required=False, help_text="Only what is in this block; append, schedule: into it.")
    session = KeyField(required=False, help_text="Only the blocks of this session.")
    room = KeyField(required=False, help_text="schedule: in this room.")
    contributions = serializers.ListField(
        child=KeyField(),
        required=False,
        min_length=1,
        max_length=MOST_AT_ONCE,
        help_text="schedule: in order.",
    )
    add = serializers.BooleanField(
        required=False, help_text="copy-frame: also where something is at the same time."
    )
    start = NearMomentField(required=False, help_text=f"move-event: when it begins. {MOMENT}")
    step = KeyField(required=False, help_text="undo: this act; your newest one without.")
    allow_midnight = serializers.BooleanField(
        required=False, help_text="What runs past the end of its day is meant to."
    )
    revisions = serializers.DictField(
        child=serializers.IntegerField(min_value=0),
        required=False,
        help_text="The revisions you saw, by number of the entry: 409 with both states where one has changed.",
    )

    def validate_revisions(self, given: dict[str, int]) -> dict[int, int]:
        if not all(key.isascii() and key.isdigit() and len(key) < 19 for key in given):
            raise serializers.ValidationError(_("Name entries by their numbers."))
        return {int(key): revision for key, revision in given.items()}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        act = attrs["act"]
        if missing := [name for name in NEEDED[act] if name not in attrs]:
            raise wrong(missing[0], _("The act “{act}” needs this.").format(act=act))
        taken = {"act", *NEEDED[act], *ALSO.get(act, ())}
        if stray := sorted(attrs.keys() - taken):
            raise wrong(stray[0], _("The act “{act}” does not take this.").format(act=act))
        return attrs


MIDNIGHT, SEEN, SCOPE = "allow_midnight", "revisions", ("gap", "block", "session")
ALSO: dict[str, tuple[str, ...]] = {
    "shift": ("session", MIDNIGHT, SEEN),
    "fit-day": ("block", "session"),
    "compact": SCOPE,
    "stretch": SCOPE,
    "swap": (MIDNIGHT, SEEN),
    "step-up": (SEEN,),
    "step-down": (SEEN,),
    "move-day": (SEEN,),
    "append": (MIDNIGHT, SEEN),
    "copy-frame": ("add",),
    "schedule": ("room", "block", MIDNIGHT),
    "remove": (SEEN,),
    "undo": ("step",),
}
"""What each act takes besides."""
