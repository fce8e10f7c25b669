"""What the doctor finds at a practice office that is well, and at one that is not."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings

from portal.doctor.examination import _collect, examine
from portal.doctor.tagor.examination import check_clock
from portal.doctor.tagor.needs import Subject
from portal.doctor.tagor.permissions import examine_permissions
from portal.doctor.tagor.probe import Heard, build_probe
from portal.integrations.exchange import Answer
from portal.integrations.tagor.values.account import Credential
from portal.web.examining import Finding, State, ok
from tests.practice import PracticeOffice


def by_name(findings: list[Finding]) -> dict[str, Finding]:
    names = [finding.name for finding in findings]
    assert len(names) == len(set(names)), "a name stands for two findings"
    return {finding.name: finding for finding in findings}


def list_bad(found: dict[str, Finding], system: str) -> set[str]:
    return {name for name, one in found.items() if one.system == system and one.state is State.BAD}


def test_a_healthy_office_has_nothing_bad(well: PracticeOffice) -> None:
    found = by_name(examine(letter_hash=well.file().hash))
    assert {name: one.words for name, one in found.items() if one.state is State.BAD} == {}
    for name in ("tagor.reachable", "tagor.clock", "tagor.version", "tagor.key", "tagor.toggles"):
        assert found[name].state is State.OK, found[name]
    asked = {name: one.state for name, one in found.items() if name.startswith("tagor.permission.")}
    assert set(asked.values()) == {State.OK, State.UNKNOWN}
    assert asked["tagor.permission.TagorService/GetDosInfo"] is State.OK
    assert asked["tagor.permission.Pay/Start"] is State.UNKNOWN
    assert found["tagor.parameter.430"].state is State.OK
    assert found["tagor.parameter.502"].state is State.OK


def test_an_examination_changes_nothing_at_the_office(well: PracticeOffice) -> None:
    before = well.state()
    well.clear_calls()
    examine(letter_hash=well.file().hash)
    asked = {call["operation"] for call in well.calls(system="tagor")}
    assert "TagorService/GetDosInfo" in asked
    assert not asked & {
        "Actions/SendMail",
        "Message/Add",
        "TagorService/ApprovePaymentPlan",
        "TagorService/GetSaldo",
        "TagorService/SavePaymentPlan",
        "Pay/Start",
        "Document/GetFile",
    }
    assert well.state() == before


def test_without_a_file_it_says_what_it_did_not_try(well: PracticeOffice) -> None:
    found = by_name(examine())
    lines = found["tagor.permission.Dossier/GetLines"]
    assert (lines.state, lines.remedy) == (State.UNKNOWN, "Give --file or --hash.")
    info = found["tagor.permission.TagorService/GetDosInfo"]
    assert (info.state, info.remedy) == (State.UNKNOWN, "Give --hash.")
    assert found["tagor.permission.Code/GetDescription"].state is State.OK
    assert not [call for call in well.calls(system="tagor") if "TDOS_Id" in str(call["body"])]


def test_with_a_file_alone_it_tries_what_the_office_key_may(well: PracticeOffice) -> None:
    found = by_name(examine(file_id=well.file().file_id))
    assert found["tagor.permission.Dossier/GetLines"].state is State.OK
    assert found["tagor.permission.TagorService/GetDosInfo"].state is State.UNKNOWN


def test_a_file_that_does_not_exist_is_a_refusal_and_no_missing_right(well: PracticeOffice) -> None:
    found = by_name(examine(file_id="1"))
    assert found["tagor.permission.Dossier/GetLines"].state is State.WARN


def test_a_wrong_key_is_told_once_and_as_the_key(well: PracticeOffice, settings: Settings) -> None:
    settings.TAGOR_API_KEY = "another-key"
    found = by_name(examine())
    assert found["tagor.reachable"].state is State.OK
    assert list_bad(found, "tagor") == {"tagor.key"}
    assert "TAGOR_API_KEY" in found["tagor.key"].remedy
    assert found["tagor.permission.Code/GetDescription"].state is State.UNKNOWN


def test_no_key_at_all_is_told_without_trying_one(well: PracticeOffice, settings: Settings) -> None:
    settings.TAGOR_API_KEY = ""
    found = by_name(examine())
    assert "no key" in found["tagor.key"].words
    assert not [call for call in well.calls(system="tagor") if call["scheme"]]


def test_a_busy_server_is_not_reached_and_the_rest_is_unknown(well: PracticeOffice) -> None:
    well.fault("tagor", "503")
    found = by_name(examine(letter_hash=well.file().hash))
    assert list_bad(found, "tagor") == {"tagor.reachable"}
    assert "503" in found["tagor.reachable"].words
    assert found["tagor.version"].state is State.UNKNOWN
    assert found["tagor.permission.Dossier/GetLines"].state is State.UNKNOWN
    assert len(well.calls(system="tagor")) == 1


def test_a_dropped_line_and_garbage_are_no_crash(well: PracticeOffice) -> None:
    for fault in ("drop", "garbage"):
        well.clear_faults()
        well.fault("tagor", fault)
        assert "tagor.reachable" in list_bad(by_name(examine()), "tagor")


def test_a_slow_server_is_said_to_be_slow(well: PracticeOffice) -> None:
    well.fault("tagor", "slow", operation="Config/Ping", seconds=1.2)
    found = by_name(examine())
    assert found["tagor.reachable"].state is State.WARN
    assert "slowly" in found["tagor.reachable"].words


def test_a_server_slower_than_our_patience_is_not_reached(well: PracticeOffice, settings: Settings) -> None:
    settings.UPSTREAM_DEADLINE_S = 0.3
    well.fault("tagor", "slow", seconds=3)
    assert list_bad(by_name(examine()), "tagor") == {"tagor.reachable"}


@pytest.mark.parametrize(
    ("version", "state", "word"),
    [
        ("1.07.9000B1", State.BAD, "1.08.5000 or later"),
        ("1.08.5000B3", State.OK, "does without"),
        ("2.00.0000B1", State.OK, "can be made"),
        ("nonsense", State.BAD, "cannot be read"),
    ],
)
def test_the_version_is_judged(well: PracticeOffice, version: str, state: State, word: str) -> None:
    well.set_parameter("version", version)
    found = by_name(examine())["tagor.version"]
    assert found.state is state
    assert word in found.words


def test_an_answer_that_breaks_the_contract_is_named(well: PracticeOffice) -> None:
    well.fault("tagor", "garbage", operation="Document/Get")
    found = by_name(examine(file_id=well.file().file_id))
    assert list_bad(found, "tagor") == {"tagor.permission.Document/Get"}


def test_letters_without_end_and_papers_without_group_are_seen(well: PracticeOffice) -> None:
    well.set_parameter("502", "0")
    well.set_parameter("430", "no-such-group")
    found = by_name(examine(letter_hash=well.file().hash))
    assert found["tagor.parameter.502"].state is State.WARN
    assert found["tagor.parameter.430"].state is State.WARN


def test_papers_nobody_should_see_are_bad_and_not_looking_is_a_warning(well: PracticeOffice) -> None:
    assert by_name(examine())["tagor.parameter.430"].state is State.WARN
    internal = by_name(examine(file_id=well.file("documents").file_id))["tagor.parameter.430"]
    assert internal.state is State.BAD
    assert "INTERN" in internal.words
    well.set_parameter("430", "BRIEF,AKTE")
    named = by_name(examine(file_id=well.file("documents").file_id))["tagor.parameter.430"]
    assert named.state is State.OK
    assert "BRIEF" in named.words
    assert "INTERN" not in named.words


def test_what_the_office_key_needs_is_tried_or_named(well: PracticeOffice) -> None:
    found = by_name(examine(letter_hash=well.file().hash))
    tried = {
        "TagorService/PaymentInfo.office",
        "TagorService/GetPaymentPlanCriteria.office",
        "TagorService/GetDosInfo.office",
        "Dossier/Get",
        "Dossier/GetBalances",
        "Dossier/GetPaymentPlans",
        "Dossier/Search",
        "Dossier/GetParties",
        "Message/GetSenderReceiverList",
        "Message/GetLog",
    }
    named = {
        "TagorService/SavePaymentPlan.office",
        "TagorService/ApprovePaymentPlan",
        "TagorService/OnlinePaymentReceived",
        "Actions/SendMail",
        "Actions/SendSms",
        "Message/Add",
    }
    states = {name: found[f"tagor.permission.{name}"].state for name in tried | named}
    assert {name for name, state in states.items() if state is State.OK} == tried
    assert {name for name, state in states.items() if state is State.UNKNOWN} == named


def test_the_rules_for_plans_are_part_of_it(well: PracticeOffice) -> None:
    assert by_name(examine())["plans.rules"].state is State.OK


def test_an_unknown_letter_is_a_refusal(well: PracticeOffice) -> None:
    found = by_name(examine(letter_hash="no-such-hash"))
    name = "tagor.permission.TagorService/HashToFile"
    assert found[name].state is State.WARN
    assert "hash-unknown" in found[name].words


def test_no_person_and_no_secret_is_in_any_finding(well: PracticeOffice, settings: Settings) -> None:
    file = well.file()
    said = repr(examine(letter_hash=file.hash, file_id=file.file_id))
    for secret in (file.hash, file.pin, file.name, file.file, settings.TAGOR_API_KEY, settings.SECRET_KEY):
        assert secret not in said


def test_an_empty_configuration_says_what_is_missing(settings: Settings, db: None) -> None:
    settings.TAGOR_URL = settings.TAGOR_API_KEY = ""
    settings.SIPS_ALLOWED_HOSTS = []
    found = by_name(examine())
    assert found["tagor.address"].state is State.OFF
    assert "TAGOR_URL" in found["tagor.address"].remedy
    assert found["sips.hosts"].state is State.OFF
    assert found["office.row"].state is State.BAD
    for system in ("dossierdata", "cirrus", "aptic", "digioffice"):
        assert found[f"{system}.address"].state is State.OFF


def test_a_call_that_is_not_allowed_is_named(well: PracticeOffice) -> None:
    refused = Subject(well.file().file_id, credential=Credential("Hash", "of-nobody"))
    probe = build_probe()
    found = by_name(list(examine_permissions(probe.client, refused)))
    probe.client.close()
    info = found["tagor.permission.TagorService/GetDosInfo"]
    assert info.state is State.BAD
    assert "no right" in info.words
    assert found["tagor.permission.Dossier/GetLines"].state is State.OK


def test_clocks_that_differ_are_told() -> None:
    def heard(date: str, at: datetime) -> Heard:
        return Heard(Answer(200, {"date": date}, b""), at=at.timestamp(), took_s=0.01)

    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    date = "Sun, 22 Nov 2026 12:00:00 GMT"
    assert check_clock(heard(date, noon)).state is State.OK
    assert check_clock(heard(date, noon + timedelta(minutes=1))).state is State.WARN
    assert check_clock(heard(date, noon - timedelta(minutes=6))).state is State.BAD
    assert check_clock(heard("yesterday", noon)).state is State.UNKNOWN


def test_a_check_that_fails_is_one_finding_and_hides_no_other(caplog: pytest.LogCaptureFixture) -> None:
    def look() -> Iterator[Finding]:
        yield ok("tagor.first", "Well.")
        raise ValueError("mr Janssens of file 26/1")

    found = list(_collect("tagor", look))
    assert [(one.name, one.state) for one in found] == [
        ("tagor.first", State.OK),
        ("tagor.check", State.UNKNOWN),
    ]
    assert "ValueError" in found[1].words
    assert f"tagor failed: ValueError at {__file__}:" in caplog.text
    assert "Janssens" not in repr(found) + caplog.text
