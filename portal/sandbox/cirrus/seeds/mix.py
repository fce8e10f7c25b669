"""Choices that look random and are the same every time, and the texts made with them."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import TypeVar

T = TypeVar("T")


def mix(number: int, salt: int = 0) -> int:
    """A number below 2**32 that looks unrelated to ``number`` but always follows from it."""
    found = (number * 2_654_435_761 + salt * 2_246_822_519 + 374_761_393) & 0xFFFFFFFF
    found ^= found >> 15
    found = found * 2_246_822_519 & 0xFFFFFFFF
    return found ^ found >> 13


def pick(choices: Sequence[T], number: int, salt: int = 0) -> T:
    return choices[mix(number, salt) % len(choices)]


def slug(text: str) -> str:
    """The text for a host name: letters and digits only, without accents."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return "".join(letter for letter in plain if letter.isalnum()) or "oefening"


def landline(number: int) -> str:
    """A number in 02 000, a range that is given to nobody."""
    return f"02 000 {number // 100 % 100:02d} {number % 100:02d}"


def cellphone(number: int) -> str:
    """A number in 0470 00, the range of the practice office."""
    return f"0470 00 {number // 100 % 100:02d} {number % 100:02d}"


def vat_number(number: int) -> str:
    """A Belgian number that passes the check, in the range 0999 that is not given out."""
    stem = 9_990_000 + number
    return f"BE0{stem}{97 - stem % 97:02d}"


def at(day: date, hour: int = 9, minute: int = 0) -> str:
    return f"{day.isoformat()}T{hour:02d}:{minute:02d}:00Z"
