"""The operation of the group Login."""

from portal.integrations.tagor.calls import TagorCalls
from portal.integrations.tagor.operations import serves
from portal.integrations.tagor.tokens import LOGIN, fetch_token
from portal.integrations.tagor.values.service import AccessToken


class LoginOperations(TagorCalls):
    """Login/Token."""

    @serves(LOGIN)
    def log_in(self, *, client_id: str, client_secret: str) -> AccessToken:
        """A token for a user name and password of Tagor. ``POST /Login/Token``, as a form.

        No credential. No side effects known, idempotent. The office's own calls log in by themselves (see
        ``auth``); this only tests a login, and its token is not kept. Raises NotAuthorised (400, 401, 422),
        Unavailable, UnexpectedResponse. Source: reference page 1.08.5000B3, Login/Token; the answer from the
        public description.
        """
        return fetch_token(self._client, client_id=client_id, client_secret=client_secret)
