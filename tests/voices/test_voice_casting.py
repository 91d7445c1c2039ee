"""Casting: voices fit, stay, and are told apart."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairtake.errors import VoiceError
from fairtake.model.breakdown import Breakdown, Line, Role, Scene, Setting
from fairtake.model.film import CastEntry
from fairtake.model.reading import VoiceSpec
from fairtake.model.span import Span
from fairtake.voices import are_distinct, cast_voices

HERE = Span("script.fountain", 0, 1, 1)
SETTING = Setting("INT. ROOM - DAY", True, False, "ROOM", "day")


def film(scenes: list[list[str]], roles: list[Role] | None = None, language: str = "en") -> Breakdown:
    names = list(dict.fromkeys(name for scene in scenes for name in scene))
    return Breakdown(
        "Ten Years",
        "",
        language,
        tuple(roles if roles is not None else [Role(name) for name in names]),
        tuple(Scene(str(n), SETTING, HERE, (), tuple(scene)) for n, scene in enumerate(scenes, 1)),
    )


def cast_one(role: Role, **wish: str) -> VoiceSpec:
    wishes = {role.name: CastEntry(**wish)} if wish else None
    return cast_voices(film([[role.name]], [role]), wishes)[role.name]


def test_the_same_in_every_run_and_whatever_is_said() -> None:
    quiet = film([["ANNA", "BEN"], ["BEN", "CARLA"]])
    talking = Breakdown(
        quiet.title,
        "",
        "en",
        quiet.roles,
        tuple(
            Scene(scene.number, SETTING, HERE, (Line(1, "BEN", "Rewritten.", HERE),), scene.roles)
            for scene in quiet.scenes
        ),
    )
    assert cast_voices(quiet) == cast_voices(quiet) == cast_voices(talking)
    other = Breakdown("Another Film", "", "en", quiet.roles, quiet.scenes)
    assert cast_voices(other) != cast_voices(quiet)


def test_voices_fit() -> None:
    man, woman = cast_one(Role("X", gender="male", age=40)), cast_one(Role("X", gender="female", age=40))
    child, small = cast_one(Role("X", gender="female", age=9)), cast_one(Role("X", gender="male", age=5))
    assert man.pitch < 155 < woman.pitch < child.pitch < small.pitch
    assert man.formants < woman.formants < child.formants < small.formants
    plain = cast_one(Role("X", gender="male"))
    assert cast_one(Role("X", "a gravelly detective", "male")).roughness > plain.roughness + 0.4
    assert cast_one(Role("X", "with a booming laugh", "male")).pitch < plain.pitch
    frail = cast_one(Role("X", "frail, 82", "male"))
    assert frail.breath > plain.breath + 0.2
    assert frail.rate < 0.9 * plain.rate
    assert cast_one(Role("X", "70s, silver hair, red coat", "female")).rate < 155
    assert cast_one(Role("X", "a Scottish sailor")).language == "en-gb-scotland"
    for name, low in (("OLD WOMAN", True), ("MRS. BLACK", True), ("ANNA", True), ("THOMAS", False), ("WAITER", False)):
        assert (cast_one(Role(name)).pitch > 155) is low, name


def test_words_that_tell_of_things_do_not_age_people() -> None:
    plain = cast_one(Role("ANNA", gender="female"))
    for description in ("in an old coat", "in a bright little kitchen", "carries a deep, heavy box", "with cold hands"):
        assert cast_one(Role("ANNA", description, "female")) == plain, description


def test_languages_and_wishes() -> None:
    assert cast_voices(film([["ANA"]], language="fr"))["ANA"].language == "fr-fr"
    anna = Role("ANNA", gender="female")
    low = cast_one(anna, voice="en-gb+low")
    assert low.language == "en-gb"
    assert low.pitch < cast_one(anna).pitch
    assert cast_one(anna, voice="+male").pitch < 155
    assert cast_one(anna, voice="de+f3").language == "de"
    assert cast_one(anna, language="es").language == "es"
    assert cast_one(anna, appearance="8 years old").pitch > 230
    for voice, hint in (("en+gravely", "gravelly"), ("frnech", "French")):
        with pytest.raises(VoiceError) as caught:
            cast_one(anna, voice=voice)
        assert caught.value.key == "cast.ANNA.voice"
        assert hint in caught.value.fix


def test_a_pinned_voice_is_kept_and_the_others_make_way() -> None:
    names = ["ANNA", "MARY", "JANE"]
    women = [Role(name, gender="female") for name in names]
    free = cast_voices(film([names], women))
    pinned = cast_voices(film([names], women), {"JANE": CastEntry(voice="en-gb+201.5hz+x1.13")})
    assert (pinned["JANE"].pitch, pinned["JANE"].formants, pinned["JANE"].language) == (201.5, 1.13, "en-gb")
    assert free["JANE"].pitch != 201.5
    assert all(are_distinct(one, other) for one, other in combinations(pinned.values(), 2))
    alone = cast_voices(film([["JANE"]], women[2:]), {"JANE": CastEntry(voice="+201.5hz+x1.13")})
    assert (alone["JANE"].pitch, alone["JANE"].formants) == (201.5, 1.13)


def test_speakers_nobody_listed_are_cast() -> None:
    scene = Scene("1", SETTING, HERE, (Line(1, "VOICE ON RADIO", "Hello.", HERE),), ())
    assert set(cast_voices(Breakdown("T", "", "en", (), (scene,)))) == {"VOICE ON RADIO"}


@settings(max_examples=25, deadline=None)
@given(
    scenes=st.lists(st.lists(st.integers(0, 40), min_size=1, max_size=14, unique=True), min_size=1, max_size=6),
    gender=st.sampled_from(["", "male", "female"]),
)
def test_nobody_shares_a_scene_with_their_own_voice(scenes, gender) -> None:
    names = [[f"ROLE {number}" for number in scene] for scene in scenes]
    listed = [Role(name, gender=gender) for name in dict.fromkeys(name for scene in names for name in scene)]
    voices = cast_voices(film(names, listed))
    assert set(voices) == {role.name for role in listed}
    for scene in names:
        for one, other in combinations(scene, 2):
            assert are_distinct(voices[one], voices[other])


def test_sixty_roles_in_one_scene() -> None:
    voices = cast_voices(film([[f"P{n}" for n in range(60)]]))
    assert len(voices) == 60
    alike = sum(not are_distinct(one, other) for one, other in combinations(voices.values(), 2))
    assert alike < 0.05 * 60 * 59 / 2
    assert all(60 <= spec.pitch <= 430 and 0.7 < spec.formants < 1.6 for spec in voices.values())
