"""The users of the practice office: staff, the portal's own API user, a client with a login.

An empty list of a type means no limit of that type (ASSUMED).
"""

from portal.sandbox.casework import User
from portal.sandbox.records import Party
from portal.sandbox.seeds.codes import code_id
from portal.sandbox.seeds.people import CLAIMANT_ID, CLAIMANTS, PEOPLE

USER_ID = 9_000_000_000_000_004_000
USER_PARTY_ID = 9_000_000_000_000_005_000
HANDLER_ID = str(USER_ID + 1)  # who handles every seeded file
KEY_USER, LOGIN_USER, ORGANI_USER = "portaal", "practice", "organi"
HOSPITAL_ID = str(CLAIMANT_ID + 1 + list(CLAIMANTS).index("hospital"))


def make_users() -> list[User]:
    """``jdewit`` sees amicable files only, ``ziekenhuis`` only files where it is the claimant."""
    users = [
        User(
            user_id=str(USER_ID + index),
            party_id=HOSPITAL_ID if row["username"] == "ziekenhuis" else str(USER_PARTY_ID + index),
            **row,
        )
        for index, row in enumerate(PEOPLE.users, start=1)
    ]
    by_name = {user.username: user for user in users}
    by_name["mvos"].landline = "09 000 00 01"
    by_name["jdewit"].lists = {
        "TQDOSSOORT": [code_id("TQDOSSOORT", "MINNELIJK")],
        "TQDISGROEP": [code_id("TQDISGROEP", "BRIEF"), code_id("TQDISGROEP", "FACTUUR")],
    }
    by_name["ziekenhuis"].lists = {
        "TPAR": [f"{HOSPITAL_ID}|{code_id('TQPARSOORT', 'AANL')}"],
        "TQDOCSECURITY": [code_id("TQDOCSECURITY", "OPEN")],
        "TQDISGROEP": [code_id("TQDISGROEP", "BEWIJS")],
    }
    return users


def make_user_party(user: User) -> Party:
    """The party a user extends."""
    return Party(
        party_id=user.party_id,
        role="KANTOOR",
        name=user.name,
        street="Oefenstraat",
        number="12",
        postal_code="9000",
        city="Gent",
        phone=user.landline,
        mobile=user.cellphone,
        email=user.email,
    )
