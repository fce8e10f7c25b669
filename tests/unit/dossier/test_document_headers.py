import unicodedata
from datetime import date

import pytest
from django.utils.http import content_disposition_header
from hypothesis import given
from hypothesis import strategies as st

from portal.dossier.document_headers import UNKNOWN_TYPE, get_content_type, make_file_name
from portal.integrations.tagor.values.account import Document


def make_document(name: str = "Brief", extension: str = "pdf") -> Document:
    return Document(document_id="1", name=name, dated_on=date(2026, 1, 2), extension=extension, group_id="0")


@pytest.mark.parametrize(
    ("name", "extension", "expected"),
    [
        ("Dagvaarding", "pdf", "Dagvaarding.pdf"),
        ("scan.PDF", "pdf", "scan.pdf"),
        ("../../etc/passwd", "txt", "etc passwd.txt"),
        ('a"b\r\nSet-Cookie: x=1', "pdf", "a b Set-Cookie x=1.pdf"),
        ("\u202egpj.exe", "jpg", "gpj.exe.jpg"),
        ("", "pdf", "document.pdf"),
        ("...", "pdf", "document.pdf"),
        ("Aanmaning é ß", "docx", "Aanmaning é ß.docx"),
        ("programma", "exe", "programma.bin"),
        ("pagina", "html", "pagina.html.txt"),
        ("tekening", "svg", "tekening.svg.txt"),
        ("x" * 300, "pdf", "x" * 100 + ".pdf"),
    ],
)
def test_the_file_name_is_safe_on_every_device(name: str, extension: str, expected: str) -> None:
    assert make_file_name(make_document(name, extension)) == expected


@pytest.mark.parametrize("extension", ["html", "htm", "xhtml", "svg", "xml", "js", "mht"])
def test_what_could_run_is_handed_over_as_plain_text(extension: str) -> None:
    assert get_content_type(make_document(extension=extension)) == "text/plain; charset=utf-8"


@pytest.mark.parametrize("extension", ["", "exe", "php", "swf"])
def test_an_unknown_extension_is_only_bytes(extension: str) -> None:
    assert get_content_type(make_document(extension=extension)) == UNKNOWN_TYPE


@given(st.text(max_size=300), st.text(max_size=10))
def test_no_name_breaks_out_of_the_header(name: str, extension: str) -> None:
    file_name = make_file_name(make_document(name, extension))
    header = content_disposition_header(True, file_name)

    assert not any(unicodedata.category(c) in {"Cc", "Cf"} for c in file_name)
    assert "/" not in file_name
    assert "\\" not in file_name
    assert header is not None
    assert header.startswith("attachment; filename")
    assert header.isprintable()
