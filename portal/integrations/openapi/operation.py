"""One operation of a document: its parameters, bodies and documented answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from portal.integrations.openapi.media_types import RANGES, get_essence, is_json
from portal.integrations.openapi.pointers import escape, to_pointer
from portal.integrations.openapi.schema import LONGEST_CHAIN, Resolve, Schema

In = Literal["path", "query", "header", "cookie"]
Paging = Literal["", "numbers", "links", "skip"]
"""How a list is paged.

numbers: ``page`` and ``per_page``. links: ``perPage`` and links in the answer. skip: ``$skip`` and ``$top``.
Empty: all at once, or not a list.
"""

# The last is not in OpenAPI 3: only Swagger 2.0 has tab-separated lists.
SEPARATORS = {"spaceDelimited": " ", "pipeDelimited": "|", "tabDelimited": "\t"}


@dataclass(frozen=True)
class Parameter:
    """One parameter of an operation. ``raw`` is its complete object in the document."""

    name: str
    where: In
    is_required: bool
    description: str
    schema: Schema
    example: Any = None
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False)
    is_json: bool = False

    @property
    def style(self) -> str:
        """How a list or an object is written: form, simple, deepObject, matrix, label …"""
        return str(self.raw.get("style") or ("form" if self.where in ("query", "cookie") else "simple"))

    @property
    def is_exploded(self) -> bool:
        """Whether each value of a list or object is written separately rather than joined."""
        return bool(self.raw.get("explode", self.style in ("form", "deepObject")))

    @property
    def separator(self) -> str:
        """The separator of a list that is sent as one value."""
        return SEPARATORS.get(str(self.raw.get("style", "")), ",")


@dataclass(frozen=True)
class Media:
    """A body in one media type. ``schema`` is None where the document shows none.

    ``encoding``: how the fields of a form are sent, where the document says so.
    """

    media_type: str
    schema: Schema | None
    example: Any = field(default=None, repr=False)
    is_required: bool = True
    encoding: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def is_json(self) -> bool:
        """Whether it is JSON, or a range that includes JSON."""
        return is_json(self.media_type) or self.media_type in RANGES

    @property
    def is_multipart(self) -> bool:
        """Whether it is a form with files."""
        return self.media_type.startswith("multipart/")


@dataclass(frozen=True)
class Operation:
    """One operation. ``raw`` is its complete object in the document."""

    operation_id: str
    method: str
    path: str
    raw: Mapping[str, Any] = field(repr=False)
    shared: tuple[Any, ...] = field(repr=False)
    resolve: Resolve = field(repr=False, compare=False)

    @property
    def tag(self) -> str:
        """The first tag, or ""."""
        return next(iter(self.raw.get("tags", ())), "")

    @property
    def summary(self) -> str:
        """The document's own title."""
        return str(self.raw.get("summary", ""))

    @property
    def description(self) -> str:
        """The document's own words."""
        return str(self.raw.get("description", ""))

    @property
    def is_deprecated(self) -> bool:
        """Whether the document marks it as deprecated."""
        return bool(self.raw.get("deprecated", False))

    @property
    def evidence(self) -> str:
        """How certain method and path are: seed, public, inferred; "" when the document does not say."""
        return str(self.raw.get("x-evidence", ""))

    @property
    def pointer(self) -> str:
        """Where it stands in the document."""
        return f"#/paths/{escape(self.path)}/{self.method.lower()}"

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """All parameters; its own win over those of the path."""
        found: dict[tuple[str, str], Parameter] = {}
        parent = self.pointer.rpartition("/")[0]
        placed = [(f"{parent}/parameters/{number}", raw) for number, raw in enumerate(self.shared)]
        own = enumerate(self.raw.get("parameters", ()))
        placed += [(f"{self.pointer}/parameters/{number}", raw) for number, raw in own]
        for place, raw in placed:
            raw, place = self._follow(raw, place)  # noqa: PLW2901
            schema, is_json_text = self._read_parameter_schema(raw, place)
            found[raw["name"], raw["in"]] = Parameter(
                name=raw["name"],
                where=raw["in"],
                is_required=bool(raw.get("required", False)),
                description=str(raw.get("description", "")),
                schema=schema,
                example=raw.get("example"),
                raw=raw,
                is_json=is_json_text,
            )
        return tuple(found.values())

    def _read_parameter_schema(self, raw: Mapping[str, Any], place: str) -> tuple[Schema, bool]:
        """The schema of a parameter, and whether its value is written as JSON (``content``)."""
        for kind, said in raw.get("content", {}).items():
            where = f"{place}/content/{escape(kind)}/schema"
            return Schema.make(said.get("schema", {}), where, self.resolve), is_json(get_essence(kind))
        return Schema.make(raw.get("schema", {}), f"{place}/schema", self.resolve), False

    def get_parameter(self, name: str, where: In = "query") -> Parameter | None:
        """One parameter by its name."""
        return next((one for one in self.parameters if (one.name, one.where) == (name, where)), None)

    @cached_property
    def bodies(self) -> Mapping[str, Media]:
        """What may be sent, by media type; empty when it takes no body."""
        raw, place = self._follow(self.raw.get("requestBody", {}), f"{self.pointer}/requestBody")
        return self._read_content(raw, place, is_required=bool(raw.get("required", False)))

    @property
    def body(self) -> Media | None:
        """The body in the first media type of the document."""
        return next(iter(self.bodies.values()), None)

    def find_answer(self, status: int) -> Mapping[str, Media] | None:
        """The documented answer for a status, by media type; None when the status is not documented.

        Where one success is documented, another one is taken for it: the default is then about failures. A
        redirect is documented by its own status only.
        """
        responses = self.raw.get("responses", {})
        others = [key for key in responses if key.startswith("2")] if 200 <= status < 300 else []
        last = [] if 300 <= status < 400 else ["default"]
        for key in (str(status), f"{status // 100}XX", *others, *last):
            if key in responses:
                raw, place = self._follow(responses[key], f"{self.pointer}/responses/{key}")
                return self._read_content(raw, place)
        return None

    @cached_property
    def answers(self) -> Mapping[str, Media | None]:
        """The documented answers by status ("200", "2XX", "default"); None for one without a body."""
        found: dict[str, Media | None] = {}
        for key, said in self.raw.get("responses", {}).items():
            raw, place = self._follow(said, f"{self.pointer}/responses/{key}")
            found[key] = next(iter(self._read_content(raw, place).values()), None)
        return found

    @cached_property
    def answer(self) -> Media | None:
        """The body of the first documented success."""
        return next((media for key, media in self.answers.items() if key.startswith("2") and media), None)

    @property
    def errors(self) -> Mapping[str, Media | None]:
        """The documented failures by status, "default" among them."""
        return {key: media for key, media in self.answers.items() if key[0] in "45d"}

    @cached_property
    def paging(self) -> Paging:
        """How the list is paged, judging by its parameters."""
        names = {one.name for one in self.parameters if one.where == "query"}
        if {"page", "per_page"} <= names:
            return "numbers"
        if "perPage" in names:
            return "links"
        return "skip" if {"$skip", "$top"} <= names else ""

    @cached_property
    def items_key(self) -> str:
        """The field of the answer that holds the rows; "" when the answer itself is the list, or no list."""
        schema = self.answer.schema if self.answer else None
        if schema is None or schema.type == "array":
            return ""
        wanted = ("items", "data", "value", "webHooks")
        lists = [name for name, one in schema.properties.items() if one.type == "array"]
        return next((name for name in wanted if name in lists), lists[0] if self.paging and lists else "")

    @property
    def is_list(self) -> bool:
        """Whether a successful answer is a list of rows."""
        return self.item_schema is not None

    @cached_property
    def item_schema(self) -> Schema | None:
        """One row of a list."""
        schema = self.answer.schema if self.answer else None
        if schema is None:
            return None
        if schema.type == "array":
            return schema.items or Schema.make({}, f"{schema.pointer}/items", self.resolve)
        rows = schema.properties.get(self.items_key)
        return None if rows is None else rows.items or Schema.make({}, f"{rows.pointer}/items", self.resolve)

    def _follow(self, raw: Any, place: str) -> tuple[Mapping[str, Any], str]:
        """The target of a reference, and its place. Raises: ValueError when it has none."""
        for _step in range(LONGEST_CHAIN):
            if "$ref" not in raw:
                return raw, place
            place, raw = to_pointer(raw["$ref"]), self.resolve(raw["$ref"])
        raise ValueError("references in a circle")

    def _read_content(
        self, raw: Mapping[str, Any], place: str, *, is_required: bool = True
    ) -> Mapping[str, Media]:
        found = {}
        for written, said in raw.get("content", {}).items():
            kind, step = get_essence(written), escape(written)
            schema = (
                Schema.make(said["schema"], f"{place}/content/{step}/schema", self.resolve)
                if "schema" in said
                else None
            )
            found[kind] = Media(kind, schema, self._read_example(said), is_required, said.get("encoding", {}))
        return found

    def _read_example(self, said: Mapping[str, Any]) -> Any:
        if "example" in said:
            return said["example"]
        for one in said.get("examples", {}).values():
            return self._follow(one, "")[0].get("value")
        return None
