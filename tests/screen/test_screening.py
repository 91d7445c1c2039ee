"""The whole screen: datasets of every form in, the six files out."""

from __future__ import annotations

import csv
import json
import os
import signal
from pathlib import Path

import dataset_files as planted
import pytest
from dataset_files import decisions, verdicts

from fairtake.errors import ScreenError
from fairtake.pipeline import screening
from fairtake.pipeline.screening import check_exclusion, prove_exclusion, screen_dataset
from fairtake.screen import Journal, results

NAMES = {"cleared.jsonl", "excluded.jsonl", "terms.csv", "proof.json", "summary.md", "summary.json"}


pytestmark = pytest.mark.usefixtures("in_this_process")


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
        "exif.jpg": (planted.jpeg(21, exif=planted.exif("(c) Ila Vesk. CC BY-SA 4.0")), "on terms"),
        "exif_no.jpg": (planted.jpeg(22, exif=planted.exif("2020 Ila Vesk, all rights reserved")), "prohibited"),
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


def test_a_creator_checks_that_their_work_was_left_out(tmp_path, key):
    folder_of_signals(tmp_path / "data")
    screen_dataset(tmp_path / "data", tmp_path / "out", key=key)
    work = tmp_path / "data/plus.jpg"
    proof = tmp_path / "mine.json"
    proof.write_text(json.dumps(prove_exclusion(tmp_path / "out", str(work), key)))
    found = check_exclusion(proof, str(work))
    assert found["decision"] == "prohibited"
    assert found["signer"] == key.did
    with pytest.raises(ScreenError, match="another work"):
        check_exclusion(proof, str(tmp_path / "data/tdm.jpg"))
    said = json.loads(proof.read_text())
    others = {one["fingerprint"] for one in verdicts(tmp_path / "out").values()} - {said["leaf"]["fingerprint"]}
    assert not any(other.removeprefix("sha256:") in proof.read_text() for other in others)
    for change in ({"index": said["index"] + 1}, {"path": said["path"][:-1]}, {"leaf": {**said["leaf"], "reason": ""}}):
        proof.write_text(json.dumps({**said, **change}))
        with pytest.raises(ScreenError, match="does not lead"):
            check_exclusion(proof, str(work))
    proof.write_text(json.dumps({**said, "statement": {**said["statement"], "excluded": 99}}))
    with pytest.raises(ScreenError, match="not signed"):
        check_exclusion(proof, str(work))
    with pytest.raises(ScreenError, match="not among"):
        prove_exclusion(tmp_path / "out", str(tmp_path / "data/zero.jpg"), key)


def test_the_same_bytes_again_and_prohibited_once_is_prohibited_everywhere(tmp_path, key):
    data = tmp_path / "data"
    (data / "site").mkdir(parents=True)
    (data / "site/robots.txt").write_text("User-agent: *\nDisallow: /\n")
    for name in ("a.jpg", "site/same.jpg"):
        (data / name).write_bytes(planted.jpeg(1, planted.cc("zero")))
    screen_dataset(data, tmp_path / "one", key=key)
    screen_dataset(data, tmp_path / "two", key=key)
    assert decisions(tmp_path / "one") == {"a.jpg": "prohibited", "site/same.jpg": "prohibited"}
    for name in NAMES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.parametrize("suffix", ["tar", "tar.gz"])
def test_webdataset_tars(tmp_path, key, suffix):
    path = tmp_path / f"shard.{suffix}"
    members = {
        "000.jpg": planted.jpeg(1),
        "000.json": b'{"license": "CC0-1.0", "caption": "a hill"}',
        "001.jpg": planted.jpeg(2, planted.cc("by")),
        "001.txt": b"a lake",
        "002.jpg": planted.jpeg(3),
        "../out.jpg": planted.jpeg(4, planted.cc("zero")),
        "/abs.jpg": planted.jpeg(5, planted.cc("zero")),
    }
    planted.tar(path, members, "w:gz" if suffix.endswith("gz") else "w", link="003.jpg")
    screen_dataset(path, tmp_path / "out", key=key)
    short = {name.partition("!")[2]: one for name, one in decisions(tmp_path / "out").items()}
    assert short == {
        "000.jpg": "allowed",
        "001.jpg": "on terms",
        "002.jpg": "unknown",
        "../out.jpg": "unknown",
        "/abs.jpg": "unknown",
        "003.jpg": "unknown",
    }
    assert not (tmp_path / "out.jpg").exists()


def test_a_tar_that_breaks_off_says_so(tmp_path, key):
    path = tmp_path / "shard.tar"
    planted.tar(path, {f"{number}.jpg": planted.jpeg(number, planted.cc("zero")) for number in range(4)})
    path.write_bytes(path.read_bytes()[:5000])
    screen_dataset(path, tmp_path / "out", key=key)
    found = verdicts(tmp_path / "out")
    assert found["shard.tar!0.jpg"]["decision"] == "allowed"
    assert all(one["decision"] == "unknown" for name, one in found.items() if name != "shard.tar!0.jpg")
    assert len(found) > 1


ROWS = [
    {"URL": "https://free.example/a.jpg", "TEXT": "a", "license": "https://creativecommons.org/licenses/by/4.0/"},
    {"URL": "https://free.example/b.jpg", "TEXT": "b", "license": ""},
    {"URL": "https://shut.example/c.jpg", "TEXT": "c", "license": "CC0 1.0"},
    {"URL": "https://head.example/d.jpg", "TEXT": "d", "license": "CC0 1.0"},
    {"URL": "https://pay.example/e.jpg", "TEXT": "e", "license": ""},
    {"URL": "https://lost.example/f.jpg", "TEXT": "f", "license": "CC0 1.0"},
    {"URL": "", "TEXT": "g", "license": "CC0 1.0"},
]
WANTED = ["on terms", "unknown", "prohibited", "prohibited", "on terms", "unknown", "unknown"]
RSL = (
    b'<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license><permits type="usage">ai-train</permits>'
    b'<payment type="attribution"/></license></content></rsl>'
)


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_lists_with_a_crawl_beside_them(tmp_path, key, form):
    path = tmp_path / f"list.{form}"
    if form == "csv":
        with path.open("w", newline="") as file:
            table = csv.DictWriter(file, list(ROWS[0]))
            table.writeheader()
            table.writerows(ROWS)
    elif form == "jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    else:
        parquet = pytest.importorskip("pyarrow.parquet")
        import pyarrow

        parquet.write_table(pyarrow.Table.from_pylist(ROWS), path, row_group_size=3)
    plain = {"Content-Type": "text/plain"}
    planted.warc(
        tmp_path / "crawl.warc.gz",
        [
            ("https://shut.example/robots.txt", 200, plain, b"User-agent: ClaudeBot\nDisallow: /\n"),
            ("https://head.example/d.jpg", 200, {"Content-Type": "image/jpeg", "TDM-Reservation": "1"}, b"x"),
            ("https://pay.example/robots.txt", 200, plain, b"License: https://pay.example/license.xml\n"),
            ("https://pay.example/license.xml", 200, {"Content-Type": "application/rsl+xml"}, RSL),
            ("https://lost.example/robots.txt", 503, plain, b""),
        ],
        packed=True,
    )
    screen_dataset(path, tmp_path / "out", key=key)
    assert decisions(tmp_path / "out") == {f"list.{form}#{number}": one for number, one in enumerate(WANTED, 1)}


@pytest.mark.parametrize("packed", [False, True])
def test_a_crawl(tmp_path, key, packed):
    path = tmp_path / ("crawl.warc.gz" if packed else "crawl.warc")
    image, page = {"Content-Type": "image/jpeg"}, {"Content-Type": "text/html"}
    free = planted.jpeg(1, planted.cc("zero"))
    chunked = b"%x\r\n" % len(free) + free + b"\r\n0\r\n\r\n"
    noai = b"<html><head><meta name=robots content='noai, noimageai'></head></html>"
    licence = b"<html><head><link rel='license' href='https://creativecommons.org/licenses/by/4.0/'></head></html>"
    planted.warc(
        path,
        [
            ("https://a.example/1.jpg", 200, image, free),
            ("https://a.example/2.jpg", 200, {**image, "Transfer-Encoding": "chunked"}, chunked),
            ("https://a.example/3.jpg", 200, {**image, "X-Robots-Tag": "noai"}, planted.jpeg(3, planted.cc("zero"))),
            ("https://a.example/4.jpg", 404, image, b""),
            ("https://a.example/5.html", 200, page, noai),
            ("https://a.example/6.html", 200, page, licence),
            ("https://a.example/7.jpg", 200, {**image, "Content-Usage": "train-ai=y"}, planted.jpeg(7)),
            ("https://b.example/8.jpg", 200, image, planted.jpeg(8, planted.cc("zero"))),
            ("https://b.example/robots.txt", 200, {}, b"User-agent: CCBot\nDisallow: /*.jpg$\n"),
        ],
        packed=packed,
    )
    screen_dataset(path, tmp_path / "out", key=key)
    found = {one["url"].rpartition("/")[2]: one["decision"] for one in verdicts(tmp_path / "out").values()}
    assert found == {
        "1.jpg": "allowed",
        "2.jpg": "allowed",
        "3.jpg": "prohibited",
        "5.html": "prohibited",
        "6.html": "on terms",
        "7.jpg": "allowed",
        "8.jpg": "prohibited",
    }
    path.write_bytes(path.read_bytes()[:-150])
    screen_dataset(path, tmp_path / "out", key=key)
    assert any("cannot be read on" in one["reason"] for one in verdicts(tmp_path / "out").values())
    assert "allowed" not in decisions(tmp_path / "out").values()  # the robots.txt may stand in what is missing


def killed(dataset: Path, out: Path, key, patch) -> None:
    """A run in a process of its own that `patch` has killed with -9 on the way."""
    child = os.fork()
    if not child:
        try:
            patch()
            screen_dataset(dataset, out, key=key, processes=1)
        finally:
            os._exit(7)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)


def in_piece(number: int):
    """Dies within piece `number`, half of it written."""

    def patch():
        add = Journal.add

        def half(self, items, decided):
            if self.done >= number * 8:
                self._file.write(b'{"decision": "allowed", "id": "half')
                self._file.flush()
                die()
            add(self, items, decided)

        Journal.add = half

    return patch


def in_results():
    whole = results._put
    results._put = lambda path, text: die() if path.name == "summary.md" else whole(path, text)


def test_killed_three_times_it_ends_with_the_same_bytes(tmp_path, key, monkeypatch):
    monkeypatch.setattr(screening, "_PIECE", 8)
    folder_of_signals(tmp_path / "data")
    screen_dataset(tmp_path / "data", tmp_path / "whole", key=key)
    for patch in (in_piece(1), in_piece(2), in_results):
        killed(tmp_path / "data", tmp_path / "out", key, patch)
    looked = []
    real = screening.look_at
    monkeypatch.setattr(screening, "look_at", lambda item, *rest: looked.append(item.id) or real(item, *rest))
    screen_dataset(tmp_path / "data", tmp_path / "out", key=key)
    assert not looked  # all was decided before the third was killed
    for name in NAMES:
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


def test_what_changed_since_a_run_was_killed_is_judged_anew(tmp_path, key, monkeypatch):
    monkeypatch.setattr(screening, "_PIECE", 8)
    folder_of_signals(tmp_path / "data")
    killed(tmp_path / "data", tmp_path / "out", key, in_piece(2))
    (tmp_path / "data/by.jpg").write_bytes(planted.jpeg(99, planted.cc("by-nd")))
    screen_dataset(tmp_path / "data", tmp_path / "out", key=key)
    assert decisions(tmp_path / "out")["by.jpg"] == "unknown"
