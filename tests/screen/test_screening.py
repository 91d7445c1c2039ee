"""The whole screen: datasets of every form in, the six files out."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from fairtake.clearance.grants import load_key, new_key
from fairtake.errors import ScreenError
from fairtake.pipeline import screening
from fairtake.pipeline.screening import check_exclusion, prove_exclusion, screen_dataset
from tests.screen import planted

NAMES = {"cleared.jsonl", "excluded.jsonl", "terms.csv", "proof.json", "summary.md", "summary.json"}


def verdicts(out: Path) -> dict[str, dict[str, Any]]:
    return {
        one["id"]: one
        for name in ("cleared.jsonl", "excluded.jsonl")
        for one in map(json.loads, (out / name).read_text(encoding="utf-8").splitlines())
    }


def decisions(out: Path) -> dict[str, str]:
    return {name: one["decision"] for name, one in verdicts(out).items()}


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    return new_key(tmp_path_factory.mktemp("keys") / "production.key")


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch):
    """Pieces are judged here: starting Python anew takes longer than the rest. One test below does start processes."""

    class Here:
        def __init__(self, task, processes):
            screening._begin(task)

        def submit(self, piece):
            future = screening.Future()
            future.set_result(screening._judge(piece))
            return future

        def close(self):
            pass

    monkeypatch.setattr(screening, "_Pool", Here)


def folder_of_signals(root: Path) -> dict[str, str]:
    """One file for each signal that a file can bear, and what has to come of it."""
    plus = '<plus:DataMining rdf:resource="http://ns.useplus.org/ldf/vocab/DMI-{}"/>'
    files = {
        "silent.jpg": (planted.jpeg(1), "unknown"),
        "zero.jpg": (planted.jpeg(2, planted.cc("zero")), "allowed"),
        "by.jpg": (planted.jpeg(3, planted.cc("by") + "<cc:attributionName>Ila Vesk</cc:attributionName>"), "on terms"),
        "nc.jpg": (planted.jpeg(4, planted.cc("by-nc-sa")), "on terms"),
        "nd.jpg": (planted.jpeg(5, planted.cc("by-nd")), "unknown"),
        "rights.jpg": (planted.jpeg(6, "<dc:rights>All rights reserved</dc:rights>"), "prohibited"),
        "plus.jpg": (planted.jpeg(7, plus.format("PROHIBITED-AIMLTRAINING")), "prohibited"),
        "plus_allowed.jpg": (planted.jpeg(8, plus.format("ALLOWED")), "allowed"),
        "both.jpg": (planted.jpeg(9, planted.cc("zero") + plus.format("PROHIBITED")), "prohibited"),
        "tdm.jpg": (planted.jpeg(10, "<tdm:reservation>1</tdm:reservation>"), "prohibited"),
        "tune.mp3": (planted.mp3("http://creativecommons.org/licenses/by/3.0/"), "on terms"),
        "tune.flac": (planted.flac("https://creativecommons.org/publicdomain/zero/1.0/"), "allowed"),
        "tune.ogg": (planted.flac("CC BY-SA 4.0", "OGG"), "on terms"),
        "tune.wav": (planted.wav("CC0 1.0"), "allowed"),
        "cut.jpg": (planted.jpeg(11, planted.cc("zero"))[:-900], "unknown"),
        "fake.jpg": (b"<html>no picture</html>", "unknown"),
        "empty.png": (b"", "unknown"),
        "site/robots.jpg": (planted.jpeg(12, planted.cc("zero")), "prohibited"),
        "site/open.jpg": (planted.jpeg(13, planted.cc("zero")), "allowed"),
        "usage/a.jpg": (planted.jpeg(14), "prohibited"),
        "usage/free.jpg": (planted.jpeg(15), "allowed"),
        "rsl/paid.jpg": (planted.jpeg(16), "on terms"),
        "rsl/no/a.jpg": (planted.jpeg(17), "prohibited"),
        "headers/a.jpg": (planted.jpeg(18, planted.cc("zero")), "prohibited"),
        "tdmrep/a.jpg": (planted.jpeg(19, planted.cc("zero")), "prohibited"),
        "side.jpg": (planted.jpeg(20), "on terms"),
    }
    texts = {
        "site/robots.txt": "User-agent: GPTBot\nDisallow: /robots\nAllow: /open\n\nUser-agent: *\nDisallow:\n",
        "usage/robots.txt": "User-agent: *\nContent-Usage: /a train-ai=n\nContent-Usage: train-ai=y\n",
        "rsl/license.xml": '<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license><permits type="usage">'
        'ai-train</permits><payment type="training"><amount currency="EUR">0.05</amount></payment></license></content>'
        '<content url="/no/"><license><prohibits type="usage">ai-all</prohibits></license></content></rsl>',
        "headers/headers.txt": "X-Robots-Tag: noindex, noai\n",
        "tdmrep/tdmrep.json": '[{"location": "/*.jpg", "tdm-reservation": 1}]',
        "side.json": json.dumps({"caption": "a house", "license": "CC-BY-4.0", "url": "https://pics.example/side.jpg"}),
        "side.txt": "a house",
    }
    for name, data in [*((name, data) for name, (data, _) in files.items()), *texts.items()]:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return {name: wanted for name, (_, wanted) in files.items()}


def test_every_signal_of_a_folder(tmp_path, key):
    wanted = folder_of_signals(tmp_path / "data")
    summary = screen_dataset(tmp_path / "data", tmp_path / "out", key=key)
    assert decisions(tmp_path / "out") == wanted
    assert {one.name for one in (tmp_path / "out").iterdir() if not one.name.startswith(".")} == NAMES
    assert summary["items"] == len(wanted)
    for one in verdicts(tmp_path / "out").values():
        assert one["reason"]
        assert one["evidence"] or one["decision"] == "unknown"


def test_the_bill_says_who_what_and_how_much(tmp_path, key):
    folder_of_signals(tmp_path / "data")
    (tmp_path / "data/rsl/paid2.jpg").write_bytes(planted.jpeg(30))
    screen_dataset(tmp_path / "data", tmp_path / "out", key=key)
    rows = list(csv.DictReader((tmp_path / "out/terms.csv").read_text().splitlines()))
    paid = next(row for row in rows if row["currency"] == "EUR")
    assert (paid["items"], paid["rate"], paid["total"]) == ("2", "0.05", "0.10")
    assert any(row["owner"] == "Ila Vesk" and row["conditions"] == "attribution" for row in rows)
