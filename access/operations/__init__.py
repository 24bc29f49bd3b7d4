from access.operations.grants import claim_grants, grant, is_last_way_in, revoke
from access.operations.lists import lock_tree, move_access_list, open_access_list, set_mode

__all__ = [
    "claim_grants",
    "grant",
    "is_last_way_in",
    "lock_tree",
    "move_access_list",
    "open_access_list",
    "revoke",
    "set_mode",
]
