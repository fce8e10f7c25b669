"""A system by its OpenAPI document: operations by id, checked on the way out and on the way back."""

from .client import ApiClient, Credential, File, Page, Result
from .document import Document, load_document
from .operation import Media, Operation, Paging, Parameter
from .problems import Busy, DocumentError, InvalidRequest, Problem, Refused
from .schema import Schema

__all__ = [
    "ApiClient",
    "Busy",
    "Credential",
    "Document",
    "DocumentError",
    "File",
    "InvalidRequest",
    "Media",
    "Operation",
    "Page",
    "Paging",
    "Parameter",
    "Problem",
    "Refused",
    "Result",
    "Schema",
    "load_document",
]
