"""Pages for people: sign-in, consent, and the customer's dashboard that ``customer/open`` leads to."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portal.sandbox.dossierdata import sign_in
from portal.sandbox.dossierdata.documents import FILES, download
from portal.sandbox.dossierdata.system import SYSTEM
from portal.sandbox.dossierdata.users import find_user
from portal.sandbox.office import Office
from portal.sandbox.pages import render


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
    *sign_in.ROUTES,
    Route("/dossierdata/customer/{customer_id}", show_customer),
    Route(FILES + "/{document_id}/{name:path}", download),
]
