"""Every name prints with its own letters, however its accents are written."""

import io

import pikepdf
import pypdfium2
import pytest

from portal.web.paper.arabic import draw_arabic
from portal.web.paper.sheet import fit, open_sheet, write


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Zoe\u0308", "Zoë"),
        ("Lo\u0301dz\u0301", "Lódź"),
        ("Wałęsa Ελένη Жанна", "Wałęsa Ελένη Жанна"),
    ],
)
def test_letters_with_loose_accents_are_printed_whole(typed: str, printed: str) -> None:
    assert fit(typed) == printed


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("\u0645\u062d\u0645\u062f", "\ufeaa\ufee4\ufea4\ufee3"),  # muhammad, joined throughout
        ("\u0633\u0644\u0627\u0645", "\u0645\ufefc\ufeb3"),  # salam: lam and alef are one, mim stands apart
        ("Dhr. \u0645\u062d\u0645\u062f 12", "Dhr. \ufeaa\ufee4\ufea4\ufee3 12"),
        ("\u062f 12 \u062f", "\u062f 12 \u062f"),
        ("Gent", "Gent"),
    ],
)
def test_arabic_letters_are_joined_and_run_from_the_right(typed: str, drawn: str) -> None:
    assert draw_arabic(typed).replace("\ufee1", "\u0645").replace("\ufea9", "\u062f") == drawn


def test_a_paper_carries_the_arabic_font_only_for_arabic() -> None:
    sizes = {}
    for name in ("Karin", "\u0643\u0631\u064a\u0645"):
        paper = open_sheet("Paper", language="en")
        paper.add_page()
        write(paper, f"Name: {name}")
        content = bytes(paper.output())
        with pikepdf.open(io.BytesIO(content)) as pdf:
            sizes[name] = len(pdf.pages[0].Resources.Font)
        assert "?" not in pypdfium2.PdfDocument(content)[0].get_textpage().get_text_bounded()
    assert list(sizes.values()) == [1, 2]
