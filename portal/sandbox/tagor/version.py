"""Which Tagor this office plays: the parameter ``version``, 1.08.5000B3 unless somebody changes it."""

from portal.sandbox.office import Office


def has_version(office: Office, wanted: str) -> bool:
    """Whether the office plays at least ``wanted``, such as 2.00."""
    return _numbers(office.parameters["version"]) >= _numbers(wanted)


def _numbers(text: str) -> list[int]:
    """Only the first two count; what is no number is 0."""
    return [int(part) if part.isdecimal() else 0 for part in text.split(".")[:2]]
