"""kill -9 at any moment: nothing half under a final name, no orphans, and the next run goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import av
import filming
import msgspec
import pytest
import soundfile

from fairtake.store import DiskStore

SHORT = """
INT. KITCHEN - DAY

ANNA (60s) sits at the table.

ANNA
No.

EXT. PARK - DAY

BEN (30s) waves.

BEN
Mum!
"""

# Makes a film, says on stdout when it has come to a moment, and stands still there: whoever
# kills it may be slow.
WORKER = """
import sys
import time

class Loud:
    def begin(self, stage, total):
        self.stage, self.done = stage, 0
        self.say()
    def advance(self, count=1):
        self.done += count
        self.say()
    def say(self):
        if f"{self.stage} {self.done}" == sys.argv[3] or self.done and f"{self.stage} >" == sys.argv[3]:
            print(sys.argv[3], flush=True)
            time.sleep(60)
    def end(self, note=""):
        pass

if __name__ == "__main__":
    from pathlib import Path
    from fairtake.pipeline.film import make
    from fairtake.project import load
    make(load(Path(sys.argv[1])), Path(sys.argv[2]), Loud(), 1)
"""

MOMENTS = ("Reading lines 1", "Staging and directing 1", "Shooting 0", "Shooting >", "Mixing >", "Cutting >")


def start(folder: Path, out: Path, moment: str) -> subprocess.Popen[str]:
    worker = folder / "worker.py"
    worker.write_text(WORKER)
    return subprocess.Popen(
        [sys.executable, str(worker), str(folder), str(out), moment],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )


def in_group(group: int) -> list[int]:
    """The processes of a group that still run."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, _, pgrp = (entry / "stat").read_text().rpartition(")")[2].split()[:3]
            except (OSError, ValueError):
                continue
            if int(pgrp) == group and state != "Z":
                found.append(int(entry.name))
    return found


def kill_at(folder: Path, out: Path, moment: str) -> None:
    """Start a make, kill its main process at the moment; its workers must follow it."""
    process = start(folder, out, moment)
    if process.stdout.readline().strip() != moment:
        pytest.fail(f"the make ended before {moment!r}")
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    deadline = time.monotonic() + 10
    while left := in_group(process.pid):
        assert time.monotonic() < deadline, f"{len(left)} processes outlive a kill at {moment!r}"
        time.sleep(0.05)
    process.stdout.close()


def check_whole(out: Path) -> None:
    """Every file under a final name is whole."""
    for path in out.rglob("*"):
        if path.name.startswith(".part-") or ".part-" in str(path.parent) or not path.is_file():
            continue
        if path.suffix == ".mp4":
            with av.open(str(path)) as container:
                assert sum(1 for _ in container.decode(video=0)) == container.streams.video[0].frames > 0
        elif path.suffix == ".wav":
            with soundfile.SoundFile(str(path)) as file:
                assert file.frames > 0
                assert path.stat().st_size >= file.frames * 6
        elif path.suffix in (".json", ".otio"):
            json.loads(path.read_text(encoding="utf-8"))
        elif path.suffix == ".noun":
            data = path.read_bytes()
            assert data
            msgspec.msgpack.decode(data[:-16])


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """The same film made in peace, at the same time."""
    root = tmp_path_factory.mktemp("peace")
    folder = filming.write_film(root / "film", SHORT, steps="credits = false\ntitle = false")
    process = filming.fairtake("make", folder, "--out", root / "out", "-j", 1)
    yield root / "out", process
    process.kill()
    process.communicate()


def test_a_film_survives_kills_at_every_stage_and_two_makes_at_once(tmp_path, undisturbed):
    folder = filming.write_film(tmp_path / "film", SHORT, steps="credits = false\ntitle = false")
    out = tmp_path / "out"
    for moment in MOMENTS:
        kill_at(folder, out, moment)
        check_whole(out)
        assert not (out / ".fairtake" / "manifest.json").exists()
        assert not (out / "film.mp4").exists()
    pieces = set((out / ".fairtake" / "store").glob("??/*.mp4"))
    changed = {path: path.stat().st_ino for path in pieces if not path.name.startswith(".part-")}
    assert changed

    pair = [filming.fairtake("make", folder, "--out", out, "-j", 1, hash_seed=seed) for seed in "12"]
    for process in pair:
        filming.ended(process)
    check_whole(out)
    assert not list(out.rglob(".part-*"))
    assert {path: path.stat().st_ino for path in changed} == changed, "a finished piece was drawn again"

    peace, process = undisturbed
    filming.ended(process)
    assert filming.differing(filming.results(peace), filming.results(out)) == []
    assert "up to date" in filming.ended(filming.fairtake("make", folder, "--out", out))


@pytest.fixture
def heard():
    """Ctrl-C is heard by what is started here, even if these tests run in the background, where
    shells have it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name != "posix", reason="sends Ctrl-C as a signal")
@pytest.mark.usefixtures("heard")
def test_ctrl_c_ends_everything_and_says_what_is_kept(tmp_path):
    folder = filming.write_film(tmp_path / "film", SHORT, steps="credits = false\ntitle = false")
    process = filming.fairtake("make", folder, "--out", tmp_path / "out", "-j", 1)
    store = DiskStore(tmp_path / "out" / ".fairtake" / "store")
    deadline = time.monotonic() + 60
    while not list(store.folder.glob("??/.part-*.mp4")) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of the group
    _, errors = process.communicate(timeout=10)
    assert process.returncode == 130
    assert errors.strip() == "Stopped. Finished work is kept; make again to go on."
    deadline = time.monotonic() + 10
    while in_group(process.pid):
        assert time.monotonic() < deadline, "a worker outlives Ctrl-C"
        time.sleep(0.05)
    assert not (tmp_path / "out" / "film.mp4").exists()
