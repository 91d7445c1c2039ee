from __future__ import annotations

import time

import pytest

from fairtake.model.screenplay import Element, ElementKind
from fairtake.screenplay import parse_fountain
from fairtake.screenplay.fountain import is_tight

from .vectors import SPECIFICATION, TITLE_PAGES, TRAPS


def shown(element: Element) -> str:
    parts = [f"{element.kind}: {element.text}"]
    parts += [f"#{element.number}"] if element.number else []
    parts += [f"({element.extension})"] if element.extension else []
    parts += ["^"] if element.dual else []
    parts += ["!"] if element.forced else []
    parts += [f"[[{note.text}]]" for note in element.notes]
    return " ".join(parts)


@pytest.mark.parametrize("name", [*SPECIFICATION, *TRAPS])
def test_vector(name: str) -> None:
    text, wanted = (SPECIFICATION | TRAPS)[name]
    assert [shown(element) for element in parse_fountain(text, "a.fountain").elements] == wanted


def test_there_are_enough_vectors() -> None:
    assert len(SPECIFICATION) + len(TRAPS) >= 120
    assert not SPECIFICATION.keys() & TRAPS.keys()


@pytest.mark.parametrize("name", TITLE_PAGES)
def test_title_page(name: str) -> None:
    text, wanted = TITLE_PAGES[name]
    screenplay = parse_fountain(text, "a.fountain")
    assert [(field.key, field.values) for field in screenplay.title_page] == wanted


def test_title_page_fields_can_be_asked_for() -> None:
    screenplay = parse_fountain("Title:\n\tTen\n\tYears\n\nx", "a.fountain")
    assert screenplay.field("title") == "Ten Years"
    assert screenplay.title_page[0].span.line == 1


def test_sections_have_levels() -> None:
    elements = parse_fountain("# a\n\n## b\n\n###### c", "a.fountain").elements
    assert [element.level for element in elements] == [1, 2, 6]


def test_spans_say_where_an_element_stands() -> None:
    text = "\ufeffTitle: A\r\n\r\nINT. X - DAY\r\n\r\nBOB (V.O.)\r\n(softly)\r\nHi\r\nthere\r\n\r\n[[n]] [[m]]\r\n"
    screenplay = parse_fountain(text, "b.fountain")
    found = [(e.kind, screenplay.source[e.span.start : e.span.end], e.span.line) for e in screenplay.elements]
    assert found == [
        (ElementKind.SCENE_HEADING, "INT. X - DAY", 3),
        (ElementKind.CHARACTER, "BOB (V.O.)", 5),
        (ElementKind.PARENTHETICAL, "(softly)", 6),
        (ElementKind.DIALOGUE, "Hi\nthere", 7),
        (ElementKind.NOTE, "[[n]]", 10),
        (ElementKind.NOTE, "[[m]]", 10),
    ]
    assert all(element.span.file == "b.fountain" for element in screenplay.elements)


def test_note_spans_cover_the_brackets() -> None:
    screenplay = parse_fountain("One [[why?]] two", "a.fountain")
    (note,) = screenplay.elements[0].notes
    assert screenplay.source[note.span.start : note.span.end] == "[[why?]]"


def test_a_script_without_blank_lines_below_headings_is_noticed() -> None:
    text = "INT. X - DAY\nAnna waits.\n\nEXT. Y - DAY\nBen too."
    strict = parse_fountain(text, "a.fountain")
    assert is_tight(strict)
    kinds = [e.kind for e in parse_fountain(text, "a.fountain", tight=True).elements]
    assert kinds == [ElementKind.SCENE_HEADING, ElementKind.ACTION] * 2
    assert not is_tight(parse_fountain("INT. X - DAY\n\nINT. Y - DAY\nx", "a.fountain"))


@pytest.mark.parametrize(
    "unit",
    [
        "word ",
        "[[", "[[a]]", "/* a */", "(", "(a)", "*", "A", "INT. ", "#", " ", "^", ".", "@", "@(a)",
        "[[\n\n", "(\n", "BOB\n(\n", "/*", "~a\n", "A\n\n", "  \n", "A\nb\n  \n", "# a\n", "[[a]]\n", "12 ", "A (b) ",
    ],
)  # fmt: skip
def test_time_is_linear_in_the_length(unit: str) -> None:
    """Twice the text may take a little more than twice the time, never four times."""

    def seconds(size: int) -> float:
        text = "A\n" + unit * (size // len(unit))
        best = float("inf")
        for _ in range(2):
            start = time.process_time()
            parse_fountain(text, "a.fountain")
            best = min(best, time.process_time() - start)
        return best

    small, large = seconds(8_000), seconds(64_000)
    assert large < max(0.4, 8 * 5 * small)


def test_five_megabytes_in_one_line() -> None:
    start = time.process_time()
    screenplay = parse_fountain("INT. " + "HOUSE (DAY " * 480_000, "a.fountain")
    assert time.process_time() - start < 15
    assert len(screenplay.elements) == 1
