"""What a file number can be; one that people type gets the office's own format, given by an example."""

import re

from portal.access.door_settings.selectors import get_door_settings
from portal.web.typed.characters import to_plain_text

# Accented letters are allowed: each office names its own files.
FILE = re.compile(r"[0-9A-Za-zÀ-ÖØ-öø-ɏ./_-]{1,40}")
PIECES = re.compile(r"[^\W_]+|[\W_]+")


def spell_file_number(typed: str, example: str | None = None) -> str:
    """``typed`` with the signs, zeros and capitals of ``example``, else of the office's own.

    "26004512", "26 004512", "26-4512" and "26\u200b/004512" are all "26/004512". What is built otherwise than
    the example stays as it is.
    """
    example = get_door_settings().file_example if example is None else example
    plain = to_plain_text(typed)
    shape = PIECES.findall(example)
    groups, signs = shape[::2], shape[1::2]
    if not groups or not groups[0][0].isalnum() or len(groups) == len(signs):
        return plain
    given = re.findall(r"[^\W_]+", plain)
    if len(given) == 1 and len(groups) > 1:
        given = _cut(given[0], [len(group) for group in groups])
    if len(given) != len(groups) or not all(map(_is_alike, given, groups)):
        return plain
    spelled = [_pad(_set_case(own, group), group) for own, group in zip(given, groups, strict=True)]
    return "".join(part for pair in zip(spelled, [*signs, ""], strict=True) for part in pair)


def _cut(joined: str, lengths: list[int]) -> list[str]:
    """Each group as long as in the example; the last one is what is left."""
    parts = []
    for length in lengths[:-1]:
        parts.append(joined[:length])
        joined = joined[length:]
    return [*parts, joined]


def _is_alike(given: str, group: str) -> bool:
    return bool(given) and given.isdecimal() == group.isdecimal()


def _pad(given: str, group: str) -> str:
    """Zeros in front, as in the example."""
    return given.zfill(len(group)) if group.isdecimal() and group.startswith("0") else given


def _set_case(given: str, group: str) -> str:
    if group.isupper():
        return given.upper()
    return given.lower() if group.islower() else given
