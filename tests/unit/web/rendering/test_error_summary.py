"""The summary above a form: what is wrong, each a way to its field."""

from typing import cast

from django import forms
from django.template import engines
from django.utils import translation

from portal.web.rendering.jinja import PortalTemplates
from tests.markup import read_faultless


class Person(forms.Form):
    first = forms.CharField(label="First name")
    last = forms.CharField(label="Last name")
    born = forms.IntegerField(label="Year")


def list_lines(form: forms.Form) -> list[str]:
    with translation.override("en"):
        env = cast("PortalTemplates", engines["jinja2"]).env
        box = str(env.get_template("ui/form.html").module.errors(form))  # type: ignore[attr-defined]
    tree = read_faultless(f"<!doctype html><html lang=en><title>x</title>{box}")
    return [" ".join("".join(line.itertext()).split()) for line in tree.iter("li")]


def test_what_is_wrong_with_several_fields_alike_names_each() -> None:
    assert list_lines(Person({"born": "x"})) == [
        "First name – Fill this in.",
        "Last name – Fill this in.",
        "Write a whole number, for instance 2.",
    ]


def test_what_is_wrong_with_one_field_says_it_alone() -> None:
    assert list_lines(Person({"first": "An", "born": "1990"})) == ["Fill this in."]
