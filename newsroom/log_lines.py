"""Log lines that what a visitor sends cannot break or colour."""

import logging
import re

# Control characters but newline and tab, which tracebacks need; a name or address with them could fake a line.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


class OneLine(logging.Formatter):
    """Time, level, logger, message; a message stays on its line, a traceback follows below it."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:
        return escaped(super().formatMessage(record))

    def formatException(self, ei: object) -> str:
        return CONTROL.sub(_escape, super().formatException(ei))  # type: ignore[arg-type]


def escaped(text: str) -> str:
    """The text on one line, control characters written out.

    >>> escaped("a\\nb")
    'a\\\\x0ab'
    """
    return CONTROL.sub(_escape, text.replace("\n", "\\x0a"))


def _escape(match: re.Match[str]) -> str:
    return f"\\x{ord(match.group()):02x}"
