"""A letter with a right link, until its person has answered: sealed, in a short-lived cookie."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse

from portal.access.services import Result
from portal.integrations.tagor.values.account import Credential, FileAccess
from portal.web.sealing import seal, unseal

COOKIE = "__Secure-second-check" if settings.IS_HTTPS else "second-check"
COOKIE_PATH = "/second-check/"
COOKIE_S = 15 * 60
PURPOSE = "second-check"


@dataclass(frozen=True, slots=True)
class OpenedLetter:
    """The person of the letter, and the key that was used."""

    access: FileAccess
    credential: Credential


def set_opened_letter_cookie(response: HttpResponse, result: Result) -> None:
    """Put what the link opened in a sealed cookie; nothing of the file is shown before the answer."""
    if result.access is None or result.credential is None:
        raise ValueError("nothing was opened")
    access = result.access
    kept = [access.file_id, access.party_id, access.language, result.credential.token, access.is_in_person]
    response.set_cookie(
        COOKIE,
        seal(json.dumps(kept), purpose=PURPOSE),
        max_age=COOKIE_S,
        path=COOKIE_PATH,
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )


def read_opened_letter(cookies: Mapping[str, str]) -> OpenedLetter | None:
    """The letter that waits for its answer; None when there is none, or it is too old."""
    kept = unseal(cookies.get(COOKIE, ""), purpose=PURPOSE, max_age_s=COOKIE_S)
    if kept is None:
        return None
    file_id, party_id, language, letter_hash, *rest = json.loads(kept)
    access = FileAccess(file_id, party_id, language, is_in_person=any(rest))
    return OpenedLetter(access, Credential("Hash", letter_hash))


def drop_opened_letter(response: HttpResponse) -> None:
    """Delete the cookie."""
    response.delete_cookie(COOKIE, path=COOKIE_PATH, samesite="Lax")
