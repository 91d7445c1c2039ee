"""What notes in a script ask of the camera, and where they stand."""

from __future__ import annotations

import pytest
from small_scripts import read

from fairtake.breakdown import break_down
from fairtake.errors import ScriptError
from fairtake.model.direction import Ask, Direction, Framing, Side
from fairtake.model.shotlist import Angle, Move, ShotSize
from fairtake.screenplay import parse_fountain

SCRIPT = """INT. ROOM - DAY

ANNA (30s, a woman) and BEN (40, a man) wait. %s Anna picks up the letter.

ANNA
You kept it. %s I did not.

%s

BEN
Yes.

INT. HALL - DAY

ZOË (20s) waves.
"""


def asked(first: str = "", within: str = "", between: str = "") -> tuple[Direction, ...]:
    return read(SCRIPT % (first, within, between)).scenes[0].directions


def one(note: str) -> Direction:
    (direction,) = asked(between=f"[[{note}]]")
    return direction


def shot(words: str) -> Direction:
    direction = one(f"shot: {words}")
    assert direction.ask is Ask.SHOT
    return direction


@pytest.mark.parametrize(
    ("note", "ask"),
    [
        ("hold", Ask.HOLD),
        ("Hold on it", Ask.HOLD),
        ("cut", Ask.CUT),
        ("CUT HERE", Ask.CUT),
        ("no cut", Ask.NO_CUT),
        ("don't cut", Ask.NO_CUT),
        ("cross the line", Ask.CROSS),
        ("style: vérité", Ask.STYLE),
        ("shot: CU ANNA", Ask.SHOT),
    ],
)
def test_every_form_is_known(note, ask):
    assert one(note).ask is ask


@pytest.mark.parametrize(
    "note", ["a note", "Ask Ben about the cut in act two.", "TODO: shorten", "holding pattern", "x: y"]
)
def test_other_notes_are_left_alone(note):
    film = read(SCRIPT % ("", "", f"[[{note}]]"))
    assert film.scenes[0].directions == ()
    assert film.scenes[0].notes == (note,)
    assert film.gaps == read(SCRIPT % ("", "", "")).gaps


def test_the_words_of_the_brief():
    found = shot("CU ANNA, push in, 85mm")
    assert (found.size, found.subjects, found.move, found.lens_mm) == (ShotSize.CU, ("ANNA",), Move.PUSH_IN, 85.0)


def test_order_and_case_are_free():
    one_, other = shot("CU ANNA, push in, 85mm, low angle"), shot("85 mm low, Push-In on Anna, Close-Up")
    facts = [(d.size, d.subjects, d.move, d.lens_mm, d.angle) for d in (one_, other)]
    assert facts[0] == facts[1] == (ShotSize.CU, ("ANNA",), Move.PUSH_IN, 85.0, Angle.LOW)


@pytest.mark.parametrize(
    ("words", "framing", "subjects", "over"),
    [
        ("OTS ANNA on BEN", Framing.OVER_THE_SHOULDER, ("BEN",), "ANNA"),
        ("over-the-shoulder on Ben", Framing.OVER_THE_SHOULDER, ("BEN",), ""),
        ("over Anna's shoulder on Ben", Framing.OVER_THE_SHOULDER, ("BEN",), "ANNA"),
        ("BEN over ANNA", Framing.OVER_THE_SHOULDER, ("BEN",), "ANNA"),
        ("two-shot", Framing.TWO_SHOT, (), ""),
        ("Anna and Ben, MS", Framing.TWO_SHOT, ("ANNA", "BEN"), ""),
        ("master", Framing.MASTER, (), ""),
        ("insert letter", Framing.INSERT, ("letter",), ""),
        ("CU letter", Framing.INSERT, ("letter",), ""),
        ("POV ANNA", Framing.POINT_OF_VIEW, (), "ANNA"),
        ("Anna's point of view of the letter", Framing.POINT_OF_VIEW, ("letter",), "ANNA"),
        ("establishing", Framing.ESTABLISHING, (), ""),
        ("single on Ben", Framing.SINGLE, ("BEN",), ""),
    ],
)
def test_kinds_of_shot(words, framing, subjects, over):
    found = shot(words)
    assert (found.framing, found.subjects, found.over) == (framing, subjects, over)


@pytest.mark.parametrize("move", list(Move))
def test_every_move_can_be_asked_for(move):
    assert shot(f"CU ANNA, {move.value}").move is move


@pytest.mark.parametrize("size", list(ShotSize))
def test_every_size_can_be_asked_for(size):
    assert shot(f"{size.value.lower()} anna").size is size


@pytest.mark.parametrize("angle", list(Angle))
def test_every_angle_can_be_asked_for(angle):
    assert shot(f"ANNA {angle.value}").angle is angle


@pytest.mark.parametrize(
    ("words", "side"), [("from the left", Side.LEFT), ("from behind", Side.BEHIND), ("profile", Side.PROFILE)]
)
def test_sides(words, side):
    assert shot(f"CU ANNA {words}").side is side


def test_a_hold_may_have_a_length():
    assert one("hold for 2.5 seconds").seconds == 2.5
    assert one("hold: 4s").seconds == 4.0


def test_where_directions_stand():
    first, within, between = asked("[[cut]]", "[[hold]]", "[[no cut]]")
    beats = read(SCRIPT % ("", "", "")).scenes[0].beats
    assert [type(beat).__name__ for beat in beats] == ["Event", "Event", "Line", "Line"]
    assert (first.beat, first.character) == (1, 0)
    assert (within.beat, within.character) == (2, len("You kept it."))
    assert (between.beat, between.character) == (3, 0)
    assert (first.line, within.line, between.line) == (3, 6, 8)
    assert between.where == "in the script, line 8"


def test_a_note_beside_a_heading_stands_at_the_beginning():
    film = read("INT. ROOM - DAY [[style: tableau]]\n\nANNA (30s) waits.\n")
    (direction,) = film.scenes[0].directions
    assert (direction.style, direction.beat) == ("tableau", 0)


def test_a_style_before_the_first_scene_is_the_whole_films():
    film = read("[[style: vérité]]\n\n" + SCRIPT % ("", "", ""))
    assert [[d.style for d in scene.directions] for scene in film.scenes] == [["vérité"], ["vérité"]]


def test_only_a_style_may_stand_before_the_first_scene():
    with pytest.raises(ScriptError, match="only a style") as caught:
        read("[[shot: CU ANNA]]\n\n" + SCRIPT % ("", "", ""))
    assert caught.value.line == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("CU ANNNA", "test.fountain:8: 'ANNNA'.*understood: CU.*Did you mean ANNA"),
        ("CU ANNA, puhs in", "Did you mean push in"),
        ("CU ANNA, MS", "two sizes.*CU and MS"),
        ("CU ANNA, 50mm, 85mm", "two lenses"),
        ("CU ANNA, static, push in", "two moves"),
        ("CU ANNA, 850mm", "no 850mm lens"),
        ("CU ZOË", "ZOË is not in this scene.*ANNA, BEN"),
        ("insert", "an insert of nothing"),
        ("two-shot ANNA", "a two-shot of ANNA alone"),
        (",", "nothing says which"),
    ],
)
def test_what_cannot_be_understood_is_explained(words, message):
    with pytest.raises(ScriptError, match=message) as caught:
        shot(words)
    assert caught.value.line == 8
    assert caught.value.fix


@pytest.mark.parametrize(
    ("note", "meant"), [("shto: CU ANNA", "shot: CU ANNA"), ("no cutt", "no cut"), ("sytle: x", "style: x")]
)
def test_a_note_that_nearly_is_a_direction_is_a_gap(note, meant):
    film = read(SCRIPT % ("", "", f"[[{note}]]"))
    assert film.scenes[0].directions == ()
    (gap,) = [gap for gap in film.gaps if gap.what == f"[[{note}]]"]
    assert f"[[{meant}]]" in gap.fix
    assert gap.span is not None
    assert gap.span.line == 8


def test_directions_in_other_languages_scripts():
    film = break_down(
        parse_fountain("INT. ZIMMER - TAG\n\nJÜRGEN\nJa.\n\n[[shot: CU jurgen]]\n\nJÜRGEN\nNein.\n", "a"), "de"
    )
    assert film.scenes[0].directions[0].subjects == ("JÜRGEN",)
