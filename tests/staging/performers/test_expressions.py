from __future__ import annotations

from fairtake.model.figure import FACE_PARAMETERS
from fairtake.model.reading import Viseme
from fairtake.staging.performers import EMOTIONS, MOUTH_PARAMETERS, VISEMES


def test_every_viseme_and_feeling_is_there() -> None:
    assert set(VISEMES) == set(Viseme)
    assert {
        "joy",
        "sadness",
        "anger",
        "fear",
        "surprise",
        "disgust",
        "tenderness",
        "doubt",
        "determination",
        "neutral",
    } <= set(EMOTIONS)


def test_only_known_parameters_are_used() -> None:
    for sparse in (*VISEMES.values(), *EMOTIONS.values()):
        assert set(sparse) <= set(FACE_PARAMETERS)
    assert set(FACE_PARAMETERS) >= MOUTH_PARAMETERS
    for sparse in VISEMES.values():
        assert set(sparse) <= MOUTH_PARAMETERS


def test_no_two_feelings_are_alike() -> None:
    seen = [tuple(sorted(sparse.items())) for sparse in EMOTIONS.values()]
    assert len(set(seen)) == len(seen)
