from __future__ import annotations

import pytest
from small_scripts import read

from fairtake.breakdown.describe import age_in, gender_in, gender_of_name


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("70s, silver hair", 75),
        ("mid-30s", 35),
        ("early 30s", 32),
        ("in his late forties", 48),
        ("34", 34),
        ("34 years old", 34),
        ("a teenager", 16),
        ("a little girl", 7),
        ("elderly", 76),
        ("70 ans, cheveux gris", 70),
        ("tall, in a red coat", None),
    ],
)
def test_ages(text: str, age: int | None) -> None:
    assert age_in(text) == age


def test_genders() -> None:
    assert gender_in("a tall woman") == "female"
    assert gender_in("the old man") == "male"
    assert gender_in("tall and tired") == ""
    assert gender_of_name("ANNA BERG") == "female"
    assert gender_of_name("MR. QUX") == "male"
    assert gender_of_name("ZORBLAX") == ""


def test_introductions_in_brackets_and_between_commas() -> None:
    film = read(
        "INT. ROOM - DAY\n\nANNA BERG (70s, silver hair, red coat) stands at the window. BEN, 40, in a grey suit, sits."
        "\n\nANNA\nHello.\n\nBEN (V.O.)\nYes.\n\nANNA (CONT'D)\nGood.\n"
    )
    anna, ben = film.roles
    assert (anna.name, anna.description, anna.gender, anna.age) == ("ANNA", "70s, silver hair, red coat", "female", 75)
    assert (anna.aliases, anna.lines) == (("ANNA BERG",), 2)
    assert anna.span is not None
    assert anna.span.line == 3
    assert (ben.description, ben.age, ben.lines) == ("40, in a grey suit", 40, 1)


def test_silent_people_are_roles_and_noises_are_not() -> None:
    film = read(
        "EXT. STREET - DAY\n\nA STRANGER in a long coat waits. A loud BANG. The PHONE RINGS. An old man feeds a bird.\n"
    )
    assert [role.name for role in film.roles] == ["STRANGER", "OLD MAN"]
    assert film.roles[0].description == "in a long coat"
    assert (film.roles[1].gender, film.roles[1].age) == ("male", 72)


def test_similar_names_stay_apart() -> None:
    film = read("INT. A - DAY\n\nYOUNG ANNA\nHi.\n\nANNA\nHi.\n\nMAN #1\nHi.\n\nMAN #2\nHi.\n\nANNA'S MOTHER\nHi.\n")
    assert [role.name for role in film.roles] == ["YOUNG ANNA", "ANNA", "MAN #1", "MAN #2", "ANNA'S MOTHER"]


def test_pronouns_tell_gender() -> None:
    film = read("INT. A - DAY\n\nZORB\nHi.\n\nZorb sits. She smiles. She stands.\n")
    assert film.roles[0].gender == "female"


def test_emoji_and_right_to_left_names() -> None:
    film = read("INT. A - DAY\n\n@🤖 BOB\nBeep.\n\n@שרה\nשלום.\n\n🤖 BOB sits down. שרה sits down.\n")
    assert [role.name for role in film.roles] == ["🤖 BOB", "שרה"]
    assert film.scenes[0].roles == ("🤖 BOB", "שרה")


def test_sixty_roles_in_a_scene() -> None:
    names = [f"PERSON{chr(65 + k // 26)}{chr(65 + k % 26)}" for k in range(60)]
    text = "INT. HALL - DAY\n\n" + "".join(f"{name}\nHere.\n\n" for name in names) + "Everyone turns to the door.\n"
    film = read(text)
    assert len(film.roles) == 60
    beat = film.scenes[0].beats[-1]
    assert len(getattr(beat, "agents", ())) == 60
