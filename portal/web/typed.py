"""What people type or paste, in plain characters: one rule for digits, marks and what nobody sees."""

import unicodedata

# Signs for minus and division that no compatibility form turns into the plain mark.
_MARKS = str.maketrans({"\u2212": "-", "\u2044": "/", "\u2215": "/"})


def to_plain_digits(text: str) -> str:
    """Digits of every script as 0 to 9: "٤٢" is 42."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def to_plain_text(text: str) -> str:
    """Without spaces and invisible characters (zero width, direction); plain digits, dashes and slashes.

    Letters keep their case and accents.
    """
    seen = (c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    dashed = "".join("-" if unicodedata.category(c) == "Pd" else c for c in seen)
    return to_plain_digits("".join(dashed.translate(_MARKS).split()))


def drop_accents(text: str) -> str:
    """The letters alone, as many type them on a phone."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
