"""A client for a system by its OpenAPI document: operations by id; requests and answers are checked."""

from portal.integrations.openapi.client import ApiClient, Credential
from portal.integrations.openapi.dialect import Dialect
from portal.integrations.openapi.document import Document
from portal.integrations.openapi.failures import read_problems
from portal.integrations.openapi.loading import check_document, find_token_url, load_document, read_document
from portal.integrations.openapi.operation import Media, Operation, Paging, Parameter
from portal.integrations.openapi.paging import Page
from portal.integrations.openapi.problems import (
    AskAgain,
    Busy,
    DocumentError,
    DocumentUnusable,
    InvalidRequest,
    Problem,
    Refused,
)
from portal.integrations.openapi.requests import File
from portal.integrations.openapi.responses import Result
from portal.integrations.openapi.schema import Schema
from portal.integrations.openapi.wire import dump_json

__all__ = [
    "ApiClient",
    "AskAgain",
    "Busy",
    "Credential",
    "Dialect",
    "Document",
    "DocumentError",
    "DocumentUnusable",
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
    "dump_json",
    "find_token_url",
    "load_document",
    "read_document",
    "read_problems",
]
