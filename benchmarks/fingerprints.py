"""The fingerprint index on disk: size, time to build and to open, look-ups a second, recall against comparing all.

python benchmarks/fingerprints.py [--codes 1000000] [--queries 2000] [--folder FOLDER]

Codes are made for the purpose, in two kinds: uniform, and clustered (half of them near-copies of a tenth, up to 30
bits off; bits of a code depend on their neighbours, as those of a cosine transform of smooth pictures do).
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from fairtake.clearance.registry.index import build_index, open_index

BATCH = 1 << 18
Codes = npt.NDArray[np.uint8]


def flips(random: np.random.Generator, count: int, most: int) -> Codes:
    """Masks (count, 32) of at most so many set bits."""
    bits = np.zeros((count, 256), np.uint8)
    where = random.integers(0, 256, (count, most), np.int64)
    wanted = random.integers(0, most + 1, count)
    for each in range(most):
        rows = np.flatnonzero(wanted > each)
        bits[rows, where[rows, each]] = 1
    return np.packbits(bits, axis=1)


def uniform(random: np.random.Generator, count: int) -> Codes:
    return random.integers(0, 256, (count, 32), np.uint8)


def clustered(random: np.random.Generator, count: int) -> Codes:
    originals = random.integers(0, 256, (max(count * 11 // 20, 1), 32), np.uint8)
    # Half of the bytes repeat the one above where two random bits say so: values of 16 bits crowd together.
    for column in range(1, 32, 2):
        same = random.integers(0, 2, len(originals)) == 0
        originals[same, column] = originals[same, column - 1]
    popular = originals[: max(len(originals) // 5, 1)]
    copies = popular[random.integers(0, len(popular), count - len(originals))]
    everything = np.concatenate([originals, copies ^ flips(random, len(copies), 30)])
    return everything[random.permutation(len(everything))]


def batches(seed: int, count: int, make: object) -> Iterator[tuple[npt.NDArray[np.int64], Codes]]:
    random = np.random.default_rng(seed)
    for at in range(0, count, BATCH):
        codes = make(random, min(BATCH, count - at))
        yield np.arange(at, at + len(codes)), codes


def brute(path_codes: npt.NDArray[np.uint64], sought: npt.NDArray[np.uint64]) -> set[tuple[int, int]]:
    found = set()
    for at in range(0, len(path_codes), BATCH):
        block = path_codes[at : at + BATCH]
        for query, code in enumerate(sought):
            near = np.bitwise_count(block ^ code).sum(axis=1) <= 31
            found |= {(query, at + int(place)) for place in np.flatnonzero(near)}
    return found


OPENING = """
import sys, time
from pathlib import Path
from fairtake.clearance.registry.index import open_index
began = time.perf_counter()
index = open_index(Path(sys.argv[1]))
opened = time.perf_counter()
index.find([bytes(32)])
print(opened - began, time.perf_counter() - began)
"""


def measure(name: str, make: object, count: int, queries: int, folder: Path) -> None:
    path = folder / f"{name}.ftx"
    build_index(path, batches(0, 1000, make))  # compiles the kernels
    open_index(path).find([bytes(32)])
    before = time.perf_counter(), time.process_time()
    codes_only = 0.0
    began = time.process_time()
    for _ in batches(1, min(count, 4 * BATCH), make):
        pass
    codes_only = (time.process_time() - began) * count / min(count, 4 * BATCH)
    before = time.perf_counter(), time.process_time()
    build_index(path, batches(1, count, make))
    wall, cpu = time.perf_counter() - before[0], time.process_time() - before[1] - codes_only
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    opened, first = map(
        float,
        subprocess.run([sys.executable, "-c", OPENING, str(path)], capture_output=True, check=True).stdout.split(),
    )
    index = open_index(path)
    random = np.random.default_rng(2)
    codes = np.memmap(path, "<u8", "r", 4096, (count, 4))
    picked = np.array(codes[random.integers(0, count, queries)]).view(np.uint8).reshape(-1, 32)
    near = picked ^ flips(random, queries, 31)
    for what, sought in (("copies, up to 31 bits off", near), ("strangers", make(random, queries))):
        index.find(sought)  # pages come into memory
        began = time.perf_counter()
        found = index.find(sought)
        each = (time.perf_counter() - began) / queries
        print(
            f"  {what}: {1 / each:,.0f} look-ups a second ({1000 * each:.2f} ms), {len(found.ids) / queries:.2f} hits each"
        )
    sample = np.concatenate([near[:16], make(random, 4)])
    wanted = brute(codes, np.ascontiguousarray(sample).view("<u8"))
    found = index.find(sample)
    got = set(zip(found.query.tolist(), found.ids.tolist(), strict=True))
    print(
        f"  recall on {len(sample)} look-ups against comparing all: {len(got & wanted)}/{len(wanted)}, wrong: {len(got - wanted)}"
    )
    began = time.perf_counter()
    np.bitwise_count(codes ^ sample[:1].view("<u8")).sum(axis=1)
    print(f"  NumPy comparing all: {1000 * (time.perf_counter() - began):.0f} ms a look-up")
    print(
        f"  size {path.stat().st_size / 2**20:,.0f} MiB ({path.stat().st_size / count:.1f} bytes a code), built in {wall:.1f} s "
        f"with making them, {cpu:.1f} s CPU without; process at most {memory:,.0f} MiB"
    )
    print(f"  opened in {1000 * opened:.1f} ms, with the first look-up {1000 * first:.0f} ms")
    path.unlink()


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--codes", type=int, default=1_000_000)
    asked.add_argument("--queries", type=int, default=2000)
    asked.add_argument("--folder", type=Path)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        for name, make in (("uniform", uniform), ("clustered", clustered)):
            print(f"{given.codes:,} codes, {name}")
            measure(name, make, given.codes, given.queries, Path(folder))


if __name__ == "__main__":
    main()
