"""Loops deep down in the stack do not ask the system for memory with every turn."""

import resource
import sys

import pytest

from kit.deep_calls import in_one_piece

TURNS = 400
DEPTHS = range(250)
"""Frames of 16 kB have an end somewhere among so many calls."""
MENDED = (3, 13)
"""Later ones of these Pythons keep the piece (python/cpython#142183), and the control finds nothing there."""


def test_what_is_called_has_room_for_all_its_frames_wherever_a_loop_is() -> None:
    most = max(in_one_piece(faults_of_a_loop)(depth) for depth in DEPTHS)

    assert most < TURNS / 4


@pytest.mark.skipif(sys.version_info >= MENDED, reason="Python does not do it any more")
def test_control_without_it_some_loop_asks_for_memory_with_every_turn() -> None:
    most = max(faults_of_a_loop(depth) for depth in DEPTHS)

    assert most >= TURNS


def test_arguments_answer_and_errors_go_through() -> None:
    def divide(one: int, *, by: int) -> float:
        return one / by

    assert in_one_piece(divide)(6, by=4) == 1.5
    with pytest.raises(ZeroDivisionError):
        in_one_piece(divide)(6, by=0)


def faults_of_a_loop(depth: int) -> int:
    """How often memory had to be found for a loop of calls so deep in the stack."""
    if depth:
        return faults_of_a_loop(depth - 1)
    before = faults()
    for _turn in range(TURNS):
        nothing()
    return faults() - before


def nothing() -> None:
    """It only needs a frame."""


def faults() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt
