"""Animals are roles with a species: by name, by plain noun, in four languages, and not by mistake."""

from __future__ import annotations

import pytest
from small_scripts import read

from fairtake.model.breakdown import Action, Event, Line


def cast(text: str, language: str = "en") -> dict[str, str]:
    return {role.name: role.species for role in read(text, language).roles}


def deeds(text: str, language: str = "en") -> list[tuple[str, str, tuple[str, ...], str, str]]:
    scene = read(text, language).scenes[-1]
    return [(b.action.value, b.verb, b.agents, b.theme, b.goal) for b in scene.beats if isinstance(b, Event)]


KITCHEN = "INT. KITCHEN - DAY\n\nMARTHA, 70s, stands at the stove. REX, a shaggy brown dog, lies by the table. A black cat sits on the chair.\n\n"


def test_a_named_dog_and_a_nameless_cat_are_roles_with_a_species() -> None:
    roles = {role.name: role for role in read(KITCHEN + "The dog gets up. Rex barks at the cat.\n").roles}
    assert {name: role.species for name, role in roles.items()} == {"MARTHA": "", "REX": "dog", "CAT": "cat"}
    assert "shaggy" in roles["REX"].description
    assert "black" in roles["CAT"].description
    assert roles["REX"].aliases == ("DOG",)


def test_what_they_do_and_what_is_done_to_them() -> None:
    found = deeds(
        KITCHEN + "Rex trots to Martha. He wags his tail. The cat jumps onto the table. Martha strokes the dog. "
        "Outside, a horse neighs. Rex growls.\n"
    )
    assert found[3:] == [
        ("go", "trot", ("REX",), "", "MARTHA"),
        ("emote", "wag", ("REX",), "", ""),
        ("go", "jump", ("CAT",), "", "table"),
        ("touch", "stroke", ("MARTHA",), "REX", ""),
        ("emote", "neigh", ("HORSE",), "", ""),
        ("emote", "growl", ("REX",), "", ""),
    ]
    assert not any(prop.name == "tail" for prop in read(KITCHEN + "Rex wags his tail.\n").scenes[0].props)


def test_a_horse_is_led_and_a_crow_flies_off() -> None:
    found = deeds(
        "EXT. YARD - DAY\n\nTOM, 12, leads the horse in by its bridle. A crow lands on the wall. She caws and flies off.\n\nTOM\nEasy.\n\nTom strokes its neck.\n"
    )
    assert found[0] == ("enter", "lead", ("TOM",), "HORSE", "")
    assert ("go", "land", ("CROW",), "", "wall") in found
    assert ("exit", "fly") in [(action, verb) for action, verb, *_ in found]


def test_a_woof_is_done_and_not_said() -> None:
    breakdown = read(KITCHEN + "REX\nWoof! Woof!\n\nMARTHA\nHush.\n\nREX\nGrrr.\n\nMARTHA\nI said hush.\n")
    beats = breakdown.scenes[0].beats
    said = [beat for beat in beats if isinstance(beat, Line)]
    assert [(line.role, line.number) for line in said] == [("MARTHA", 1), ("MARTHA", 2)]
    assert [b.verb for b in beats if isinstance(b, Event) and b.action is Action.EMOTE] == ["bark", "growl"]
    assert breakdown.role("REX").lines == 0


def test_people_with_animals_names_and_animals_in_phrases_are_none() -> None:
    assert cast("INT. BAR - NIGHT\n\nFOX, 40s, a private eye, sits at the bar.\n\nFOX\nSame again.\n")["FOX"] == ""
    quiet = "INT. BAR - NIGHT\n\nANNA (30s) sits. She eats like a horse. He works like a dog. The dog food is gone. A toy horse stands on the bar. A cat burglar is on the news.\n"
    assert set(cast(quiet)) & {"HORSE", "DOG", "CAT"} == set()


def test_the_dog_is_the_terrier_and_a_stray_dog_is_another() -> None:
    roles = cast(
        "INT. ROOM - DAY\n\nA small terrier sleeps on the rug. The dog wakes up.\n\nEXT. STREET - DAY\n\nA stray dog trots past.\n"
    )
    assert roles == {"TERRIER": "dog", "STRAY DOG": "dog"}


@pytest.mark.parametrize(
    ("language", "text", "name", "verbs"),
    [
        ("fr", "INT. CUISINE - JOUR\n\nMARIE, 40 ans, entre. Le chien aboie. Marie caresse le chien.\n", "CHIEN", ["bark"]),
        ("de", "INT. KÜCHE - TAG\n\nANNA, 40, sitzt am Tisch. Der Hund bellt. Die Katze springt auf den Tisch.\n", "HUND", ["bark", "jump"]),
        ("es", "INT. COCINA - DÍA\n\nANA, 40 años, entra. El perro ladra.\n", "PERRO", ["bark"]),
    ],
)  # fmt: skip
def test_other_languages_have_animals_too(language: str, text: str, name: str, verbs: list[str]) -> None:
    assert cast(text, language)[name] == "dog"
    done = [verb for _, verb, _, _, _ in deeds(text, language)]
    assert [verb for verb in done if verb in ("bark", "jump")] == verbs
