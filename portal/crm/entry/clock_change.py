"""The two nights a year on which the clock jumps: an hour that does not exist, and one that comes twice."""

from datetime import UTC, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

SUMMER = ("summer time", "zomertijd", "heure d'été", "heure d’été", "sommerzeit")
WINTER = ("winter time", "wintertijd", "heure d'hiver", "heure d’hiver", "winterzeit")


class SkippedHourError(ValueError):
    """The clock jumped over this time."""


class DoubledHourError(ValueError):
    """The clock showed this time twice, and it is unclear which one is meant."""


def place_in_zone(naive: datetime, season: str = "") -> datetime:
    """A local time as an aware datetime. ``season``: one of ``SUMMER`` or ``WINTER``, or "".

    Raises: SkippedHourError, DoubledHourError.
    """
    zone = timezone.get_current_timezone()
    early, late = (naive.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if early.utcoffset() == late.utcoffset():
        return early
    if early.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != naive:
        raise SkippedHourError(str(naive))
    if not season:
        raise DoubledHourError(str(naive))
    return early if season.lower() in SUMMER else late


def name_season(local: datetime) -> str:
    """Summer or winter time for a doubled hour, in the active language; "" at any other time."""
    other = local.replace(fold=1 - local.fold)
    if local.tzinfo is None or other.utcoffset() == local.utcoffset():
        return ""
    return _("winter time") if local.fold else _("summer time")
