"""Nobody adds a line to the head of a mail."""

import pytest
from django.core import mail

from portal.access.helper_pages.forms import PassForm
from portal.web.mail import send_to_each

ENDS = ["\n", "\r\n", "\r"]


@pytest.mark.parametrize("end", ENDS, ids=repr)
@pytest.mark.parametrize("where", ["address", "subject"])
def test_a_line_end_in_the_head_of_a_mail_is_refused(where: str, end: str) -> None:
    address, subject = "an@office.example", "Work"
    if where == "address":
        address += f"{end}Bcc: x@evil.example"
    else:
        subject += f"{end}Bcc: x@evil.example"
    with pytest.raises(ValueError, match=r"(?i)header|newline"):
        send_to_each([address], subject, "Text")
    assert not mail.outbox


@pytest.mark.parametrize("end", [*ENDS, ",", ";", " "], ids=repr)
def test_an_address_that_a_person_types_is_one_address(end: str) -> None:
    typed = {"name": "Jan", "days": "30", "may": "view", "email": f"a@b.example{end}x@evil.example"}
    form = PassForm(typed, mails=True)
    assert not form.is_valid()
    assert "email" in form.errors
