"""How a telephone exchange sees a file: types and statuses mapped, handler as the office chose."""

from portal.sandbox.office import Office
from portal.sandbox.records import File
from portal.sandbox.seeds.codes import code_id


def _map(office: Office, code: str) -> str:
    """The text that mapping VOXTRON has for a code; "" without one."""
    pairs = (pair.partition("=") for pair in office.parameters["VOXTRON"].split(","))
    return next((value.strip() for name, _, value in pairs if name.strip() == code), "")


def get_file_type(office: Office, file: File) -> str:
    """The mapped file type, else DSO and the id."""
    return _map(office, file.kind) or f"DSO{code_id('TQDOSSOORT', file.kind)}"


def get_status(office: Office, file: File) -> str:
    """The status, or the stage by parameter 233; mapped, else the id."""
    code = file.stage if office.parameters["233"] == "stage" else file.status
    return _map(office, code) or code_id("TQSTATUS", code)


def get_handler(office: Office, file: File) -> str:
    """The handler by parameter 259: the user's id, login or name; "0" without one."""
    user = office.people.users.get(file.handler_id)
    if user is None:
        return "0"
    return {"login": user.username, "name": user.name}.get(office.parameters["259"], user.user_id)
