"""Compares something from a letter or message with what the office really uses.

Only the office's own, public details are compared; what a person pastes is looked up in no system.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import urlsplit

from django.conf import settings
from stdnum import iso11649
from stdnum.be import ogm_vcs, vat

from portal.office.account import tidy_iban
from portal.office.selectors import OfficeFace, find_last_day_of_account

Kind = Literal["account", "mail", "web", "phone", "reference", "enterprise", "file", "unknown"]
Place = tuple[str, int | None]
"""A host and its port, None for the usual one."""
LETTER_PATH = re.compile(r"/h/([^/\s?#]+)/?")
# All that may stand between the scheme and the path is a host and a port: no user, no backslash, no "%".
ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?P<host>(?:[\w-]+\.)*[\w-]+)\.?(?::(?P<port>[0-9]{1,5}))?(?P<path>/[^\s?#]*)?(?:[?#]\S*)?",
    re.IGNORECASE,
)
DEFAULT_PORTS = {"http": 80, "https": 443}
WEB = re.compile(r"[^\s/@:?#]+\.[^\W\d_]{2,}(?::\d+)?(?:[/?#]\S*)?")
MAIL = re.compile(r"(?:mailto:)?[^\s@<>]+@(?P<host>[^\s@<>]+)", re.IGNORECASE)
# An account number has a country, two check digits and at least eleven more; a mistyped one is one too.
ACCOUNT = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
REFERENCE = re.compile(r"[+*]{3}\d{3}/?\d{4}/?\d{5}[+*]{3}|\d{3}/\d{4}/\d{5}")
CREDITOR_REFERENCE = re.compile(r"RF\d{2}[A-Z0-9]{1,21}")
ENTERPRISE = re.compile(r"(?:BE|NL)?[01]\d{3}\.\d{3}\.\d{3}|BE[01]\d{9}|NL\d{9}B\d{2}")
# A mobile number has ten digits too, and begins with 045 to 049.
BARE_ENTERPRISE = re.compile(r"(?!04[5-9])[01]\d{9}")
FILE = re.compile(r"[1-9]\d(?:\d{2})?[/-]\d{1,8}(?:[/-]\w{1,4})?")
SHORTEST_PHONE = 8


@dataclass(frozen=True, slots=True)
class Answer:
    """``is_ours``: it is one of the office's own, or for a reference: it is well formed.

    ``letter_hash``: of a letter link on this very site. ``ours_until``: the day on which the office confirmed
    another account in its place.
    """

    kind: Kind
    is_ours: bool = False
    letter_hash: str = ""
    ours_until: date | None = None


def compare(text: str, face: OfficeFace) -> Answer:
    """What was pasted, and whether it is the office's own. First what kind it is, then whose."""
    plain = _tidy(text)
    joined = re.sub(r"\s", "", plain).upper()
    if numbered := _compare_number(joined, face):
        return numbered
    if "://" in plain:
        return _compare_web(plain, face)
    if found := MAIL.fullmatch(plain):
        return Answer("mail", _is_our_mail(plain, _fold(found["host"]), face))
    digits = re.sub(r"[\s()./+-]", "", plain)
    if digits.isdecimal() and len(digits) >= SHORTEST_PHONE and plain.startswith(("+", "0")):
        return Answer("phone", _is_our_phone(plain, face))
    if WEB.fullmatch(plain):
        return _compare_web(f"https://{plain}", face)
    return Answer("unknown")


def _compare_number(joined: str, face: OfficeFace) -> Answer | None:
    """An account, a payment reference, the number of a firm or of a file; None for anything else."""
    bare = re.sub(r"[.-]", "", joined)
    if CREDITOR_REFERENCE.fullmatch(bare):
        return Answer("reference", iso11649.is_valid(bare))
    if ACCOUNT.fullmatch(bare):
        is_ours = bool(face.iban) and bare == tidy_iban(face.iban)
        return Answer("account", is_ours, ours_until=None if is_ours else find_last_day_of_account(bare))
    if REFERENCE.fullmatch(joined):
        return Answer("reference", ogm_vcs.is_valid(joined.strip("+*")))
    own = _plain_enterprise(face.enterprise_number)
    if own and _plain_enterprise(joined) == own:
        return Answer("enterprise", is_ours=True)
    is_bare = BARE_ENTERPRISE.fullmatch(joined) and vat.is_valid(joined) and not _is_our_phone(joined, face)
    if ENTERPRISE.fullmatch(joined) or is_bare:
        return Answer("enterprise")
    return Answer("file") if FILE.fullmatch(joined) else None


def _plain_enterprise(text: str) -> str:
    """The letters and digits, without the country of a Belgian one and the zero that older ones lack."""
    plain = re.sub(r"\W", "", text).upper()
    return re.sub(r"^(?:BE)?0?(?=\d{9}$)|^BE(?=\d{10}$)", "", plain)


def _compare_web(address: str, face: OfficeFace) -> Answer:
    """The whole name of the host and its port count: "office.example:443.evil.example" is somebody else's."""
    if address.partition("://")[0].lower() not in DEFAULT_PORTS:
        return Answer("unknown")
    found = ADDRESS.fullmatch(address)
    if found is None:
        return Answer("web")
    place = _get_place(found)
    here = _find_place(settings.PORTAL_URL)
    own = {here, _find_place(face.website)} - {None}
    host, port = place
    spellings = {host, host.removeprefix("www."), f"www.{host}"}
    letter = LETTER_PATH.fullmatch(found["path"] or "") if place == here else None
    is_ours = any((spelling, port) in own for spelling in spellings)
    return Answer("web", is_ours, letter[1] if letter else "")


def _find_place(address: str) -> Place | None:
    """None for what browsers may read in two ways."""
    found = ADDRESS.fullmatch(address)
    return _get_place(found) if found else None


def _get_place(found: re.Match[str]) -> Place:
    """Where an ``ADDRESS`` leads."""
    usual = DEFAULT_PORTS[found["scheme"].lower()]
    port = int(found["port"] or usual)
    return _fold(found["host"]), None if port == usual else port


def _is_our_mail(text: str, host: str, face: OfficeFace) -> bool:
    own = {_fold(address.rpartition("@")[2]) for address in (face.email, settings.DEFAULT_FROM_EMAIL)}
    shared = _fold(face.email.rpartition("@")[2]) if _is_shared(face) else ""
    if shared and host == shared:
        return text.casefold().removeprefix("mailto:") == face.email.casefold()
    return host in own - {""}


def _is_shared(face: OfficeFace) -> bool:
    """A mail address whose domain differs from the office's site may be one of many at a provider."""
    domain = face.email.rpartition("@")[2].casefold()
    site = (urlsplit(face.website).hostname or "").casefold().removeprefix("www.")
    return bool(domain) and domain not in {site, settings.PORTAL_HOST} and not site.endswith("." + domain)


def _is_our_phone(text: str, face: OfficeFace) -> bool:
    return bool(face.phone) and _plain_phone(text) == _plain_phone(face.phone)


def _plain_phone(text: str) -> str:
    """The national number: "+32 9 000 00 00", "0032 9 …" and "09 000 00 00" are one."""
    digits = re.sub(r"\D", "", text.replace("(0)", ""))
    return re.sub(r"^(?:0{2})?(?:32|31|33|49|352)?0?", "", digits)


def _fold(host: str) -> str:
    """A host as it is registered; letters that only look alike, or stand for others, stay different."""
    labels = unicodedata.normalize("NFC", host.lower()).removesuffix(".").split(".")
    return ".".join(
        label if label.isascii() else f"xn--{label.encode('punycode').decode()}" for label in labels
    )


def _tidy(text: str) -> str:
    return "".join(c for c in text.strip() if unicodedata.category(c) != "Cf")
