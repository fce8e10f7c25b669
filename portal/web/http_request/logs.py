"""Keeps personal data and secrets out of log lines, whoever wrote them.

Visitors choose much of what is logged, so the time must grow only linearly with the text: texts are cut
first, and no pattern matches the same letters from more than one starting point.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime

from portal.integrations.context import request_id
from portal.web.http_request.secret_addresses import hide_secret_addresses

REDACTED = "[redacted]"
LONGEST = 4_000  # characters of one text that are examined
# Characters at the end of a cut text that may be the start of a secret, and are therefore dropped.
DOUBTFUL = 300
# A message stays on its line, and the lines of a traceback are indented: nobody forges a line of the log.
# Terminals obey C1 as well, and a right-to-left mark shows a line as another one.
NO_CONTROL = {code: f"\\x{code:02x}" for code in (*range(32), *range(0x7F, 0xA0)) if code != ord("\n")}
NO_CONTROL |= {
    code: f"\\u{code:04x}" for code in (0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
}
ONE_LINE = {**NO_CONTROL, ord("\n"): "\\n"}
PATTERNS = [
    # Query strings may contain anything.
    (re.compile(r"(?<![\s(\"'])\?[^\s\"']+"), f"?{REDACTED}"),
    (
        re.compile(
            r"(?i)\b(authorization|hash|pin|api-?key|token|cookie|password)"
            r"(['\"]?\s*[:=]\s*['\"]?)(?:\w+ )?[^\s,;}\]'\"]+"
        ),
        rf"\1\2{REDACTED}",
    ),
    (re.compile(r"(?i)\b(bearer|basic|apikey|token)\s+[\w.~+/=-]{8,}"), rf"\1 {REDACTED}"),
    # An e-mail address, matched only from the beginning of a word.
    (re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+"), REDACTED),
    # Account numbers, with or without groups.
    (re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b"), REDACTED),
    # Belgian national number, with or without punctuation.
    (re.compile(r"(?<![\d.-])\d{2}[. ]?\d{2}[. ]?\d{2}[- ]?\d{3}[. ]?\d{2}(?![\d])"), REDACTED),
]


def redact(text: str) -> str:
    """The text without secret addresses, credentials, e-mail addresses, account and national numbers.

    Only the beginning of a text longer than ``LONGEST`` is kept, followed by its full length.
    """
    told = hide_secret_addresses(text[:LONGEST], REDACTED)
    for pattern, replacement in PATTERNS:
        told = pattern.sub(replacement, told)
    if len(text) > LONGEST:
        return f"{told[:-DOUBTFUL]}[... {len(text)} characters]"
    return told


def locate(error: Exception) -> str:
    """The type of an error and the line it comes from, never its text, which may hold personal data."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"


class RedactFilter(logging.Filter):
    """Rewrites every record before a handler sees it: message, arguments and traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always lets the record pass, redacted."""
        try:
            message = record.getMessage()
        except (TypeError, ValueError, KeyError):
            message = str(record.msg)
        record.msg, record.args = redact(message).translate(ONE_LINE), ()
        if record.exc_info and record.exc_info[0] is not None:
            # Each step separately, so that one long error message cuts off neither the stack nor the other
            # errors.
            record.exc_text = "\n".join(
                redact(part.rstrip()) for part in traceback.format_exception(*record.exc_info)
            )
            record.exc_info = None
        elif record.exc_text:
            record.exc_text = "\n".join(map(redact, record.exc_text.split("\n")))
        if record.exc_text:
            record.exc_text = record.exc_text.translate(NO_CONTROL).replace("\n", "\n  ")
        return True


class JsonFormatter(logging.Formatter):
    """One object a line: time, level, logger, message, request id, and the error if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """The record, which the filter has redacted."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": request_id.get(),
            "error": record.exc_text or "",
        }
        return json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False)
