"""Makes and finds what the office's letters carry: check words, and short codes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from portal.access.letter_keys.models import LetterKey
from portal.access.letter_keys.words import choose_pair, spell
from portal.office.models import Office
from portal.web.sealing import draw_letters, list_digests, make_digest, seal, unseal
from portal.web.typed.characters import to_plain_text

PURPOSE = "letter-key"
MOST_SHOWN = 3
CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters that cannot be mistaken for each other or for digits; twelve of them are 55 bits."""
CODE_GROUPS, CODE_GROUP_LENGTH = 3, 4


@dataclass(frozen=True, slots=True)
class CheckWords:
    """The words of one letter. ``language`` is theirs, whatever the page's."""

    words: str
    language: str
    printed_at: datetime


def make_letter_key(
    office: Office,
    *,
    letter_hash: str,
    file_id: str,
    party_id: str,
    language: str,
    ends_on: date | None,
    with_code: bool,
) -> LetterKey:
    """A new key, not saved yet, so that a batch can save many at once."""
    code = make_code() if with_code else ""
    return LetterKey(
        office=office,
        file_id=file_id,
        party_id=party_id,
        language=language,
        hash_digest=make_digest(letter_hash, purpose=PURPOSE),
        hash_sealed=seal(letter_hash, purpose=PURPOSE),
        code_digest=make_digest(code, purpose=PURPOSE) if code else None,
        code_sealed=seal(code, purpose=PURPOSE) if code else "",
        words=choose_pair(),
        made_at=timezone.now(),
        ends_on=ends_on,
    )


def open_hash(key: LetterKey) -> str:
    """The letter's hash; "" when the key that sealed it is gone."""
    return unseal(key.hash_sealed, purpose=PURPOSE) or ""


def open_code(key: LetterKey) -> str:
    """The short code as it is printed; "" when the letter has none."""
    return group_code(unseal(key.code_sealed, purpose=PURPOSE) or "") if key.code_sealed else ""


def list_check_words(letter_hash: str) -> list[CheckWords]:
    """What the office printed with this link, newest first; empty for a link that it did not print."""
    digests = list_digests(letter_hash, purpose=PURPOSE)
    found = LetterKey.objects.filter(hash_digest__in=digests).order_by("-made_at")[:MOST_SHOWN]
    return [CheckWords(spell(key.words, key.language), key.language, key.made_at) for key in found]


def find_hash_by_code(typed: str) -> str:
    """The hash behind a short code, however it was typed; "" for an unknown code."""
    code = read_code(typed)
    digests = list_digests(code, purpose=PURPOSE)
    key = LetterKey.objects.filter(code_digest__in=digests).first() if code else None
    return open_hash(key) if key else ""


def find_hash_of_file(*, file_id: str, party_id: str) -> str:
    """The hash of the newest valid letter to this person in this file; "" for none."""
    key = _list_valid(party_id).filter(file_id=file_id).order_by("-made_at").first()
    return open_hash(key) if key else ""


def list_files_with_letter(file_ids: Iterable[str], *, party_id: str) -> set[str]:
    """Those of these files of which this person has a valid letter."""
    return set(_list_valid(party_id).filter(file_id__in=set(file_ids)).values_list("file_id", flat=True))


def _list_valid(party_id: str) -> QuerySet[LetterKey]:
    return LetterKey.objects.filter(party_id=party_id).exclude(ends_on__lt=timezone.localdate())


def read_code(typed: str) -> str:
    """The twelve letters in capitals, without spaces, dashes and dots; "" when it is not a code."""
    letters = re.sub(r"[.-]", "", to_plain_text(typed).upper())
    fits = len(letters) == CODE_GROUPS * CODE_GROUP_LENGTH and set(letters) <= set(CODE_ALPHABET)
    return letters if fits else ""


def make_code(seed: bytes = b"") -> str:
    """A new short code, not grouped. ``seed`` gives the same one each time."""
    return draw_letters(CODE_ALPHABET, CODE_GROUPS * CODE_GROUP_LENGTH, seed=seed)


def group_code(code: str) -> str:
    """As it is printed, such as "ABCD-EFGH-JKLM"."""
    parts = (code[i : i + CODE_GROUP_LENGTH] for i in range(0, len(code), CODE_GROUP_LENGTH))
    return "-".join(parts)
