"""Login/Token: a token for a client id and secret. Used by ``auth``, and to test a login."""

from portal.integrations.errors import NotAuthorised, UnexpectedResponse
from portal.integrations.http import Answer, SystemClient, Terms
from portal.integrations.tagor.operations import Operation, build_form
from portal.integrations.tagor.values.service import AccessToken
from portal.integrations.tagor.wire.answers import TokenWire, parse
from portal.integrations.tagor.wire.envelope import open_answer

LOGIN = Operation("Login/Token")
_TERMS = Terms(kind="read", accept=(200, 400, 422))


def fetch_token(
    client: SystemClient, *, client_id: str, client_secret: str, word: str = "Tgr"
) -> AccessToken:
    """Ask for a token. See ``LoginOperations.log_in``.

    ``word`` is the scheme to use when Tagor does not name the token's.
    """
    form = {
        "grant_type": "client_credentials",
        "client_id": client_id,
        "client_secret": client_secret,
    }
    answer = client.call(LOGIN.name, build_form(LOGIN, form), _TERMS)
    if answer.status != 200:
        raise NotAuthorised(f"login refused: {answer.status}", system="tagor", operation=LOGIN.name)
    wire = _parse_token(answer)
    scheme = wire.token_type if wire.token_type in ("Tgr", "Orng") else word
    return AccessToken(scheme=scheme, token=wire.token, expires_in_s=wire.expires_in)


def _parse_token(answer: Answer) -> TokenWire:
    try:
        return parse(TokenWire, open_answer(answer.parse_json()))
    except ValueError:
        fault = "answer is not JSON"
    except UnexpectedResponse as error:
        fault = str(error)
    raise UnexpectedResponse(fault, system="tagor", operation=LOGIN.name)
