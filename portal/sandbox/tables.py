"""The tables and texts of the practice office: TOML in ``data/``, next to this module."""

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter

DATA_DIR = Path(__file__).parent / "data"
T = TypeVar("T")


def read_table(name: str, shape: type[T]) -> T:
    """``data/<name>.toml`` as ``shape``. Raises ValidationError when it does not have that shape."""
    with (DATA_DIR / f"{name}.toml").open("rb") as file:
        return TypeAdapter(shape).validate_python(tomllib.load(file))
