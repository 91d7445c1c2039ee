from __future__ import annotations

import pytest

from fairtake.errors import ScriptError
from fairtake.model.screenplay import ElementKind
from fairtake.screenplay import from_prose, parse_fountain, render_fountain, write_fountain

Kind = ElementKind

CASES: dict[str, tuple[str, str]] = {
    "the prompt of the brief": (
        'A woman crosses the kitchen and says: "You kept it."',
        "INT. KITCHEN - DAY | A WOMAN crosses the kitchen. | WOMAN: You kept it.",
    ),
    "speech first": ('"No," says the man.', "INT. ROOM - DAY | MAN: No."),
    "speech split by its speaker": ('"No," says the man. "Never."', "INT. ROOM - DAY | MAN: No. Never."),
    "one sentence split by its speaker": (
        '"If you go," says Anna, "I go too."',
        "INT. ROOM - DAY | ANNA: If you go, I go too.",
    ),
    "pronouns, and the manner of speech": (
        'Anna sits at the table. Ben walks in and whispers, "Are you awake?" She nods. "I never slept," she says, looking at the window.',
        "INT. ROOM - DAY | ANNA sits at the table. BEN walks in. | BEN (whispering): Are you awake? | She nods. | "
        "ANNA (looking at the window): I never slept.",
    ),
    "curly quotes, several speakers": (
        "At night, an old man walks along the beach. A girl runs up to him and asks: “Is this yours?” He takes the shell. "
        "“It was,” he murmurs softly, “a long time ago.” The girl laughs and runs away.",
        "EXT. BEACH - NIGHT | At night, an OLD MAN walks along the beach. A GIRL runs up to him. | GIRL: Is this yours? | "
        "He takes the shell. | OLD MAN (murmuring, softly): It was, a long time ago. | The girl laughs and runs away.",
    ),
    "guillemets and French": (
        "Une femme traverse la cuisine et dit : « Tu l'as gardé. » L'homme répond : « Jamais. »",
        "INT. KITCHEN - DAY | Une FEMME traverse la cuisine. | FEMME: Tu l'as gardé. | HOMME: Jamais.",
    ),
    "dashes": (
        "— Tu l'as gardé, dit Anna.\n— Pourquoi ? demande Ben.\n— Parce que, dit-elle.",
        "INT. ROOM - DAY | ANNA: Tu l'as gardé. | BEN: Pourquoi ? | ANNA: Parce que.",
    ),
    "German": (
        "Eine Frau geht durch die Küche und sagt: „Du hast es behalten.“ Der alte Mann flüstert: „Ja.“",
        "INT. KITCHEN - DAY | Eine FRAU geht durch die Küche. | FRAU: Du hast es behalten. | ALTE MANN (whispering): Ja.",
    ),
    "single quotes": ("'I don't know,' says Anna. 'It's late.'", "INT. ROOM - DAY | ANNA: I don't know. It's late."),
    "apostrophes are no quotes": (
        "Anna's brother doesn't move. The dogs' bowls are empty.",
        "INT. ROOM - DAY | Anna's BROTHER doesn't move. The dogs' bowls are empty.",
    ),
    "a play": (
        "Anna: You kept it.\nBen (quietly): I did.\nAnna: Why?",
        "INT. ROOM - DAY | ANNA: You kept it. | BEN (quietly): I did. | ANNA: Why?",
    ),
    "a sign speaks to nobody": (
        'Two strangers wait on a train platform. A sign says "CLOSED".',
        'EXT. TRAIN PLATFORM - DAY | Two strangers wait on a train platform. A sign says "CLOSED".',
    ),
    "quoted words in a sentence": (
        'The robot picks up a "magic" stone in the forest.',
        'EXT. FOREST - DAY | The ROBOT picks up a "magic" stone in the forest.',
    ),
    "thoughts are voice-over": (
        'A robot stops in the forest and thinks: "Beautiful."',
        "EXT. FOREST - DAY | A ROBOT stops in the forest. | ROBOT (V.O.): Beautiful.",
    ),
    "what the speaker does besides": (
        'A man waits in the street. "Late again," he says and sighs.',
        "EXT. STREET - DAY | A MAN waits in the street. | MAN: Late again. | He sighs.",
    ),
    "a heading written out": (
        "INT. KITCHEN - NIGHT. Anna enters. She picks up a letter.",
        "INT. KITCHEN - NIGHT | ANNA enters. She picks up a letter.",
    ),
    "no verb of speech": (
        'Anna turns to him in the office: "You lied." Ben looks away.',
        "INT. OFFICE - DAY | ANNA turns to him in the office. | ANNA: You lied. | BEN looks away.",
    ),
    "titles": (
        'Dr. Lee enters the hospital room. "How are you?" she asks the patient.',
        "INT. HOSPITAL ROOM - DAY | DR. LEE enters the hospital room. | DR. LEE (to the patient): How are you?",
    ),
    "two of a kind": (
        'A man waits in the park. Another man asks, "Late?"',
        "EXT. PARK - DAY | A MAN waits in the park. | MAN 2: Late?",
    ),
    "nobody speaks": (
        "a detective and a thief in a car at night argue about a stolen painting",
        "INT. CAR - NIGHT | A DETECTIVE and a THIEF in a car at night argue about a stolen painting.",
    ),
    "paragraphs, turn and turn about": (
        'Anna and Ben sit in the café.\n\n"Late," says Anna.\n\n"Sorry," says Ben.\n\n"Again?"\n\n"Again."',
        "INT. CAFÉ - DAY | ANNA and BEN sit in the café. | ANNA: Late. | BEN: Sorry. | ANNA: Again? | BEN: Again.",
    ),
    "wrapped lines": (
        'A woman crosses the\nkitchen and says: "You\nkept it."',
        "INT. KITCHEN - DAY | A WOMAN crosses the kitchen. | WOMAN: You kept it.",
    ),
    "speakers no list knows": (
        '"Who are you?" asked the tin soldier. The teapot sat down. "A teapot," the teapot said.',
        "INT. ROOM - DAY | TIN SOLDIER: Who are you? | The teapot sat down. | TEAPOT: A teapot.",
    ),
    "what a letter says is read": (
        'A woman opens a bottle on the beach. "Come home," it says. She cries.',
        'EXT. BEACH - DAY | A WOMAN opens a bottle on the beach. "Come home," it says. She cries.',
    ),
    "a prompt that orders a film": (
        "Please make a short film about a boy in the park.",
        "EXT. PARK - DAY | A BOY in the park.",
    ),
    "Russian": (
        "Женщина входит на кухню и говорит: «Ты его сохранил.»",
        "INT. KITCHEN - DAY | ЖЕНЩИНА входит на кухню. | ЖЕНЩИНА: Ты его сохранил.",
    ),
    "a question and an exclamation": (
        '"What?" Anna shouts. "Stop!" cries the guard.',
        "INT. ROOM - DAY | ANNA (shouting): What? | GUARD (crying out): Stop!",
    ),
}


def told(text: str) -> str:
    """The elements in one line: `cue (manner): speech`, parts divided by bars."""
    parts: list[str] = []
    for element in from_prose(text).elements:
        match element.kind:
            case Kind.CHARACTER:
                parts.append(element.text + (f" ({element.extension})" if element.extension else ""))
            case Kind.PARENTHETICAL:
                parts[-1] += f" ({element.text})"
            case Kind.DIALOGUE:
                parts[-1] += f": {element.text}"
            case _:
                parts.append(element.text)
    return " | ".join(parts)


@pytest.mark.parametrize("name", CASES)
def test_case(name: str) -> None:
    text, wanted = CASES[name]
    assert told(text) == wanted


@pytest.mark.parametrize("name", CASES)
def test_it_is_a_screenplay_that_reads_back(name: str) -> None:
    screenplay = from_prose(CASES[name][0])
    again = parse_fountain(render_fountain(screenplay.elements), "a")
    assert [(e.kind, e.text) for e in again.elements] == [(e.kind, e.text) for e in screenplay.elements]
    assert write_fountain(screenplay) == render_fountain(screenplay.elements)


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("A man walks in the rain.", "EXT. OPEN GROUND - DAY"),
        ("A man walks.", "INT. ROOM - DAY"),
        ("A man sits by the river at dawn.", "EXT. RIVER - DAWN"),
        ("At sunset two women meet on a rooftop.", "EXT. ROOFTOP - DUSK"),
        ("Moonlight. A girl on the stage.", "INT. THEATER - NIGHT"),
        ("She drives through the city.", "INT. CAR - DAY"),
        ("In a small room of the hospital a nurse waits.", "INT. HOSPITAL ROOM - DAY"),
        ("A boy waits at the bus stop in the evening.", "EXT. TRAIN PLATFORM - DUSK"),
    ],
)
def test_setting(text: str, heading: str) -> None:
    assert from_prose(text).elements[0].text == heading


def test_spans_stand_in_the_text() -> None:
    text = 'A woman crosses the kitchen and says: "You kept it."\n\n"I did," says the man.'
    screenplay = from_prose(text, "p.txt")
    covered = [(e.kind, text[e.span.start : e.span.end], e.span.line) for e in screenplay.elements]
    assert covered == [
        (Kind.SCENE_HEADING, "", 1),
        (Kind.ACTION, "A woman crosses the kitchen", 1),
        (Kind.CHARACTER, "and says: ", 1),
        (Kind.DIALOGUE, '"You kept it."', 1),
        (Kind.CHARACTER, "", 3),
        (Kind.DIALOGUE, '"I did,"', 3),
    ]


def test_notes_are_kept_for_the_element_around_them() -> None:
    screenplay = from_prose("Anna waits [[shot: wide]] in the park.")
    assert [(e.text, [n.text for n in e.notes]) for e in screenplay.elements] == [
        ("EXT. PARK - DAY", []),
        ("ANNA waits in the park.", ["shot: wide"]),
    ]


@pytest.mark.parametrize("text", ["", " \n ", "/* all cut */"])
def test_nothing_is_an_error(text: str) -> None:
    with pytest.raises(ScriptError, match="nothing to film"):
        from_prose(text)


def test_a_book_is_an_error_that_says_how_to_go_on() -> None:
    with pytest.raises(ScriptError, match="no scene headings") as caught:
        from_prose("\nThe man walks on. " * 8000)
    assert caught.value.line == 2
    assert "INT." in caught.value.fix
