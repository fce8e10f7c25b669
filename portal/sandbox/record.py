"""The base of every stored record of the practice office."""

from pydantic import BaseModel


class Record(BaseModel):
    """A record that is validated again whenever a field changes."""

    model_config = {"validate_assignment": True}
