"""Documents and their bytes.

The page documents no upload and no download: ``file`` is "the place of the file". ASSUMED: content may be
sent as base64 in ``file`` (also as a data: URL); ``file`` is then a URL that accepts the same token.
"""

import base64
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from portal.sandbox.crm.records import Row
from portal.sandbox.crm.system import Ask
from portal.sandbox.dossierdata.system import SYSTEM
from portal.sandbox.office import Office
from portal.sandbox.seeds.contents import make_pdf, read_base64

FILES = "/dossierdata/files"
SHORTEST = 16  # characters of base64; a shorter text is taken for a location


def before(_ask: Ask, row: Row, old: Row | None) -> Row:
    """Takes the bytes out of ``file``; a location stays as it was given."""
    content = read_content(str(row.get("file") or ""))
    if content is not None:
        data = base64.b64encode(content).decode()
        return {**row, "data": data, "file": "", "filesize": len(content), "decoded": True}
    if old and row.get("file", "").startswith("http") and "data" in old:
        return {**row, "file": ""}  # the URL that we gave was sent back
    return row


def read_content(text: str) -> bytes | None:
    """The bytes of base64, or None for a location."""
    is_data = text.startswith("data:")
    text = text.partition(";base64,")[2] if is_data else text
    return None if not is_data and len(text) < SHORTEST else read_base64(text)


def with_file_url(ask: Ask, row: Row) -> Row:
    """The row with ``file`` as a URL that returns the bytes."""
    if row.get("file"):
        return row
    name = quote(f"{row.get('name') or 'document'}", safe="")
    return {**row, "file": f"{ask.office.config.base_url}{FILES}/{row['id']}/{name}"}


def make_bytes(row: dict[str, Any]) -> bytes:
    """What was sent in, or a page made of the document's text."""
    if "data" in row:
        return base64.b64decode(row["data"])
    return make_pdf(str(row.get("text") or row.get("name") or ""))


async def download(request: Request) -> Response:
    """``GET /dossierdata/files/{document_id}/{name}`` with the token of a call."""
    office: Office = request.app.state.office
    caller = SYSTEM.identify(request, office)
    request.app.state.traffic.record(SYSTEM.name, "download", caller.scheme, {"path": request.url.path})
    if not caller.is_known:
        return JSONResponse({"errors": [{"code": 2, "message": "Unauthenticated"}]}, status_code=401)
    row = office.crm[SYSTEM.name].get("document", request.path_params["document_id"])
    if row is None or row.get("file"):
        return JSONResponse({"errors": [{"code": 4, "message": "Not found"}]}, status_code=404)
    media_type = str(row.get("mime_type") or "application/octet-stream")
    headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
    return Response(make_bytes(row), media_type=media_type, headers=headers)
