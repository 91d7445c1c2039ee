"""The film's watermark: on when film.toml or a grant asks for it, in the shots it is asked for, and known again."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import filming
import pytest

from fairtake.clearance.marks import Marking, find_film, known_keys
from fairtake.clearance.registry import open_registry
from fairtake.errors import ClearanceError
from fairtake.pipeline import marking
from fairtake.pipeline.farm import PieceJob
from fairtake.pipeline.work import StagedScene

SCRIPT = """
INT. KITCHEN - DAY

ANNA (60s, silver hair) sits at the table.

ANNA
The kettle is cold.
"""

WISH = """
[clearance]
mark = "{}"
registry = "kept.sqlite"
"""


@pytest.fixture
def at_home(monkeypatch, tmp_path):
    monkeypatch.setenv("FAIRTAKE_HOME", str(tmp_path / "home"))


def made(folder, wish):
    steps = "title = false\ncredits = false\nscore = false"
    filming.write_film(folder, SCRIPT, "Cold Kettle", (320, 180), steps=steps, more=WISH.format(wish))
    return filming.make_inline(folder, folder / "out")[0]


def test_marked_always_never_and_for_likeness(tmp_path, monkeypatch, at_home):
    filming.paint_plainly(monkeypatch)
    folder = tmp_path / "film"
    always = made(folder, "always")
    assert always.rendered > 0
    (mark,) = find_film(folder / "out" / "film.mp4", known_keys(), thorough=False).marks
    with open_registry(str(folder / "kept.sqlite")) as registry:
        kept = registry.find_mark(mark.value)
        assert kept is not None
        assert (kept.film, kept.grants) == ("cold-kettle", ())

    never = made(folder, "never")
    assert never.rendered == always.rendered
    assert find_film(folder / "out" / "film.mp4", known_keys(), thorough=False).marks == ()
    assert made(folder, "likeness").rendered == 0  # nobody's likeness: nothing to mark


def test_only_shots_that_stand_on_a_grant():
    settings = SimpleNamespace(clearance=SimpleNamespace(mark="likeness"))
    work = SimpleNamespace(settings=settings, marking=Marking(b"k" * 32, 7))
    free, lent = (SimpleNamespace(grants=grants) for grants in ((), ("ab" * 32,)))
    first, second, handle = (PieceJob(key, None, None, 0, 10, None, 24) for key in ("one", "two", "handle"))
    scene = StagedScene("1", None, 0, 20, 0, (free, lent), (first, second), (), ((first,), (handle, second)), ())
    (marked,) = marking.marked_scenes(work, [scene])
    assert marked.clip_jobs[0] == (first,)
    assert marked.jobs == (first, marked.clip_jobs[1][1])
    for job, before in zip(marked.clip_jobs[1], (handle, second), strict=True):
        assert job.key != before.key
        assert job == replace(before, key=job.key, marking=work.marking)
    assert marking.said_mark(work, [free]) is None
    assert marking.said_mark(work, [free, lent]).value == 7
    other = SimpleNamespace(settings=settings, marking=Marking(b"k" * 32, 8))
    assert marking.marked_scenes(other, [scene])[0].jobs[1].key != marked.jobs[1].key
    work.marking = None
    assert marking.marked_scenes(work, [scene]) == [scene]


def test_no_key_no_mark_and_a_gap(monkeypatch):
    def refuse(*_):
        raise ClearanceError("cannot be made", fix="Set FAIRTAKE_HOME.")

    monkeypatch.setattr(marking, "production_key", refuse)
    clearance = SimpleNamespace(mark="always", project="ten-years")
    work = SimpleNamespace(title="Ten Years", settings=SimpleNamespace(clearance=clearance), marking=None, gaps=[])
    marking.open_marking(work)
    assert work.marking is None
    assert "not marked" in work.gaps[0].why
