from __future__ import annotations

from dataclasses import fields

import pytest
from boardroom import shot

from fairtake.boards import LESSONS, explain
from fairtake.directing.reasons import FAULTS
from fairtake.directing.style import Weights
from fairtake.model.shotlist import Angle, Move, ShotSize

TERMS = {"speaker": 2.5, "scale": 0.4, "line": 0.0, "jump": 0.0, "match": -0.5}


def test_every_weight_of_a_style_has_its_lesson():
    assert {field.name for field in fields(Weights)} <= set(LESSONS)
    for lesson in LESSONS.values():
        assert lesson.rule.endswith(".")
        assert lesson.why.endswith(".")
        assert lesson.breaking.endswith(".")


@pytest.mark.parametrize("term", [term for term in FAULTS if term != "face"])
def test_faults_are_called_what_the_shot_list_calls_them(term):
    assert LESSONS[term].fault == FAULTS[term]


def test_the_table_runs_from_what_costs_most_to_what_is_gained():
    found = explain(shot(terms=TERMS), 24)
    assert [row.term for row in found.costs] == ["speaker", "scale", "match"]
    assert found.total == pytest.approx(2.4)
    assert found.kept == (LESSONS["line"].title, LESSONS["jump"].title)


def test_the_rule_that_decided_is_taught():
    one = shot(terms=TERMS, runner_up="a close-up of BEN (+2.3: crosses the line)")
    told = dict(explain(one, 24).paragraphs)
    assert told["The rule that decided: The 180-degree line"].startswith(LESSONS["line"].rule)
    assert told["If you break it"] == LESSONS["line"].breaking
    assert "2.3 more" in told["What came second"]


def test_less_of_the_face_is_a_matter_of_showing_who_matters():
    one = shot(terms={"scale": 1.0}, runner_up=f"a two-shot of ANNA (+0.4: {FAULTS['face']})")
    headings = [heading for heading, _ in explain(one, 24).paragraphs]
    assert "The rule that decided: Show who matters" in headings
    assert any("The size follows the tension" in heading for heading in headings)


def test_the_cut_is_told_from_both_shots():
    wide, close = shot(size=ShotSize.LS), shot(size=ShotSize.CU, number="1B-1", subjects=("BEN",))
    told = dict(explain(close, 24, wide).paragraphs)
    assert told["The cut into it"] == "From 1A-1 (LS): 4 sizes closer, on another subject."
    assert "4 sizes wider" in dict(explain(wide, 24, close).paragraphs)["The cut into it"]
    assert "returns to a setup we know" in dict(explain(wide, 24, wide).paragraphs)["The cut into it"]


def test_a_shot_without_a_rival_or_terms_is_explained_too():
    found = explain(shot(runner_up="nothing else could be shown here"), 24)
    assert dict(found.paragraphs)["What came second"] == "Nothing else could be shown here."
    assert found.costs == ()
    assert explain(shot(terms={"something_new": 1.5}), 24).costs[0].title == "Something new"


def test_every_size_move_and_angle_has_words():
    from dataclasses import replace

    for size in ShotSize:
        assert explain(shot(size=size), 24).title
    for move in Move:
        assert (
            str(move)[:3] in dict(explain(shot(move=move), 24).paragraphs)["What it is"].lower() or move is Move.STATIC
        )
    for angle in Angle:
        assert "  " not in dict(explain(replace(shot(), angle=angle), 24).paragraphs)["What it is"]
