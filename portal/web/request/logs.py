"""Keeps personal data and secrets out of log lines, whoever wrote them."""

import logging
import re
import traceback

REDACTED = "[redacted]"
PATTERNS = [
    # The letter link: whoever holds the hash holds the file.
    (re.compile(r"(?i)(/h/)[^\s\"'?#]+(?<!/)"), rf"\1{REDACTED}"),
    # A payment, a plan request, a receipt: the same, for less.
    (
        re.compile(r"(?i)(/(?:pay/(?:go|return|status)|plan/(?:check|sent)|receipt)/)[^/\s\"'?#]+"),
        rf"\1{REDACTED}",
    ),
    # Query strings may carry anything.
    (re.compile(r"((?:\s|://[^/\s]+)/[^\s?\"']*\?)[^\s\"']+"), rf"\1{REDACTED}"),
    (
        re.compile(
            r"(?i)\b(authorization|hash|pin|api-?key|token|cookie|password)"
            r"(['\"]?\s*[:=]\s*['\"]?)(?:\w+ )?[^\s,;}\]'\"]+"
        ),
        rf"\1\2{REDACTED}",
    ),
    (re.compile(r"(?i)\b(bearer|basic|apikey|token)\s+[\w.~+/=-]{8,}"), rf"\1 {REDACTED}"),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), REDACTED),
    # Account numbers, with or without groups.
    (re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b"), REDACTED),
    # Belgian national number, with or without its marks.
    (re.compile(r"(?<![\d.-])\d{2}[. ]?\d{2}[. ]?\d{2}[- ]?\d{3}[. ]?\d{2}(?![\d])"), REDACTED),
]


def redact(text: str) -> str:
    """The text without link hashes, credentials, e-mail addresses, account and national numbers."""
    for pattern, replacement in PATTERNS:
        text = pattern.sub(replacement, text)
    return text


class RedactFilter(logging.Filter):
    """Rewrites every record before a handler sees it: message, arguments and traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always lets the record pass, redacted."""
        try:
            message = record.getMessage()
        except (TypeError, ValueError, KeyError):
            message = str(record.msg)
        record.msg, record.args = redact(message), ()
        if record.exc_info and record.exc_info[0] is not None:
            record.exc_text = redact("".join(traceback.format_exception(*record.exc_info)).rstrip())
            record.exc_info = None
        elif record.exc_text:
            record.exc_text = redact(record.exc_text)
        return True
