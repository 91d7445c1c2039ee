"""What must hold for every text whatever."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairtake.errors import FairtakeError
from fairtake.model.screenplay import Element, Screenplay
from fairtake.screenplay import from_prose, parse_fountain, render_fountain, write_fountain

FRAGMENTS = [
    *("INT. HOUSE - DAY", "EXT. X #1A#", "int. a", "12 INT. X 12", "BOB", "BOB (V.O.)", "bob", "Hello there.", "ANNA & CO"),
    *("(quietly)", "(a", "b)", "(", ")", "~la", "~", "> x <", ">y", ">", "<", "===", "==", "= syn", "# Sec", "##", "#1#"),
    *("!BANG", "!", "@McX", "@", "[[note]]", "[[", "]]", "/*", "*/", "/* b */", "/", "[", "]", "*", "_", "**BOB**", "\\*"),
    *("  ", " ", "\t", "\n", "\n", "\n\n", "\n\n", "\n\n", "\r\n", "\r", "\n  \n", "^", " ^", "CUT TO:", "CUT TO:  "),
    *("Title: x", "Author:", "    v", "FADE IN:", "FADE OUT.", ".", "..x", ".K", "1", "23 (O.S.)"),
    *("שרה", "אני", "@דוד", "李雷", "（轻声）", "🤖", "é", "É", "RENÉE", "АННА", "\u200f", "\ufeff", "\u2028", "\x0c", "\x00"),
]  # fmt: skip
SCRIPTS = st.lists(st.sampled_from(FRAGMENTS), max_size=16).map("".join) | st.text(max_size=40)
PROSE = st.lists(
    st.sampled_from(
        [
            *("Anna", "the old man", "A woman", "she", "He", "says", "whispers", "asks", " and ", ", ", ". ", ": ", "? "),
            *('"', '"', "“", "”", "«", "»", "'", "’", "You kept it", "No", "a sign", "in the kitchen", "at night", "Dr. "),
            *(" ", " ", " ", "\n", "\n\n", "— ", "Anna: ", "[[n]]", "/* b */", "dit-elle", "l'homme", "INT. X - DAY. "),
        ]
    ),
    max_size=24,
).map("".join)  # fmt: skip


def normalised(text: str) -> str:
    """Line breaks as newlines and no byte-order mark: all that reading may change."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n")
    for line_break in "\r\u2028\u2029\x85":
        text = text.replace(line_break, "\n")
    return text


def meaning(element: Element) -> tuple[object, ...]:
    notes = tuple(note.text for note in element.notes)
    return element.kind, element.text, element.number, element.level, element.dual, element.extension, notes


def check_spans(screenplay: Screenplay) -> None:
    source = screenplay.source
    position = 0
    for span in [f.span for f in screenplay.title_page] + [e.span for e in screenplay.elements]:
        assert position <= span.start <= span.end <= len(source)
        assert span.line == source.count("\n", 0, span.start) + 1
        position = span.end


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SCRIPTS)
def test_writing_gives_back_what_was_read(text: str) -> None:
    assert write_fountain(parse_fountain(text, "a")) == normalised(text)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SCRIPTS)
def test_spans_are_ordered_and_leave_out_only_white_space(text: str) -> None:
    screenplay = parse_fountain(text, "a")
    check_spans(screenplay)
    position = 0
    for span in [f.span for f in screenplay.title_page] + [e.span for e in screenplay.elements]:
        assert not screenplay.source[position : span.start].strip()
        assert span.start < span.end
        position = span.end
    assert not screenplay.source[position:].strip()


@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SCRIPTS)
def test_rendering_keeps_kinds_and_texts(text: str) -> None:
    screenplay = parse_fountain(text, "a")
    again = parse_fountain(render_fountain(screenplay.elements, screenplay.title_page), "a")
    assert [meaning(e) for e in again.elements] == [meaning(e) for e in screenplay.elements]
    assert [(f.key, f.values) for f in again.title_page] == [(f.key, f.values) for f in screenplay.title_page]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SCRIPTS)
def test_rendering_is_settled(text: str) -> None:
    once = render_fountain(parse_fountain(text, "a").elements)
    assert render_fountain(parse_fountain(once, "a").elements) == once


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SCRIPTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert parse_fountain(text, "a") == parse_fountain(text, "a")


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PROSE | st.text(max_size=40))
def test_prose_never_fails_and_its_spans_are_ordered(text: str) -> None:
    try:
        screenplay = from_prose(text)
    except FairtakeError as error:
        assert error.fix
        return
    check_spans(screenplay)
    assert write_fountain(screenplay)


def test_the_fragments_reach_every_kind() -> None:
    """The properties above say little about kinds their texts never hold."""
    kinds = {e.kind for text in FRAGMENTS for e in parse_fountain(f"\n\n{text}\n\nBOB\n(a)\nb", "a").elements}
    assert len(kinds) == 13


@pytest.mark.parametrize("text", ["", "\n", "Title: x", "BOB\nHi"])
def test_short_texts_come_back(text: str) -> None:
    assert write_fountain(parse_fountain(text, "a")) == text
