"""Our reading beside that of two other parsers, on scripts of our own.

Everything the three can say is brought to one form; what differs then must be one of the
known differences below, each with its reason.
"""

from __future__ import annotations

import difflib
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from screenplain.parsers import fountain as screenplain
from screenplain.types import Action, Dialog, DualDialog, PageBreak, Slug, Transition
from screenplay_tools.fdx.parser import Parser as ToolsFdx
from screenplay_tools.fountain.parser import Parser as ToolsFountain

from fairtake.model.screenplay import Element, ElementKind
from fairtake.screenplay import parse_fdx, parse_fountain

FIXTURES = Path(__file__).parent / "fixtures"
SCRIPTS = ["two-hander.fountain", "chase.fountain", "sans-clef.fountain", "control-room.txt", "kav-revii.fountain"]

# What we read, what the other reads, for every place where they differ.
KNOWN: dict[tuple[str, str], list[tuple[list[str], list[str]]]] = {
    ("screenplain", "two-hander.fountain"): [
        # A caret after action has nobody to speak with: it goes, the name stays.
        (["character: JONAS"], ["character: JONAS ^"]),
    ],
    ("screenplain", "chase.fountain"): [
        # A wrapped introduction: the name before its bracket is in capitals, the line is not.
        (
            ["action: PIP (12, barefoot) vaults the crate. Behind her, SERGEANT BRANDT (50) does not."],
            ["character: PIP", "dialogue: BRANDT (50) does not."],
        ),
        # It has no lyrics.
        (
            ["lyric: Haul away, haul away, haul the morning in."],
            ["dialogue: ~Haul away, haul away, ~haul the morning in."],
        ),
        # A transition of the trade, though it does not end in TO:.
        (["transition: FADE OUT."], ["action: FADE OUT."]),
    ],
    ("screenplain", "control-room.txt"): [
        # Scene numbers in the margins of a shooting script.
        (["scene heading: INT. CONTROL ROOM - NIGHT"], ["action: 12 INT. CONTROL ROOM - NIGHT 12"]),
        (["scene heading: INT. CORRIDOR - CONTINUOUS"], ["action: 13 INT. CORRIDOR - CONTINUOUS 13"]),
    ],
    ("screenplain", "kav-revii.fountain"): [
        # An unforced cue without capitals, of a name that is forced elsewhere.
        (["character: שרה", "dialogue: אז חיכית?"], ["action: שרה אז חיכית?"]),
    ],
    ("screenplay-tools", "chase.fountain"): [
        # It takes the line for a title page with an empty value and drops it.
        (["action: FADE IN:"], []),
        (
            ["lyric: Haul away, haul away, haul the morning in."],
            ["lyric: Haul away, haul away,", "lyric: haul the morning in."],
        ),
        (["transition: FADE OUT."], ["action: FADE OUT."]),
    ],
    ("screenplay-tools", "sans-clef.fountain"): [
        # Only some accented capitals count as capitals there.
        (
            ["character: ÉLODIE", "dialogue: Il ne s'est jamais cassé."],
            ["action: ÉLODIE Il ne s'est jamais cassé."],
        ),
        (["character: ÉLODIE & RENÉE", "dialogue: Là !"], ["action: ÉLODIE & RENÉE Là !"]),
    ],
    ("screenplay-tools", "control-room.txt"): [
        (["scene heading: INT. CONTROL ROOM - NIGHT"], ["action: 12 INT. CONTROL ROOM - NIGHT 12"]),
        # A parenthetical wrapped over two lines.
        (
            ["parenthetical: to the ceiling, not at all amused", "dialogue: Somebody with a warm chair."],
            ["dialogue: (to the ceiling, not at all amused) Somebody with a warm chair."],
        ),
        (["scene heading: INT. CORRIDOR - CONTINUOUS"], ["action: 13 INT. CORRIDOR - CONTINUOUS 13"]),
    ],
    ("screenplay-tools", "kav-revii.fountain"): [
        (["character: שרה", "dialogue: אז חיכית?"], ["action: שרה אז חיכית?"]),
    ],
    ("screenplay-tools", "lighthouse.fdx"): [
        # It reads only the first text run of a paragraph, and shows cues as they were typed.
        (
            [
                "scene heading: INT. LIGHTHOUSE - NIGHT",
                r"action: The lamp turns. ISLA (19) counts the dark seconds between & after, 2 \* 2 of them.",
                "character: ISLA",
            ],
            ["scene heading: INT. LIGHTHOUSE", "action: The lamp turns.", "character: Isla"],
        ),
        (["dialogue: Eleven. Twelve."], ["dialogue: Eleven."]),
        # Dialogue that goes on after action needs its speaker in Fountain.
        (["character: ISLA"], []),
        # It drops dual dialogue, and takes a shot for a scene.
        (
            [
                *("character: ISLA", "dialogue: Father?", "character: MAGNUS", "dialogue: Do not touch it."),
                "action: CLOSE ON THE SWITCH",
            ],
            ["scene heading: CLOSE ON THE SWITCH"],
        ),
        (["page break:"], []),
        # Alignment and singing are not read.
        (
            ["centered: Darkness.", "lyric: Low, low, the harbour bell"],
            ["action: Darkness.", "action: Low, low, the harbour bell"],
        ),
    ],
}


def tidy(text: str) -> str:
    return " ".join(re.sub(r"(?<!\\)[*_]", "", text).split())


def ours(elements: tuple[Element, ...]) -> Iterator[str]:
    skipped = {ElementKind.NOTE, ElementKind.BONEYARD, ElementKind.SECTION, ElementKind.SYNOPSIS}
    for element in elements:
        if element.kind not in skipped:
            heading = element.kind is ElementKind.SCENE_HEADING
            yield f"{element.kind}: {tidy(element.text.upper() if heading else element.text)}".strip()


def from_screenplain(text: str) -> Iterator[str]:
    for paragraph in screenplain.parse(io.StringIO(text)):
        match paragraph:
            case DualDialog():
                yield from _speech(paragraph.left)
                yield from _speech(paragraph.right)
            case Dialog():
                yield from _speech(paragraph)
            case Slug():
                yield f"scene heading: {tidy(str(paragraph.line))}"
            case Action():
                kind = "centered" if paragraph.centered else "action"
                yield f"{kind}: {tidy(' '.join(str(line) for line in paragraph.lines))}"
            case Transition():
                yield f"transition: {tidy(str(paragraph.line))}"
            case PageBreak():
                yield "page break:"


def _speech(dialog: Dialog) -> Iterator[str]:
    yield f"character: {tidy(re.sub(r'[(].*', '', str(dialog.character)))}"
    run: list[str] = []
    inside = False
    for parenthetical, line in [*dialog.blocks, (None, None)]:
        if run and parenthetical is not inside:
            text = tidy(" ".join(run))
            yield f"parenthetical: {text.strip('()')}" if inside else f"dialogue: {text}"
            run = []
        if line is not None:
            run.append(str(line))
            inside = parenthetical


def from_tools(text: str) -> Iterator[str]:
    parser = ToolsFountain()
    parser.add_text(text)
    yield from _tools(parser.script.elements)


def _tools(elements: list[object]) -> Iterator[str]:
    kinds = {"HEADING": "scene heading", "PAGEBREAK": "page break"}
    for element in elements:
        name = element.type.value
        if name in ("NOTE", "BONEYARD", "SECTION", "SYNOPSIS", "TITLEENTRY"):
            continue
        kind = kinds.get(name, name.lower())
        if getattr(element, "centered", False):
            kind = "centered"
        text = element.name if name == "CHARACTER" else re.sub(r"\[\[\d+\]\]|/\*\d+\*/", "", element.text_raw)
        text = text.upper() if name == "HEADING" else text
        # It merges neighbouring actions; the blank lines between them are still there.
        for block in text.split("\n\n") if kind == "action" else [text]:
            if tidy(block) or kind == "page break":
                yield f"{kind}: {tidy(block)}".strip()


def differences(mine: list[str], theirs: list[str]) -> list[tuple[list[str], list[str]]]:
    matcher = difflib.SequenceMatcher(None, mine, theirs, autojunk=False)
    return [(mine[a:b], theirs[c:d]) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]


PARSERS = {"screenplain": from_screenplain, "screenplay-tools": from_tools}


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("parser", PARSERS)
def test_fountain_is_read_as_others_read_it(parser: str, script: str) -> None:
    # Both fail on a byte-order mark in the text, so they get it without.
    text = (FIXTURES / script).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    mine = list(ours(parse_fountain(text, script).elements))
    assert len(mine) > 10
    assert differences(mine, list(PARSERS[parser](text))) == KNOWN.get((parser, script), [])


def test_fdx_is_read_as_others_read_it() -> None:
    data = (FIXTURES / "lighthouse.fdx").read_bytes()
    tools = ToolsFdx()
    tools.parse(data.decode())
    mine = list(ours(parse_fdx(data, "lighthouse.fdx").elements))
    assert differences(mine, list(_tools(tools.script.elements))) == KNOWN["screenplay-tools", "lighthouse.fdx"]
