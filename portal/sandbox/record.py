"""The base of everything the practice office keeps."""

from pydantic import BaseModel


class Record(BaseModel):
    """Checked again whenever a field changes."""

    model_config = {"validate_assignment": True}
