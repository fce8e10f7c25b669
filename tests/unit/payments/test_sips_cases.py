"""The 74 things that go wrong with SIPS, each with the test that covers it or the reason why none can.

Numbers and wording: the collected facts on Sips 2.0, "test cases the integration must survive". ``D`` and the
other letters are files of tests; a case without a test has a reason instead.
"""

import ast
from functools import cache

import pytest

from tests.repo.files import ROOT

FILES = {
    "A": "tests/unit/payments/settling/test_alerts.py",
    "C": "tests/contract/sips/test_client.py",
    "D": "tests/pages/payments/test_sips_direct.py",
    "E": "tests/pages/web/test_errors.py",
    "H": "tests/pages/payments/test_hand_over.py",
    "K": "tests/unit/integrations/sips/test_merchant_keys.py",
    "L": "tests/unit/integrations/tagor/test_client.py",
    "M": "tests/contract/tagor/test_plans_and_money.py",
    "N": "tests/unit/integrations/sips/test_notification.py",
    "O": "tests/unit/payments/settling/test_notifications.py",
    "P": "tests/contract/sandbox/test_payments.py",
    "Q": "tests/pages/payments/test_practice_sips.py",
    "R": "tests/pages/payments/test_reconcile.py",
    "S": "tests/unit/integrations/sips/test_seal.py",
    "T": "tests/pages/payments/test_start.py",
    "U": "tests/pages/payments/test_status.py",
    "V": "tests/unit/integrations/tagor/test_auth.py",
    "W": "tests/unit/payments/attempt/test_redirects.py",
    "X": "tests/unit/payments/attempt/test_receipts.py",
}
COVERED = {
    1: "C test_each_status_code_but_00_is_a_refusal_with_its_number",
    2: "C test_an_answer_that_is_none_is_never_a_start",
    3: "C test_a_time_out_after_sending_leaves_the_outcome_unknown",
    4: "C test_nobody_is_sent_on_without_a_good_seal",
    5: "W test_everything_else_is_refused",
    6: "H test_five_tabs_at_once_start_once",
    7: "T test_amount_of_the_browser_never_counts_for_everything",
    8: "T test_wrong_amount_is_said_beside_the_field_and_stays_typed",
    9: "C test_nothing_that_a_person_typed_is_sent",
    10: "C test_only_languages_of_the_office_are_sent",
    11: "N test_tampered_data_is_refused",
    12: "N test_tampered_seal_is_refused",
    13: "N test_missing_or_empty_seal_is_refused",
    14: "N test_seal_in_another_case_or_with_space_is_refused",
    15: "N test_seal_by_another_algorithm_is_refused",
    16: "N test_the_old_key_counts_while_it_is_being_replaced_and_an_unknown_one_never",
    17: "D test_a_public_practice_key_is_refused_outside_the_practice",
    18: "D test_another_merchant_changes_nothing",
    19: "D test_another_amount_is_kept_and_looked_at",
    20: "D test_paid_in_another_currency_or_of_no_amount_is_looked_at",
    21: "D test_an_unknown_reference_is_kept_and_answered_like_a_known_one",
    22: "D test_a_sealed_return_of_another_payment_is_not_believed",
    23: "D test_an_order_that_disagrees_with_the_reference_is_looked_at",
    24: "N test_duplicated_key_in_data_is_refused",
    26: "D test_callbacks_at_the_same_moment_have_one_effect",
    27: "D test_callback_and_return_in_any_order_are_one_payment",
    28: "D test_callback_and_return_in_any_order_are_one_payment",
    29: "D test_callback_and_return_in_any_order_are_one_payment",
    30: "D test_callback_and_return_in_any_order_are_one_payment",
    31: "D test_a_return_by_refresh_or_days_later_is_no_second_payment",
    32: "D test_a_return_by_refresh_or_days_later_is_no_second_payment",
    33: "D test_paid_then_denied_is_looked_at_and_not_reported",
    34: "D test_expired_then_paid_is_late_and_reported",
    35: "D test_pending_for_ever_stays_pending_and_blocks_a_second_payment",
    36: "D test_an_earlier_payment_that_comes_late_beside_a_new_one_is_paid_twice",
    37: "D test_a_file_that_was_paid_by_other_means_still_gets_the_money",
    38: "D test_a_word_on_an_attempt_that_was_given_up_is_late",
    39: "D test_a_missed_callback_is_found_by_asking",
    40: "D test_a_queue_that_was_lost_is_filled_again",
    41: "D test_each_response_code_has_its_state",
    42: "D test_paid_without_guarantee_is_paid",
    43: "D test_any_brand_is_paid",
    44: "D test_refused_stays_refused_whatever_the_acquirer_code",
    45: "N test_a_plus_that_became_a_space_is_repaired_before_the_seal_is_checked",
    46: "N test_unknown_encoding_is_refused",
    47: "Q test_json_data_of_interface_3_is_understood",
    48: "N test_values_keep_what_follows_their_first_equals_sign",
    49: "N test_latin_1_bytes_break_the_form_and_nothing_else",
    50: "D test_a_body_of_five_megabytes_is_refused",
    51: "D test_only_a_form_is_served",
    52: "D test_a_body_without_a_length_is_an_empty_one",
    53: "N test_repeated_form_field_is_refused",
    54: "D test_a_payment_is_paid_reported_once_seen_and_booked",
    55: "N test_timestamps_in_any_format_decide_nothing",
    56: "U test_return_without_session_leads_to_a_page_that_says_nothing_of_the_file",
    57: "D test_nothing_of_a_notification_reaches_the_log",
    58: "E test_a_fault_is_logged_once_with_its_reference_and_without_its_text",
    59: "P test_pay_finish_sends_nobody_off_site",
    60: "D test_a_file_that_begins_a_payment_every_minute_gets_the_transfer",
    61: "D test_an_unknown_reference_is_kept_and_answered_like_a_known_one",
    62: "X test_nothing_else_is_proof_of_payment",
    63: "D test_what_asking_finds",
    65: "C test_a_status_without_a_good_seal_is_not_believed",
    66: "R test_running_again_asks_nothing",
    67: "A test_two_lines_with_one_reference_are_said",
    68: "R test_what_is_wrong_after_a_day_is_said_once",
    69: "O test_money_given_back_later_is_said_and_moves_nothing",
    70: "L test_a_payment_is_started_in_the_offices_own_amount_format",
    71: "L test_a_payment_session_refused_by_sips_is_a_refusal",
    72: "L test_an_accepted_payment_session_that_leads_nowhere_is_unknown",
    73: "V test_a_refused_token_is_renewed_once_even_for_a_write",
    74: "D test_the_channel_of_the_type_of_file_goes_before_that_of_the_office",
}
ALSO = (
    "S test_published_json_request_with_a_container",
    "S test_published_seals_over_text",
    "K test_practice_shops_of_the_samples_are_known",
    "N test_encoded_data_is_read_with_and_without_padding",
    "N test_ten_thousand_form_fields_are_refused",
    "N test_a_hundred_thousand_pipes_are_refused",
    "D test_the_same_callback_twice_has_one_effect",
    "D test_pending_then_decided",
    "D test_a_worker_killed_while_reporting_reports_no_second_time",
    "D test_a_report_without_answer_is_verified_before_it_could_be_repeated",
    "H test_double_click_starts_once",
    "D test_a_used_reference_is_replaced_once",
    "M test_a_file_type_may_have_its_own_merchant",
)
REASONS = {
    25: "No test can time it without guessing: hmac.compare_digest is the only comparison in seal.py.",
    64: "automaticResponseStatus is never read: an answer to our question counts by itself, sent or not.",
}


@cache
def list_tests(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_every_case_has_one_test_or_one_reason() -> None:
    assert sorted([*COVERED, *REASONS]) == list(range(1, 75))
    assert all(reason.endswith(".") and len(reason) > 40 for reason in REASONS.values())


@pytest.mark.parametrize("named", [*COVERED.values(), *ALSO])
def test_the_test_of_a_case_is_there(named: str) -> None:
    letter, _, name = named.partition(" ")
    assert name in list_tests(FILES[letter])


def test_seals_are_compared_in_constant_time_only() -> None:
    source = (ROOT / "portal/integrations/sips/seal.py").read_text("utf-8")
    compared = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Compare)]
    names = {name.id for node in compared for name in ast.walk(node) if isinstance(name, ast.Name)}
    assert names.isdisjoint({"seal", "received", "expected"})
    assert source.count("hmac.compare_digest") == 2
