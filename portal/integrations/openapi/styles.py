"""How a parameter is written in a URL or a header. Source: OpenAPI 3.1, "Style Values" and RFC 6570."""

from collections.abc import Mapping, Sequence

from portal.integrations.openapi.operation import Parameter

Texts = str | Sequence[str] | Mapping[str, str]


def write_query(parameter: Parameter, value: Texts) -> dict[str, list[str]]:
    """The query parameters for a value: one name with several texts, or several names."""
    name = parameter.name
    if isinstance(value, str):
        return {name: [value]}
    if isinstance(value, Mapping):
        if parameter.style == "deepObject":
            return {f"{name}[{key}]": [text] for key, text in value.items()}
        if parameter.is_exploded:
            return {key: [text] for key, text in value.items()}
        return {name: [parameter.separator.join(_flatten(value))]}
    return {name: list(value) if parameter.is_exploded else [parameter.separator.join(value)]}


def write_simple(parameter: Parameter, value: Texts) -> str:
    """A value in a header, or in a path of the simple style: with commas."""
    if isinstance(value, Mapping) and parameter.is_exploded:
        return ",".join(f"{key}={text}" for key, text in value.items())
    return value if isinstance(value, str) else ",".join(_flatten(value))


def write_path(parameter: Parameter, value: Texts) -> str:
    """A value in a path, its parts escaped already: "a,b", ".a.b" (label) or ";name=a,b" (matrix)."""
    if parameter.style == "label":
        return "." + (".".join(_pairs(value)) if parameter.is_exploded else _join(value))
    if parameter.style == "matrix":
        if parameter.is_exploded and not isinstance(value, str):
            named = (
                _pairs(value) if isinstance(value, Mapping) else [f"{parameter.name}={one}" for one in value]
            )
            return "".join(f";{one}" for one in named)
        return f";{parameter.name}={_join(value)}"
    return write_simple(parameter, value)


def _pairs(value: Texts) -> list[str]:
    if isinstance(value, Mapping):
        return [f"{key}={text}" for key, text in value.items()]
    return [value] if isinstance(value, str) else list(value)


def _join(value: Texts) -> str:
    return value if isinstance(value, str) else ",".join(_flatten(value))


def _flatten(value: Sequence[str] | Mapping[str, str]) -> list[str]:
    if isinstance(value, Mapping):
        return [part for pair in value.items() for part in pair]
    return list(value)
