"""From the ``Errors`` text of an answer to our codes.

No page lists the texts. The page mixes Dutch and English, so both are matched. All patterns are ASSUMED: an
unknown text is "refused", and the text itself is always kept for staff.
"""

import re

_MISSING = r".{0,120}?(not found|unknown|niet gevonden|onbekend|bestaat niet|does not exist)"
_PATTERNS = (
    ("company-unknown", r"(company|bedrijf|relatie|organi[sz]ati)" + _MISSING),
    ("contact-unknown", r"(contact|person|persoon|digiofficeid)" + _MISSING),
    ("contact-duplicate", r"already exists|duplicate|bestaat (al|reeds)|dubbel"),
    ("contact-blocked", r"blocked|geblokkeerd|inactive|inactief"),
    ("value-missing", r"required|mandatory|missing|verplicht|ontbreekt|is leeg|is empty"),
    ("value-invalid", r"invalid|not valid|ongeldig|onjuist|too long|te lang|\bformat"),
    ("not-allowed", r"not allowed|no permission|access denied|niet toegestaan|geen rechten"),
    ("busy", r"locked|in use|vergrendeld|in gebruik"),
)  # fmt: skip
_RULES = tuple((code, re.compile(pattern, re.IGNORECASE | re.DOTALL)) for code, pattern in _PATTERNS)
CODES = (*(code for code, _rule in _RULES), "refused")


def read_refusal(text: str) -> str:
    """The code of an ``Errors`` text; the first rule that fits."""
    return next((code for code, rule in _RULES if rule.search(text[:2000])), "refused")
