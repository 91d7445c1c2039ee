from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from fairtake.errors import OutputError
from fairtake.model.breakdown import Setting
from fairtake.model.span import Span
from fairtake.store import DiskStore, replace_file

SPAN = Span("a.fountain", 0, 5, 1)


def test_what_is_saved_is_loaded(tmp_path):
    store = DiskStore(tmp_path)
    store.save("ab12", SPAN)
    assert store.load("ab12", Span) == SPAN
    assert store.load("ab13", Span) is None
    assert store.load("ab12", Setting) is None


@pytest.mark.parametrize("harm", ["cut", "flip", "empty"])
def test_a_damaged_entry_is_no_entry(tmp_path, harm):
    store = DiskStore(tmp_path)
    store.save("ab12", SPAN)
    path = store.path("ab12", ".noun")
    data = bytearray(path.read_bytes())
    if harm == "flip":
        data[4] ^= 1
    path.write_bytes({"cut": data[:-3], "flip": data, "empty": b""}[harm])
    assert store.load("ab12", Span) is None


def test_a_failed_write_leaves_nothing(tmp_path):
    store = DiskStore(tmp_path)
    with pytest.raises(RuntimeError), store.writing("cd34", ".mp4") as path:
        path.write_bytes(b"half")
        raise RuntimeError
    assert store.file("cd34", ".mp4") is None
    assert not list(tmp_path.rglob("*.mp4"))


def test_a_killed_write_leaves_no_final_name(tmp_path):
    code = (
        "import sys, time; from pathlib import Path; from fairtake.store import DiskStore\n"
        "with DiskStore(Path(sys.argv[1])).writing('ef56', '.mp4') as p:\n"
        "    p.write_bytes(b'half'); print('go', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE) as child:
        child.stdout.readline()
        os.kill(child.pid, signal.SIGKILL)
    assert DiskStore(tmp_path).file("ef56", ".mp4") is None


def test_a_full_disk_is_explained(tmp_path):
    with pytest.raises(OutputError, match="disk is full") as caught, replace_file(tmp_path / "film.mp4"):
        raise OSError(28, "No space left on device")
    assert "--out" in str(caught.value)
    assert not list(tmp_path.iterdir())


def test_no_permission_is_explained(tmp_path):
    with pytest.raises(OutputError, match="no permission"), replace_file(tmp_path / "film.mp4"):
        raise PermissionError(13, "Permission denied")


def test_pruning_forgets_the_oldest_and_keeps_what_this_run_used(tmp_path):
    old = DiskStore(tmp_path)
    for key in ("aa01", "aa02", "aa03"):
        with old.writing(key, ".mp4") as path:
            path.write_bytes(b"x" * 100)
        os.utime(old.path(key, ".mp4"), (time.time() - 1000, time.time() - 1000 + int(key[-1])))
    now = DiskStore(tmp_path)
    assert now.file("aa01", ".mp4")
    freed = now.prune(200)
    assert freed == 100
    assert now.file("aa01", ".mp4")
    assert not now.file("aa02", ".mp4")
    assert now.file("aa03", ".mp4")


def test_what_nobody_used_since_then_is_dropped_whoever_wrote_it(tmp_path):
    before = DiskStore(tmp_path)
    for key in ("aa01", "aa02", "aa03", "aa04"):
        before.save(key, SPAN)
    before.path("aa04", ".noun").write_bytes(b"half")
    now = DiskStore(tmp_path)
    assert now.holds("aa03")
    now.forget_use()
    assert now.load("aa01", Span) == SPAN
    assert not now.holds("aa04")  # damaged: not used either
    with now.writing("aa05", ".mp4") as path:
        path.write_bytes(b"new")
    # Another process, which this one hears nothing of.
    code = (
        "import sys; from pathlib import Path; from fairtake.store import DiskStore; s = DiskStore(Path(sys.argv[1]))\n"
        "assert s.holds('aa02')\nwith s.writing('aa06', '.mp4') as p: p.write_bytes(b'new')"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True)
    assert now.drop_unused()[0] == 2
    assert sorted(path.stem for path in tmp_path.glob("aa/*")) == ["01", "02", "05", "06"]
    assert now.drop_unused() == (0, 0)
