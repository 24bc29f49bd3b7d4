from access.operations.grants import (
    claim_grants,
    grant,
    grant_unless_held,
    revoke,
    revoke_unless_last,
)
from access.operations.lists import lock_tree, move_access_list, open_access_list, set_mode

__all__ = [
    "claim_grants",
    "grant",
    "grant_unless_held",
    "lock_tree",
    "move_access_list",
    "open_access_list",
    "revoke",
    "revoke_unless_last",
    "set_mode",
]
