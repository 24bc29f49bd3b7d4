from access.operations.grants import claim_grants, grant, revoke
from access.operations.lists import move_access_list, open_access_list, set_mode

__all__ = ["claim_grants", "grant", "move_access_list", "open_access_list", "revoke", "set_mode"]
