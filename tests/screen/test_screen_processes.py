"""The verb, with processes of its own."""

from __future__ import annotations

import json
from concurrent.futures.process import BrokenProcessPool

import dataset_files as planted
from typer.testing import CliRunner

from fairtake.clearance.grants import new_key
from fairtake.cli import app
from fairtake.pipeline import screening


def test_the_verb_says_json_and_does_not_mind_how_many_processes(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    for number in range(70):  # two pieces
        (data / f"{number:02}.jpg").write_bytes(planted.jpeg(number % 5, planted.cc("by") if number % 2 else ""))
    outs = [tmp_path / "one", tmp_path / "two"]
    for processes, out in zip("12", outs, strict=True):
        done = CliRunner().invoke(app, ["screen", str(data), "--out", str(out), "--processes", processes, "--json"])
        assert done.exit_code == 0, done.output
        assert json.loads(done.stdout)["decisions"] == {"allowed": 0, "on terms": 35, "prohibited": 0, "unknown": 35}
    for one in outs[0].iterdir():
        assert one.read_bytes() == (outs[1] / one.name).read_bytes()
    assert not (outs[0] / ".screen").exists()
    done = CliRunner().invoke(app, ["screen", str(outs[0]), "--prove", "00.jpg"])
    (tmp_path / "proof.json").write_text(done.stdout)
    checked = CliRunner().invoke(app, ["screen", str(data / "00.jpg"), "--check", str(tmp_path / "proof.json")])
    assert checked.exit_code == 0
    assert "It holds" in checked.stdout
    assert CliRunner().invoke(app, ["screen", str(tmp_path / "none"), "--out", str(tmp_path / "x")]).exit_code == 2


def test_what_kills_the_process_that_reads_it_is_unknown(tmp_path, monkeypatch):
    """The pool stands for itself: a piece breaks it, then each item is judged alone."""

    class Breaking:
        def __init__(self, task, processes):
            screening._begin(task)

        def submit(self, piece):
            future = screening.Future()
            if any(item.id == "bad.jpg" and not item.failure for item in piece):
                future.set_exception(BrokenProcessPool())
            else:
                future.set_result(screening._judge(piece))
            return future

        def renew(self):
            pass

        close = renew

    monkeypatch.setattr(screening, "_Pool", Breaking)
    data = tmp_path / "data"
    data.mkdir()
    for name in ("a.jpg", "bad.jpg", "c.jpg"):
        (data / name).write_bytes(planted.jpeg(1 if name < "b" else 2, planted.cc("zero")))
    summary = screening.screen_dataset(data, tmp_path / "out", key=new_key(tmp_path / "a.key"))
    assert summary["decisions"]["allowed"] == 2
    assert "came to an end" in (tmp_path / "out/excluded.jsonl").read_text()
