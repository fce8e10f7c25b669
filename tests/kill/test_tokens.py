"""A person's token, wanted by several processes at once: one of them refreshes, and may die doing so."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import IO

import httpx
import pytest

from tests.kill.processes import Site
from tests.kill.worker import LONG_AGO
from tests.practice import wait_until
from tests.preloaded import Forked

REFRESH = "create_access_token"
MANY = 5
PATIENT_S, HASTY_S, HOLD_S = "20", "0.5", 60.0


@dataclass(frozen=True)
class Asker:
    """A process that has a person's credential in its hands and waits for the word."""

    process: Forked
    said: IO[str]
    told: IO[str]

    def read(self) -> str:
        return self.said.readline().strip()

    def go(self) -> None:
        self.told.write("go\n")
        self.told.flush()

    def end(self) -> None:
        """SIGKILL: nothing can be tidied up."""
        self.process.kill()
        self.said.close()
        self.told.close()


PROGRAM = "tests.kill.refresher"


def prepare(site: Site) -> str:
    """A person whose access token has ended and can be refreshed; the ended token."""
    pair = site.office.dossierdata_tokens()
    words = ("prepare", pair["access_token"], pair["refresh_token"])
    site.preloaded.log(PROGRAM, *words, to=site.home / "prepare.log").wait()
    return str(pair["access_token"])


@contextmanager
def start(site: Site, number: int, *, wait_s: str = PATIENT_S) -> Iterator[list[Asker]]:
    """So many processes, all ready."""
    with ExitStack() as stack:
        askers = [start_one(site, stack, wait_s) for _ in range(number)]
        assert [one.read() for one in askers] == ["ready"] * number
        yield askers


def start_one(site: Site, stack: ExitStack, wait_s: str) -> Asker:
    (its_input, ours), (theirs, its_output) = os.pipe(), os.pipe()
    with (site.home / "ask.log").open("ab") as log:
        process = site.preloaded.start(PROGRAM, "ask", wait_s, files=(its_input, its_output, log.fileno()))
    for one in (its_input, its_output):
        os.close(one)
    asker = Asker(process, said=os.fdopen(theirs), told=os.fdopen(ours, "w"))
    stack.callback(asker.end)
    return asker


def ask_all(site: Site, number: int, *, wait_s: str = PATIENT_S) -> list[str]:
    """What so many processes get that ask at the same moment."""
    with start(site, number, wait_s=wait_s) as askers:
        for one in askers:
            one.go()
        return [one.read() for one in askers]


def count_refreshes(site: Site) -> int:
    return len(site.office.calls(REFRESH))


def end_lease(site: Site) -> None:
    """As if the lease had been taken long ago."""
    ((left,),) = site.read("SELECT count(*) FROM crm_crmtoken WHERE refreshing_until IS NOT NULL")
    assert left == 1
    site.write("UPDATE crm_crmtoken SET refreshing_until = ?", site.write_moment(LONG_AGO))


def is_good(site: Site, token: str) -> bool:
    """Whether DossierData takes it."""
    headers = {"Authorization": f"Bearer {token}"}
    address = f"{site.office.dossierdata_url}/note"
    return httpx.get(address, headers=headers, trust_env=False).status_code == httpx.codes.OK


@pytest.mark.sqlite
def test_one_of_many_processes_refreshes_and_all_get_the_new_token(site: Site) -> None:
    old = prepare(site)
    site.office.fault("dossierdata", "slow", operation=REFRESH, seconds=1.0)
    got = ask_all(site, MANY)
    assert len(set(got)) == 1
    assert got[0] != old
    assert is_good(site, got[0])
    assert not is_good(site, old)
    assert count_refreshes(site) == 1


def test_fresh_token_is_asked_for_by_nobody(site: Site) -> None:
    prepare(site)
    first = ask_all(site, 1)
    assert ask_all(site, MANY) == first * MANY
    assert count_refreshes(site) == 1


def kill_while_refreshing(site: Site) -> None:
    """A process reaches the call, which the office holds before it has done anything, and is killed."""
    site.office.fault("dossierdata", "slow", operation=REFRESH, seconds=HOLD_S, times=1)
    with start(site, 1) as (asker,):
        asker.go()
        wait_until(lambda: count_refreshes(site) == 1, 20)
        asker.end()
    site.office.clear_faults()


def test_others_wait_for_the_lease_of_a_killed_process_and_then_go_on(site: Site) -> None:
    prepare(site)
    kill_while_refreshing(site)
    assert ask_all(site, 2, wait_s=HASTY_S) == ["Unavailable"] * 2
    assert count_refreshes(site) == 1
    end_lease(site)
    got = ask_all(site, MANY)
    assert len(set(got)) == 1
    assert is_good(site, got[0])
    assert count_refreshes(site) == 2


def test_answer_lost_on_the_way_asks_the_person_to_sign_in_again(site: Site) -> None:
    """The old pair is gone and nobody has the new one: the truth, told to all, with one more question."""
    prepare(site)
    site.office.fault("dossierdata", "drop", operation=REFRESH, times=1)
    assert ask_all(site, 1) == ["OutcomeUnknown"]
    assert ask_all(site, MANY) == ["SignInAgainError"] * MANY
    assert count_refreshes(site) == 2
