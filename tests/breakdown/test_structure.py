"""Intercuts, flashbacks, montages and acts, as writers write them."""

from __future__ import annotations

import pytest
from small_scripts import read

from fairtake.model.breakdown import Event, Line, Pause

KITCHEN = "INT. ANNA'S KITCHEN - NIGHT\n\nANNA (60s) sits. She dials the telephone.\n\n"
CAR = "INT. BEN'S CAR - NIGHT\n\nBEN (30s) waits.\n\n"
TALK = "BEN\nHello?\n\nANNA\nIt's me.\n\nBen nods.\n\n"
AFTER = "INT. HALL - DAY\n\nAnna walks in.\n"


def said(scene) -> list[str]:
    return [beat.text for beat in scene.beats if isinstance(beat, Line)]


def done(scene) -> list[tuple[str, ...]]:
    return [beat.agents for beat in scene.beats if isinstance(beat, Event)]


@pytest.mark.parametrize(
    "script",
    [
        f"{KITCHEN}INTERCUT WITH:\n\n{CAR}{TALK}{AFTER}",
        f"{KITCHEN}INTERCUT WITH:\n\n{CAR}{TALK}END INTERCUT\n\n{AFTER}",
        f"{KITCHEN}> INTERCUT WITH:\n\n{CAR}{TALK}{AFTER}",
        f"{KITCHEN}{CAR}INTERCUT TELEPHONE CONVERSATION\n\n{TALK}{AFTER}",
        f"{KITCHEN}{CAR}INTERCUT:\n\n{TALK}{AFTER}",
        f"{KITCHEN}{CAR}INTERCUT BETWEEN KITCHEN AND CAR\n\n{TALK}{AFTER}",
        f"{KITCHEN}{CAR}INTERCUT - ANNA'S KITCHEN / BEN'S CAR\n\n{TALK}{AFTER}",
        f"{KITCHEN}{CAR}.INTERCUT - ANNA'S KITCHEN / BEN'S CAR\n\n{TALK}{AFTER}",
        f"{KITCHEN}{CAR}INT. ANNA'S KITCHEN / INT. BEN'S CAR - INTERCUT\n\n{TALK}{AFTER}",
        f"{KITCHEN}{CAR}INTERCUT WITH ANNA\n\n{TALK}{AFTER}",
        f"{KITCHEN}{CAR}BEGIN INTERCUT.\n\n{TALK.replace('ANNA', 'ANNA (V.O.)')}{AFTER}",
    ],
)
def test_every_way_to_write_an_intercut_gives_two_places_on_one_clock(script) -> None:
    found = read(script)
    kitchen, car, hall = found.scenes
    assert not found.gaps
    assert kitchen.intercut is not None
    assert kitchen.intercut == car.intercut
    assert kitchen.intercut.group == kitchen.number
    assert kitchen.intercut.phone
    assert said(kitchen) == ["It's me."]
    assert said(car) == ["Hello?"]
    assert not any(beat.voice_over for beat in kitchen.beats if isinstance(beat, Line))
    assert set(done(kitchen)) == {("ANNA",)}
    assert set(done(car)) == {("BEN",)}
    assert kitchen.roles == ("ANNA",)
    assert car.roles == ("BEN",)
    assert hall.intercut is None
    numbers = sorted(b.number for scene in found.scenes for b in scene.beats if isinstance(b, Line))
    assert numbers == [1, 2]


def test_two_places_seen_long_before_are_played_again_as_they_were_left() -> None:
    found = read(f"{KITCHEN}{CAR}{AFTER}Ben is not here.\n\nINTERCUT - KITCHEN / CAR\n\n{TALK}")
    again = [scene for scene in found.scenes if scene.intercut is not None]
    assert [scene.setting.place for scene in again] == ["ANNA'S KITCHEN", "BEN'S CAR"]
    assert said(again[0]) == ["It's me."]
    assert again[0].beats[0].text.endswith("sits")  # she still does


def test_an_intercut_with_nowhere_is_a_gap_and_the_scene_plays_on() -> None:
    found = read(f"{KITCHEN}INTERCUT:\n\n{TALK}")
    assert any("other place" in gap.why for gap in found.gaps)
    assert len(found.scenes) == 1
    assert said(found.scenes[0]) == ["Hello?", "It's me."]


@pytest.mark.parametrize("mark", ["END INTERCUT", "END FLASHBACK", "END MONTAGE"])
def test_an_end_without_a_beginning_is_a_gap(mark) -> None:
    found = read(f"{KITCHEN}{mark}\n\nAnna stands.\n")
    assert [gap.what for gap in found.gaps] == [mark]
    assert len(found.scenes) == 1


def test_notes_in_an_intercut_go_with_whom_they_name() -> None:
    kitchen, car = read(f"{KITCHEN}INTERCUT WITH:\n\n{CAR}BEN\nHello?\n\n[[shot: CU ANNA]]\n\nANNA\nIt's me.\n").scenes
    assert [d.subjects for d in kitchen.directions] == [("ANNA",)]
    assert kitchen.beats[kitchen.directions[0].beat].text == "It's me."
    assert not car.directions


@pytest.mark.parametrize(
    ("script", "memories"),
    [
        (f"{KITCHEN}INT. HALL - DAY (FLASHBACK)\n\nAnna runs.\n\n{CAR}", ["", "flashback", ""]),
        (f"{KITCHEN}INT. HALL - DAY - FLASHBACK\n\nAnna runs.\n\n{CAR}", ["", "flashback", ""]),
        (f"{KITCHEN}FLASHBACK TO:\n\nINT. HALL - DAY\n\nAnna runs.\n\nEND FLASHBACK\n\n{CAR}", ["", "flashback", ""]),
        (f"{KITCHEN}FLASHBACK:\n\nAnna runs.\n\nBACK TO PRESENT\n\nAnna sits.\n\n{CAR}", ["", "flashback", "", ""]),
        (f"{KITCHEN}DREAM SEQUENCE:\n\nINT. HALL - DAY\n\nAnna runs.\n\n{CAR}END DREAM\n", ["", "dream", "dream"]),
    ],
)
def test_memories_are_marked_and_end(script, memories) -> None:
    found = read(script)
    assert [scene.memory for scene in found.scenes] == memories
    assert not found.gaps
    assert all("FLASH" not in scene.setting.place for scene in found.scenes)
    assert found.scenes[1].setting.time == ("night" if len(memories) == 4 else "day")


@pytest.mark.parametrize(
    "mark", ["MONTAGE - ANNA LEARNS TO SAIL", "SERIES OF SHOTS:", "BEGIN MONTAGE", ".MONTAGE - ANNA LEARNS TO SAIL"]
)
def test_each_item_of_a_montage_is_a_moment_in_its_own_place(mark) -> None:
    found = read(
        f"{KITCHEN}{mark}\n\n- Anna stands.\n- She picks up a rope.\n\nA) INT. HALL - DAY - Anna runs.\n\n"
        f"-- EXT. BEACH - DAY -- Anna waves.\n\nANNA\nI could.\n\nEND MONTAGE\n\nAnna sits down.\n"
    )
    kitchen, *moments, after = found.scenes
    assert not found.gaps
    assert [scene.setting.place for scene in moments] == ["ANNA'S KITCHEN", "ANNA'S KITCHEN", "HALL", "BEACH"]
    assert all(scene.montage for scene in moments)
    assert all(done(scene) == [("ANNA",)] for scene in moments)
    assert [b.voice_over for b in moments[-1].beats if isinstance(b, Line)] == [True]
    assert not kitchen.montage
    assert not after.montage
    assert after.setting.place == "ANNA'S KITCHEN"


def test_a_moment_may_introduce_somebody() -> None:
    text = "MONTAGE - A DAY\n\n- INT. KITCHEN - DAY - ANNA (60s) waves.\n- EXT. PARK - ANNA BERG sits.\n\nEND MONTAGE\n"
    assert [scene.setting.heading for scene in read(text).scenes] == ["INT. KITCHEN - DAY", "EXT. PARK"]


def test_nobody_is_dropped_who_talks_about_montages_and_calls() -> None:
    scene = read(f"{KITCHEN}ANNA\nFLASHBACK TO: what? INTERCUT.\n\nMontage is her word for it. She nods.\n").scenes[0]
    assert said(scene) == ["FLASHBACK TO: what? INTERCUT."]
    assert len(done(scene)) >= 3


def test_sections_name_the_act_of_the_scenes_below_them() -> None:
    found = read(f"# Act One\n\n{KITCHEN}# Act Two\n\n{CAR}## A sequence\n\n{AFTER}")
    assert [scene.act for scene in found.scenes] == ["Act One", "Act Two", "Act Two"]
    assert not any(isinstance(beat, Pause) for beat in found.scenes[0].beats)


@pytest.mark.parametrize(("said", "called"), [("She picks up the telephone.", True), ("She waits.", False)])
def test_what_is_said_in_a_call_is_said_into_the_telephone(said, called) -> None:
    script = f"INT. KITCHEN - DAY\n\nANNA sits. {said}\n\nANNA\nBefore.\n\nINTERCUT WITH:\n\nINT. CAR - DAY\n\nBEN sits.\n\nBEN\nYes?\n\nANNA\nIt's me.\n"
    lines = {b.text: b.parentheticals for scene in read(script).scenes for b in scene.beats if isinstance(b, Line)}
    told = ("into phone",) if called else ()
    assert lines == {"Before.": (), "Yes?": told, "It's me.": told}
