"""Letter link, sign-in and sign-out. Being written."""

from django.http import HttpRequest, HttpResponse


def letter(request: HttpRequest) -> HttpResponse:
    raise NotImplementedError


def link(request: HttpRequest, hash: str) -> HttpResponse:  # noqa: A002 - the address's own word
    raise NotImplementedError


def sign_in_page(request: HttpRequest) -> HttpResponse:
    raise NotImplementedError


def sign_out_page(request: HttpRequest) -> HttpResponse:
    raise NotImplementedError
