"""The registry on SQLite and on PostgreSQL in one run: writes, checks and look-ups a second, and ratios.

python benchmarks/registry.py [--fingerprints 100000] [--seconds 2]
"""

import argparse
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from common import ROOT

from fairtake.clearance.registry import Fingerprint, open_registry
from fairtake.clearance.registry.near import Near

sys.path.insert(0, str(ROOT / "tests" / "clearance" / "registry"))

import registry_server


def write_for(url: str, number: int, seconds: float, written: "multiprocessing.Queue[int]") -> None:
    with open_registry(url) as registry:
        registry.uses(most=1)
        count, end = 0, time.monotonic() + seconds
        while time.monotonic() < end:
            registry.log_use("film", {"grant": "a" * 64, "writer": number, "event": f"{seconds} {count}"})
            count += 1
    written.put(count)


def writes(url: str, writers: int, seconds: float) -> float:
    fork = multiprocessing.get_context("fork")
    written: multiprocessing.Queue[int] = fork.Queue()
    # Each count of writers has events of its own: the number of writers sets them apart.
    all_of_them = [
        fork.Process(target=write_for, args=(url, 100 * writers + each, seconds, written)) for each in range(writers)
    ]
    for each in all_of_them:
        each.start()
    total = sum(written.get() for _ in all_of_them)
    for each in all_of_them:
        each.join()
    return total / seconds


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def measure(url: str, codes: list[bytes], sought: list[bytes], seconds: float) -> dict[str, float]:
    found: dict[str, float] = {}
    found["opening, ms"] = 1000 * timed(lambda: open_registry(url))
    with open_registry(url) as registry:
        found["first use (tables made), ms"] = 1000 * timed(lambda: registry.uses(most=1))
        registry.close()
        found["later use in a new connection, ms"] = 1000 * timed(lambda: registry.uses(most=1))
        registry.close()
    for writers in (1, 8):
        found[f"uses a second, {writers} writer{'s' * (writers > 1)}"] = writes(url, writers, seconds)
    with open_registry(url) as registry:
        found["rows checked a second"] = registry.counts()["uses"] / timed(registry.check_log)
        frames = [Fingerprint(float(at), code) for at, code in enumerate(codes)]
        found["fingerprints kept a second"] = len(codes) / timed(lambda: registry.add_fingerprints("film", frames))
        found["first look-up (all read), ms"] = 1000 * timed(lambda: registry.find_fingerprints(sought[:1]))
        once = timed(lambda: [registry.find_fingerprints([code]) for code in sought])
        found["look-up of one, ms"] = 1000 * once / len(sought)
        found["look-up of 100 at once, ms each"] = (
            1000 * timed(lambda: registry.find_fingerprints(sought)) / len(sought)
        )
        assert all(len(registry.find_fingerprints([code])) == 1 for code in sought[:10])
    return found


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--fingerprints", type=int, default=100_000)
    asked.add_argument("--seconds", type=float, default=2.0)
    given = asked.parse_args()
    random = np.random.default_rng(1)
    bits = random.integers(0, 256, (given.fingerprints, 32), np.uint8)
    codes = [code.tobytes() for code in bits]
    flips = np.packbits(np.arange(256) < 31)
    sought = [(code ^ flips).tobytes() for code in bits[random.permutation(given.fingerprints)[:100]]]
    binaries = registry_server.wheel()
    assert binaries is not None, "install the wheel pgserver"
    with tempfile.TemporaryDirectory() as folder, registry_server.running(binaries) as socket:
        one = measure(str(Path(folder) / "registry.sqlite"), codes, sought, given.seconds)
        other = measure(f"postgresql://{registry_server.USER}@/postgres?host={socket}", codes, sought, given.seconds)
    print(f"{'':36}{'SQLite':>12}{'PostgreSQL':>12}{'ratio':>8}")
    for name, value in one.items():
        print(f"{name:36}{value:12,.2f}{other[name]:12,.2f}{value / other[name]:8.2f}")
    near, plain = Near(), Near(few=1 << 40)
    near.add(range(len(codes)), codes)
    plain.add(range(len(codes)), codes)
    tables = timed(lambda: [near.find(code, 31) for code in sought])
    brute = timed(lambda: [plain.find(code, 31) for code in sought])
    print(
        f"tables against comparing all {len(codes):,}: {10 * tables:.2f} ms, {10 * brute:.2f} ms, ratio {tables / brute:.2f}"
    )


if __name__ == "__main__":
    main()
