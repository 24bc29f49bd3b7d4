"""Log lines: one record is one line, whatever a stranger put into it."""

import logging

CONTROL_CHARACTERS = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160), 0x2028, 0x2029)}


class OneLine(logging.Formatter):
    """Time, level, logger, message; control characters escaped, so that no text can forge a line (CWE-117)."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        return super().format(record).replace("\n", " | ").translate(CONTROL_CHARACTERS)
