"""The logs of rooms and bookings name every act in words, never by the names of the code."""

import re
from pathlib import Path

import pytest

import rooms.operations
from rooms.models import Location, Room, RoomSettings
from rooms.operations.changes import editable
from rooms.words import ACTS, FIELDS, act_words, field_words

VERB = re.compile(r'"((?:[a-z]+_)*[a-z]+\.[a-z_]+)"')
OPERATIONS = Path(rooms.operations.__file__).parent


def test_every_act_that_is_recorded_has_words():
    recorded = {
        verb
        for file in OPERATIONS.glob("*.py")
        for verb in VERB.findall(file.read_text(encoding="utf-8"))
        if verb.partition(".")[0] in {act.partition(".")[0] for act in ACTS}
    }

    assert {"booking.approved", "room.retired", "door_key.reset"} <= recorded
    assert sorted(recorded - ACTS.keys()) == []


@pytest.mark.parametrize("model", [RoomSettings, Location, Room])
def test_every_field_that_is_changed_has_words(model):
    own_hours = {"own_hours", "location"}  # told as hours; never changed

    assert sorted(editable(model) - FIELDS.keys() - own_hours) == []


def test_what_nobody_named_is_said_by_its_own_name():
    assert (act_words("lamp.lit_again"), field_words("floor_type")) == ("lamp lit again", "floor type")
