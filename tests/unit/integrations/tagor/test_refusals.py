"""Dutch refusals become our codes whatever their wording; the text itself stays out of sight."""

import logging

import pytest

from portal.integrations.errors import NotFound, Rejected
from portal.integrations.tagor.refusals import build_refusal, classify
from tests.unit.integrations.tagor.fake import HASH, telling

SAVE = "TagorService/SavePaymentPlan"


@pytest.mark.parametrize(
    ("operation", "text", "code"),
    [
        ("TagorService/HashToFile", "Dossierhash niet gevonden.\n", "hash-unknown"),
        ("TagorService/HashToFile", "De hash is vervallen", "hash-expired"),
        ("TagorService/HashToFile", "Link niet meer geldig", "hash-expired"),
        ("TagorService/HashToFile", "", "hash-unknown"),
        ("TagorService/PinToFile", "Dossier en pincode komen niet overeen.", "pin-refused"),
        ("TagorService/PinToFile", "Dossier niet gevonden", "pin-refused"),
        ("TagorService/PinToFile", "Technische fout, probeer later opnieuw", "unknown"),
        ("TagorService/SelfServiceAllowed", "Er is een actief betalingsplan\n", "plan-active"),
        (SAVE, "Er is reeds een actief AFBETALINGSPLAN.\n", "plan-active"),
        (SAVE, "Het bedrag is lager dan het minimum van 50,00 euro.", "plan-too-low"),
        (SAVE, "Bedrag te laag", "plan-too-low"),
        (SAVE, "Het aantal periodes moet kleiner zijn dan 24.", "plan-too-long"),
        (SAVE, "De startdatum ligt in het verleden.", "plan-bad-date"),
        (SAVE, "Een afbetalingsplan is niet toegelaten voor dit dossier.", "plan-not-allowed"),
        (SAVE, "Partij komt niet voor in het dossier.", "not-in-file"),
        (SAVE, "Iets heel anders", "unknown"),
        ("Document/GetFile", "Document niet gevonden.", "not-in-file"),
        ("TagorService/GetSaldo", "Server error", "unknown"),
        ("TagorService/GetSaldo", "", "unknown"),
    ],
)
def test_known_wordings(operation: str, text: str, code: str) -> None:
    assert classify(operation, text) == code


def test_not_in_the_file_is_not_found() -> None:
    assert isinstance(build_refusal("Document/GetFile", "Document niet gevonden."), NotFound)
    assert type(build_refusal(SAVE, "Bedrag te laag")) is Rejected


def test_an_unknown_text_is_kept_for_the_log_only(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    answer = {"response": {"Success": False, "Error": "Nooit gezien\n"}}
    with telling(lambda *_: answer) as (client, _), pytest.raises(Rejected) as caught:
        client.get_running_plan(credential=HASH, file_id="9")
    assert (caught.value.code, caught.value.text) == ("unknown", "Nooit gezien")
    assert "Nooit" not in str(caught.value)
    assert "Nooit gezien" in caplog.text
