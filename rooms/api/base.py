"""What all entrances about rooms share: who is calling, and what they may do where."""

from functools import cached_property
from typing import Any

from kit.api import MemberViewSet
from rooms.rights import Rights, rights_of


class RightsViewSet(MemberViewSet):
    """Its lists are narrowed by a `Query`, which refuses what it does not know."""

    filter_backends = ()
    lookup_value_converter = "int"

    @cached_property
    def rights(self) -> Rights:
        """The caller's, fetched once a request."""
        return rights_of(self.caller)

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "rights": self.rights}
