"""No secret and no personal data in log lines."""

import io
import json
import logging
import re
import unicodedata

import pytest
from django.test import Client

from portal.integrations.context import request_id
from portal.web.http_request.logs import (
    DOUBTFUL,
    LONGEST,
    PATTERNS,
    REDACTED,
    JsonFormatter,
    RedactFilter,
    redact,
)
from tests.growth import LINEAR, measure_doubling

HASH = "q7Zk3mN9vB2xL5cD8fG1"


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        (f"Not Found: /h/{HASH}/", HASH),
        (f'"GET /h/{HASH} HTTP/1.1" 404', HASH),
        (f"https://portal.example/h/{HASH}/?lang=fr", HASH),
        ("GET /sign-in/?file=2024-1&pin=4711 HTTP/1.1", "4711"),
        ("Authorization: Bearer abc.def-ghi", "abc.def-ghi"),
        ("headers {'Authorization': 'Hash abcdef0123456789'}", "abcdef0123456789"),
        ("pin=4711", "4711"),
        ("Basic dXNlcjpwYXNzd29yZA==", "dXNlcjpwYXNzd29yZA"),
        ("mail to ann.dhondt+x@mail.example.be failed", "ann.dhondt"),
        ("paid from BE68 5390 0754 7034 today", "7034"),
        ("paid from BE68539007547034", "BE68539007547034"),
        ("paid from NL91ABNA0417164300", "NL91ABNA0417164300"),
        ("person 85.07.30-033.28", "033.28"),
        ("person 85073003328.", "85073003328"),
    ],
)
def test_a_secret_does_not_survive(line: str, secret: str) -> None:
    assert secret not in redact(line)
    assert "[redacted]" in redact(line)


@pytest.mark.parametrize(
    "line",
    ["tagor GetSaldo 200 in 41 ms, reference 7F3K-9QXM", "GET /file/lines/ 200", "2027-03-01 14:05:12 ready"],
)
def test_what_an_operator_needs_stays(line: str) -> None:
    assert redact(line) == line


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What the console would show: the root logger through the filter that settings put there.

    That handler is the only one, as in life: the filter of another one before it would hide a fault of this.
    """
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(RedactFilter())
    monkeypatch.setattr(logging.getLogger(), "handlers", [handler])
    return stream


def test_arguments_and_tracebacks_are_redacted(lines: io.StringIO) -> None:
    logger = logging.getLogger("portal.test")
    logger.warning("asked for %s by %s", f"/h/{HASH}/", "ann@example.be")
    try:
        int(f"Authorization: Hash {HASH}")
    except ValueError:
        logger.exception("failed with %(who)s", {"who": "ann@example.be"})
    shown = lines.getvalue()
    assert "asked for /h/[redacted]/" in shown
    assert "ValueError" in shown
    assert HASH not in shown
    assert "ann@" not in shown


@pytest.mark.django_db
def test_a_letter_link_in_an_error_is_logged_without_its_hash(client: Client, lines: io.StringIO) -> None:
    client.get(f"/nowhere/h/{HASH}/?pin=4711")
    client.put(f"/h/{HASH}/?pin=4711")
    shown = lines.getvalue()
    assert "Not Found: /nowhere/h/[redacted]/" in shown
    assert "Method Not Allowed (PUT): /h/" in shown
    assert HASH not in shown
    assert "4711" not in shown


def test_every_handler_of_the_site_has_the_filter() -> None:
    from django.conf import settings  # noqa: PLC0415 - read where it is judged

    handlers = settings.LOGGING["handlers"].values()
    assert handlers
    assert all("redact" in handler["filters"] for handler in handlers)
    assert settings.LOGGING["filters"]["redact"]["()"] == "portal.web.http_request.logs.RedactFilter"


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        ("Not Found: /pay/return/Xk3_9-qLmN0pQr/", "Xk3_9-qLmN0pQr"),
        ("Internal Server Error: /pay/status/Xk3_9-qLmN0pQr/", "Xk3_9-qLmN0pQr"),
        ("Not Found: /pay/go/Xk3_9-qLmN0pQr/", "Xk3_9-qLmN0pQr"),
        ("Not Found: /plan/check/Xk3_9-qLmN0pQr/", "Xk3_9-qLmN0pQr"),
        ("Not Found: /plan/sent/Xk3_9-qLmN0pQr/", "Xk3_9-qLmN0pQr"),
        ("Too Many Requests: /receipt/7F3K-9QXM-22AB-CDEF-GHJK/receipt.pdf", "9QXM"),
        (f"Not Found: /h/{HASH[:8]}/{HASH[8:]}/", HASH[8:]),
        (f"Not Found: /H/{HASH}", HASH),
        ("HTTP Request: GET https://tagor.example/rest/x?file=2024-1 200", "2024-1"),
    ],
)
def test_no_address_that_opens_something_is_logged(line: str, secret: str) -> None:
    assert secret not in redact(line)


def test_the_servers_access_log_passes_the_filter() -> None:
    from django.conf import settings  # noqa: PLC0415 - read where it is judged

    assert settings.LOGGING["loggers"]["granian.access"]["handlers"] == ["console"]
    assert settings.LOGGING["loggers"]["granian.access"]["propagate"] is False


HOSTILE = [
    "a",
    "a.",
    "1",
    "+",
    "-",
    "://x/",
    "/h/",
    "/",
    "?",
    "pin ",
    "pin=",
    "a@",
    "a@b",
    "a@b.",
    "A",
    "BE68 ",
    "token ",
]


@pytest.mark.parametrize("part", HOSTILE)
@pytest.mark.parametrize(
    "pattern", [pattern for pattern, _ in PATTERNS], ids=lambda pattern: pattern.pattern[:20]
)
def test_no_text_takes_longer_than_its_length(pattern: re.Pattern[str], part: str) -> None:
    assert (
        measure_doubling(lambda text: pattern.sub("", text), lambda length: part * (length // len(part)))
        < LINEAR
    )


@pytest.mark.parametrize("part", HOSTILE)
def test_a_long_text_is_cut_before_it_is_looked_at(part: str) -> None:
    assert len(redact(part * 2 * LONGEST)) <= LONGEST * len("[redacted]")


@pytest.mark.parametrize(
    "secret", ["ann.dhondt@mail.example.be", "BE68 5390 0754 7034", f"/h/{HASH}", "850730-033.28"]
)
def test_a_secret_at_the_cut_is_not_left_in_part(secret: str) -> None:
    for shown in range(1, len(secret)):
        line = "x" * (LONGEST - shown - 1) + " " + secret + " and more"
        assert redact(line).startswith("x" * (LONGEST - DOUBTFUL - len(secret)))
        assert redact(line).replace("[redacted]", "").partition("[")[0].strip("x ") == ""


def test_a_long_message_of_an_error_hides_no_step(lines: io.StringIO) -> None:
    try:
        try:
            {}["x" * 100_000]
        except KeyError as error:
            raise RuntimeError("the last") from error
    except RuntimeError:
        logging.getLogger("portal.test").exception("failed")
    shown = lines.getvalue()
    assert "RuntimeError: the last" in shown
    assert "characters]" in shown
    assert len(shown) < 2 * LONGEST


def test_a_line_for_machines_is_one_redacted_object_with_its_request() -> None:
    record = logging.LogRecord("portal.x", logging.ERROR, "", 0, "token=%s\nnext", ("abcdef123",), None)
    assert RedactFilter().filter(record)
    token = request_id.set("r-1")
    try:
        line = JsonFormatter().format(record)
    finally:
        request_id.reset(token)
    told = json.loads(line)
    assert (told["level"], told["logger"], told["request_id"]) == ("ERROR", "portal.x", "r-1")
    assert told["message"] == f"token={REDACTED}\\nnext", "no text makes a line of its own"
    assert "\n" not in line
    assert "error" not in told


def test_nobody_forges_a_line_of_the_log(lines: io.StringIO) -> None:
    forged = "2027-01-01T00:00:00+0000 ERROR portal ALERT forged"
    logging.getLogger("tests.redact").error(
        "asked %s", f"x\n{forged}\r{forged}\u2028{forged}\x1b[2J\x9b2J\u202egnp"
    )
    try:
        int(f"x\n{forged}".replace("'", ""), 36)
    except ValueError:
        logging.getLogger("tests.redact").exception("failed")
    logging.getLogger("tests.redact").error("failed", exc_info=ValueError(f"x\n{forged}"))
    told = lines.getvalue()
    assert told.count("ALERT forged") >= 3
    assert not [line for line in re.split("[\n\r\u2028]", told) if line.startswith(forged)]
    assert not [c for c in told if c != "\n" and unicodedata.category(c) in {"Cc", "Cf"}]
