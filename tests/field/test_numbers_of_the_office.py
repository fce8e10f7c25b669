"""Numbers that people type with marks in them: accounts, telephones, file numbers.

The kind: a number kept as it was typed, or taken by its digits alone, became another one.
"""

import pytest

from portal.money.values import tidy_bic, tidy_iban
from portal.office.communication import payment_reference, structured_communication
from portal.office.models import Office
from portal.office.telephone import to_dialled
from portal.payments.bank.reference_findings import examine_references
from portal.payments.models import Attempt
from portal.web.examining import State


@pytest.mark.parametrize("typed", ["BE71-0961-2345-6769", "be71 0961 2345 6769", "BE71\u20130961.2345.6769"])
def test_an_account_is_stored_in_one_form(typed: str) -> None:
    assert tidy_iban(typed) == "BE71096123456769"


def test_a_bank_code_is_stored_in_one_form() -> None:
    assert tidy_bic("GEBA BE BB") == "GEBABEBB"


@pytest.mark.parametrize(
    ("typed", "country", "dialled"),
    [
        ("+32 (0)2 555 12 34", "BE", "+3225551234"),
        ("0032 2 555 12 34", "NL", "+3225551234"),
        ("02/555.12.34", "BE", "+3225551234"),
        ("020 123 45 67", "NL", "+31201234567"),
        ("1771", "BE", "1771"),
    ],
)
def test_a_telephone_number_dials_whatever_way_it_is_written(typed: str, country: str, dialled: str) -> None:
    assert to_dialled(typed, country) == dialled


@pytest.mark.parametrize("name", ["26/004512-B", "26/004512 bis", "A26/004512", "26/00451²"])
def test_two_files_never_share_a_structured_communication(name: str) -> None:
    office = Office(communication=Office.Communication.FILE_NUMBER)

    assert structured_communication("26/004512")
    assert structured_communication(name) == ""
    assert payment_reference(office, name) == name


def test_the_doctor_tells_of_file_numbers_that_make_no_structured_communication(office: Office) -> None:
    Attempt.objects.bulk_create(
        Attempt(
            office=office,
            token=name,
            reference=name,
            file_id=name,
            kind="full",
            file_name=name,
            amount_cents=1,
        )
        for name in ("26/004512", "26/004512-B")
    )

    (finding,) = examine_references()

    assert (finding.state, finding.words[:7]) == (State.WARN, "1 of 2 ")


@pytest.mark.parametrize(
    ("iban", "state"), [("BE71096123456769", State.OK), ("NL91ABNA0417164300", State.WARN)]
)
def test_the_doctor_tells_of_a_belgian_reference_with_a_dutch_account(
    iban: str, state: State, office: Office
) -> None:
    Office.objects.update(iban=iban)
    Attempt.objects.create(office=office, kind="full", file_name="26/004512", amount_cents=1)

    (finding,) = examine_references()

    assert finding.state == state
