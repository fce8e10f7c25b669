"""One A4: what is owed and how to pay it, and a slip to cut off, fill in by hand and send back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from math import ceil
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from portal.letters.batch.address import PostalAddress, open_address, open_name
from portal.letters.batch.standing import Standing, open_standing
from portal.letters.models import Letter
from portal.letters.printing.inserts import print_address, print_sender
from portal.office.selectors import OfficeFace, get_office_face
from portal.payments.bank.transfer_qr import EpcError, make_epc_payload
from portal.web.formats import day, money
from portal.web.paper.barcode import draw_barcode
from portal.web.paper.qr import draw_qr
from portal.web.paper.sheet import CELL_EDGE_MM, open_sheet, write, write_at, write_row
from portal.web.paper.spoken_address import make_short_address
from portal.web.paper.tags import claim_accessible, decoration

if TYPE_CHECKING:
    from fpdf import FPDF

MARGIN_MM, BOTTOM_MM, QR_MM, TERM_MM = 20, 8, 32, 48
SLIP_MM, WORDS_SLIP_MM = 196, 218
"""Where the slip begins, and the shorter one without a plan: what is above it fits on what is left."""
SPARE_MM = 8
"""How far it may move down when more stands above it; further, and it has fewer lines to write on."""
BOX_MM, LINE_MM, BARS_MM = 4, 8, 6.5


@dataclass(frozen=True, slots=True)
class Reply:
    """What the sheet of one person says. ``balance_cents``: None when nobody knows it."""

    language: str
    file_number: str
    claimant: str
    balance_cents: int | None
    reference: str
    on: date
    address: PostalAddress = field(repr=False)
    standing: Standing


def read_reply(letter: Letter) -> Reply:
    """What a row of a batch prints, on the day on which it was looked up."""
    return Reply(
        language=letter.key.language if letter.key else "nl",
        file_number=letter.file_number,
        claimant=open_name(letter.claimant_sealed),
        balance_cents=letter.balance_cents,
        reference=letter.reference,
        on=timezone.localdate(letter.key.made_at if letter.key else letter.batch.made_at),
        address=open_address(letter.address_sealed),
        standing=open_standing(letter.standing_sealed, balance_cents=letter.balance_cents),
    )


def print_replies(replies: Iterable[Reply], *, envelope: str, title: str, language: str) -> bytes:
    """One sheet for each, in its own language, with its address behind the window of ``envelope``."""
    sheet = open_sheet(title, language=language, margin_mm=MARGIN_MM, is_tagged=True)
    claim_accessible(sheet, title)
    sheet.set_auto_page_break(auto=True, margin=BOTTOM_MM)
    for reply in replies:
        with override(reply.language):
            sheet.add_page()
            _print(sheet, reply, envelope)
    return bytes(sheet.output())


def _print(sheet: "FPDF", reply: Reply, envelope: str) -> None:
    face = get_office_face()
    print_sender(sheet, face, width=75)
    print_address(sheet, reply.address, envelope, language=reply.language)
    sheet.set_y(92)
    write(sheet, _("Your file on one page"), size=18, style="B", kind="H1", after=1)
    write(sheet, _describe_ways(reply.standing), after=2)
    for title, text in reply.standing.notes:
        write(sheet, title, size=10, style="B", after=0)
        if text:
            write(sheet, text, size=10, after=2)
    for term, value in _list_facts(reply):
        write_row(sheet, term, value, term_mm=TERM_MM, size=10)
    _print_transfer(sheet, reply, face)
    _print_slip(sheet, reply, face)


def _describe_ways(standing: Standing) -> str:
    """What the person can do, as their own page offers it."""
    if standing.pay_cents is None:
        return _("You can tell or ask us something. Fill in the slip and send it to us.")
    if standing.may_ask:
        return _("You can pay, or ask to pay in parts. Fill in the slip and send it to us.")
    return _("You can pay, or tell us something. Fill in the slip and send it to us.")


def _list_facts(reply: Reply) -> list[tuple[str, str]]:
    facts = [
        (_("File number"), reply.file_number),
        (_("You owe this to (claimant)"), reply.claimant),
        (_("Date of this page"), day(reply.on)),
        *reply.standing.amounts,
    ]
    if reply.balance_cents is not None and reply.balance_cents >= 0:
        facts.append((_("Balance of this file"), money(reply.balance_cents)))
    return [(term, value) for term, value in facts if value]


def _print_transfer(sheet: "FPDF", reply: Reply, face: OfficeFace) -> None:
    """The account and what to write with it; at the right a code for the app of a bank."""
    cents = reply.standing.pay_cents
    if cents is None or not face.iban:
        return
    sheet.ln(3)
    top = sheet.get_y()
    write(sheet, _("Pay by transfer"), size=13, style="B", kind="H2", after=1)
    payload = _make_payload(reply, face)
    room = QR_MM + 6 if payload else 0
    sheet.set_right_margin(MARGIN_MM + room)
    rows = [
        (_("Account holder"), face.account_holder),
        (_("Account number (IBAN)"), face.iban_in_groups),
        (pgettext("file", "Amount"), money(cents)),
        (_("Payment reference"), reply.reference),
    ]
    for term, value in rows:
        write_row(sheet, term, value, term_mm=TERM_MM, size=10)
    if payload:
        write(sheet, _("Or scan the code with the app of your bank."), size=9)
    sheet.set_right_margin(MARGIN_MM)
    if payload:
        left = sheet.w - MARGIN_MM - QR_MM
        draw_qr(sheet, payload, left=left, top=top + 2, side_mm=QR_MM, words=_("QR code for a transfer"))


def _make_payload(reply: Reply, face: OfficeFace) -> str:
    try:
        return make_epc_payload(
            holder=face.account_holder,
            iban=face.iban,
            bic=face.bic,
            amount_cents=reply.standing.pay_cents or 0,
            text=reply.reference,
        )
    except EpcError:
        return ""


def _print_slip(sheet: "FPDF", reply: Reply, face: OfficeFace) -> None:
    left, right = sheet.l_margin, sheet.w - sheet.r_margin
    may_ask = reply.standing.may_ask and reply.standing.pay_cents is not None
    usual = SLIP_MM if may_ask else WORDS_SLIP_MM
    begin = max(usual, sheet.get_y() + 2)
    fewer = ceil(max(0, begin - usual - SPARE_MM) / LINE_MM)
    with decoration(sheet):
        sheet.set_draw_color(90)
        sheet.set_dash_pattern(dash=2, gap=1.5)
        sheet.line(0, begin, sheet.w, begin)
        sheet.set_dash_pattern()
    sheet.set_y(begin + 1)
    place = " ".join(part for part in (face.postal_code, face.city) if part)
    to = ", ".join(part for part in (face.name, face.street, place) if part)
    write(sheet, _("Cut here, and send this part to: %(address)s") % {"address": to}, size=8, after=1)
    bars_mm = sheet.get_y() + 0.5
    draw_barcode(sheet, reply.file_number, right=right, top=bars_mm, height_mm=BARS_MM)
    write(sheet, _("My answer"), size=13, style="B", kind="H2", after=0)
    sheet.set_y(max(sheet.get_y(), bars_mm + BARS_MM + 0.5))
    who = {"number": reply.file_number, "name": reply.address.name}
    write(sheet, _("File %(number)s – %(name)s") % who, size=10, style="B", after=1)
    if may_ask:
        _print_wish(sheet, left, right, lines=1 if fewer else 2)
    _print_box(sheet, _("I want to tell you something else:") if may_ask else _("I want to tell or ask you:"))
    for _line in range(1 if may_ask else max(1, 3 - fewer)):
        _print_blank(sheet, "", start=left + 8, end=right)
    middle, top = (left + right) / 2, sheet.get_y()
    _print_blank(sheet, _("Date:"), start=left + CELL_EDGE_MM, end=middle - 5)
    sheet.set_y(top)
    _print_blank(sheet, _("Signature:"), start=middle, end=right)
    address = make_short_address(reverse("access:letter-check"))
    doubt = _("Not sure that this letter is real? %(address)s") % {"address": address}
    write(sheet, f"{doubt}    {_('Questions?')} {face.phone}", size=8, after=0)


def _print_wish(sheet: "FPDF", left: float, right: float, *, lines: int) -> None:
    _print_box(sheet, _("I ask to pay in parts. It is a request: it counts when the office agrees."))
    _print_blank(sheet, _("I can pay each month:"), start=left + 8, end=left + 95, before="€")
    _print_blank(sheet, _("From (day, month, year):"), start=left + 8, end=left + 95)
    for line in range(lines):
        _print_blank(sheet, "" if line else _("Why this is what I can pay:"), start=left + 8, end=right)


def _print_box(sheet: "FPDF", words: str) -> None:
    top, left = sheet.get_y() + 1, sheet.l_margin
    with decoration(sheet):
        sheet.set_draw_color(0)
        sheet.rect(left + CELL_EDGE_MM, top + 0.6, BOX_MM, BOX_MM)
    width = sheet.w - sheet.r_margin - left - 8
    bottom = write_at(sheet, words, left=left + 8 - CELL_EDGE_MM, top=top, width=width, size=10)
    sheet.set_y(max(bottom, top + BOX_MM + 1))


def _print_blank(sheet: "FPDF", words: str, *, start: float, end: float, before: str = "") -> None:
    """Words, and a line to write on behind them; ``before``: a sign that stands on the line already."""
    top = sheet.get_y()
    begin, shown = start, words
    if shown:
        write_at(sheet, shown, left=start - CELL_EDGE_MM, top=top + 2, width=end - start, size=10)
        sheet.set_font_size(10)
        begin = start + sheet.get_string_width(shown) + 3
    if before:
        write_at(sheet, before, left=begin - CELL_EDGE_MM, top=top + 2, width=8, size=10)
        begin += 5
    with decoration(sheet):
        sheet.set_draw_color(120)
        sheet.line(begin, top + LINE_MM - 1, end, top + LINE_MM - 1)
    sheet.set_xy(sheet.l_margin, top + LINE_MM)
