"""Maps Tagor's Dutch refusals to our codes, tolerant of their wording.

The texts are documented nowhere; a few are known from samples, and offices differ. So each operation has the
patterns that make sense there, and an unknown text becomes the code "unknown", or the one thing that a
refusal of that operation can mean. The text itself is kept for the log, never shown.
"""

import re

from portal.integrations.errors import Conflict, NotFound, Rejected

_ONLY_MEANING = {
    "TagorService/HashToFile": "hash-unknown",
    "TagorService/PinToFile": "pin-refused",
    "TagorService/GetVoxtronVerwByPin": "pin-refused",
    "TagorService/SelfServiceAllowed": "self-service-refused",
}


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_TROUBLE = _any_of(
    "technisch", "tijdelijk", "later opnieuw", "time-?out", "interne fout", "progress", "appserver"
)
_BY_OPERATION: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {
    "TagorService/HashToFile": (
        ("hash-expired", _any_of("vervallen", "verlopen", "niet (?:meer|langer) geldig", "geldigheid")),
    ),
    "TagorService/SelfServiceAllowed": (
        ("plan-active", _any_of("plan.{0,200}(?:actief|lopend)", "(?:actie[fv]|lopend).{0,200}plan")),
    ),
    "User/Add": (("user-exists", _any_of("bestaat (?:al|reeds)")),),
    "TagorService/SavePaymentPlan": (
        (
            "plan-active",
            _any_of("(?:actie[fv]|lopend|reeds|al een).{0,200}plan", "plan.{0,200}(?:actief|lopend|reeds)"),
        ),
        ("plan-bad-date", _any_of("datum", "verleden", "toekomst")),
        ("plan-too-long", _any_of("te lang", "te veel", "termijn", "periode", r"maanden\b")),
        (
            "plan-too-low",
            _any_of("te (?:laag|klein)", "minim|minstens|ten minste", "(?:lager|kleiner) dan"),
        ),
        ("plan-not-allowed", _any_of("niet (?:toegelaten|toegestaan|mogelijk|meer)", "geweigerd")),
    ),
}
_ANYWHERE = (
    (
        "not-in-file",
        _any_of(
            "hoort niet",
            "niet (?:voor )?(?:in|van) (?:dit|het) dossier",
            "geen (?:toegang|partij)",
            "niet gevonden",
        ),
    ),
    ("self-service-refused", _any_of("self-?service", "zelfbediening")),
    (
        "not-allowed",
        _any_of("gebruiker mag", "(?:toegelaten|toegestaan) voor deze gebruiker", "geen rechten"),
    ),
)
_CONFLICTS = ("user-exists",)


def classify(operation: str, text: str) -> str:
    """Our code for a refusal of ``operation`` with Tagor's ``text``."""
    if _TROUBLE.search(text):
        return "unknown"
    for code, pattern in (*_BY_OPERATION.get(operation, ()), *_ANYWHERE):
        if pattern.search(text) and not (operation in _ONLY_MEANING and code == "not-in-file"):
            return code
    return _ONLY_MEANING.get(operation, "unknown")


def build_refusal(operation: str, text: str) -> Rejected:
    """The error for a refusal. NotFound when the thing is not in the file, Conflict when it is taken."""
    code = classify(operation, text)
    kind = NotFound if code == "not-in-file" else Conflict if code in _CONFLICTS else Rejected
    return kind(code, text.strip()[:500], system="tagor", operation=operation)
