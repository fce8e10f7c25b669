"""What every page knows of help: safe-device mode, and the easier text of a block."""

from typing import Any

from django.http import HttpRequest

from portal.help.easier import get_text
from portal.help.safe_device import is_on


def help_context(request: HttpRequest) -> dict[str, Any]:
    """``is_safe`` and ``easier``, a function of a block's code."""
    return {"is_safe": is_on(request), "easier": get_text}
