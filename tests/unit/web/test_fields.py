"""The amount and date fields of forms."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import django
import pytest
from babel.messages.pofile import read_po
from django import forms
from django.core.exceptions import ValidationError
from django.urls import get_resolver
from django.utils import translation
from django.utils.functional import Promise

from portal.web.typed.fields import DayField, MoneyField


class Proposal(forms.Form):
    amount = MoneyField(min_cents=2500, max_cents=100_000)
    starts_on = DayField(earliest=date(2027, 1, 1), latest=date(2027, 12, 31))
    extra = MoneyField(required=False)


def fill(**changes: str) -> Proposal:
    data: dict[str, Any] = {"amount": "50", "starts_on": "1 maart 2027", "extra": "", **changes}
    return Proposal(data)


def test_what_was_typed_becomes_cents_and_a_date() -> None:
    form = fill()
    assert form.is_valid()
    assert form.cleaned_data == {"amount": 5000, "starts_on": date(2027, 3, 1), "extra": None}


@pytest.mark.parametrize("amount", ["25", "1000"])
def test_the_bounds_themselves_are_allowed(amount: str) -> None:
    assert fill(amount=amount).is_valid()


@pytest.mark.parametrize(
    ("name", "typed", "code", "words"),
    [
        ("amount", "24,99", "min_value", "Vul €\xa025,00 of meer in."),
        ("amount", "1000,01", "max_value", "Vul €\xa01.000,00 of minder in."),
        ("amount", "veel", "invalid", "Schrijf het bedrag in cijfers, bijvoorbeeld 50 of 50,25."),
        ("amount", "", "required", "Vul een bedrag in."),
        ("starts_on", "31/12/2026", "min_value", "Kies 1 januari 2027 of later."),
        ("starts_on", "1/1/2028", "max_value", "Kies 31 december 2027 of vroeger."),
        ("starts_on", "31/02/2027", "invalid", "Schrijf de datum als dag, maand en jaar."),
        ("starts_on", " ", "required", "Vul een datum in."),
    ],
)
def test_a_wrong_answer_says_what_to_type(name: str, typed: str, code: str, words: str) -> None:
    with translation.override("nl"):
        form = fill(**{name: typed})
        assert [error.code for error in form.errors.as_data()[name]] == [code]
        assert form.errors[name] == [words]
        assert form[name].value() == typed


def test_a_known_value_is_shown_as_people_write_it() -> None:
    with translation.override("nl"):
        form = Proposal(initial={"amount": 7550, "starts_on": date(2027, 3, 1)})
        assert form["amount"].value() == "75,50"
        assert form["starts_on"].value() == "01/03/2027"


def list_djangos_words() -> set[str]:
    """Everything that Django itself can say, as it is written in its code."""
    catalog = Path(django.__file__).parent / "conf/locale/en/LC_MESSAGES/django.po"
    with catalog.open("rb") as file:
        ids = [message.id for message in read_po(file)]
    return {text for one in ids for text in (one if isinstance(one, tuple) else (one,))}


def list_forms(kind: type = forms.BaseForm) -> Iterator[Any]:
    for one in kind.__subclasses__():
        if one.__module__.startswith("portal.") and hasattr(one, "base_fields"):
            yield one
        yield from list_forms(one)


def test_no_form_says_what_is_wrong_in_django_s_words() -> None:
    load_addresses(get_resolver())
    theirs, told, seen = list_djangos_words(), [], 0
    with translation.override("en"):
        for form in set(list_forms()):
            for name, field in form.base_fields.items():
                words = {code: str(said) for code, said in field.error_messages.items()}
                words |= {
                    type(one).__name__: str(one.message)
                    for one in field.validators
                    if isinstance(getattr(one, "message", None), str | Promise)
                }
                seen += len(words)
                place = f"{form.__module__}.{form.__name__}.{name}"
                told += [f"{place} {code}: {said}" for code, said in words.items() if said in theirs]
    assert seen > 500
    assert told == []


def load_addresses(resolver: Any) -> None:
    """Every view is imported, and with it every form."""
    for entry in resolver.url_patterns:
        if hasattr(entry, "url_patterns"):
            load_addresses(entry)


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        (forms.IntegerField(min_value=1), "0", "Vul 1 of meer in."),
        (forms.IntegerField(max_value=20), "99", "Vul 20 of minder in."),
        (forms.IntegerField(), "x", "Schrijf een heel getal, bijvoorbeeld 2."),
        (forms.CharField(min_length=3), "ab", "Dit is te kort. Schrijf minstens 3 tekens."),
        (forms.CharField(), "", "Vul dit in."),
        (forms.ChoiceField(choices=[("a", "A")]), "b", "Kies een van deze mogelijkheden."),
        (forms.DateField(), "x", "Schrijf de datum als dag, maand en jaar."),
    ],
)
def test_every_field_says_what_is_wrong_in_our_words(field: forms.Field, typed: str, words: str) -> None:
    with translation.override("nl"):
        with pytest.raises(ValidationError) as error:
            field.clean(typed)
        assert error.value.messages == [words]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", "Dit is te lang. Schrijf hoogstens 3 tekens."),
        ("fr", "C’est trop long. Écrivez 3 caractères au plus."),
        ("de", "Das ist zu lang. Schreiben Sie höchstens 3 Zeichen."),
        ("en", "This is too long. Write at most 3 characters."),
    ],
)
def test_every_field_says_how_long_it_may_be(language: str, words: str) -> None:
    with translation.override(language):
        with pytest.raises(ValidationError) as error:
            forms.CharField(max_length=3).clean("1234")
        assert error.value.messages == [words]
