"""The operations that pages need: tried where that is harmless, only named where it is not."""

from collections.abc import Iterator

from portal.doctor.tagor.needs import NEVER_TRIED, WITH_LETTER, WITH_OFFICE_KEY, Need, Subject
from portal.integrations.errors import IntegrationError, NotAuthorised, Rejected, Unavailable
from portal.integrations.tagor.client import TagorClient
from portal.integrations.tagor.values.account import Credential
from portal.web.examining import Finding, bad, ok, unknown, warn


def find_subject(
    tagor: TagorClient, *, file_id: str, letter_hash: str
) -> tuple[Subject, *tuple[Finding, ...]]:
    """The file and defendant to read and, with a hash, the finding on HashToFile."""
    name = "tagor.permission.TagorService/HashToFile"
    if not letter_hash:
        return Subject(file_id), unknown(name, "Not probed (sign-in): it needs a letter.", "Give --hash.")
    try:
        access = tagor.hash_to_file(hash=letter_hash)
    except IntegrationError as error:
        return Subject(file_id), _explain(name, "sign-in", error)
    subject = Subject(file_id or access.file_id, access, Credential("Hash", letter_hash))
    return subject, ok(name, "Allowed (sign-in).")


def examine_permissions(
    tagor: TagorClient | None, subject: Subject, *, has_key: bool = True
) -> Iterator[Finding]:
    """One finding for each need. Without a client: Tagor does not answer at all."""
    for need in WITH_OFFICE_KEY:
        if has_key:
            yield _probe(need, tagor, subject)
        else:
            yield unknown(need.name, f"Not probed ({need.page}): the office has no valid key.")
    for need in WITH_LETTER + NEVER_TRIED:
        yield _probe(need, tagor, subject)


def _probe(need: Need, tagor: TagorClient | None, subject: Subject) -> Finding:
    name = need.name
    if need.ask is None:
        return unknown(name, f"Not probed ({need.page}): {need.why_not}.")
    if tagor is None:
        return unknown(name, f"Not probed ({need.page}): Tagor does not answer.")
    try:
        need.ask(tagor, subject)
    except LookupError as missing:
        option = "--hash" if missing.args == ("a letter",) else "--file or --hash"
        return unknown(name, f"Not probed ({need.page}): it needs {missing.args[0]}.", f"Give {option}.")
    except IntegrationError as error:
        return _explain(name, need.page, error)
    return ok(name, f"Allowed ({need.page}).")


def _explain(name: str, page: str, error: IntegrationError) -> Finding:
    operation = name.removeprefix("tagor.permission.").removesuffix(".office")
    if isinstance(error, NotAuthorised):
        return bad(name, f"Refused ({page}): no right to call it.", f"Give the key's user {operation}.")
    if isinstance(error, Rejected):
        return warn(
            name,
            f"It answers with a refusal ({page}): {error.code}.",
            "Try another file or letter; if all are refused, look at what the key's user may see.",
        )
    if isinstance(error, Unavailable):
        return warn(name, f"No answer ({page}): {error}.", "Try again, and look at the log of Tagor.")
    return bad(
        name,
        f"It answers otherwise than its document says ({page}): {error}.",
        f"Send Organi the operation and this line; see docs/integrations/tagor.md on {operation}.",
    )
