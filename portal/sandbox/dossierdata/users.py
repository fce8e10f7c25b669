"""Who can sign in at the practice DossierData. Every password is ``practice``."""

from dataclasses import dataclass

from portal.sandbox.tables import read_table

PASSWORD = "practice"  # noqa: S105 - of a practice server, and shown on its page
CLIENT_ID, CLIENT_SECRET = "practice", "practice-secret"


@dataclass(frozen=True, slots=True)
class User:
    """``user_id`` is the id in ``user_id``, ``advisor`` and ``finished_by`` of the records."""

    user_id: int
    username: str
    name: str


USERS = read_table("dossierdata-users", dict[str, tuple[User, ...]])["users"]


def find_user(user_id: object) -> User | None:
    """By id, given as number or text."""
    return next((user for user in USERS if str(user.user_id) == str(user_id)), None)


def check_password(username: str, password: str) -> User | None:
    """The user when both are right; ignores the case of the name."""
    if password != PASSWORD:
        return None
    return next((user for user in USERS if user.username == username.strip().casefold()), None)
