"""How a code reaches a new address: by a template of the office in Tagor that holds one, or by our own mail.

Tagor's templates take no words of ours. So the office makes some that each hold a code of their own, and
names them with it in its rules; one is drawn at random. Without them a mail can go out by EMAIL_URL.
"""

import secrets
from dataclasses import dataclass

from portal.messages.models import ContactChange, MessageRules
from portal.web.mail import has_own_mail

FEWEST_TEMPLATES = 5
CODE_DIGITS = 6


@dataclass(frozen=True, slots=True)
class DrawnCode:
    """``template`` is Tagor's; "" goes by our own mail."""

    code: str
    template: str = ""


def list_templates(rules: MessageRules) -> dict[str, str]:
    """Each template with its code; empty when there are too few to prove anything."""
    pairs = (line.partition("=") for line in rules.code_templates.splitlines() if "=" in line)
    found = {name.strip(): code.strip() for name, _sign, code in pairs if name.strip() and code.strip()}
    return found if len(set(found.values())) >= FEWEST_TEMPLATES else {}


def is_offered(kind: str, rules: MessageRules) -> bool:
    """Whether a code can be sent to that kind of address."""
    return bool(list_templates(rules)) or (kind == ContactChange.Kind.EMAIL and has_own_mail())


def draw_code(kind: str, rules: MessageRules) -> DrawnCode:
    """A random code. Raises: ValueError when none can be sent."""
    templates = list_templates(rules)
    if templates:
        name = secrets.choice(sorted(templates))
        return DrawnCode(templates[name], name)
    if not is_offered(kind, rules):
        raise ValueError(kind)
    return DrawnCode(f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}")
