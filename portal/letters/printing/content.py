"""The text of an insert, in the language of its letter."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from portal.access.letter_keys.keys import open_code, open_hash
from portal.access.letter_keys.words import spell
from portal.letters.batch.address import PostalAddress, open_address
from portal.letters.batch.standing import Standing, open_standing
from portal.letters.models import Letter
from portal.letters.printing.link import make_link
from portal.office.selectors import OfficeFace, get_office_face
from portal.web.formats import day, money
from portal.web.paper.spoken_address import make_short_address


@dataclass(frozen=True, slots=True)
class Insert:
    """One person's insert. ``link`` is what the code says; ``code`` is "" where the office prints none."""

    language: str
    file_number: str
    link: str
    code: str
    check_words: str
    ends_on: date | None
    balance_cents: int | None
    reference: str
    address: PostalAddress
    number: int
    standing: Standing
    on: date
    """The day on which it was looked up."""


def read_insert(letter: Letter) -> Insert:
    """The insert of a row. Raises: ValueError when its link can no longer be opened."""
    key = letter.key
    letter_hash = open_hash(key) if key else ""
    if key is None or not letter_hash:
        raise ValueError("the link of this letter cannot be opened")
    return Insert(
        language=key.language,
        file_number=letter.file_number,
        link=make_link(letter_hash),
        code=open_code(key),
        check_words=spell(key.words, key.language),
        ends_on=key.ends_on,
        balance_cents=letter.balance_cents,
        reference=letter.reference,
        address=open_address(letter.address_sealed),
        number=letter.number,
        standing=open_standing(letter.standing_sealed, balance_cents=letter.balance_cents),
        on=timezone.localdate(key.made_at),
    )


@dataclass(frozen=True, slots=True)
class Words:
    """The fixed sentences of an insert in one language, and the office as that language shows it."""

    face: OfficeFace
    title: str
    lead: str
    lead_without_plan: str
    lead_without_payment: str
    steps: tuple[str, ...]
    code_title: str
    code_by_hand: str
    sign_in_by_hand: str
    words_title: str
    words_text: str
    doubts: tuple[str, ...]
    file: str
    ends: str
    reference: str
    contact: str


def get_words(language: str) -> Words:
    """The sentences in ``language``; made once for each language of a document."""
    with override(language):
        check = make_short_address(reverse("access:letter-check"))
        not_me = make_short_address(reverse("access:not-me"))
        return Words(
            face=get_office_face(),
            title=_("See your file online"),
            lead=_("You can see what you owe, pay, ask to pay in parts, or tell us what is wrong."),
            lead_without_plan=_("You can see what you owe, pay, or tell us what is wrong."),
            lead_without_payment=_("You can see your file, and tell or ask us something."),
            steps=(
                _("1. Scan the code with the camera of your phone."),
                _("2. Compare the two check words below."),
                _("3. Tap “Open my file”. You need no password."),
            ),
            code_title=_("No camera?"),
            code_by_hand=_("Go to this address and type the code:"),
            sign_in_by_hand=_("Go to this address. Type the file number and the PIN of your letter:"),
            words_title=_("Your check words"),
            words_text=_("The page must show the same two words. If not, do not go on, and call us."),
            doubts=(
                _("Not sure that this letter is real? %(address)s") % {"address": check},
                _("Is this letter not for you? %(address)s") % {"address": not_me},
            ),
            file=_("File number"),
            ends=pgettext("of a link", "Works until"),
            reference=_("Payment reference"),
            contact=_("Questions?"),
        )


def choose_lead(insert: Insert, words: Words) -> str:
    """What the person can do behind the link, as their own page offers it."""
    if insert.standing.pay_cents is None:
        return words.lead_without_payment
    return words.lead if insert.standing.may_ask else words.lead_without_plan


def list_facts(insert: Insert, words: Words, *, with_balance: bool) -> list[tuple[str, str]]:
    """Terms and values under each other."""
    facts = [(words.file, insert.file_number)]
    with override(insert.language):
        if with_balance and insert.balance_cents is not None:
            facts += insert.standing.amounts
            if insert.balance_cents >= 0:
                term = _("Balance on %(day)s") % {"day": day(insert.on)}
                facts.append((term, money(insert.balance_cents)))
            if insert.standing.pay_cents is not None:
                facts.append((words.reference, insert.reference))
        if insert.ends_on is not None:
            facts.append((words.ends, day(insert.ends_on)))
    return facts
