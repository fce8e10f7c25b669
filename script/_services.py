"""A PostgreSQL cluster and a Redis of the tests' own: on free ports of 127.0.0.1, in a throw-away folder.

Standard library only.
"""

import grp
import os
import pwd
import shutil
import subprocess
from pathlib import Path

from _processes import Failed, Program, find_free_port, start

# Nothing in the cluster has to survive a power cut.
POSTGRES_OPTIONS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=400",
    "unix_socket_directories=",
)


def start_postgres(folder: Path, *, env: dict[str, str]) -> tuple[Program, str]:
    """Make and start a cluster under ``folder``; the program and the URL of its superuser.

    Raises: Failed when the programs are missing or the cluster does not come up.
    """
    programs = find_postgres_dir()
    port = find_free_port()
    data = folder / "postgres"
    data.mkdir()
    prefix = _as_postgres(folder, data)
    initdb = [f"{programs}/initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-sync"]
    made = subprocess.run(
        [*prefix, *initdb, "--locale=C.UTF-8", f"--pgdata={data}"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise Failed(f"initdb failed:\n{made.stdout}{made.stderr}")
    options = [part for option in POSTGRES_OPTIONS for part in ("-c", option)]
    command = [f"{programs}/postgres", "-D", str(data), "-h", "127.0.0.1", "-p", str(port), *options]
    program = start("postgresql", [*prefix, *command], env=env, log_dir=folder, cwd=folder)
    return program, f"postgres://postgres@127.0.0.1:{port}/postgres"


def find_postgres_dir() -> Path:
    """The folder with ``initdb``: PATH, or where Debian keeps it. Raises: Failed."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    if not found:
        raise Failed("PostgreSQL's initdb is not here.")
    return found[-1].parent


def _as_postgres(folder: Path, data: Path) -> list[str]:
    """PostgreSQL refuses to run as root: the words before a command that make it somebody else."""
    if os.geteuid() != 0:
        return []
    account = pwd.getpwnam("postgres")
    folder.chmod(0o755)
    os.chown(data, account.pw_uid, account.pw_gid)
    group = grp.getgrgid(account.pw_gid).gr_name
    return ["setpriv", f"--reuid={account.pw_name}", f"--regid={group}", "--init-groups", "--"]


def start_redis(folder: Path, *, env: dict[str, str]) -> tuple[Program, str]:
    """Start a Redis that keeps nothing; the program and its URL. Raises: Failed when it is missing."""
    server = shutil.which("redis-server") or shutil.which("valkey-server")
    if not server:
        raise Failed("redis-server is not here.")
    port = find_free_port()
    data = folder / "redis"
    data.mkdir()
    options = {"--port": port, "--bind": "127.0.0.1", "--save": "", "--dir": data, "--databases": 64}
    command = [server, *(str(word) for pair in options.items() for word in pair)]
    program = start("redis", command, env=env, log_dir=folder, cwd=folder)
    return program, f"rediscache://127.0.0.1:{port}/0"
