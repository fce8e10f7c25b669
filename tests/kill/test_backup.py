"""What was backed up comes back whole, into an empty database only, and only with its key."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.kill.processes import Site
from tests.migrated import run_statement
from tests.prepared import Prepared
from tests.processes import run_manage

pytestmark = pytest.mark.sqlite


@contextmanager
def make_empty(site: Site, prepared: Prepared, home: Path) -> Iterator[str]:
    """A database of the same kind with nothing in it."""
    if site.is_sqlite:
        yield f"sqlite:///{home / 'restored.sqlite3'}"
        return
    with prepared.make_postgres(os.environ["TEST_POSTGRES_URL"]) as url:
        yield url


@pytest.fixture
def empty(site: Site, prepared: Prepared, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The settings of the portal with an empty database."""
    with make_empty(site, prepared, tmp_path) as url:
        yield site.environment | {"DATABASE_URL": url}


@pytest.fixture
def backup(site: Site, tmp_path: Path) -> Path:
    """A backup of the site, with its key beside it."""
    key = tmp_path / "key"
    recipient = site.manage("backup", str(key), "--make-key").strip().splitlines()[-1]
    made = tmp_path / "portal.age"
    site.manage("backup", str(made), "--recipient", recipient)
    return made


def restore(environment: dict[str, str], backup: Path, key: str = "key") -> str:
    return run_manage("restore", str(backup), "--key", str(backup.with_name(key)), environment=environment)


def test_a_backup_comes_back_whole_and_only_into_an_empty_database(
    site: Site, backup: Path, empty: dict[str, str]
) -> None:
    assert backup.stat().st_mode & 0o077 == 0
    assert backup.read_bytes().startswith(b"age-encryption.org/v1")
    said = restore(empty, backup)
    assert "the audit trail holds" in said
    assert "migrations to run: 0" in said
    (acts,) = site.read("SELECT max(number) FROM audit_event")
    assert f"acts in the trail: {acts[0]}" in said
    with pytest.raises(AssertionError, match="not empty"):
        restore(empty, backup)
    assert run_manage("doubt_deliveries", environment=empty).strip() == "deliveries to ask about: 0"


def test_with_two_roles_the_steps_that_restore_tells_lead_to_a_portal_that_reads(
    site: Site, backup: Path, empty: dict[str, str]
) -> None:
    """The owner restores; until it gave the rights, the role of portal and worker may read nothing."""
    if site.is_sqlite:
        pytest.skip("only PostgreSQL has roles")
    said = restore(empty, backup)
    owner = urlsplit(empty["DATABASE_URL"])
    role = f"portal_{owner.path.removeprefix('/')}"
    run_statement(empty["DATABASE_URL"], f"CREATE ROLE {role} LOGIN")
    try:
        netloc = f"{role}@{owner.netloc.rpartition('@')[2]}"
        portal = empty | {"DATABASE_URL": owner._replace(netloc=netloc).geturl()}
        with pytest.raises(AssertionError, match="permission denied"):
            run_manage("doubt_deliveries", environment=portal)
        for command in re.findall(r"manage\.py (\w+)( ROLE)?", said):
            name, takes_role = command
            is_owners = name in {"migrate", "limit_database_role"}
            run_manage(name, *[role] * bool(takes_role), environment=empty if is_owners else portal)
    finally:
        run_statement(empty["DATABASE_URL"], f"DROP OWNED BY {role}; DROP ROLE {role}")


def test_without_its_key_or_damaged_nothing_is_restored(
    site: Site, backup: Path, empty: dict[str, str]
) -> None:
    site.manage("backup", str(backup.with_name("other")), "--make-key")
    with pytest.raises(AssertionError, match="not for this key"):
        restore(empty, backup, key="other")
    whole = backup.read_bytes()
    backup.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(AssertionError, match=r"damaged|failed"):
        restore(empty, backup)
    backup.write_bytes(whole)
    assert "the audit trail holds" in restore(empty, backup)


def test_a_trail_that_somebody_changed_does_not_pass(
    site: Site, tmp_path: Path, empty: dict[str, str]
) -> None:
    site.manage("make_roles")
    (seal,) = site.read("SELECT max(seal) FROM audit_event WHERE number = 1")
    site.write("UPDATE audit_event SET seal = 'x' WHERE number = 1")
    key, made = tmp_path / "key", tmp_path / "portal.age"
    recipient = site.manage("backup", str(key), "--make-key").strip().splitlines()[-1]
    site.manage("backup", str(made), "--recipient", recipient)
    site.write("UPDATE audit_event SET seal = ? WHERE number = 1", seal[0])
    with pytest.raises(AssertionError, match="does not hold from number 1"):
        restore(empty, made)
