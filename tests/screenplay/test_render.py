from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fairtake.model.screenplay import Element, ElementKind
from fairtake.model.span import Span
from fairtake.screenplay import parse_fountain, read_screenplay, render_fountain, write_fountain

from .test_properties import meaning
from .vectors import SPECIFICATION, TITLE_PAGES, TRAPS

FIXTURES = Path(__file__).parent / "fixtures"
Kind = ElementKind
NOWHERE = Span("a", 0, 0, 1)


def element(kind: ElementKind, text: str, **more: object) -> Element:
    return replace(Element(kind, text, NOWHERE), **more)


@pytest.mark.parametrize("name", [*SPECIFICATION, *TRAPS])
def test_vectors_come_back(name: str) -> None:
    text = (SPECIFICATION | TRAPS)[name][0]
    screenplay = parse_fountain(text, "a")
    assert write_fountain(screenplay) == screenplay.source
    again = parse_fountain(render_fountain(screenplay.elements), "a")
    assert [meaning(e) for e in again.elements] == [meaning(e) for e in screenplay.elements]


@pytest.mark.parametrize("name", TITLE_PAGES)
def test_title_pages_come_back(name: str) -> None:
    screenplay = parse_fountain(TITLE_PAGES[name][0], "a")
    again = parse_fountain(render_fountain(screenplay.elements, screenplay.title_page), "a")
    assert [(f.key, f.values) for f in again.title_page] == [(f.key, f.values) for f in screenplay.title_page]


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.[ft][ox][ut]*")), ids=lambda path: path.name)
def test_fixtures_come_back(path: Path) -> None:
    text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    assert write_fountain(read_screenplay(path)) == text


def test_canonical_form() -> None:
    text = "Title:Ten\n\n\nINT. X - DAY #3#\n\n\n\n    BOB(v.o.)\n(softly)\nHi [[n]]\n\nANN^\nHo\n\n>  END<"
    screenplay = parse_fountain(text, "a")
    assert render_fountain(screenplay.elements, screenplay.title_page) == (
        "Title: Ten\n\nINT. X - DAY #3#\n\nBOB (V.O.)\n(softly)\nHi [[n]]\n\nANN ^\nHo\n\n> END <\n"
    )


@pytest.mark.parametrize(
    ("made", "written"),
    [
        (element(Kind.SCENE_HEADING, "THE HILL", number="4"), ".THE HILL #4#\n"),
        (element(Kind.ACTION, "INT. IS A WORD"), "!INT. IS A WORD\n"),
        (element(Kind.ACTION, "BANG\nHe falls."), "!BANG\nHe falls.\n"),
        (element(Kind.ACTION, "a\n\nb"), "a\n!\nb\n"),
        (element(Kind.TRANSITION, "WIPE"), "> WIPE\n"),
        (element(Kind.CHARACTER, "BOB"), "@BOB\n"),
        (element(Kind.SECTION, "Act", level=2), "## Act\n"),
        (element(Kind.ACTION, "Title: no"), "!Title: no\n"),
    ],
)
def test_marks_are_used_where_they_are_needed(made: Element, written: str) -> None:
    assert render_fountain([made]) == written


def test_nothing_is_nothing() -> None:
    assert render_fountain([]) == ""


def test_a_changed_screenplay_is_rendered() -> None:
    screenplay = parse_fountain("INT. X - DAY\n\n\nBOB\nHi\n", "a")
    changed = replace(screenplay, elements=(*screenplay.elements[:2], replace(screenplay.elements[2], text="Ho")))
    assert write_fountain(changed) == "INT. X - DAY\n\nBOB\nHo\n"
