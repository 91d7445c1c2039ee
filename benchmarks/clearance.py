"""How hard it is to get somebody into a film without their word, and what the doors cost.

    python benchmarks/clearance.py             the attacks, the fuzzer, the gate's and the signatures' time
    python benchmarks/clearance.py --attacks   every attack with what it was told
    python benchmarks/clearance.py --fuzz N    N documents that are nearly grants (100,000 by default)

Limits: no attack gets through and each is told something of its own; the parser neither crashes nor
takes anything that was not signed; the gate takes less than 20 ms a reference.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
os.environ.setdefault("FAIRTAKE_HOME", tempfile.mkdtemp(prefix="fairtake-home-"))

import attacks.credentials
import attacks.documents
import attacks.gate
import attacks.machine
import attacks.marks
import attacks.registries
import attacks.statements  # noqa: F401
from attacks.marks import HEAVY as DRAWING
from attacks.stage import ATTACKS, BreachError, Stage

from fairtake.clearance.grants import parse_revocations, parse_signed
from fairtake.clearance.grants.drafts import parse_draft
from fairtake.errors import ClearanceError

CASES = 100_000
HEAVY = DRAWING | {"revocation hidden behind ten thousand files"}
"""Attacks that take a second or more."""


def run_attack(name: str) -> str:
    """What an attack was told. Raises BreachError when it got through."""
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage.build(Path(folder))
        stage.clear()  # all is in order before
        return ATTACKS[name](stage)


def run_attacks(show: bool) -> bool:
    answers: Counter[str] = Counter()
    breaches = []
    began = time.perf_counter()
    for name in ATTACKS:
        try:
            answer = run_attack(name)
        except BreachError as breach:
            breaches.append(name)
            answer = f"GOT THROUGH: {breach}"
        except Exception as error:  # a traceback is no answer
            breaches.append(name)
            answer = f"CRASHED: {type(error).__name__}: {error}"
        answers[answer] += 1
        if show or name in breaches:
            print(f"{name:<48} {answer[:150]}")
    families = Counter(attack.__module__.removeprefix("attacks.") for attack in ATTACKS.values())
    print(", ".join(f"{many} on {family}" for family, many in sorted(families.items())))
    alike = sum(count for count in answers.values() if count > 1)
    seconds = time.perf_counter() - began
    print(
        f"{len(ATTACKS)} attacks: {len(breaches)} got through, {len(answers)} different answers "
        f"({alike} share theirs with another), {seconds:.1f} s"
    )
    return not breaches


def nearly_grants(seed: int, count: int, signed: bytes, draft: bytes) -> Iterator[tuple[str, bytes]]:
    """Documents one or a few changes away from one that is good."""
    dice = random.Random(seed)
    words = [
        b'"',
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b"null",
        b"true",
        b"-1",
        b"1e999",
        b"NaN",
        b"\\u0000",
        b"\\ud800",
    ]
    words += [
        b"\xff",
        b"\xe2\x80\xae",
        b"\xd0\xb0",
        b"  ",
        b"\n",
        b"=",
        b"'",
        b'"""',
        b"did:key:z",
        b"2027-02-30",
        b"..",
    ]
    for _ in range(count):
        kind = "draft" if dice.random() < 0.2 else "signed"
        data = bytearray(draft if kind == "draft" else signed)
        for _ in range(dice.choice([1, 1, 1, 2, 3, 8])):
            at = dice.randrange(len(data)) if data else 0
            how = dice.randrange(6)
            if how == 0 and data:
                data[at] ^= 1 << dice.randrange(8)
            elif how == 1:
                data[at:at] = dice.choice(words)
            elif how == 2:
                del data[at : at + dice.randrange(1, 40)]
            elif how == 3:
                data[at:at] = data[at : at + dice.randrange(1, 200)]
            elif how == 4:
                other = dice.randrange(len(data)) if data else 0
                data[at : at + 8] = data[other : other + 8]
            else:
                data = data[: dice.randrange(len(data) + 1)]
        yield kind, bytes(data)


def fuzz(count: int) -> bool:
    """Nothing crashes, and nothing is taken that does not mean exactly what was signed."""
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage.build(Path(folder))
        signed = stage.file.read_bytes()
        from fairtake.clearance.grants import as_toml, entry_bytes, revoke

        draft = as_toml(stage.grant).encode()
        entry = entry_bytes(revoke(stage.signed, stage.anna))
        good = stage.signed.sha256
        refused: Counter[str] = Counter()
        crashed: Counter[str] = Counter()
        same = drafts = 0
        began = time.process_time()
        for number, (kind, data) in enumerate(nearly_grants(7, count, signed, draft)):
            try:
                if kind == "draft":
                    parse_draft(data, "fuzz.toml")
                    drafts += 1
                elif parse_signed(data, "fuzz.json").sha256 == good:
                    same += 1
                else:
                    crashed["a grant nobody signed was taken"] += 1
            except ClearanceError as error:
                refused[error.what[:60]] += 1
            except Exception as error:  # what a fuzzer is for
                crashed[f"{type(error).__name__}: {error}"[:100]] += 1
            if number % 10 == 0:
                try:
                    parse_revocations(data if number % 20 else mutated(entry, number), "fuzz.json")
                except ClearanceError:
                    pass
                except Exception as error:
                    crashed[f"revocations: {type(error).__name__}: {error}"[:100]] += 1
        seconds = time.process_time() - began
    print(
        f"{count} documents: {sum(refused.values())} refused for {len(refused)} reasons, {same} said the same in other "
        f"words, {drafts} drafts read as drafts; {sum(crashed.values())} crashed or were wrongly taken "
        f"({seconds / max(count, 1) * 1e3:.2f} ms each by CPU)"
    )
    for what, times in crashed.most_common(20):
        print(f"   {times} x {what}")
    return not crashed


def mutated(data: bytes, seed: int) -> bytes:
    dice = random.Random(seed)
    out = bytearray(data)
    out[dice.randrange(len(out))] ^= 1 << dice.randrange(8)
    return bytes(out)


def gate_time() -> bool:
    """Milliseconds a reference of a megabyte, by CPU: hashed, copied, judged."""
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage.build(Path(folder))
        path = stage.root / "recordings" / "001.wav"
        path.write_bytes(path.read_bytes() + bytes(1_000_000))
        from attacks.stage import asset

        stage.agree(assets=(asset(path, "001.wav"),))
        stage.clear()
        times = []
        for _ in range(40):
            began = time.process_time()
            stage.clear()
            times.append(time.process_time() - began)
    middle = sorted(times)[len(times) // 2] * 1e3
    print(f"the gate: {middle:.1f} ms a reference of 1 MB by CPU, its grant read anew each time (limit 20)")
    return middle < 20


def credentials_time() -> bool:
    """Milliseconds to sign and to verify one file of each kind, by CPU."""
    import numpy as np
    import soundfile
    from attacks.made import made as made_film
    from attacks.made import manifest_of
    from PIL import Image

    from fairtake.clearance.credentials import local_identity, read_credentials, sign_beside, sign_file
    from fairtake.editing import write_segment

    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        film = made_film(folder / "film")
        dice = np.random.default_rng(7)
        noise = dice.integers(0, 255, (8, 540, 960, 3), np.uint8)
        write_segment((noise[at % 8] for at in range(480)), folder / "film.mp4", (960, 540), 24, 23)
        soundfile.write(folder / "stem.wav", dice.uniform(-0.5, 0.5, (60 * 48_000, 2)), 48_000, "PCM_24")
        Image.fromarray(dice.integers(0, 255, (1080, 1920, 3), np.uint8)).save(folder / "panel.png", compress_level=1)
        (folder / "boards.pdf").write_bytes((film.plain / "boards.pdf").read_bytes())
        (folder / "film.srt").write_bytes((film.plain / "film.srt").read_bytes())
        who = local_identity()
        for path in sorted(path for path in folder.iterdir() if path.is_file()):
            said = manifest_of(film.out, film.signed, None, path.name)
            target = folder / f"signed{path.suffix}"
            signing, reading = [], []
            for _ in range(5):
                began = time.process_time()
                if path.suffix == ".srt":
                    target.write_bytes(path.read_bytes())
                    Path(f"{target}.c2pa").write_bytes(sign_beside(path, said, who)[0])
                else:
                    sign_file(path, target, said, who)
                signing.append(time.process_time() - began)
                began = time.process_time()
                found = read_credentials(target)
                reading.append(time.process_time() - began)
                assert found is not None
                assert found.valid
            rows.append((path.name, path.stat().st_size / 2**20, sorted(signing)[2] * 1e3, sorted(reading)[2] * 1e3))
    print(f"{'file':<12}{'MB':>8}{'to sign':>12}{'to verify':>12}   ms by CPU, middle of 5")
    for name, size, sign, read in rows:
        print(f"{name:<12}{size:>8.1f}{sign:>12.0f}{read:>12.0f}")
    return True


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--attacks", action="store_true", help="only the attacks, each with its answer")
    parser.add_argument("--fuzz", type=int, nargs="?", const=CASES, help="only the fuzzer, so many documents")
    asked = parser.parse_args()
    results = []
    if asked.fuzz is None:
        results.append(run_attacks(asked.attacks))
    if not asked.attacks:
        results.append(fuzz(asked.fuzz or CASES))
    if asked.fuzz is None and not asked.attacks:
        results.append(gate_time())
        results.append(credentials_time())
    print("all limits hold" if all(results) else "A LIMIT IS BROKEN")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
