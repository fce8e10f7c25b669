"""Normalises what people type or paste: one rule for digits, punctuation and invisible characters."""

import unicodedata

# Minus and division signs that no Unicode compatibility form turns into the plain one.
_MARKS = str.maketrans({"\u2212": "-", "\u2044": "/", "\u2215": "/"})


LARGEST = 2**63 - 1  # the largest value of an integer column


def read_whole(text: str, *, most: int = LARGEST) -> int | None:
    """A whole number as a browser sends it, 0 to ``most``; None for anything else, however long.

    Python refuses to convert a number of more than 4,300 digits, so the length is checked first.
    """
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST))):
        return None
    number = int(text)
    return number if number <= most else None


def to_plain_digits(text: str) -> str:
    """The digits of every script as 0 to 9: "٤٢" is 42."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def to_plain_text(text: str) -> str:
    """The text without spaces and invisible characters, with plain digits, dashes and slashes.

    Letters keep their case and accents.
    """
    seen = (c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    dashed = "".join("-" if unicodedata.category(c) == "Pd" else c for c in seen)
    return to_plain_digits("".join(dashed.translate(_MARKS).split()))


def drop_accents(text: str) -> str:
    """The letters without accents, as many people type them on a phone."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def fold(text: str) -> str:
    """Lower case without accents, as names are compared: "Boîte" is "boite", "Strauß" is "strauss"."""
    parts = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss").replace("œ", "oe"))
    return "".join(one for one in parts if not unicodedata.combining(one))
