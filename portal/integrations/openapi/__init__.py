"""A system by its OpenAPI document: operations by id, checked on the way out and on the way back."""

from .answers import Result
from .client import ApiClient, Credential
from .dialect import Dialect
from .document import Document
from .failures import read_problems
from .loading import check_document, find_token_url, load_document, read_document
from .operation import Media, Operation, Paging, Parameter
from .paging import Page
from .problems import Busy, DocumentError, InvalidRequest, Problem, Refused
from .requests import File
from .schema import Schema

__all__ = [
    "ApiClient",
    "Busy",
    "Credential",
    "Dialect",
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
    "check_document",
    "find_token_url",
    "load_document",
    "read_document",
    "read_problems",
]
