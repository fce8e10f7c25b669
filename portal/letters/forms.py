"""What staff type and choose for a batch of letters."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.letters.batch.columns import LABELS, Column, Match, guess
from portal.letters.batch.table import (
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    Table,
    TableError,
    decode,
    read_table,
)
from portal.letters.printing.inserts import LARGEST_QR_MM, SMALLEST_QR_MM, Look

PART_ROWS = 200
"""How many letters one PDF holds: a browser, a printer and a person can handle that at once."""

ENVELOPES = [
    ("BE", _("At the right (Belgium)")),
    ("FR", _("At the right, lower (France)")),
    ("NL", _("At the left (Netherlands)")),
    ("DE", _("At the left, lower (Germany)")),
]
REPLY = "reply"


class NewBatchForm(forms.Form):
    """A list: pasted, or as a file. ``table`` is set once it is valid."""

    title = forms.CharField(
        label=_("Name of this batch"),
        max_length=80,
        error_messages={"required": _("Give the batch a name, such as “Reminders of March”.")},
    )
    pasted = forms.CharField(label=_("Paste file numbers or rows"), required=False, strip=False)
    upload = forms.FileField(
        label=_("Or choose a CSV file"),
        required=False,
        allow_empty_file=True,
        error_messages={"invalid": _("This file cannot be used.")},
    )
    table: Table

    def clean(self) -> dict[str, Any]:
        """A file takes precedence over pasted text."""
        data = super().clean() or {}
        upload, pasted = data.get("upload"), data.get("pasted") or ""
        if self.errors:
            return data
        if not upload and not pasted.strip():
            raise forms.ValidationError(_("Paste a list, or choose a file."))
        if upload and upload.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is too large. It may have 5 MB."))
        try:
            self.table = read_table(decode(upload.read()) if upload else pasted)
        except TableError as error:
            raise forms.ValidationError(_describe_problem(error.code)) from None
        return data


def _describe_problem(code: str) -> str:
    words = {
        "empty": _("There is no row in this list."),
        "too-many": _("This list is too long. A batch may have %(most)s rows.") % {"most": MOST_ROWS},
        "too-wide": _("This list has more than %(most)s columns.") % {"most": MOST_COLUMNS},
        "unreadable": _("This file cannot be read. Save it as CSV and try again."),
    }
    return str(words[code])


class ColumnsForm(forms.Form):
    """Which column of the list holds what. A column has one meaning at most."""

    def __init__(self, table: Table, data: Any = None) -> None:
        super().__init__(data)
        self.table = table
        guessed = guess(table).places
        choices = [("", _("Not in this list")), *_name_columns(table)]
        for column in Column:
            place = guessed.get(column)
            self.fields[column.value] = forms.ChoiceField(
                label=LABELS[column],
                choices=choices,
                required=column is Column.FILE,
                initial="" if place is None else str(place),
                error_messages={"required": _("Say which column holds the file number.")},
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a column with two meanings."""
        data = super().clean() or {}
        chosen = [place for place in data.values() if place]
        twice = {place for place in chosen if chosen.count(place) > 1}
        for name, place in list(data.items()):
            if place in twice:
                self.add_error(name, _("This column is chosen more than once."))
        return data

    @property
    def match(self) -> Match:
        """What was chosen; only of a valid form."""
        chosen = self.cleaned_data
        return Match({column: int(chosen[column.value]) for column in Column if chosen.get(column.value)})

    @property
    def rows(self) -> list[forms.BoundField]:
        """The fields, in order."""
        return [self[column.value] for column in Column]


def _name_columns(table: Table) -> list[tuple[str, str]]:
    """Each column by its name and its first cell, to help recognise it."""
    names = []
    for place in range(table.width):
        title = table.header[place] if place < len(table.header) else ""
        first = next((row[place] for row in table.rows if place < len(row) and row[place]), "")
        label = ": ".join(part for part in (title, first[:40]) if part)
        names.append((str(place), f"{place + 1}. {label}"))
    return names


class PrintForm(forms.Form):
    """How a batch leaves the portal, and which part of it."""

    paper = forms.ChoiceField(
        label=_("What to make"),
        initial="insert",
        choices=[
            ("insert", _("A4 inserts, to go with your own letter (PDF)")),
            ("window", _("A4 sheets with the address, for a window envelope (PDF)")),
            (REPLY, _("A4 sheets to reply on, with the balance and a slip (PDF)")),
            ("svg", _("A packet for your own mail merge, with codes as SVG (ZIP)")),
            ("png", _("A packet for your own mail merge, with codes as PNG (ZIP)")),
        ],
    )
    envelope = forms.ChoiceField(
        label=_("Where the window of your envelopes is"),
        initial="BE",
        choices=ENVELOPES,
    )
    qr_mm = forms.IntegerField(
        label=_("Width of the code in millimetres"),
        initial=35,
        min_value=SMALLEST_QR_MM,
        max_value=LARGEST_QR_MM,
        error_messages={
            "min_value": _("At least 20 millimetres, or phones cannot read it."),
            "max_value": _("At most 50 millimetres."),
            "invalid": _("Fill in a whole number of millimetres."),
            "required": _("Fill in a whole number of millimetres."),
        },
    )
    with_balance = forms.BooleanField(
        label=_("Print the balance and the payment reference"), required=False, initial=True
    )
    part = forms.TypedChoiceField(label=pgettext_lazy("of a batch", "Part"), coerce=int, initial="1")

    def __init__(self, data: Any = None, *, rows: int) -> None:
        super().__init__(data)
        self.parts = max(-(-rows // PART_ROWS), 1)
        self.fields["part"].choices = [  # type: ignore[attr-defined]
            (str(n), _name_part(n, rows)) for n in range(1, self.parts + 1)
        ]

    @property
    def chosen_look(self) -> Look:
        """Only of a valid form."""
        chosen = self.cleaned_data
        envelope = chosen["envelope"] if chosen["paper"] == "window" else ""
        return Look(qr_mm=chosen["qr_mm"], envelope=envelope, with_balance=chosen["with_balance"])


def _name_part(part: int, rows: int) -> str:
    first, last = (part - 1) * PART_ROWS + 1, min(part * PART_ROWS, rows)
    return str(_("letters %(first)s to %(last)s")) % {"first": first, "last": last}
