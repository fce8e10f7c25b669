"""Examines the office's Tagor with harmless calls only: nothing is written, and no balance is requested.

TagorService/GetSaldo leaves a note in the file at each call, so it is never part of an examination.
"""

import json
from collections.abc import Iterator
from datetime import timedelta
from email.utils import parsedate_to_datetime

from django.conf import settings

from portal.doctor.system_findings import check_address
from portal.doctor.tagor.needs import Subject
from portal.doctor.tagor.office_parameters import examine_parameters
from portal.doctor.tagor.permissions import examine_permissions, find_subject
from portal.doctor.tagor.probe import Heard, Probe, build_probe
from portal.doctor.tagor.responses import read_answer
from portal.integrations.deadline import page_deadline
from portal.integrations.errors import IntegrationError, NotAuthorised
from portal.integrations.exchange import Request, Terms
from portal.integrations.tagor.versions import parse_version
from portal.integrations.tagor.wire.envelope import CONTEXT, build_body
from portal.web.examining import Examination, Finding, State, bad, off, ok, unknown, warn

EXAMINATION_S = 40.0
SLOW_S = 1.0
SKEW_WARN, SKEW_BAD = timedelta(seconds=30), timedelta(minutes=5)
LEAST_VERSION, NEXT_VERSION = "1.08.5000", "2.00"
LONGEST_VERSION = 20
PING, INFO = "Config/Ping", "Config/Info"
EMPTY = build_body(datasets={CONTEXT: []})


def examine_tagor(*, file_id: str = "", letter_hash: str = "") -> list[Finding]:
    """Everything about Tagor, in the order in which to fix it. With a file or a hash it checks more."""
    if not settings.TAGOR_URL:
        return [
            off(
                "tagor.address",
                "TAGOR_URL is empty: the portal has no back office, and nobody can sign in.",
                "Set TAGOR_URL to the whole base address, such as https://…/v1/rest, and TAGOR_API_KEY.",
            )
        ]
    findings = [check_address("tagor")]
    probe = build_probe()
    try:
        with page_deadline(EXAMINATION_S):
            findings += _examine_server(probe, file_id=file_id, letter_hash=letter_hash)
    finally:
        probe.client.close()
    return findings


def _examine_server(probe: Probe, *, file_id: str, letter_hash: str) -> Iterator[Finding]:
    reached = _check_reached(probe)
    yield reached
    if PING not in probe.wire.heard:
        why = "Not looked at, because Tagor does not answer."
        yield from (unknown(f"tagor.{part}", why) for part in ("clock", "version", "key"))
        yield from examine_permissions(None, Subject())
        yield from examine_parameters(None, Subject())
        return
    yield check_clock(probe.wire.heard[PING])
    yield _check_version(probe)
    key = _check_key(probe)
    yield key
    has_key = key.state is not State.BAD
    if has_key:
        yield _check_toggles(probe)
    subject, *found = find_subject(probe.client, file_id=file_id, letter_hash=letter_hash)
    yield from found
    yield from examine_permissions(probe.client, subject, has_key=has_key)
    yield from examine_parameters(probe.client, subject)


def _ask_openly(probe: Probe, operation: str, *, method: str) -> dict[str, str]:
    """The context of an answer that needs no credential, to distinguish a wrong key from no answer."""
    content = None if method == "GET" else json.dumps(EMPTY).encode()
    headers = {"Content-Type": "application/json"} if content else {}
    request = Request(path=operation, method=method, headers=headers, content=content)
    context: dict[str, str] = read_answer(probe.wire.call(operation, request, Terms(kind="once")))["context"]
    return context


def _check_reached(probe: Probe) -> Finding:
    name = "tagor.reachable"
    try:
        told = _ask_openly(probe, PING, method="GET")
    except IntegrationError as error:
        return bad(
            name, f"No good answer: {error}.", "Check TAGOR_URL, the network, and whether the server runs."
        )
    is_up = all(told.get(part, "").lower() == "true" for part in ("tagor", "api"))
    if not is_up:
        return bad(name, "The API answers, but says that Tagor behind it is down.", "Ask whoever runs Tagor.")
    took_s = probe.wire.heard[PING].took_s
    if took_s > SLOW_S:
        return warn(
            name,
            f"It answers, but slowly: {took_s:.1f} seconds for a ping.",
            "Look at the line to Tagor and its load.",
        )
    return ok(name, f"It answers, in {took_s * 1000:.0f} ms.")


def check_clock(heard: Heard) -> Finding:
    """Compares the Date header of an answer with our clock; letters expire and plans start by the day."""
    name = "tagor.clock"
    try:
        told = parsedate_to_datetime(heard.answer.headers.get("date") or "").timestamp()
    except ValueError:
        return unknown(name, "Its answers carry no date, so the clocks cannot be compared.")
    skew = timedelta(seconds=round(abs(told - heard.at)))
    words = f"Its clock and ours differ by {skew.total_seconds():.0f} seconds."
    if skew < SKEW_WARN:
        return ok(name, words)
    remedy = "Let both servers follow a time server."
    return bad(name, words, remedy) if skew >= SKEW_BAD else warn(name, words, remedy)


def _check_version(probe: Probe) -> Finding:
    name = "tagor.version"
    try:
        told = _ask_openly(probe, INFO, method="POST").get("apiversion", "")
        version = parse_version(told)
    except IntegrationError as error:
        return bad(name, f"The version cannot be read: {error}.", "The portal needs Config/Info to answer.")
    known = told.strip()[:LONGEST_VERSION]
    if version < parse_version(LEAST_VERSION):
        return bad(
            name,
            f"The API is {known}, and the portal is written for {LEAST_VERSION} or later.",
            "Ask Organi for an update.",
        )
    if version < parse_version(NEXT_VERSION):
        more = f"Agenda items can be made from {NEXT_VERSION} on; the portal does without."
        return ok(name, f"The API is {known}. {more}")
    return ok(name, f"The API is {known}: agenda items can be made, and agenda and interest rows say more.")


def _check_key(probe: Probe) -> Finding:
    name = "tagor.key"
    if not (settings.TAGOR_API_KEY or settings.TAGOR_CLIENT_SECRET):
        return bad(
            name, "The office has no key.", "Set TAGOR_API_KEY, or TAGOR_CLIENT_ID and TAGOR_CLIENT_SECRET."
        )
    try:
        probe.client.get_current_user()
    except NotAuthorised:
        return bad(
            name,
            "Tagor refuses the office's key.",
            "Set a valid TAGOR_API_KEY. Its user needs the right to use the API, and an e-mail address.",
        )
    except IntegrationError as error:
        return warn(name, f"Nobody can tell whether the key is good: {error}.", "Look at the log of Tagor.")
    return ok(name, "The office's key is valid.")


def _check_toggles(probe: Probe) -> Finding:
    """Which toggles the key's user has. Their codes are not documented, so none is checked by name."""
    name = "tagor.toggles"
    try:
        toggles = probe.client.list_permissions()
    except IntegrationError as error:
        return unknown(name, f"The toggles of the key's user cannot be read: {error}.")
    codes = sorted(toggle.code for toggle in toggles if toggle.is_on)
    return ok(name, f"Toggles of the key's user that are on: {', '.join(codes) or 'none'}.")


EXAMINATION = Examination(
    "tagor.address", lambda sample: examine_tagor(file_id=sample.file_id, letter_hash=sample.letter_hash)
)
