from accounts.models.calendar_key import CalendarKey
from accounts.models.group import Group
from accounts.models.request_key import RequestKey
from accounts.models.token import ApiToken, Scope
from accounts.models.user import User, display_name

__all__ = ["ApiToken", "CalendarKey", "Group", "RequestKey", "Scope", "User", "display_name"]
