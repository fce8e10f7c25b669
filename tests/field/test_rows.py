"""The list that began this folder: each of its eighteen rows has its test, and the odd documents are many."""

import ast

import pytest

from tests.field.test_odd_documents import CASES
from tests.repo.files import ROOT

ROWS: dict[str, tuple[str, ...]] = {
    "1 a number is retyped as it is shown": ("test_what_a_form_shows_is_read_back_as_the_same",),
    "2 one text means one number": ("test_a_number_is_what_it_says_in_that_language",),
    "3 an unchanged record saves": ("test_every_kind_of_record_saves_unchanged",),
    "4 rows keep their identity": ("test_rows_keep_their_identity_when_one_is_taken_out",),
    "5 media types": ("test_a_media_type_is_compared_as_one",),
    "6 references": ("test_a_reference_is_a_pointer_and_an_address",),
    "7 objects in a query or path": (
        "test_an_object_in_a_query_is_written_in_its_style",
        "test_a_value_in_a_path_is_written_in_its_style",
    ),
    "8 one odd operation takes no other down": (
        "test_a_parameter_with_content_goes_as_json",
        "test_a_path_item_may_be_a_reference",
        "test_what_stands_in_a_sample_is_data",
        "test_a_pattern_that_only_javascript_knows_is_not_checked_and_told",
    ),
    "9 answers that the document did not foresee": (
        "test_a_value_that_nobody_documented_yet_is_read",
        "test_an_answer_that_fits_two_kinds_is_read",
        "test_problems_as_fastapi_tells_them_have_their_field",
        "test_json_in_another_charset_is_read",
        "test_a_text_in_another_charset_is_read",
    ),
    "10 the hour that is not, and the hour that is twice": (
        "test_an_hour_that_the_clock_skips_is_refused",
        "test_an_hour_that_comes_twice_asks_which",
    ),
    "11 account, bank and telephone": (
        "test_an_account_is_stored_in_one_form",
        "test_a_bank_code_is_stored_in_one_form",
        "test_a_telephone_number_dials_whatever_way_it_is_written",
    ),
    "12 structured communications": (
        "test_two_files_never_share_a_structured_communication",
        "test_the_doctor_tells_of_file_numbers_that_make_no_structured_communication",
    ),
    "13 files in a form": ("test_a_file_goes_as_a_part_of_a_form", "test_a_file_is_uploaded"),
    "14 free JSON": ("test_free_json_stays_as_it_was",),
    "15 an object asked by its number": (
        "test_an_object_that_is_asked_by_its_number_goes_out_as_its_number",
    ),
    "16 covers, variants, choices, dates, files": (
        "test_a_record_in_a_documented_cover_is_the_record",
        "test_an_odd_schema_is_understood",
        "test_choices_beside_the_items_of_a_list_are_those_of_its_items",
        "test_a_filter_that_is_a_date_or_nothing_takes_a_date",
        "test_a_file_that_the_document_calls_an_object_is_a_file",
    ),
    "17 a document that cannot be used": (
        "test_a_reference_to_nowhere_takes_only_its_own_operation_down",
        "test_a_document_that_cannot_be_used_stops_no_command",
        "test_the_desk_says_why_a_system_is_off",
    ),
    "18 sign-in, charsets, files by their content": (
        "test_refresh_tells_which_client_asks",
        "test_a_text_in_another_charset_is_read",
        "test_a_file_without_an_ending_is_named_by_its_content",
    ),
}
PLACES = ("tests/field", "tests/unit/integrations", "tests/pages/crm", "tests/unit/crm")
FEWEST_DOCUMENTS = 60


def list_tests() -> dict[str, int]:
    """How many cases each test has that stands there."""
    found: dict[str, int] = {}
    for place in PLACES:
        for path in (ROOT / place).rglob("test_*.py"):
            for node in ast.parse(path.read_text("utf-8")).body:
                if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                    found[node.name] = max((_count(one) for one in node.decorator_list), default=1) or 1
    return found


def _count(decorator: ast.expr) -> int:
    """The cases that a parametrize lists by itself."""
    arguments = decorator.args if isinstance(decorator, ast.Call) else []
    return max((len(one.elts) for one in arguments if isinstance(one, ast.List | ast.Tuple)), default=1)


@pytest.mark.parametrize("row", ROWS)
def test_a_row_has_its_tests(row: str) -> None:
    assert not set(ROWS[row]) - set(list_tests())


def test_there_are_eighteen_rows_and_many_odd_documents() -> None:
    assert [int(row.partition(" ")[0]) for row in ROWS] == list(range(1, 19))
    odd = ast.parse((ROOT / "tests" / "field" / "test_documents.py").read_text("utf-8"))
    own = sum(
        max((_count(one) for one in node.decorator_list), default=1)
        for node in odd.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )
    assert len(CASES) + own >= FEWEST_DOCUMENTS
