"""The template engine: Jinja2, one environment per language, constants folded when a template is compiled.

``_("Sentence.")``, ``url("app:name")`` and ``static("css/x.css")`` with literal arguments are constant for a
language, so they become text in the compiled template. ``_("You owe %(x)s.", x=amount)`` leaves only the
escaping of ``amount`` to run time. As in Jinja2's "newstyle" gettext, a percent sign is written ``%%``.
"""

import re
import threading
from collections.abc import Callable, Iterator, MutableMapping
from copy import deepcopy
from typing import Any

import jinja2
from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.backends.base import BaseEngine
from django.template.backends.jinja2 import Jinja2
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, trans_real
from jinja2 import nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

MESSAGE_CALLS = {"_", "gettext", "pgettext"}
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def url(name: str, **kwargs: Any) -> str:
    """The address of a named view."""
    return reverse(name, kwargs=kwargs or None)


def full_url(name: str, **kwargs: Any) -> str:
    """The same with the portal's own name before it: for paper, which nobody can click."""
    return f"{settings.PORTAL_URL}{url(name, **kwargs)}"


class _Folder(NodeTransformer):
    """Replaces calls whose result is fixed for a language by that result."""

    def __init__(self, functions: dict[str, Callable[..., str]]) -> None:
        self.functions = functions

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - the visitor's naming
        self.generic_visit(node)
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        if name not in self.functions or node.dyn_args or node.dyn_kwargs:
            return node
        if not all(isinstance(arg, nodes.Const) for arg in node.args):
            return node
        if name in MESSAGE_CALLS:
            return self._fold_message(node, name)
        return self._fold_address(node, name)

    def _fold_message(self, node: nodes.Call, name: str) -> nodes.Node:
        text = self.functions[name](*_constants(node.args))
        pieces = list(_split_message(text, node))
        return nodes.Concat([nodes.MarkSafe(nodes.Const("")), *pieces], lineno=node.lineno)

    def _fold_address(self, node: nodes.Call, name: str) -> nodes.Node:
        if not all(isinstance(keyword.value, nodes.Const) for keyword in node.kwargs):
            return node
        given = {keyword.key: keyword.value.as_const() for keyword in node.kwargs}
        try:
            return nodes.Const(self.functions[name](*_constants(node.args), **given), lineno=node.lineno)
        except (NoReverseMatch, ValueError):
            return node  # a missing URL is an error only where it is really used


def _constants(args: list[nodes.Expr]) -> list[Any]:
    return [arg.as_const() for arg in args]


def _split_message(text: str, node: nodes.Call) -> Iterator[nodes.Expr]:
    """The text of a message as safe constants, with the given expressions between them.

    Raises: jinja2.TemplateSyntaxError when the message names a value that is missing, or contains a lone "%".
    """
    given = {keyword.key: keyword.value for keyword in node.kwargs}
    for index, piece in enumerate(PLACEHOLDER.split(text)):
        if index % 2:
            if piece not in given:
                raise jinja2.TemplateSyntaxError(
                    f"message lacks a value for {piece!r}: {text!r}", node.lineno
                )
            yield given[piece]
        elif piece:
            if "%" in piece.replace("%%", ""):
                raise jinja2.TemplateSyntaxError(f"write %% for a percent sign: {text!r}", node.lineno)
            yield nodes.MarkSafe(nodes.Const(piece.replace("%%", "%")))


def _copy_imports_into_blocks(template: nodes.Template) -> None:
    """Repeat a page's top-level imports and macros inside each block that uses them.

    A block rendered alone, for htmx, skips the top of its template, and so would not know the macros.
    """
    imports = [node for node in template.body if isinstance(node, nodes.Import)]
    macros = [node for node in template.body if isinstance(node, nodes.Macro)]
    for block in list(template.find_all(nodes.Block)):
        used, own = _list_names(block), {node.target for node in block.find_all(nodes.Import)}
        given: list[nodes.Macro] = []
        while more := [node for node in macros if node.name in used and node not in given]:
            given += more
            used = used.union(*(_list_names(node) for node in more))
        block.body[:0] = [
            *(
                nodes.Import(node.template, node.target, node.with_context, lineno=node.lineno)
                for node in imports
                if node.target in used - own
            ),
            *(deepcopy(node, {id(node.environment): node.environment}) for node in given),
        ]


def _list_names(node: nodes.Node) -> set[str]:
    return {name.name for name in node.find_all(nodes.Name)}


class LanguageEnvironment(jinja2.Environment):
    """An environment for one language, whichever language is active."""

    def __init__(self, language: str, **options: Any) -> None:
        super().__init__(
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            auto_reload=settings.DEBUG,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
            **options,
        )
        self.language = language
        speaker = trans_real.translation(language)
        self.install_gettext_callables(  # type: ignore[attr-defined]
            speaker.gettext,
            speaker.ngettext,
            newstyle=True,
            pgettext=speaker.pgettext,
            npgettext=speaker.npgettext,
        )
        self.globals.update(url=url, full_url=full_url, static=static)
        self._folder = _Folder(
            {
                "_": speaker.gettext,
                "gettext": speaker.gettext,
                "pgettext": speaker.pgettext,
                "url": url,
                "static": static,
            }
        )

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """One plain dictionary for all templates: every import of a macro compares these names."""
        return super().make_globals(d) if d else self.globals

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        try:
            self._folder.visit(template)
        except jinja2.TemplateSyntaxError as error:
            error.name, error.filename, error.source = name, filename, source
            raise
        _copy_imports_into_blocks(template)
        template.set_environment(self)
        return template


class _FormToken:
    """The hidden CSRF field: made when a form first prints it, then the same in all forms of a page."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._field: Markup | None = None

    def __html__(self) -> Markup:
        if self._field is None:
            field = Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">')
            self._field = field.format(get_token(self._request))
        return self._field

    __str__ = __html__


class PortalTemplates(Jinja2):
    """Django's Jinja2 backend with an environment for each language, chosen by the active one."""

    def __init__(self, params: dict[str, Any]) -> None:
        params = params.copy()
        options = params.pop("OPTIONS").copy()
        BaseEngine.__init__(self, params)
        self.context_processors = options.pop("context_processors", [])
        self._environments: dict[str, LanguageEnvironment] = {}
        self._lock = threading.Lock()

    @property
    def env(self) -> LanguageEnvironment:
        """The environment of the active language."""
        language = get_language() or settings.LANGUAGE_CODE
        found = self._environments.get(language)
        return found or self._build(language)

    def _build(self, language: str) -> LanguageEnvironment:
        with self._lock:
            if language not in self._environments:
                loader = jinja2.FileSystemLoader(list(map(str, self.template_dirs)))
                self._environments[language] = LanguageEnvironment(language, loader=loader)
            return self._environments[language]

    def complete_context(self, context: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
        """The context with the request, its form token and what every page needs."""
        full = {
            "request": request,
            "csrf_input": _FormToken(request),
        }
        for processor in self.template_context_processors:
            full.update(processor(request))
        return {**full, **context}
