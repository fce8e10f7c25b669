"""How the scripts find uv on a machine that has none."""

import importlib
from types import ModuleType

import pytest

from tests.repo.files import ROOT


@pytest.fixture
def uv_wheel(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module of the scripts that fetches uv's wheel."""
    monkeypatch.syspath_prepend(str(ROOT / "script"))
    return importlib.import_module("_uv_wheel")


def wheel(version: str, platform: str, **more: object) -> dict[str, object]:
    """One file as a package index names it."""
    return {"filename": f"uv-{version}-py3-none-{platform}.whl", **more}


def test_newest_wheel_of_the_platform_is_chosen(uv_wheel: ModuleType) -> None:
    linux = "manylinux_2_17_x86_64.manylinux2014_x86_64"
    files = [
        wheel("0.9.9", linux),
        wheel("0.13.9", linux),
        wheel("0.14.0", "manylinux_2_28_aarch64"),
        wheel("0.15.0", linux, yanked="broken"),
        wheel("0.16.0rc1", linux),
        {"filename": "uv-0.17.0.tar.gz"},
    ]
    assert uv_wheel.choose_wheel(files, tag="manylinux_.*x86_64") == wheel("0.13.9", linux)


def test_platform_without_a_wheel_is_refused(uv_wheel: ModuleType) -> None:
    with pytest.raises(ValueError, match="sparc"):
        uv_wheel.choose_wheel([wheel("0.13.9", "win32")], tag="manylinux_.*sparc")
