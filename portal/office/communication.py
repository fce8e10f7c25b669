"""The payment reference of a file, as people type it into their bank.

Belgian structured communication: ten digits and two check digits, shown +++ddd/dddd/ddddd+++.
Which field of Tagor carries it is not documented, so an office chooses the rule.
"""

from stdnum.be import ogm_vcs

from portal.office.models import Office

DIGITS = 10
_WITHOUT_SEPARATORS = str.maketrans("", "", " /.-\u00a0")


def structured_communication(file_name: str) -> str:
    """The structured communication made from the digits of a file number.

    Returns "+++ddd/dddd/ddddd+++", or "" when the number holds no digit or more than ten, or anything that is
    neither a digit nor what parts them: 26/004512-B is another file than 26/004512, and has the same digits.
    """
    digits = file_name.translate(_WITHOUT_SEPARATORS)
    if not (digits.isascii() and digits.isdigit()) or len(digits) > DIGITS:
        return ""
    stem = digits.rjust(DIGITS, "0")
    full = stem + ogm_vcs.calc_check_digits(stem)
    return f"+++{full[:3]}/{full[3:7]}/{full[7:]}+++"


def payment_reference(office: Office, file_name: str) -> str:
    """What to write with a transfer for this file: structured when the office says so and the number fits."""
    if office.communication == Office.Communication.FILE_NUMBER:
        return structured_communication(file_name) or file_name
    return file_name
