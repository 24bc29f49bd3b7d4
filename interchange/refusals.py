"""Why an import is refused, beyond what is wrong with the file itself."""

from kit.refusals import Refused


class AddressNotOurs(Refused):
    """The address belongs to an event that no import made, or that is somebody else's."""


class NoCategory(Refused):
    """A new event needs a category to hang below."""


class UploadGone(Refused):
    """The uploaded file is no longer there."""
