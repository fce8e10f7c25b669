"""A party as dsTDOSPARWeb writes it, including what a defendant must never see of another."""

from typing import Any

from portal.sandbox.records import Party
from portal.sandbox.seeds.codes import code_id


def party_row(party: Party) -> dict[str, Any]:
    return {
        "TPAR_Id": party.party_id,
        "Naam": party.name,
        "PartijVorm": party.form,
        "TQPARSOORT_Id": code_id("TQPARSOORT", party.role),
        "Beroep": "",
        "Straat": party.street,
        "StraatNr": party.number,
        "StraatBusNr": party.box,
        "Postcode": party.postal_code,
        "Plaats": party.city,
        "Tel": party.phone,
        "GSM": party.mobile,
        "Mail": party.email,
        "Referentie": party.reference,
        "RekNr": party.account,
        "KBOnr": party.enterprise_number,
        "NationaalNr": party.national_number,
        "TQSOLVABILITEIT_Id_Adres": "0",
        "TQSOLVABILITEIT_Id_Financieel": "0",
        "SolvDtm_adres": None,
        "SolvDtm_finan": None,
    }
