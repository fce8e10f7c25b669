"""What a page says in place of what the present keys cannot open: never nothing at all."""

from django.db.models import Model
from django.utils.translation import gettext as _

from portal.web.sealed.seals import has_locked


def explain_locked(row: Model, *, to_staff: bool = False) -> str:
    """What to do about a row that holds something locked; "" when the present keys open all of it."""
    if not has_locked(row):
        return ""
    ask = _("Tell whoever runs the portal.") if to_staff else _("Ask the office to look at it.")
    why = _("This cannot be opened now, because a key of this site was changed. Nothing is lost.")
    return f"{why} {ask}"


def name_locked(row: Model) -> str:
    """The same in two words, in place of a name."""
    return _("(cannot be opened)") if has_locked(row) else ""
