"""The twins, at Worldline and at Mollie, of what goes wrong with SIPS: each case with its test, or a reason.

Numbers as in ``test_sips_cases``. ``S`` and the other letters are files of tests.
"""

import pytest

from tests.unit.payments.test_sips_cases import COVERED as SIPS_COVERED
from tests.unit.payments.test_sips_cases import REASONS as SIPS_REASONS
from tests.unit.payments.test_sips_cases import list_tests

FILES = {
    "C": "tests/contract/test_payment_services.py",
    "D": "tests/pages/payments/test_sips_direct.py",
    "E": "tests/pages/web/test_errors.py",
    "G": "tests/pages/payments/test_guard.py",
    "H": "tests/pages/payments/test_hand_over.py",
    "P": "tests/pages/money/test_planned.py",
    "R": "tests/pages/payments/test_reconcile.py",
    "A": "tests/unit/payments/settling/test_alerts.py",
    "S": "tests/pages/payments/test_worldline_and_mollie.py",
    "T": "tests/pages/payments/test_start.py",
    "U": "tests/pages/payments/test_status.py",
    "V": "tests/unit/integrations/worldline/test_vectors.py",
    "W": "tests/unit/payments/attempt/test_redirects.py",
    "X": "tests/unit/payments/attempt/test_receipts.py",
}
SEALED = "Worldline signs webhooks, and Mollie none: neither is believed, so a forged one only makes us ask."
PIPES = "This form of data is of SIPS alone: here the answer is JSON, read field by field."
RETURN = "The way back holds nothing that is read: no seal, no status, no amount."
TAGOR = "Tagor's own start is not used: the portal is the merchant."

COVERED: dict[int, str] = {
    1: "C test_each_fault_of_a_start_says_what_to_do_next",
    2: "C test_each_fault_of_a_start_says_what_to_do_next",
    3: "S test_a_start_that_hangs_is_answered_in_time_and_found_later",
    5: "S test_nobody_is_sent_to_a_host_that_is_not_listed",
    6: "S test_a_double_click_starts_once",
    7: "T test_amount_of_the_browser_never_counts_for_everything",
    8: "T test_wrong_amount_is_said_beside_the_field_and_stays_typed",
    11: "V test_one_more_space_or_another_key_breaks_the_signature",
    12: "V test_a_signature_in_another_form_is_refused",
    13: "V test_a_header_that_is_missing_is_refused",
    14: "V test_a_signature_in_another_form_is_refused",
    16: "V test_two_keys_count_while_one_is_being_replaced",
    17: "P test_keys_of_another_merchant_take_no_payment_until_two_people_say_so",
    18: "S test_a_signed_event_moves_nothing_but_what_it_is_about",
    19: "S test_each_status_has_its_state",
    20: "S test_each_status_has_its_state",
    21: "S test_an_unknown_address_is_answered_like_a_known_one",
    22: "S test_a_browser_that_comes_back_proves_nothing",
    23: "S test_each_status_has_its_state",
    26: "S test_reserved_and_answered_in_the_same_second_has_one_effect",
    27: "S test_reserved_and_answered_in_the_same_second_has_one_effect",
    28: "S test_the_same_news_twice_has_one_effect",
    29: "S test_a_missed_webhook_is_found_by_asking",
    30: "S test_the_same_news_twice_has_one_effect",
    31: "S test_a_browser_that_comes_back_proves_nothing",
    32: "S test_a_browser_that_comes_back_proves_nothing",
    33: "S test_money_that_goes_back_is_kept_said_and_handled",
    34: "S test_paid_after_the_time_ran_out_is_late_and_reported",
    35: "S test_each_status_has_its_state",
    36: "S test_an_earlier_payment_that_comes_late_beside_a_new_one_is_paid_twice",
    38: "S test_paid_after_we_gave_it_up_is_late",
    39: "S test_a_missed_webhook_is_found_by_asking",
    40: "S test_news_that_cannot_be_read_is_kept_until_it_can",
    41: "S test_each_status_has_its_state",
    44: "S test_refused_then_paid_is_looked_at",
    50: "S test_another_kind_of_body_or_a_huge_one_is_refused",
    51: "S test_another_kind_of_body_or_a_huge_one_is_refused",
    52: "S test_a_signed_body_that_is_no_event_is_refused",
    54: "S test_a_payment_is_paid_reported_once_seen_and_booked",
    56: "U test_return_without_session_leads_to_a_page_that_says_nothing_of_the_file",
    57: "S test_nothing_of_a_webhook_reaches_the_log",
    58: "E test_a_fault_is_logged_once_with_its_reference_and_without_its_text",
    60: "D test_a_file_that_begins_a_payment_every_minute_gets_the_transfer",
    61: "S test_an_id_of_another_payment_makes_us_ask_nothing",
    62: "X test_nothing_else_is_proof_of_payment",
    63: "S test_each_status_has_its_state",
    65: "C test_a_failed_question_is_no_answer",
    66: "R test_running_again_asks_nothing",
    67: "A test_two_lines_with_one_reference_are_said",
    68: "R test_what_is_wrong_after_a_day_is_said_once",
    69: "S test_money_that_goes_back_is_kept_said_and_handled",
    74: "D test_the_channel_of_the_type_of_file_goes_before_that_of_the_office",
}
REASONS: dict[int, str] = {
    4: "An answer carries no signature: TLS and our own key are the proof that it is theirs.",
    9: "Nothing that a person typed is in an order: file number, sum, our reference and addresses.",
    10: "A language that is not one of ours gets the Dutch page: see LOCALES in the provider.",
    15: SEALED,
    24: PIPES,
    25: "The vendor's SDK compares with hmac.compare_digest; Mollie's webhook has nothing to compare.",
    37: "Whoever paid by other means still gets the money reported: bookings.py knows no provider.",
    42: "There is no guarantee in these statuses: paid is paid, until money goes back.",
    43: "The means of payment is never read: it decides nothing and may name a person.",
    45: PIPES,
    46: PIPES,
    47: PIPES,
    48: PIPES,
    49: PIPES,
    53: "A second field of the form is never read; a doubled header is refused by the SDK.",
    55: "No time stamp of theirs is read: our own clock stamps each move.",
    59: RETURN,
    64: "Whether a webhook was sent is nothing that we ask: we ask for the payment.",
    70: TAGOR,
    71: TAGOR,
    72: TAGOR,
    73: "Neither service has tokens that end: a refused key is an alert and the transfer.",
}


def test_every_case_of_sips_has_its_twin_or_a_reason() -> None:
    assert sorted([*COVERED, *REASONS]) == sorted([*SIPS_COVERED, *SIPS_REASONS])
    assert all(reason.endswith(".") and len(reason) > 40 for reason in REASONS.values())


@pytest.mark.parametrize("named", sorted(set(COVERED.values())))
def test_the_test_of_a_case_is_there(named: str) -> None:
    letter, _, name = named.partition(" ")
    assert name in list_tests(FILES[letter])
