from __future__ import annotations

import pytest
from small_scripts import read

from fairtake.breakdown.describe import age_in, gender_in, gender_of_name
from fairtake.model.breakdown import Action, Event


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


def test_a_pronoun_before_a_name_is_somebody_else() -> None:
    film = read(
        "EXT. WOOD - DAY\n\nOTTO, 60s, waits. LENA, 10, plays.\n\nOtto laughs. He kneels. He shows a beetle to Lena. "
        "He smiles.\n\nHe gives the beetle to Lena. He nods."
    )
    assert {role.name: role.gender for role in film.roles} == {"OTTO": "male", "LENA": "female"}


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


_ENDS = ["ANA", "BEN", "DO", "EMIL", "FRED", "GIN", "HAN", "IDA", "JAK", "KAT", "LEO", "MAX", "NOR", "OTT", "PAU"]
_SIXTY = [f"{stem}{end}" for stem in ("MAR", "TOL", "KEV", "BRI") for end in _ENDS]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ANNA, BEN, CARL stand in the hall.", ["ANNA", "BEN", "CARL"]),
        ("ANNA, BEN and CARL stand in the hall.", ["ANNA", "BEN", "CARL"]),
        ("ANNA, BEN, and CARL stand in the hall.", ["ANNA", "BEN", "CARL"]),
        ("ANNA (30), BEN (40), CARL (50) stand in the hall.", ["ANNA", "BEN", "CARL"]),
        ("ANNA, 30, a nurse, and BEN, 40, stand in the hall.", ["ANNA", "BEN"]),
        ("Morning. Anna, Ben, Carl and the POSTMAN stand in the hall.", ["ANNA", "BEN", "CARL", "POSTMAN"]),
        ("ANNA, BEN and CARL all stand in the hall.", ["ANNA", "BEN", "CARL"]),
        ("Slowly, ANNA, BEN, CARL stand up in the hall.", ["ANNA", "BEN", "CARL"]),
        (", ".join(_SIXTY) + " stand in the hall.", _SIXTY),
        (", ".join(f"PERSON {k}" for k in range(60)) + " stand in the hall.", [f"PERSON {k}" for k in range(60)]),
    ],
    ids=["commas", "and", "comma and", "brackets", "described", "mixed", "all", "slowly", "sixty", "numbered"],
)
def test_everybody_in_a_list_of_names_acts(text: str, names: list[str]) -> None:
    play = read(f"INT. HALL - DAY\n\n{text}\n")
    assert sorted(role.name for role in play.roles) == sorted(names)
    (event,) = [beat for beat in play.scenes[0].beats if isinstance(beat, Event)]
    assert event.action is Action.STAND
    assert sorted(event.agents) == sorted(names)
    assert not play.gaps


def test_a_list_without_a_verb_is_there_once() -> None:
    play = read("INT. HALL - DAY\n\nANNA (30), BEN (40), CARL (50).\n")
    (event,) = play.scenes[0].beats
    assert isinstance(event, Event)
    assert (event.action, event.agents) == (Action.APPEAR, ("ANNA", "BEN", "CARL"))


@pytest.mark.parametrize("text", ["A BANG, a FLASH and SMOKE fill the room.", "A TABLE, a LAMP, a BOX stand here."])
def test_a_list_of_things_is_nobody(text: str) -> None:
    assert not read(f"INT. HALL - DAY\n\n{text}\n").roles


@pytest.mark.parametrize(
    ("language", "pronouns", "verb"),
    [
        ("fr", "Elle Il Elles Ils On ELLE", "entre. {} sourit"),
        ("de", "Er Sie Es ER", "tritt ein. {} lächelt"),
        ("es", "Él Ella Ellos ÉL", "entra. {} sonríe"),
        ("en", "Elle Il Elles Ils On Er Sie Es Él", "est dans la maison avec le chat et la clé. {} smiles"),
    ],
)
def test_a_pronoun_of_another_language_is_no_role(language: str, pronouns: str, verb: str) -> None:
    for pronoun in pronouns.split():
        play = read(f"INT. X - DAY\n\nPAUL, 30, {verb.format(pronoun)}.\n\nPAUL\nAh.\n", language)
        assert [role.name for role in play.roles] == ["PAUL"], pronoun


def test_ella_is_a_name_where_the_script_is_english() -> None:
    play = read("INT. X - DAY\n\nElla opens the door of the house. She smiles at him.\n")
    assert [role.name for role in play.roles] == ["ELLA"]


@pytest.mark.parametrize(
    ("said", "age"), [("cinquante ans", 50), ("fifty", 50), ("vierzig Jahre alt", 40), ("sesenta años", 60)]
)
def test_round_ages_in_words(said: str, age: int) -> None:
    assert age_in(f"{said}, in a coat") == age


def test_a_number_of_other_things_is_no_age() -> None:
    assert age_in("fifty minutes late") is None
