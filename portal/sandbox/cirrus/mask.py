"""Field masks of flask-restx: ``{id,name,account{name}}``; outer braces may be left out, ``*`` is the rest.

Source: https://flask-restx.readthedocs.io/en/latest/mask.html
"""

import re
from typing import Any

_TOKEN = re.compile(r"[{},]|[\w:\-*]+")

Mask = dict[str, "Mask | None"]


class MaskError(ValueError):
    """The mask cannot be read."""


def read_mask(text: str) -> Mask:
    """Raises MaskError."""
    text = text.replace("\n", "").strip()
    if text.startswith("{"):
        if not text.endswith("}"):
            raise MaskError("Missing closing bracket")
        text = text[1:-1]
    if _TOKEN.sub("", text).strip():
        raise MaskError(f"Unexpected token in {text!r}")
    return _read(_TOKEN.findall(text))


def _read(tokens: list[str]) -> Mask:
    mask: Mask = {}
    open_masks = [mask]
    previous = ""
    for sign in tokens:
        if sign == "{":
            if not previous or previous in "{},":
                raise MaskError("Unexpected opening bracket")
            inner: Mask = {}
            open_masks[-1][previous] = inner
            open_masks.append(inner)
        elif sign == "}":
            if len(open_masks) == 1:
                raise MaskError("Unexpected closing bracket")
            open_masks.pop()
        elif sign == ",":
            if not previous or previous in "{,":
                raise MaskError("Unexpected comma")
        else:
            open_masks[-1].setdefault(sign, None)
        previous = sign
    if len(open_masks) > 1:
        raise MaskError("Missing closing bracket")
    return mask


def apply_mask(mask: Mask, data: Any) -> Any:
    """The fields that the mask asks for; a name that the data lacks is ignored."""
    if isinstance(data, list):
        return [apply_mask(mask, one) for one in data]
    if not isinstance(data, dict):
        return data
    asked = {
        name: apply_mask(inner, data[name]) if inner is not None else data[name]
        for name, inner in mask.items()
        if name != "*" and name in data
    }
    rest = {name: value for name, value in data.items() if name not in asked} if "*" in mask else {}
    return asked | rest
