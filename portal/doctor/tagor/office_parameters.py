"""Office parameters of Tagor the portal depends on.

No operation returns their values. Those that can be inferred from harmless answers are reported; for the
rest, what to set. Source: the reference page 1.08.5000B3, where each number stands beside its operation.
"""

import re
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from portal.doctor.tagor.needs import Subject
from portal.integrations.errors import IntegrationError
from portal.integrations.tagor.client import TagorClient
from portal.integrations.tagor.values.account import Document
from portal.web.examining import Finding, bad, ok, unknown, warn

SOON = timedelta(days=14)
UNSEEN = "No operation tells its value."
SHOWN = "Which groups of papers people may see."
GROUPS = "TQDISGROEP"
INTERNAL = re.compile(r"\bintern(e|es|al)?\b|vertrouwelijk|confiden|vertraulich", re.IGNORECASE)


def examine_parameters(tagor: TagorClient | None, subject: Subject) -> Iterator[Finding]:
    """One finding for each parameter, by number. Without a client: Tagor does not answer."""
    yield _plain(
        "358", "Whether a new payment plan is accepted at once.", "Choose: true, or a clerk decides."
    )
    yield _check_documents(tagor, subject)
    yield _check_letters(subject)
    yield _plain(
        "568", "Whether Tagor keeps its own notes out of the file.", "Set false to have them written."
    )
    yield _plain("573", "Merchant id at the payment page (SIPS).", "Set what the bank gave.")
    yield _plain("574", "Secret of the payment page.", "Set it together with 596, its version.")
    yield _plain(
        "575",
        "Address of the payment page.",
        "Set the bank's present host, never one of sips-atos.com, and name it in SIPS_ALLOWED_HOSTS.",
    )
    yield _plain("576", "Where the payment page sends people back.", f"Set exactly {settings.PORTAL_URL}/")
    yield _plain(
        "577",
        "Where the payment page reports payments.",
        "Set this API's own address, reachable from the internet, ending in /Pay/Finish.",
    )
    yield _plain(
        "590", "What a PIN goes with.", "Set it to the number that your letters print beside the PIN."
    )
    yield _plain("596", "Version of the secret of the payment page.", "Set it together with 574.")


def _plain(number: str, meaning: str, remedy: str) -> Finding:
    return unknown(_name(number), f"{meaning} {UNSEEN}", remedy)


def _name(number: str) -> str:
    return f"tagor.parameter.{number}"


def _check_documents(tagor: TagorClient | None, subject: Subject) -> Finding:
    """430 hides documents from every list, and empty hides all; an empty list may be an empty file."""
    if tagor is None:
        return unknown(_name("430"), f"{SHOWN} {UNSEEN}")
    if not subject.file_id:
        return warn(
            _name("430"),
            f"{SHOWN} {UNSEEN} Empty, it shows people every paper of their file, internal ones too.",
            "Name the groups people may see in 430, then give --file or --hash of a file with papers.",
        )
    try:
        papers = tagor.list_documents(file_id=subject.file_id)
    except IntegrationError as error:
        return unknown(_name("430"), f"{SHOWN} The papers of the file cannot be listed: {error}.")
    if not papers:
        return warn(
            _name("430"),
            f"{SHOWN} The file shows no paper at all.",
            "If it has papers, name their groups in 430, and look at the security levels in 369.",
        )
    return _judge_groups(_name_groups(tagor, papers), len(papers))


def _judge_groups(groups: dict[str, str], count: int) -> Finding:
    """A document without a group, or of one with an internal name, shows that 430 withholds nothing."""
    internal = [words for group_id, words in groups.items() if not group_id or INTERNAL.search(words)]
    told = f"{SHOWN} The file shows {count}, of: {', '.join(groups.values())}."
    if internal:
        return bad(
            _name("430"),
            f"{told} People see internal papers: 430 is empty, or names too much.",
            "Name in 430 only the groups people may see, and look at the security levels in 369.",
        )
    return ok(_name("430"), told)


def _name_groups(tagor: TagorClient, papers: tuple[Document, ...]) -> dict[str, str]:
    """The groups of these documents by id: their code (which 430 takes) and name, else the bare id."""
    ids = sorted({paper.group_id for paper in papers})
    wanted = [(GROUPS, one) for one in ids if one]
    try:
        texts = tagor.get_code_texts(wanted=wanted, language="nl") if wanted else ()
    except IntegrationError:
        texts = ()
    named = {text.id: f"{text.code} ({text.text})" for text in texts}
    return {one: named.get(one, one or "no group") for one in ids}


def _check_letters(subject: Subject) -> Finding:
    meaning = "How many days a letter's link stays valid."
    if subject.access is None:
        return unknown(_name("502"), f"{meaning} {UNSEEN}", "Give --hash of a fresh letter.")
    ends_on = subject.access.valid_until
    if ends_on is None:
        return warn(
            _name("502"), f"{meaning} This link never ends.", "Set a number of days, such as 365, and not 0."
        )
    left = ends_on - timezone.localdate()
    if left < SOON:
        return warn(
            _name("502"),
            f"{meaning} This link ends in {left.days} days.",
            "Right for an old letter; if this one is new, set more days.",
        )
    return ok(_name("502"), f"{meaning} This link still has {left.days} days.")
