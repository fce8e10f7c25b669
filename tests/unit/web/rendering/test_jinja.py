"""The template engine: words of the right language, constants folded, blocks that stand alone."""

import jinja2
import pytest
from django.utils import translation

from portal.web.rendering.jinja import LanguageEnvironment

PAGES = {
    "base.html": "{% block main %}{% endblock %}",
    "macros.html": "{% macro shout(word) %}<b>{{ word }}</b>{% endmacro %}",
    "page.html": (
        '{% extends "base.html" %}{% import "macros.html" as m %}'
        "{% block main %}{% block part %}{{ m.shout(word) }}{% endblock %}{% endblock %}"
    ),
}


def make(language: str = "nl") -> LanguageEnvironment:
    return LanguageEnvironment(language, loader=jinja2.DictLoader(PAGES))


def show(source: str, language: str = "nl", **values: object) -> str:
    return make(language).from_string(source).render(values)


@pytest.mark.parametrize(
    ("language", "expected"), [("nl", "Terug"), ("fr", "Retour"), ("de", "Zurück"), ("en", "Back")]
)
def test_an_environment_speaks_its_own_language_whatever_is_active(language: str, expected: str) -> None:
    with translation.override("fr"):
        assert show('{{ _("Back") }}', language) == expected
        assert show("{% trans %}Back{% endtrans %}", language) == expected
        assert show("{{ _(word) }}", language, word="Back") == expected


def test_constants_are_text_in_the_compiled_template() -> None:
    source = '<a href="{{ url("web:home") }}">{{ _("Back") }}</a><img src="{{ static("img/icon.svg") }}">'
    compiled = make().compile(source, raw=True)
    assert "Terug" in compiled
    assert "gettext" not in compiled
    assert "'url'" not in compiled
    assert "/static/img/icon.svg" in compiled
    assert show(source) == '<a href="/">Terug</a><img src="/static/img/icon.svg">'


def test_values_in_a_message_are_escaped_and_its_words_are_not() -> None:
    compiled = make().compile('{{ _("File %(number)s", number=n) }}', raw=True)
    assert "gettext" not in compiled
    assert show('{{ _("File %(number)s", number=n) }}', n="<b>&") == "Dossier &lt;b&gt;&amp;"
    assert show('{{ _("<i>%(x)s</i> is 5 %% of %(x)s", x=x) }}', x="<") == "<i>&lt;</i> is 5 % of &lt;"


def test_a_folded_message_may_be_passed_on() -> None:
    source = (
        '{% macro p(t) %}<p title="{{ t }}">{{ t }}</p>{% endmacro %}{{ p(_("File %(number)s", number=n)) }}'
    )
    assert show(source, n="<1>") == '<p title="Dossier &lt;1&gt;">Dossier &lt;1&gt;</p>'


def test_plurals_follow_the_language() -> None:
    source = '{{ ngettext("%(num)s month", "%(num)s months", n) }}'
    assert [show(source, "nl", n=n) for n in (1, 2)] == ["1 maand", "2 maanden"]
    assert [show(source, "fr", n=n) for n in (0, 2)] == ["0 mois", "2 mois"]
    assert [show(source, "en", n=n) for n in (1, 0)] == ["1 month", "0 months"]


@pytest.mark.parametrize("source", ['{{ _("100% sure") }}', '{{ _("You owe %(amount)s.") }}'])
def test_a_message_that_cannot_be_filled_in_is_refused_when_compiled(source: str) -> None:
    with pytest.raises(jinja2.TemplateSyntaxError):
        make().from_string(source)


def test_an_address_that_does_not_exist_fails_only_where_it_is_used() -> None:
    source = '{% if wanted %}{{ url("web:nowhere") }}{% endif %}'
    assert show(source, wanted=False) == ""
    with pytest.raises(Exception, match="nowhere"):
        show(source, wanted=True)


def test_an_unknown_value_is_an_error_not_a_gap() -> None:
    with pytest.raises(jinja2.UndefinedError):
        show("{{ missing }}")


def test_a_block_rendered_alone_knows_the_imports_of_its_page() -> None:
    template = make().get_template("page.html")
    context = template.new_context({"word": "hello"})
    assert "".join(template.blocks["part"](context)) == "<b>hello</b>"
    assert template.render(word="hello") == "<b>hello</b>"
