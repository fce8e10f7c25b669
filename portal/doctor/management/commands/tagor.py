"""Asks Tagor one operation and prints the raw and the parsed answer, with secrets and people hidden.

  manage.py tagor Dossier/GetLines TDOS_Id=9000000000000000001 is-defendant=true
  manage.py tagor Dossier/Search --body filter.json --as j.peeters
  manage.py tagor TagorService/GetDosInfo TDOS_Id=9000000000000000001 --hash -

name=value fills the context, or the named value of an operation without one. What writes at the office is
refused without --write.
"""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.doctor.secrets import read_secret
from portal.doctor.tagor.masks import mask
from portal.doctor.tagor.operations import AskedWrongly, find_operation
from portal.doctor.tagor.probe import Probe, build_probe
from portal.doctor.tagor.requests import Asking, build_request, is_write
from portal.doctor.tagor.responses import dump, read_answer, send
from portal.integrations.errors import IntegrationError, UnexpectedResponse
from portal.integrations.exchange import Answer
from portal.integrations.tagor.auth import build_pin_token, get_credential_header
from portal.integrations.tagor.operations import Operation
from portal.integrations.tagor.values.account import Credential


class Command(BaseCommand):
    """``manage.py tagor Group/Name [name=value …] [options]``."""

    help = (
        "Asks Tagor one operation and prints the raw and the parsed answer, with secrets and people hidden. "
        "Such as: manage.py tagor Dossier/GetLines TDOS_Id=9000000000000000001 is-defendant=true"
    )
    requires_system_checks = ()

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Values and options may stand in any order."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.parse_args = parser.parse_intermixed_args  # type: ignore[method-assign]
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        """See ``manage.py tagor --help``."""
        parser.add_argument("operation", help="such as Dossier/GetLines")
        parser.add_argument("values", nargs="*", metavar="name=value")
        parser.add_argument("--body", default="", metavar="FILE", help="JSON: datasets as lists of rows")
        parser.add_argument("--as", dest="as_user", default="", metavar="USER", help="act as this user")
        who = parser.add_mutually_exclusive_group()
        who.add_argument("--office", action="store_true", help="with the office's key (the usual)")
        who.add_argument("--hash", default="", help="with a letter's hash; - asks for it")
        who.add_argument("--pin", default="", metavar="FILE:PIN", help="with a PIN; - asks for it")
        parser.add_argument("--get", action="store_true", help="GET, where the operation has both")
        parser.add_argument("--write", action="store_true", help="allow what changes something")
        parser.add_argument("--raw", action="store_true", help="only the raw answer")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Raises: CommandError when nothing could be asked, or Tagor gave no good answer."""
        try:
            answer = self._ask(options)
            self._print(answer, only_raw=options["raw"])
        except (AskedWrongly, IntegrationError) as error:
            raise CommandError(str(error)) from None
        if answer.status >= 400:
            raise CommandError(f"Tagor answered with status {answer.status}.")

    def _ask(self, options: dict[str, Any]) -> Answer:
        asking = Asking(
            operation=options["operation"],
            fields=_read_fields(options["values"]),
            body=_read_body(options["body"]),
            as_user=options["as_user"],
            is_get=options["get"],
        )
        operation = find_operation(asking.operation, is_get=asking.is_get)
        if is_write(operation, asking) and not options["write"]:
            raise AskedWrongly(f"{operation.name} writes at the office. Give --write to do it all the same.")
        probe = build_probe()
        try:
            self._check_version(probe, operation)
            request = build_request(operation, asking, _build_header(probe, operation, options))
            return send(probe, operation, request)
        finally:
            probe.client.close()

    @staticmethod
    def _check_version(probe: Probe, operation: Operation) -> None:
        if operation.since and not probe.client.has_version(operation.since):
            raise AskedWrongly(f"{operation.name} needs Tagor API {operation.since} or later.")

    def _print(self, answer: Answer, *, only_raw: bool) -> None:
        self.stdout.write(f"{answer.status}\n")
        try:
            raw = answer.parse_json()
        except ValueError:
            self.stdout.write(f"not JSON: {len(answer.content)} bytes")
        else:
            self.stdout.write(dump(mask(raw)))
        if only_raw:
            return
        self.stdout.write("\nparsed")
        try:
            self.stdout.write(dump(_mask_parsed(read_answer(answer))))
        except UnexpectedResponse as error:
            self.stdout.write(f"cannot be parsed: {error}")


def _mask_parsed(parsed: dict[str, Any]) -> dict[str, Any]:
    return {name: mask(part) for name, part in parsed.items()}


def _read_fields(values: list[str]) -> dict[str, str]:
    fields = {}
    for value in values:
        name, sign, text = value.partition("=")
        if not sign or not name:
            raise AskedWrongly("Give values as name=value.")
        fields[name] = text
    return fields


def _read_body(path: str) -> dict[str, Any]:
    if not path:
        return {}
    try:
        body = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise AskedWrongly(f"{path} cannot be read as JSON ({type(error).__name__}).") from None
    if not isinstance(body, dict):
        raise AskedWrongly(f"{path} must hold one JSON object.")
    return body


def _build_header(probe: Probe, operation: Operation, options: dict[str, Any]) -> str:
    """Raises NotAuthorised when the office's login is refused, or a credential cannot be sent."""
    if letter_hash := read_secret(options["hash"], "Hash: "):
        return get_credential_header(Credential("Hash", letter_hash))
    if given := read_secret(options["pin"], "File:PIN: "):
        file, _colon, pin = given.rpartition(":")
        return get_credential_header(Credential("Pin", build_pin_token(file=file, pin=pin)))
    is_open = operation.name in {"Login/Token", "Pay/Finish", "Config/Ping", "Config/Version"}
    return "" if is_open else probe.office.get_header()
