from __future__ import annotations

from pathlib import Path

import pytest

from fairtake.errors import ScriptError
from fairtake.model.screenplay import Element, ElementKind
from fairtake.screenplay import parse_fdx, parse_fountain, render_fountain, write_fountain

DATA = (Path(__file__).parent / "fixtures" / "lighthouse.fdx").read_bytes()
Kind = ElementKind


def document(*paragraphs: str, after: str = "") -> bytes:
    return f"<FinalDraft><Content>{''.join(paragraphs)}</Content>{after}</FinalDraft>".encode()


def paragraph(kind: str, text: str, **attributes: str) -> str:
    more = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<Paragraph Type="{kind}"{more}><Text>{text}</Text></Paragraph>'


def elements(*paragraphs: str, after: str = "") -> tuple[Element, ...]:
    return parse_fdx(document(*paragraphs, after=after), "a.fdx").elements


def brief(found: tuple[Element, ...]) -> list[tuple[ElementKind, str]]:
    return [(element.kind, element.text) for element in found]


def test_the_whole_fixture() -> None:
    assert brief(parse_fdx(DATA, "lighthouse.fdx").elements) == [
        (Kind.SCENE_HEADING, "INT. LIGHTHOUSE - NIGHT"),
        (Kind.SYNOPSIS, "The keeper's daughter wants the lamp off."),
        (Kind.ACTION, r"The lamp turns. **ISLA** (19) counts the _*dark seconds*_ between & after, 2 \* 2 of them."),
        (Kind.CHARACTER, "ISLA"),
        (Kind.PARENTHETICAL, "to herself"),
        (Kind.DIALOGUE, "Eleven. *Twelve.*"),
        (Kind.ACTION, "The light sweeps over her."),
        (Kind.CHARACTER, "ISLA"),
        (Kind.DIALOGUE, "It is slower tonight."),
        (Kind.CHARACTER, "ISLA"),
        (Kind.DIALOGUE, "Father?"),
        (Kind.CHARACTER, "MAGNUS"),
        (Kind.DIALOGUE, "Do not touch it."),
        (Kind.ACTION, "CLOSE ON THE SWITCH"),
        (Kind.TRANSITION, "CUT TO:"),
        (Kind.PAGE_BREAK, ""),
        (Kind.SCENE_HEADING, "EXT. ROCKS - NIGHT"),
        (Kind.CENTERED, "Darkness."),
        (Kind.LYRIC, "Low, low, the harbour bell"),
    ]


def test_numbers_dual_dialogue_extensions_and_notes() -> None:
    found = parse_fdx(DATA, "lighthouse.fdx").elements
    assert [e.number for e in found if e.kind is Kind.SCENE_HEADING] == ["1", "1A"]
    assert [(e.text, e.extension, e.dual) for e in found if e.kind is Kind.CHARACTER] == [
        ("ISLA", "", False),
        ("ISLA", "CONT'D", False),
        ("ISLA", "", False),
        ("MAGNUS", "O.S.", True),
    ]
    assert [note.text for e in found for note in e.notes] == ["shot: close on her eyes"]
    assert [e.dual for e in found if e.text in ("Father?", "Do not touch it.")] == [False, True]


def test_title_page() -> None:
    fields = {f.key: f.values for f in parse_fdx(DATA, "lighthouse.fdx").title_page}
    assert fields == {
        "Title": ("The Dark Seconds",),
        "Credit": ("Written by",),
        "Author": ("Fairtake",),
        "Draft date": ("Second draft",),
        "Contact": ("Nobody in particular",),
    }


def test_lines_and_spans_are_those_of_the_xml() -> None:
    screenplay = parse_fdx(DATA, "lighthouse.fdx")
    for element in screenplay.elements:
        assert element.span.line == screenplay.source.count("\n", 0, element.span.start) + 1
    action = screenplay.elements[2]
    covered = screenplay.source[action.span.start : action.span.end]
    assert covered.startswith("<Text>The lamp turns. </Text>")
    assert covered.endswith("2 * 2 of them.</Text>")
    assert DATA.decode().split("\n")[action.span.line - 1].strip() == "<Text>The lamp turns. </Text>"


def test_spans_count_characters_not_bytes() -> None:
    screenplay = parse_fdx(document(paragraph("Action", "Élodie 🤖 日本"), paragraph("Action", "née")), "a.fdx")
    covered = [screenplay.source[e.span.start : e.span.end] for e in screenplay.elements]
    assert covered == ["<Text>Élodie 🤖 日本</Text>", "<Text>née</Text>"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_encodings(encoding: str) -> None:
    name = encoding.removesuffix("-sig").upper()
    text = f'<?xml version="1.0" encoding="{name}"?>\r\n' + document(paragraph("Action", "Élodie")).decode()
    assert brief(parse_fdx(text.encode(encoding), "a.fdx").elements) == [(Kind.ACTION, "Élodie")]


def test_it_can_be_written_as_fountain() -> None:
    screenplay = parse_fdx(DATA, "lighthouse.fdx")
    text = write_fountain(screenplay)
    again = parse_fountain(text, "lighthouse.fountain")
    assert brief(again.elements) == brief(screenplay.elements)
    assert [(e.number, e.dual, e.extension) for e in again.elements] == [
        (e.number, e.dual, e.extension) for e in screenplay.elements
    ]
    assert again.field("author") == "Fairtake"
    assert text == render_fountain(screenplay.elements, screenplay.title_page)


def test_cues_stay_as_typed_unless_the_document_shows_capitals() -> None:
    speech = (paragraph("Character", "McAllister (v.o.)"), paragraph("Dialogue", "Aye."))
    assert [(e.text, e.extension) for e in elements(*speech)] == [("McAllister", "V.O."), ("Aye.", "")]
    settings = '<ElementSettings Type="Character"><FontSpec Style="AllCaps"/></ElementSettings>'
    assert elements(*speech, after=settings)[0].text == "MCALLISTER"


def test_dialogue_over_paragraphs_is_one_element() -> None:
    found = elements(paragraph("Character", "BO"), paragraph("Dialogue", "One."), paragraph("Dialogue", "Two."))
    assert brief(found) == [(Kind.CHARACTER, "BO"), (Kind.DIALOGUE, "One.\nTwo.")]


def test_dialogue_of_nobody_is_action() -> None:
    assert brief(elements(paragraph("Dialogue", "Hello?"))) == [(Kind.ACTION, "Hello?")]


def test_emphasis_marks_stand_at_the_words() -> None:
    xml = '<Paragraph Type="Action"><Text>a</Text><Text Style="Bold"> b </Text><Text Style="AllCaps">c_d</Text></Paragraph>'
    assert elements(xml)[0].text == r"a **b** C\_D"


def test_notes_kept_apart_stand_at_the_end() -> None:
    note = "<ScriptNotes><ScriptNote><Paragraph><Text>slower</Text></Paragraph></ScriptNote></ScriptNotes>"
    found = elements(paragraph("Action", "x"), after=note)
    assert brief(found) == [(Kind.ACTION, "x"), (Kind.NOTE, "slower")]
    assert found[1].notes[0].text == "slower"


def test_acts_and_outlines() -> None:
    found = elements(paragraph("New Act", "ACT ONE"), paragraph("Outline 2", "Chase"), paragraph("End of Act", "END"))
    assert [(e.kind, e.level) for e in found] == [(Kind.SECTION, 1), (Kind.SECTION, 2), (Kind.CENTERED, 0)]


def test_deep_nesting_costs_no_stack() -> None:
    deep = "<Paragraph>" * 20_000 + "<Text>x</Text>" + "</Paragraph>" * 20_000
    assert brief(elements(deep)) == [(Kind.ACTION, "x")]


@pytest.mark.parametrize("end", [50, 400, 2000, len(DATA) - 30])
def test_a_file_cut_off_names_the_line(end: int) -> None:
    with pytest.raises(ScriptError, match=r"cut off|broken") as caught:
        parse_fdx(DATA[:end], "lighthouse.fdx")
    assert caught.value.file == "lighthouse.fdx"
    assert caught.value.line == DATA[:end].count(b"\n") + 1
    assert caught.value.fix


def test_an_entity_bomb_is_refused() -> None:
    levels = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
    bomb = f'<!DOCTYPE f [<!ENTITY l0 "ha">{levels}]><FinalDraft><Content>&l11;</Content></FinalDraft>'
    with pytest.raises(ScriptError, match="entities") as caught:
        parse_fdx(bomb.encode(), "bomb.fdx")
    assert caught.value.line == 1
    assert caught.value.fix


def test_outside_entities_are_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    xml = f'<!DOCTYPE f [<!ENTITY s SYSTEM "file://{tmp_path}/secret">]><FinalDraft><Content>&s;</Content></FinalDraft>'
    with pytest.raises(ScriptError, match="entities"):
        parse_fdx(xml.encode(), "a.fdx")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<html></html>", "not a Final Draft document"),
        (b"<FinalDraft><Content/></FinalDraft>", "holds no script"),
        (b"<FinalDraft><Content><Paragraph></Content></FinalDraft>", "broken"),
        (b"INT. KITCHEN - DAY", "broken"),
        (b'<?xml version="1.0" encoding="UTF-8"?><FinalDraft>\xff\xff</FinalDraft>', "encoding it declares"),
        (b'<?xml version="1.0" encoding="klingon"?><FinalDraft/>', "encoding it declares"),
    ],
)
def test_what_is_no_script_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(ScriptError, match=message) as caught:
        parse_fdx(data, "a.fdx")
    assert caught.value.fix
