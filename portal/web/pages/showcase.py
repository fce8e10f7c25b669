"""What /ui-kit/ shows: invented values for each component."""

from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django import forms

from portal.web.formats import day, moment, money, months, short_day
from portal.web.paging import Pager
from portal.web.typed.fields import DayField, MoneyField


class Tab(NamedTuple):
    """One list of several."""

    title: str
    href: str
    is_current: bool = False


class ShowcaseForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Your name", help_text="As it stands in the letter.")
    amount = MoneyField(label="Amount a month", min_cents=2500, max_cents=154_300)
    starts_on = DayField(label="First payment")
    way = forms.ChoiceField(
        label="How do you want to pay?",
        choices=[("online", "Online"), ("transfer", "By bank transfer"), ("later", "Not now")],
    )
    agree = forms.BooleanField(label="I have read the schedule")
    remark = forms.CharField(label="Anything else", required=False)

    choice_hints = {"online": "With Bancontact or a card.", "transfer": "With a QR code for your bank app."}


def make_showcase() -> dict[str, Any]:
    """The context of the component page."""
    wrong = {"amount": "12,345,6", "starts_on": "31/02/2027", "name": "", "way": "cash"}
    on = date(2027, 3, 1)
    return {
        "empty_form": ShowcaseForm(auto_id="empty_%s"),
        "filled_form": ShowcaseForm(
            initial={"name": "Ann D'Hondt", "amount": 7550, "starts_on": on, "way": "online"},
            auto_id="filled_%s",
        ),
        "wrong_form": ShowcaseForm(wrong, auto_id="wrong_%s"),
        "amount": money(123_456),
        "minus": money(-123_456),
        "formats": [
            ("money", money(1)),
            ("money", money(98_765_432_10)),
            ("day", day(on)),
            ("short_day", short_day(on)),
            ("moment", moment(datetime(2027, 3, 1, 13, 5, tzinfo=UTC))),
            ("months", f"{months(1)}, {months(12)}"),
        ],
        "lines": [(short_day(on), f"Interest {number}", money(number * 1234)) for number in range(1, 6)],
        **_make_desk(on),
    }


def _make_desk(on: date) -> dict[str, Any]:
    """Rows of the desk: one that opens, one whose words are too long, one that says nothing."""
    plain = {"mail": "", "words": "", "on": "", "amount": "", "kind_of_state": "info", "state": "off"}
    long = {
        "name": "Wijngaertsbergen-Vandenbrouckenbosch",
        "mail": "a.long.name.before.the.sign@a-long-name-after-it.example",
        "words": "A sentence that goes on and on until it no longer fits on three lines of its column. " * 2,
        "on": moment(datetime(2027, 3, 1, 13, 5, tzinfo=UTC)),
        "amount": money(-98_765_432_10),
        "state": "not known whether it was done",
        "kind_of_state": "warn",
    }
    opens = {
        "href": "#row",
        "name": "Ann Claes",
        "mail": "ann@example.org",
        "words": "Short.",
        "on": short_day(on),
        "amount": money(1234),
        "state": "done",
        "kind_of_state": "good",
    }
    return {
        "desk_rows": [opens, {**opens, **long}, {**long, "name": "Opens nothing"}, {"name": "–", **plain}],
        "desk_tabs": [Tab("Given up (2)", "#tab", is_current=True), Tab("Waiting (0)", "#other-tab")],
        "desk_pager": Pager("26 to 50 of 2000", "#previous", "#next"),
    }
