"""Log lines: one record is one line, whatever a stranger put into it."""

import logging
import re

CONTROL_CHARACTERS = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160), 0x2028, 0x2029)}

# Addresses that carry a right by themselves: calendars, password resets, confirmations, abstracts of guests.
SECRET_ADDRESS = re.compile(
    r"(/me/|/my/|/reset/key/|/confirm-email/|/check-in/|/here/|/reconfirm/|/door/\d+/"
    r"|/abstracts/\d+/(?:authors/)?)[^/\s]{16,}"
)


class OneLine(logging.Formatter):
    """Time, level, logger, message; control characters escaped, so that no text can forge a line (CWE-117).

    What would open something to whoever reads the log is blanked.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record).replace("\n", " | ").translate(CONTROL_CHARACTERS)
        return SECRET_ADDRESS.sub(r"\1…", line)
