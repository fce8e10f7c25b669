"""Pages for people: sign-in, consent, and the customer's dashboard that ``customer/open`` leads to."""

from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portal.sandbox.crm.system import Refusal
from portal.sandbox.dossierdata import tokens
from portal.sandbox.dossierdata.documents import FILES, download
from portal.sandbox.dossierdata.oauth import SESSION, SIGN_IN, check_client, registered_redirect
from portal.sandbox.dossierdata.system import SYSTEM
from portal.sandbox.dossierdata.tokens import USERS, check_password, find_user
from portal.sandbox.office import Office
from portal.sandbox.pages import is_own_form, read_form, render

AUTHORIZE = f"{SYSTEM.prefix}/oauth/authorize"


async def sign_in(request: Request) -> Response:
    """``/dossierdata/login``: GET shows the form, POST checks it and goes back to ``to``."""
    if request.method == "GET":
        return _sign_in_page(request.query_params.get("to", ""))
    form = await read_form(request)
    to = form.get("to", "")
    user = check_password(form.get("username", ""), form.get("password", ""))
    if user is None or not is_own_form(request):
        return _sign_in_page(to, username=form.get("username", ""), is_wrong=True)
    office: Office = request.app.state.office
    records, ends = office.crm[SYSTEM.name], office.clock.now() + tokens.SESSION_LIFE
    session = records.issue_token("_session", ends, user_id=str(user.user_id))
    answer = RedirectResponse(f"{AUTHORIZE}{to}" if to.startswith("?") else SIGN_IN, status_code=303)
    answer.set_cookie(SESSION, session, path="/dossierdata", httponly=True, samesite="lax")
    return answer


def _sign_in_page(to: str, *, username: str = "", is_wrong: bool = False) -> Response:
    status = 422 if is_wrong else 200
    page = "dossierdata-sign-in.html"
    return render(page, status=status, to=to, username=username, is_wrong=is_wrong, users=USERS)


async def decide(request: Request) -> Response:
    """``POST /dossierdata/consent``: yes sends a code to the portal, no an error; other signs in again."""
    office: Office = request.app.state.office
    records, now = office.crm[SYSTEM.name], office.clock.now()
    form = await read_form(request)
    asked = QueryParams(form.get("query", "").removeprefix("?"))
    session = request.cookies.get(SESSION, "")
    if form.get("decision") == "other":
        records.remove("_session", session)
    user_id = tokens.find_owner(records, "_session", session, now)
    if user_id is None or not is_own_form(request):
        return RedirectResponse(f"{SIGN_IN}?{urlencode({'to': f'?{asked}'})}", status_code=303)
    try:
        check_client(asked, office.config)
    except Refusal as refusal:
        return SYSTEM.refuse(refusal, SYSTEM.catalogue.operations["authorize"])
    back = registered_redirect(office.config)
    if form.get("decision") == "yes":
        ends = now + tokens.CODE_LIFE
        answer = {"code": records.issue_token("_code", ends, user_id=user_id, redirect_uri=back)}
    else:
        answer = {"error": "access_denied", "error_description": "The resource owner denied the request."}
    if "state" in asked:
        answer["state"] = asked["state"]
    return RedirectResponse(f"{back}?{urlencode(answer)}", status_code=303)


async def show_customer(request: Request) -> Response:
    """``/dossierdata/customer/{customer_id}``: what an adviser would see."""
    office: Office = request.app.state.office
    records = office.crm[SYSTEM.name]
    row = records.get("customer", request.path_params["customer_id"])
    if row is None:
        return Response("There is no such customer.", status_code=404, media_type="text/plain")
    own = str(row["id"])
    return render(
        "dossierdata-customer.html",
        row=row,
        name=" ".join(str(row[part]) for part in ("firstName", "suffix", "lastName") if row.get(part)),
        advisor=find_user(row.get("advisor")),
        addresses=[one for one in records.rows("address") if str(one.get("customer")) == own],
        notes=[one for one in records.rows("note") if str(one.get("entity_id")) == own][::-1],
        signals=[one for one in records.rows("signal") if str(one.get("customer_id")) == own][::-1],
        documents=[one for one in records.rows("document") if str(one.get("customer_id")) == own][::-1],
    )


PAGES = [
    Route(SIGN_IN, sign_in, methods=["GET", "POST"]),
    Route("/dossierdata/consent", decide, methods=["POST"]),
    Route("/dossierdata/customer/{customer_id}", show_customer),
    Route(FILES + "/{document_id}/{name:path}", download),
]
