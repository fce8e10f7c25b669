"""The figures of protected income of every year as one value.

The keys are years; a value is {"child_cents": …, "work": [[up to cents or None, percent], …],
"benefits": […]}.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.office.models import Office
from portal.plans.budget.models import ProtectedBand, ProtectedIncome, check_bands
from portal.plans.budget.protected import Band, Scale

KINDS = tuple(kind.value for kind in ProtectedBand.Kind)

Values = dict[str, Any]


def read_figures(office: Office) -> Values:
    """What stands now."""
    tables = ProtectedIncome.objects.filter(office=office.pk).order_by("year").prefetch_related("bands")
    return {str(table.year): _write_table(table) for table in tables}


def write_figures(office: Office, values: Values) -> None:
    """Put other figures in their place."""
    now = read_figures(office)
    changed = [year for year in {**now, **values} if now.get(year) != values.get(year)]
    ProtectedIncome.objects.filter(office=office, year__in=[int(year) for year in changed]).delete()
    for year in changed:
        if year not in values:
            continue
        told = values[year]
        table = ProtectedIncome.objects.create(office=office, year=int(year), child_cents=told["child_cents"])
        ProtectedBand.objects.bulk_create(
            ProtectedBand(table=table, kind=kind, up_to_cents=up_to, percent=percent)
            for kind in KINDS
            for up_to, percent in told[kind]
        )


def tidy_figures(values: Values) -> Values:
    """The same, in order. Raises: ValidationError when the bands of a year leave a gap or fall."""
    tidied: Values = {}
    for year in sorted(values):
        told = {**values[year]}
        for kind in KINDS:
            told[kind] = sorted((list(band) for band in told[kind]), key=_get_end)
        ends = [(kind, up_to) for kind in KINDS for up_to, _percent in told[kind]]
        if len(ends) != len(set(ends)):
            raise ValidationError(_("Two bands end at the same amount."))
        check_bands([(kind, up_to, percent) for kind in KINDS for up_to, percent in told[kind]])
        tidied[year] = told
    return tidied


def make_scale(values: Values, year: int) -> Scale | None:
    """The figures of a year, as they are worked with."""
    told = values.get(str(year))
    if told is None:
        return None
    work, benefits = (
        tuple(Band(up_to, percent) for up_to, percent in told[kind]) for kind in ("work", "benefits")
    )
    return Scale(year, work, benefits, told["child_cents"])


def _write_table(table: ProtectedIncome) -> Values:
    bands: dict[str, list[list[int | None]]] = {kind: [] for kind in KINDS}
    for band in table.bands.all():
        bands[band.kind].append([band.up_to_cents, band.percent])
    return {
        "child_cents": table.child_cents,
        **{kind: sorted(rows, key=_get_end) for kind, rows in bands.items()},
    }


def _get_end(band: list[int | None]) -> float:
    """Where a band ends; the last one nowhere."""
    return float("inf") if band[0] is None else band[0]
