from access.models.access_list import AccessList
from access.models.grant import Grant

__all__ = ["AccessList", "Grant"]
