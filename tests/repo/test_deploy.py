"""What is deployed exists, and is locked in as the docs say."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped] # comes with the tools of tests
from django.conf import settings
from django.core.management import get_commands

from tests.repo.files import ROOT

KUBERNETES, SYSTEMD = ROOT / "deploy/kubernetes", ROOT / "deploy/systemd"
UNITS = sorted(SYSTEMD.glob("*.service"))
SHOWN = re.compile(r"^(?:# )?([A-Z][A-Z0-9_]*)=", re.MULTILINE)
DEPLOY = (ROOT / "docs/deploy.md").read_text("utf-8")
SETTINGS = (ROOT / ".env.example").read_text("utf-8")
SELECTOR = {"matchLabels": {"app.kubernetes.io/part-of": "portal"}}
STEPS = ["migrate", "limit_database_role"]
COMMAND = re.compile(r"manage\.py,? ([a-z_]+)")


def list_manifests() -> Iterator[dict[str, Any]]:
    for path in sorted(KUBERNETES.glob("*.yaml")):
        if path.name != "kustomization.yaml":
            yield from yaml.safe_load_all(path.read_text("utf-8"))


def list_pods() -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and specification of the pods of everything that runs."""
    for manifest in list_manifests():
        spec = manifest.get("spec", {})
        spec = spec.get("jobTemplate", {}).get("spec", spec)
        if "template" in spec:
            yield manifest["metadata"]["name"], spec["template"]["spec"]


def test_each_manifest_is_listed() -> None:
    listed = yaml.safe_load((KUBERNETES / "kustomization.yaml").read_text("utf-8"))["resources"]
    assert sorted([*listed, "kustomization.yaml"]) == sorted(path.name for path in KUBERNETES.iterdir())


def test_each_setting_that_is_given_is_one() -> None:
    (given,) = yaml.safe_load((KUBERNETES / "kustomization.yaml").read_text("utf-8"))["configMapGenerator"]
    names = {pair.partition("=")[0] for pair in given["literals"]}
    assert names <= set(SHOWN.findall(SETTINGS))
    assert "ALLOWED_HOSTS" not in names  # it follows PORTAL_URL, which an overlay sets


def test_pods_have_no_rights_and_write_nowhere() -> None:
    pods = dict(list_pods())
    assert set(pods) == {"portal", "worker", "portal-migrate", "portal-backup"}
    for name, pod in pods.items():
        assert pod["securityContext"]["runAsNonRoot"], name
        assert pod["automountServiceAccountToken"] is False, name
        for container in pod["containers"]:
            context = container["securityContext"]
            assert context["readOnlyRootFilesystem"], name
            assert context["capabilities"] == {"drop": ["ALL"]}, name
            assert container["resources"]["limits"]["memory"], name


def test_the_portal_is_asked_whether_it_lives_and_whether_it_can_serve() -> None:
    (container,) = dict(list_pods())["portal"]["containers"]
    probes = {name: container[name]["exec"]["command"] for name in container if name.endswith("Probe")}
    assert (ROOT / "deploy/healthcheck.py").exists()
    assert probes["readinessProbe"][-1] == "/readyz"
    assert {command[1] for command in probes.values()} == {"deploy/healthcheck.py"}


def read_overlay() -> dict[str, Any]:
    """The overlay as docs/deploy.md shows it, with what it shows as a comment."""
    (shown,) = re.findall(r"```yaml\n(resources: .*?)```", DEPLOY, re.DOTALL)
    return dict(yaml.safe_load(shown.replace("  # - {", "  - {")))


def test_the_steps_of_a_release_bring_the_migration_with_all_it_needs_and_then_the_rest() -> None:
    """Settings and secrets have other names after each change, so they must come before the migration."""
    (names,) = re.findall(r"kubectl apply -k overlay -l 'app\.kubernetes\.io/name notin \((.*)\)'", DEPLOY)
    later = set(names.split(", "))
    assert later == {"portal", "worker"}
    for manifest in list_manifests():
        waits = manifest["metadata"].get("labels", {}).get("app.kubernetes.io/name") in later
        assert waits or manifest["kind"] != "Deployment"
        assert not waits or manifest["kind"] in {"Deployment", "Service"}, manifest["metadata"]["name"]
    generated = {
        one["name"] for kind in ("configMap", "secret") for one in read_overlay()[f"{kind}Generator"]
    }
    (container,) = dict(list_pods())["portal-migrate"]["containers"]
    assert generated == {next(iter(ref.values()))["name"] for ref in container["envFrom"]}
    assert "kubectl -n portal wait --for=condition=complete --timeout=" in DEPLOY


@pytest.mark.skipif(not shutil.which("kubectl"), reason="no kubectl")
def test_the_overlay_of_the_docs_is_rendered(tmp_path: Path) -> None:
    shutil.copytree(KUBERNETES, tmp_path / "deploy/kubernetes")
    (tmp_path / "overlay").mkdir()
    overlay = read_overlay()
    (tmp_path / "overlay/kustomization.yaml").write_text(yaml.safe_dump(overlay))
    for one in (*overlay["configMapGenerator"], *overlay["secretGenerator"]):
        (tmp_path / "overlay" / one["envs"][0]).write_text("PORTAL_URL=https://portal.office.example\n")
    command = ["kubectl", "kustomize", str(tmp_path / "overlay")]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    parts = list(yaml.safe_load_all(made.stdout))
    names = {(part["kind"], part["metadata"]["name"]) for part in parts}
    (job,) = (part for part in parts if part["kind"] == "Job")
    pod = job["spec"]["template"]["spec"]
    assert ("ServiceAccount", pod["serviceAccountName"]) in names
    for ref in pod["containers"][0]["envFrom"]:
        kind = "ConfigMap" if "configMapRef" in ref else "Secret"
        assert (kind, next(iter(ref.values()))["name"]) in names
    assert {part["metadata"]["namespace"] for part in parts} == {overlay["namespace"]}


def test_the_owner_of_the_tables_is_told_to_the_migration_alone_and_gives_the_rights() -> None:
    for name, pod in list_pods():
        refs = [ref.get("secretRef", {}) for ref in pod["containers"][0]["envFrom"]]
        owner = [ref for ref in refs if ref.get("name") == "portal-owner"]
        assert owner == ([{"name": "portal-owner", "optional": True}] if name == "portal-migrate" else [])
        assert not owner or refs[-1] == owner[0]  # the last one counts
    for unit in UNITS:
        files = re.findall(r"^EnvironmentFile=(.*)$", unit.read_text("utf-8"), re.MULTILINE)
        migrates = unit.stem == "portal-migrate"
        assert files == ["/etc/portal/portal.env", *["-/etc/portal/owner.env"] * migrates], unit.name
    for path in (
        SYSTEMD / "portal-migrate.service",
        KUBERNETES / "migrate.yaml",
        ROOT / "deploy/compose.yaml",
    ):
        assert re.findall(r"manage\.py (migrate|limit_\w+)", path.read_text("utf-8")) == STEPS, path.name


def test_units_write_where_the_portal_writes() -> None:
    for name in ("portal", "portal-worker@"):
        text = (SYSTEMD / f"{name}.service").read_text("utf-8")
        (writable,) = re.findall(r"^ReadWritePaths=(.*)$", text, re.MULTILINE)
        (counted,) = re.findall(r"PROMETHEUS_MULTIPROC_DIR=(\S+)", text)
        (home,) = re.findall(r"^WorkingDirectory=(.*)$", text, re.MULTILINE)
        assert writable.split() == [f"{home}/{settings.VAR_DIR.name}", counted]
        migrate = (SYSTEMD / "portal-migrate.service").read_text("utf-8")
        assert (
            f"\nExecStartPre=+/usr/bin/install -d -o portal -g portal -m 0700 {writable.split()[0]}\n"
            in migrate
        )
        assert f"\nRuntimeDirectory={counted.removeprefix('/run/')}\n" in migrate
        assert "\nRequires=portal-migrate.service\n" in text


def test_a_port_that_a_setting_shows_is_open_or_named_where_it_is_opened() -> None:
    text = (KUBERNETES / "network.yaml").read_text("utf-8")
    shown = set(re.findall(r"^(?:# )?[A-Z_]+=\S+:(\d+)\b", SETTINGS, re.MULTILINE))
    shown |= set(re.findall(r"[a-z]://\S+?:(\d+)", SETTINGS))
    assert shown >= {"514", "587", "3310", "4318", "5432", "6379"}
    assert shown <= set(re.findall(r"port: (\d+)", text))
    ready = yaml.safe_load(re.sub("^# ?", "", text[text.index("# apiVersion") :], flags=re.MULTILINE))
    (_portal, everything) = yaml.safe_load_all(text)
    assert (ready["kind"], ready["spec"]["podSelector"]) == (everything["kind"], SELECTOR)


@pytest.mark.parametrize("name", ["portal", "second"])
@pytest.mark.parametrize("owner", [False, True])
def test_a_command_by_hand_has_the_settings_and_the_user_of_the_units(
    name: str, owner: bool, tmp_path: Path
) -> None:
    fake = tmp_path / "systemd-run"
    fake.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    fake.chmod(0o755)
    manage = tmp_path / name / "deploy/systemd/manage"
    manage.parent.mkdir(parents=True)
    shutil.copy(SYSTEMD / "manage", manage)
    command = [str(manage), *["--owner"] * owner, "doctor", "--file", "1 2"]
    environment = {"PATH": f"{tmp_path}:{os.defpath}"}
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    words = told.stdout.splitlines()
    assert words[-5:] == [f"{tmp_path}/{name}/.venv/bin/python", "manage.py", "doctor", "--file", "1 2"]
    files = [word.rpartition("=")[2] for word in words if "EnvironmentFile" in word]
    assert files == [f"/etc/{name}/{name}.env", *[f"/etc/{name}/owner.env"] * owner]
    assert f"--uid={name}" in words


def test_the_units_of_a_second_office_share_nothing_with_the_first(tmp_path: Path) -> None:
    (made,) = re.findall(r"^for unit in portal\*; do\n.*?^done$", DEPLOY, re.DOTALL | re.MULTILINE)
    script = made.replace("/etc/systemd/system", str(tmp_path))
    subprocess.run(["sh", "-eu", "-c", script], cwd=SYSTEMD, check=True)
    names = sorted(path.name for path in SYSTEMD.glob("portal*"))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        name.replace("portal", "second", 1) for name in names
    ]
    for path in tmp_path.iterdir():
        lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
        text = "\n".join(lines).replace("portal.wsgi:application", "").replace("Defendant portal", "")
        assert "portal" not in text, path.name
        assert "8000" not in text


@pytest.mark.parametrize("path", [*UNITS, *KUBERNETES.glob("*.yaml")], ids=lambda path: path.name)
def test_each_command_that_is_run_exists(path: Any) -> None:
    assert set(COMMAND.findall(path.read_text("utf-8"))) <= set(get_commands())


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_units_are_locked_in(path: Any) -> None:
    text = path.read_text("utf-8")
    for line in ("User=portal", "NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet="):
        assert f"\n{line}\n" in text
