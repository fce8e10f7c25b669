"""Dossier: a file, how to find one, its balances, parties and sub-files, and how to stop it."""

from typing import Any

from portal.sandbox.records import File, InfoRecord
from portal.sandbox.seeds.codes import code_id
from portal.sandbox.tagor import texts
from portal.sandbox.tagor.filters import matches, read_conditions
from portal.sandbox.tagor.operations import Request, operation
from portal.sandbox.tagor.parties import party_row
from portal.sandbox.tagor.wire import Refused, amount, amount_text, context, dataset, page, wire_date

STOPPED, CLOSED = "STOPKL", "AFGESLOTEN"


@operation("Dossier/Get")
def get_file(request: Request) -> dict[str, Any]:
    return context() | dataset("dsTDOSWeb", [_file_row(request.file())])


def _file_row(file: File) -> dict[str, Any]:
    changed, stopped = wire_date(file.changed_on), wire_date(file.stopped_on)
    return _common(file) | {
        "KlantRef2": "",
        "StatusDatum": changed,
        "StatusDatum_Alarm": changed if file.alarm else None,
        "StatusDatum_Klant": changed if file.client_stage else None,
        "StatusDatum_Stadium": changed,
        "DatumStop": stopped,
        "DatumWijziging": changed,
        "VerkoopDatum": None,
        "Subdossier": bool(file.parent_id),
        "TQSOLV_Id_Adres": "0",
        "TQSOLV_Id_Finan": "0",
        "SOLVDatum_adres": None,
        "SOLVDatum_finan": None,
    }


def _common(file: File) -> dict[str, Any]:
    """The columns that dsTDOSWeb and dsTDOSSearch share."""
    cents = file.balance_cents
    return {
        "TDOS_Id": file.file_id,
        "Dossiernaam": file.name,
        "Archiefnr": file.archive_number,
        "Aanlegger": file.claimant.name,
        "Klant": file.claimant.name,
        "KlantRef1": file.claimant.reference,
        "Verweerder": file.defendants[0].name,
        "TQDOSSOORT_Id": code_id("TQDOSSOORT", file.kind),
        "TQSTATUS_Id": code_id("TQSTATUS", file.status),
        "TQSTATUS_Id_Alarm": code_id("TQSTATUS", file.alarm),
        "TQSTATUS_Id_Klant": code_id("TQSTATUS", file.client_stage),
        "TQSTATUS_Id_Stadium": code_id("TQSTATUS", file.stage),
        "TQSTATUS_Id_Stop": code_id("TQSTATUS", file.stop),
        "DatumCreatie": wire_date(file.created_on),
        "SaldoKlant": 0,
        "SaldoAanl": amount(-max(cents, 0)),
        "SaldoVerw": amount(cents),
    }


@operation("Dossier/Search")
def search_files(request: Request) -> dict[str, Any]:
    """Files the user may see that meet every row of dsFilter; all of them without a row."""
    conditions = read_conditions(request.fields)
    rows = [_search_row(file) for file in request.files() if matches(file, conditions)]
    return context() | dataset("dsTDOSSearch", page(rows, request.context))


def _search_row(file: File) -> dict[str, Any]:
    paid = [payment.confirmed_on for payment in file.payments if payment.confirmed_on]
    appeared = [appearance.at.date() for appearance in file.appearances]
    return _common(file) | {
        "ReferteAdvocaat": "",
        "ReferteConfr": "",
        "DatumLtstBet": wire_date(max(paid, default=None)),
        "Verschijningsdatum": wire_date(max(appeared, default=None)),
    }


@operation("Dossier/GetByDefendant")
def list_files_of_defendant(request: Request) -> dict[str, Any]:
    """The answer comes under another name than its dataset, as in the public description."""
    party_id = request.context.text("TPAR_Id")
    rows = [
        _defendant_row(file, name)
        for file in request.files()
        for name in [party.name for party in file.defendants if party.party_id == party_id]
    ]
    found = dataset("dsTDOSDefendantWeb", page(rows, request.context))
    return context() | {"dsTDOSWeb": found["dsTDOSDefendantWeb"]}


def _defendant_row(file: File, name: str) -> dict[str, Any]:
    return {
        "id": file.file_id,
        "status_id": code_id("TQSTATUS", file.status),
        "defendant": name,
        "creditor": file.claimant.name,
        "balance_defendant": amount(file.balance_cents),
        "balance_office": 0,
        "file_name": file.name,
    }


@operation("Dossier/GetSub")
def list_sub_files(request: Request) -> dict[str, Any]:
    file = request.file()
    rows = [
        {"TDOS_Id_Sub": sub.file_id, "Dossiernaam": sub.name, "KlantRef1": sub.claimant.reference}
        for sub in request.files()
        if sub.parent_id == file.file_id
    ]
    return context() | dataset("dsTDOSDOSWeb", page(rows, request.context))


@operation("Dossier/Stop")
def stop_file(request: Request) -> dict[str, Any]:
    """Marks the file as stopped by the client and closed (ASSUMED); a second time changes nothing."""
    file, user, office = request.file(), request.user, request.office
    if user and "STOP" not in user.toggles:
        raise Refused(texts.STOP_NOT_ALLOWED)
    if not file.stop:
        today = office.clock.today()
        file.stop, file.status, file.stopped_on, file.changed_on = STOPPED, CLOSED, today, today
        note = f"Dossier gestopt door {user.name if user else 'onbekend'}"
        office.write_info(file, InfoRecord(at=office.clock.now(), code="NOTA", text=note))
        office.save(file)
    return context() | dataset("dsTDOSWeb", [_file_row(file)])


@operation("Dossier/GetBalances")
def list_balances(request: Request) -> dict[str, Any]:
    """VRW is the defendant's balance; amounts are strings here."""
    cents = request.file().balance_cents
    rows = [
        {"TQSALDO_Id": code_id("TQSALDO", code), "Bedrag": amount_text(value)}
        for code, value in (("VRW", cents), ("AANL", -max(cents, 0)), ("KLANT", 0))
    ]
    return context() | dataset("dsTDOSSALDOWeb", rows)


@operation("Dossier/GetParties")
def list_parties(request: Request) -> dict[str, Any]:
    """Everybody, with national numbers: Tagor filters nothing."""
    file = request.file()
    rows = [party_row(party) for party in (file.claimant, *file.defendants)]
    return context() | dataset("dsTDOSPARWeb", page(rows, request.context))
