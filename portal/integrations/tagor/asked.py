"""The input of one call of an operation, before it is wrapped."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.integrations.tagor.wire import envelope


@dataclass(frozen=True, slots=True)
class Asked:
    """The input of a call: flat scalars, context rows (None: no context at all), further datasets.

    ``as_user`` is the user that the office's API key acts as for this call (it needs that right).
    """

    scalars: Mapping[str, Any] = field(default_factory=dict, repr=False)
    context: Mapping[str, str] | None = None
    datasets: Mapping[str, Sequence[envelope.Row]] = field(default_factory=dict, repr=False)
    no_body: bool = False
    as_user: str | None = None

    def build_content(self) -> bytes | None:
        """Raises ValueError for a user on an operation that takes no context."""
        if self.as_user and self.context is None:
            raise ValueError("this operation cannot be called as a user")
        if self.no_body:
            return None
        datasets = dict(self.datasets)
        if self.context is not None:
            rows = dict(self.context) | ({"user-login": self.as_user} if self.as_user else {})
            datasets = {envelope.CONTEXT: envelope.build_context(rows), **datasets}
        return json.dumps(envelope.build_body(self.scalars, datasets), allow_nan=False).encode()


def write_flag(value: bool) -> str:  # noqa: FBT001 - a context row holds text
    """A yes or no in a context row."""
    return "true" if value else "false"
