"""Programs of ``script`` as modules, without running them."""

import importlib.util
from importlib.machinery import SourceFileLoader
from types import ModuleType

from tests.repo.files import ROOT


def load_script(name: str) -> ModuleType:
    """The program of that file name."""
    loader = SourceFileLoader(name.partition(".")[0].lstrip("_"), str(ROOT / "script" / name))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module
