"""What is deployed exists, and is locked in as the docs say."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped] # comes with the tools of tests
from django.core.management import get_commands

from tests.repo.files import ROOT

KUBERNETES, SYSTEMD = ROOT / "deploy/kubernetes", ROOT / "deploy/systemd"
UNITS = sorted(SYSTEMD.glob("*.service"))
SHOWN = re.compile(r"^(?:# )?([A-Z][A-Z0-9_]*)=", re.MULTILINE)
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
    known = set(SHOWN.findall((ROOT / ".env.example").read_text("utf-8")))
    (settings,) = yaml.safe_load((KUBERNETES / "kustomization.yaml").read_text("utf-8"))["configMapGenerator"]
    assert {pair.partition("=")[0] for pair in settings["literals"]} <= known


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


@pytest.mark.parametrize("path", [*UNITS, *KUBERNETES.glob("*.yaml")], ids=lambda path: path.name)
def test_each_command_that_is_run_exists(path: Any) -> None:
    assert set(COMMAND.findall(path.read_text("utf-8"))) <= set(get_commands())


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_units_are_locked_in(path: Any) -> None:
    text = path.read_text("utf-8")
    for line in ("User=portal", "NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet="):
        assert f"\n{line}\n" in text
