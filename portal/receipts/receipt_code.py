"""The code of a receipt: impossible to guess, easy to read out and to type."""

import re

from portal.web.sealing import draw_letters

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters and digits that cannot be mistaken for each other; 32 of them, so five bits each."""
GROUPS, GROUP_LENGTH = 5, 4
_SHAPE = re.compile(rf"[{ALPHABET}]{{{GROUPS * GROUP_LENGTH}}}")


def make_code() -> str:
    """A new code of 100 bits, such as ``7F3K-9QXM-22AB-CDEF-GHJK``."""
    return _group(draw_letters(ALPHABET, GROUPS * GROUP_LENGTH))


def read_code(typed: str) -> str:
    """The code as it is stored, whatever its case and dashes were; "" when it cannot be a code."""
    letters = re.sub(r"[\s-]", "", typed).upper()
    return _group(letters) if _SHAPE.fullmatch(letters) else ""


def _group(letters: str) -> str:
    return "-".join(letters[i : i + GROUP_LENGTH] for i in range(0, len(letters), GROUP_LENGTH))
