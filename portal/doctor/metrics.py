"""Metrics for monitoring, in the text format of Prometheus; each room provides its own in ``metrics.py``.

They hold counts and states, never anything about a person or a file.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import FunctionType

from django.utils import timezone

from portal.web.room import Contribution


@dataclass(frozen=True, slots=True)
class Metric:
    """Current numbers, by one ``label``. ``text``: what is counted, in plain English."""

    name: str
    text: str
    label: str
    values: Mapping[str, int]


def get_age_s(moment: datetime | None) -> int:
    """Whole seconds since then; 0 for none, and for a moment to come."""
    return max(int((timezone.now() - moment).total_seconds()), 0) if moment else 0


METRICS: Contribution[Callable[[], Metric]] = Contribution("metrics", FunctionType)


def write_metrics() -> str:
    """Every metric of the rooms. Raises: django.db.Error."""
    lines = [line for read in METRICS.collect() for line in _write(read())]
    return "\n".join(lines) + "\n"


def _write(metric: Metric) -> Iterator[str]:
    yield f"# HELP {metric.name} {metric.text}"
    yield f"# TYPE {metric.name} gauge"
    for value, number in metric.values.items():
        yield f'{metric.name}{{{metric.label}="{value}"}} {number}'
