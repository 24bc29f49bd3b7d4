"""What an abstract holds that has no decision."""

from typing import Any

from abstracts.models import State


def clear_decision(state: State) -> dict[str, Any]:
    """The values of an abstract in this state, undecided or withdrawn. Its contribution stays linked."""
    return {
        "state": state,
        "decided_by": None,
        "decided_at": None,
        "decision_comment": "",
        "released_at": None,
        "accepted_track": None,
        "accepted_type": None,
        "accepted_session": None,
        "merged_into": None,
        "merge_people": False,
        "duplicate_of": None,
        "revision_asked_at": None,
        "revision_until": None,
        "withdrawn_at": None,
    }
