"""Any other operation of a document: a search with its result, or a form that performs an action."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.crm.change import services
from portal.crm.change.form_pages import FormPage
from portal.crm.change.form_views import show_or_take
from portal.crm.decorators import crm_page, takes_files
from portal.crm.document.catalogue import Catalogue
from portal.crm.document.field_tree import Field
from portal.crm.document.resources import Resource
from portal.crm.entry.convert import TypedError, parse
from portal.crm.entry.forms import RecordForm
from portal.crm.entry.inputs import PREFIX
from portal.crm.entry.problem_words import describe_typing_problem
from portal.crm.records import presenters, selectors, tables
from portal.crm.records.details import present_record
from portal.crm.records.hrefs import is_openable, label_act, list_href
from portal.desk.frame.decorators import forbid
from portal.desk.frame.searching import find_search, store_search
from portal.integrations.openapi import Operation, Result
from portal.web.rendering.render import render_page

pages = require_http_methods(["GET", "HEAD", "POST"])
PATH = "path:"
QUERY = "query:"


@takes_files
@pages
@crm_page("crm.view_records")
def act(request: HttpRequest, catalogue: Catalogue, operation: str) -> HttpResponseBase:
    """Any operation by its id: a search that shows its result, or a form that performs an action."""
    if not catalogue.document.has_operation(operation) or operation not in catalogue.owners:
        raise Http404
    found = catalogue.document.get_operation(operation)
    resource = catalogue.owners[operation]
    permission = catalogue.get_permission(found)
    if not request.user.has_perm(permission):
        return forbid(request, permission)
    if is_reading(found):
        if request.method == "POST":
            return store_search(request, prefix=PREFIX)
        find_search(request)
        return _ask(request, catalogue, resource, found)
    return show_or_take(request, _make_act_page(request, catalogue, resource, found))


def is_reading(operation: Operation) -> bool:
    """Whether it changes nothing and can be called by a plain link."""
    return operation.method in {"GET", "HEAD"}


def _make_act_page(
    request: HttpRequest, catalogue: Catalogue, resource: Resource, operation: Operation
) -> FormPage:
    def send(values: Mapping[str, Any]) -> Result:
        path, query, body = _split(values)
        return services.run(
            catalogue,
            resource,
            operation,
            user=request.user,
            path=path,
            query=query,
            body=body if operation.body else None,
        )

    title = label_act(operation)
    return FormPage(
        catalogue=catalogue,
        resource=resource,
        title=title,
        button=_("Do this in %(system)s") % {"system": catalogue.system.name},
        cancel_href=list_href(catalogue, resource),
        fields=(*_request_fields(catalogue, operation), *catalogue.get_body_fields(operation)),
        send=send,
        finish=lambda result: _show_answer(request, catalogue, resource, operation, result),
        is_destructive=catalogue.is_destroying(operation),
        asks_again=catalogue.is_destroying(operation),
        concerned=catalogue.list_concerned(operation),
        context={"operation": operation},
    )


def _ask(
    request: HttpRequest, catalogue: Catalogue, resource: Resource, operation: Operation
) -> HttpResponse:
    """A read operation: its form, and the result as soon as the form is complete."""
    fields = _request_fields(catalogue, operation, with_paging=True)
    form = RecordForm.from_post(fields, request.GET, {})
    values, is_complete = _read_question(form, fields)
    context = {
        "system": catalogue.system,
        "resource": resource,
        "label": presenters.label_resource(resource),
        "title": label_act(operation),
        "inputs": form.inputs(),
        "action": request.path,
        "answer": None,
        "done": "",
    }
    if is_complete and (request.GET.keys() - {"lang"} or not fields):
        path, query, _body = _split(values)
        result = selectors.run_read(catalogue, operation, user=request.user, path=path, query=query)
        context["answer"] = _present_answer(catalogue, resource, operation, result)
    return render_page(request, "crm/ask.html", context)


def _read_question(form: RecordForm, fields: tuple[Field, ...]) -> tuple[dict[str, Any], bool]:
    values: dict[str, Any] = {}
    is_complete = True
    for one in fields:
        text = form.typed.get(one.name, "").strip()
        if not text:
            is_complete = is_complete and not one.is_required
            continue
        try:
            values[one.name] = (
                [parse(one.item, part.strip()) for part in text.split(",")]
                if one.kind == "list" and one.item
                else parse(one, text)
            )
        except TypedError as error:
            form.problems[one.name] = [describe_typing_problem(error.code)]
            is_complete = False
    return values, is_complete


def _request_fields(
    catalogue: Catalogue, operation: Operation, *, with_paging: bool = False
) -> tuple[Field, ...]:
    """The fields of path and query, named so that they do not clash with fields of the body."""
    path = (replace(one, name=PATH + one.name) for one in catalogue.get_path_fields(operation))
    query = (
        replace(one, name=QUERY + one.name)
        for one in catalogue.get_query_fields(operation, with_paging=with_paging)
    )
    return (*path, *query)


def _split(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    path = {name.removeprefix(PATH): value for name, value in values.items() if name.startswith(PATH)}
    query = {name.removeprefix(QUERY): value for name, value in values.items() if name.startswith(QUERY)}
    body = {name: value for name, value in values.items() if not name.startswith((PATH, QUERY))}
    return path, query, body


def _show_answer(
    request: HttpRequest, catalogue: Catalogue, resource: Resource, operation: Operation, result: Result
) -> str | HttpResponse:
    """Show an operation's answer if it has content; otherwise go back to the list."""
    answer = _present_answer(catalogue, resource, operation, result)
    if not (answer["sections"] or answer["table"]):
        return list_href(catalogue, resource) + "?done=done"
    context = {
        "system": catalogue.system,
        "resource": resource,
        "label": presenters.label_resource(resource),
        "title": label_act(operation),
        "inputs": [],
        "action": request.path,
        "answer": answer,
        "done": "done",
    }
    return render_page(request, "crm/ask.html", context, language_path=list_href(catalogue, resource))


def _present_answer(
    catalogue: Catalogue, resource: Resource, operation: Operation, result: Result
) -> dict[str, Any]:
    make = presenters.plain_maker(catalogue)
    answer: dict[str, Any] = {"sections": [], "table": None, "text": "", "address": ""}
    if operation.is_list or isinstance(result.data, list):
        items = result.items or (result.data if isinstance(result.data, list) else ())
        fields = catalogue.get_answer_fields(operation)
        columns = tuple(fields[: tables.MOST_TABLE_COLUMNS]) or tables.guess_columns(items, make)
        own = (
            resource
            if operation.path.rstrip("/").rpartition("/")[0].strip("/") == "/".join(resource.steps)
            else None
        )
        answer["table"] = tables.make_table(catalogue, own, columns, items)
        return answer
    data = result.record if result.record is not None else result.data
    if isinstance(data, Mapping):
        answer["address"] = _find_address(data, catalogue.system.address)
        shown = {name: value for name, value in data.items() if name != "success"}
        answer["sections"] = present_record(catalogue, catalogue.get_answer_fields(operation), shown, make)
    elif isinstance(data, str):
        answer["text"] = data[:20_000]
    return answer


def _find_address(data: Mapping[str, Any], system_address: str) -> str:
    """An address in the answer that a person can open, such as that of a customer's dashboard."""
    for name in ("url", "link", "href", "id"):
        value = data.get(name)
        if isinstance(value, str) and is_openable(value, system_address):
            return value
    return ""
