from accounts.operations.calendar_keys import calendar_key_of, reset_calendar_key
from accounts.operations.groups import add_member, create_group, delete_group, remove_member, rename_group
from accounts.operations.people import AccountExists, create_account, settle_address, update_profile
from accounts.operations.request_keys import forget_request_keys, keep_answer, take_key
from accounts.operations.sessions import forget_sessions
from accounts.operations.tokens import create_token, note_use, revoke_all_tokens, revoke_token

__all__ = [
    "AccountExists",
    "add_member",
    "calendar_key_of",
    "create_account",
    "create_group",
    "create_token",
    "delete_group",
    "forget_request_keys",
    "forget_sessions",
    "keep_answer",
    "note_use",
    "remove_member",
    "rename_group",
    "reset_calendar_key",
    "revoke_all_tokens",
    "revoke_token",
    "settle_address",
    "take_key",
    "update_profile",
]
