from programme.operations.bulk import assign
from programme.operations.contributions import (
    create_contribution,
    delete_contribution,
    edit_contribution,
    reinstate_contribution,
    restore_contribution,
    withdraw_contribution,
)
from programme.operations.credits import Credited
from programme.operations.links import LinkDraft
from programme.operations.named import Named, Someone
from programme.operations.numbers import take_session_number, take_talk_number
from programme.operations.parts import PartDraft, set_parts
from programme.operations.protection import container_access, has_own_protection, protect, unprotect
from programme.operations.sessions import create_session, delete_session, edit_session, restore_session
from programme.operations.track_groups import (
    add_track_group,
    order_track_groups,
    remove_track_group,
    rename_track_group,
)
from programme.operations.tracks import add_track, edit_track, order_tracks, remove_track
from programme.operations.types import add_contribution_type, add_session_type, edit_type, remove_type
from programme.operations.values import check_same_event

__all__ = [
    "Credited",
    "LinkDraft",
    "Named",
    "PartDraft",
    "Someone",
    "add_contribution_type",
    "add_session_type",
    "add_track",
    "add_track_group",
    "assign",
    "check_same_event",
    "container_access",
    "create_contribution",
    "create_session",
    "delete_contribution",
    "delete_session",
    "edit_contribution",
    "edit_session",
    "edit_track",
    "edit_type",
    "has_own_protection",
    "order_track_groups",
    "order_tracks",
    "protect",
    "reinstate_contribution",
    "remove_track",
    "remove_track_group",
    "remove_type",
    "rename_track_group",
    "restore_contribution",
    "restore_session",
    "set_parts",
    "take_session_number",
    "take_talk_number",
    "unprotect",
    "withdraw_contribution",
]
