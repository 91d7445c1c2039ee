"""The fingerprint index on disk finds what comparing all finds, after appending, merging and dying on the way."""

import multiprocessing
import os
import sqlite3
import threading
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairtake.clearance.registry import Fingerprint, open_registry
from fairtake.clearance.registry.index import FingerprintIndex, build_index, open_index
from fairtake.errors import ClearanceError, OutputError

Codes = npt.NDArray[np.uint8]


def made(seed: int, count: int, clusters: int = 0, spread: int = 20) -> Codes:
    """Codes that are uniform, or stand around so many centres."""
    random = np.random.default_rng(seed)
    if not clusters:
        return random.integers(0, 256, (count, 32), np.uint8)
    centres = random.integers(0, 256, (clusters, 32), np.uint8)[random.integers(0, clusters, count)]
    flips = np.argsort(random.random((count, 256)), axis=1) < random.integers(0, spread + 1, (count, 1))
    return centres ^ np.packbits(flips, axis=1)


def brute(ids: npt.NDArray[np.int64], codes: Codes, sought: Codes, within: int) -> set[tuple[int, int, int]]:
    bits = np.bitwise_count(codes[None] ^ sought[:, None]).sum(axis=2)
    return {(int(q), int(ids[at]), int(bits[q, at])) for q, at in zip(*np.nonzero(bits <= within), strict=True)}


def looked(index: FingerprintIndex, sought: Codes, within: int = 31) -> set[tuple[int, int, int]]:
    found = index.find(sought, within)
    rows = list(zip(found.query.tolist(), found.ids.tolist(), found.bits.tolist(), strict=True))
    assert rows == sorted(rows, key=lambda row: (row[0], row[2], row[1]))
    assert len(set(rows)) == len(rows)
    return set(rows)


def batches(ids: npt.NDArray[np.int64], codes: Codes, size: int) -> Iterator[tuple[npt.NDArray[np.int64], Codes]]:
    for at in range(0, len(ids), size):
        yield ids[at : at + size], codes[at : at + size]


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    count=st.integers(0, 400),
    clusters=st.sampled_from([0, 1, 3, 40]),
    within=st.sampled_from([0, 1, 15, 30, 31, 32, 100]),
    later=st.integers(0, 60),
    memory=st.sampled_from([1 << 12, 1 << 20]),
)
def test_it_finds_exactly_what_comparing_all_finds(
    tmp_path_factory: pytest.TempPathFactory,
    seed: int,
    count: int,
    clusters: int,
    within: int,
    later: int,
    memory: int,
) -> None:
    path = tmp_path_factory.mktemp("index") / "codes.ftx"
    codes = made(seed, count + later, clusters)
    ids = np.random.default_rng(seed).permutation(10 * len(codes))[: len(codes)].astype(np.int64)
    assert build_index(path, batches(ids[:count], codes[:count], 90), memory=memory) == count
    index = open_index(path)
    index.append(ids[count:].tolist(), [code.tobytes() for code in codes[count:]])
    sought = np.concatenate([codes[:8] ^ made(seed, len(codes[:8]), 1, 31), codes[-8:], made(seed + 1, 4)])
    wanted = brute(ids, codes, sought, within)
    assert looked(index, sought, within) == wanted
    index.merge(memory=memory)
    assert index.fresh == 0
    assert looked(index, sought, within) == wanted
    index.verify()
    assert len(open_index(path)) == len(codes)
    assert index.last == (int(ids.max()) if len(ids) else -1)


def test_every_pattern_of_31_bits_is_found_and_of_32_is_not(tmp_path: Path) -> None:
    codes = made(3, 70_000)  # enough that the tables are used
    ids = np.arange(len(codes))
    build_index(tmp_path / "i", [(ids, codes)])
    index = open_index(tmp_path / "i")
    random = np.random.default_rng(4)
    for bits in (31, 32):
        spread = np.argsort(random.random((300, 256)), axis=1) < bits
        even = np.zeros((16, 16, 16), bool)  # two in each group but one: the worst case
        even[:, :, :2] = True
        if bits == 31:
            even[np.arange(16), np.arange(16), 0] = False
        flips = np.packbits(np.concatenate([spread, even.reshape(16, 256)]), axis=1)
        found = index.find(codes[: len(flips)] ^ flips, 31)
        assert found.ids.tolist() == (list(range(len(flips))) if bits == 31 else [])


def test_look_ups_with_more_hits_than_room_give_all(tmp_path: Path) -> None:
    codes = np.repeat(made(1, 2), 3000, axis=0)
    build_index(tmp_path / "i", [(np.arange(6000), codes)])
    assert open_index(tmp_path / "i").find(codes[[0, 5999]]).ids.tolist() == list(range(6000))


def _look(path: str, sought: Codes, answers: "multiprocessing.Queue[int]") -> None:
    answers.put(len(open_index(Path(path)).find(sought).ids))


def test_processes_share_it_and_readers_go_on_while_others_append_and_merge(tmp_path: Path) -> None:
    path, codes = tmp_path / "i", made(2, 3000)
    build_index(path, [(np.arange(2000), codes[:2000])])
    reader, wrong, done = open_index(path), [], threading.Event()

    def look() -> None:
        while not done.is_set():
            reader.refresh()
            if reader.find(codes[:5]).ids.tolist() != [0, 1, 2, 3, 4]:
                wrong.append(len(reader))

    looking = threading.Thread(target=look)
    looking.start()
    writers = [open_index(path), open_index(path)]
    for number in range(10):
        some = range(2000 + 100 * number, 2100 + 100 * number)
        writers[number % 2].append(list(some), [codes[at].tobytes() for at in some])
        if number % 3 == 2:
            writers[number // 3 % 2].merge()
    done.set()
    looking.join()
    reader.refresh()
    assert not wrong
    assert len(reader) == 3000
    fork = multiprocessing.get_context("fork")
    answers: multiprocessing.Queue[int] = fork.Queue()
    process = fork.Process(target=_look, args=(str(path), codes, answers))
    process.start()
    assert answers.get(timeout=30) == 3000
    process.join()


def test_what_a_crash_left_behind_counts_neither_twice_nor_half(tmp_path: Path) -> None:
    path, codes = tmp_path / "i", made(5, 30)
    build_index(path, [(np.arange(10), codes[:10])])
    index, beside = open_index(path), tmp_path / "i.new"
    index.append(range(10, 20), [code.tobytes() for code in codes[10:20]])
    kept = beside.read_bytes()
    beside.write_bytes(kept + b"half of a record that nobody counted")
    assert len(open_index(path)) == 20
    index.append(range(20, 30), [code.tobytes() for code in codes[20:]])
    assert looked(open_index(path), codes) == {(at, at, 0) for at in range(30)}
    left = beside.read_bytes()
    index.merge()
    beside.write_bytes(left)  # killed between putting the new index there and removing what it took in
    assert len(open_index(path)) == 30
    with pytest.raises(ClearanceError, match="not \\(m, 32\\)"):
        build_index(path, [(np.arange(3), codes[:2])])
    assert looked(open_index(path), codes) == {(at, at, 0) for at in range(30)}
    assert sorted(each.name for each in tmp_path.iterdir() if not each.name.endswith(".lock")) == ["i", "i.new"]


def test_damage_is_told_and_never_read_as_nothing_found(tmp_path: Path) -> None:
    path, codes = tmp_path / "i", made(6, 50)
    build_index(path, [(np.arange(50), codes)])
    whole = path.read_bytes()
    orders = len(whole) - 16 * 50 * 4
    with pytest.raises(ClearanceError, match="cannot be read") as caught:
        open_index(tmp_path / "nothing")
    assert caught.value.fix
    for at, what in ((3, "not a fingerprint index"), (8, "version"), (20, "header"), (200, "header")):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(ClearanceError, match=what):
            open_index(path)
    for cut in (100, 5000, len(whole) - 1):
        path.write_bytes(whole[:cut])
        with pytest.raises(ClearanceError, match="damaged"):
            open_index(path)
    path.write_bytes(whole[: 3 * 4096 + 40] + b"\xff" + whole[3 * 4096 + 41 :])
    with pytest.raises(ClearanceError, match="starts were altered"):
        open_index(path)
    path.write_bytes(whole[:orders] + b"\xff" * 3200)  # found by the checksum, and by the look-up that meets it
    index = open_index(path)
    with pytest.raises(ClearanceError, match="orders were altered"):
        index.verify()
    path.write_bytes(whole)
    index = open_index(path)
    index.append([50], [codes[0].tobytes()])
    beside = tmp_path / "i.new"
    good = beside.read_bytes()
    for at, what in ((33, "count"), (70, "record")):
        beside.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        with pytest.raises(ClearanceError, match=what):
            open_index(path)
    beside.write_bytes(good[:80])
    with pytest.raises(ClearanceError, match="missing"):
        open_index(path)
    with pytest.raises(ClearanceError, match="32 bytes"):
        index.append([1], [b"short"])


def test_an_order_that_points_outside_is_met_without_harm(tmp_path: Path) -> None:
    path, codes = tmp_path / "i", made(7, 70_000)
    build_index(path, [(np.arange(len(codes)), codes)])
    whole = path.read_bytes()
    path.write_bytes(whole[: -16 * len(codes) * 4] + b"\xff" * (16 * len(codes) * 4))
    with pytest.raises(ClearanceError, match="points outside"):
        open_index(path).find(codes[:1])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="cannot be written"):
        build_index(tmp_path / "i", [])


def test_the_same_codes_give_the_same_bytes(tmp_path: Path) -> None:
    codes = made(8, 5000)
    for name, size, memory in (("a", 5000, 1 << 24), ("b", 77, 1 << 13)):
        build_index(tmp_path / name, batches(np.arange(5000), codes, size), memory=memory)
    assert zlib.crc32((tmp_path / "a").read_bytes()) == zlib.crc32((tmp_path / "b").read_bytes())


def test_a_registry_keeps_its_index_up_and_builds_it_anew_when_in_doubt(tmp_path: Path) -> None:
    codes = [code.tobytes() for code in made(9, 60)]
    url, backup, folder = tmp_path / "r.sqlite", tmp_path / "b.sqlite", tmp_path / "index"

    def frames(first: int, last: int) -> list[Fingerprint]:
        return [Fingerprint(float(at), codes[at]) for at in range(first, last)]

    with open_registry(str(url), index=folder) as one, open_registry(str(url), index=folder) as other:
        one.add_fingerprints("film", frames(0, 20))
        assert [match.at for match in one.find_fingerprints(codes)] == [float(at) for at in range(20)]
        one.close()
        with closing(sqlite3.connect(url)) as source, closing(sqlite3.connect(backup)) as copy:
            source.backup(copy)
        other.add_fingerprints("film", frames(20, 40))
        for registry in (other, one, other):
            assert len(registry.find_fingerprints(codes)) == 40
        found = other.find_fingerprints(codes)
    (path,) = folder.glob("*.ftx")
    index = open_index(path)
    assert len(index) == 40  # added once, though two looked
    with open_registry(str(url)) as memory:
        assert memory.find_fingerprints(codes) == found
    # A backup takes its place, and other codes get the numbers the index knows.
    for beside in tmp_path.glob("r.sqlite*"):
        beside.unlink()
    backup.rename(url)
    with open_registry(str(url), index=folder) as restored:
        restored.add_fingerprints("other", frames(40, 60))
        matches = restored.find_fingerprints(codes)
        assert [match.query for match in matches] == [*range(20), *range(40, 60)]
    path.write_bytes(path.read_bytes()[:-1])
    with open_registry(str(url), index=folder) as restored:
        assert restored.find_fingerprints(codes) == matches
