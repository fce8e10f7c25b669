"""Takes the wish for a new link. What is typed is only compared in Tagor, by the worker, after the answer.

So the page cannot know whether there is such a file, and nobody can tell it from its words or its time.
"""

import json
import secrets
from dataclasses import replace
from datetime import date

from django.db import transaction

from portal.access.limits.open_form_limits import Limit, use
from portal.access.limits.pin_limits import count_file
from portal.audit.actors import DEFENDANT
from portal.audit.tally import record_tally
from portal.office.selectors import get_office
from portal.outbox.services import put
from portal.web.attempt_throttle import Counter, LockedError, begin_try

NETWORK = Limit("new-link", 5)
MOST_FOR_A_FILE = 3
KIND = "access.new-link"


def ask_new_link(*, file: str, born_on: date | None, company_number: str, ip_address: str) -> None:
    """Queue the wish. Raises: LockedError when this network asked too often.

    After too many requests for one file the answer is the same, but nothing is sent.
    """
    network = NETWORK.count(ip_address)
    begin_try(network)
    use(network)
    if not _may_send(_count_wishes(file)):
        return
    wish = {"file": file, "born_on": born_on.isoformat() if born_on else "", "company_number": company_number}
    with transaction.atomic():
        record_tally("new-link-asked", by=DEFENDANT, details={})
        put(
            kind=KIND,
            key=secrets.token_hex(16),
            lane="",
            payload={},
            secret=json.dumps(wish),
            office=get_office(),
        )


def _may_send(counter: Counter) -> bool:
    try:
        begin_try(counter)
    except LockedError:
        return False
    use(counter)
    return True


def _count_wishes(file: str) -> Counter:
    """Counted separately from wrong PINs, in any spelling of the number: requests never lock a sign-in."""
    own = count_file(file)
    return replace(own, name=f"new-link:{own.name}", limit=MOST_FOR_A_FILE)
