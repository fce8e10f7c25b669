"""Fields of settings, of extra modules and of own fields."""

from typing import Any

from django.utils.translation import gettext_lazy as _

SETTINGS: dict[str, Any] = {
    "dynamicfield_id": _("Own field"),
    "dynamicfield_val": _("Value of the own field"),
}
