"""Who can sign in at the practice DossierData. Every password is ``practice``."""

from dataclasses import dataclass

PASSWORD = "practice"  # noqa: S105 - of a practice server, and shown on its page
CLIENT_ID, CLIENT_SECRET = "practice", "practice-secret"


@dataclass(frozen=True, slots=True)
class User:
    """``user_id`` is the id in ``user_id``, ``advisor`` and ``finished_by`` of the records."""

    user_id: int
    username: str
    name: str


USERS = tuple(
    User(number, username, name)
    for number, (username, name) in enumerate(
        (
            ("an.claes", "An Claes"),
            ("bert.maes", "Bert Maes"),
            ("carla.dejong", "Carla de Jong"),
            ("dries.vandamme", "Dries Van Damme"),
            ("eva.bakker", "Eva Bakker"),
            ("farid.amrani", "Farid Amrani"),
        ),
        start=1,
    )
)


def find_user(user_id: object) -> User | None:
    """By id, given as number or text."""
    return next((user for user in USERS if str(user.user_id) == str(user_id)), None)


def check_password(username: str, password: str) -> User | None:
    """The user when both are right; ignores the case of the name."""
    if password != PASSWORD:
        return None
    return next((user for user in USERS if user.username == username.strip().casefold()), None)
