"""That a work was left out: shown to its maker, and to nobody what else was."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from fairtake.errors import ScreenError
from fairtake.screen.merkle import holds, inclusion, leaf_hash
from fairtake.screen.results import EXCLUDED, PROOF, canonical, leaf_of, salted

__all__ = ["check_proof", "prove"]

_SCHEMA = "fairtake.Inclusion.1"
_STATEMENT = "fairtake.ExclusionProof.1"
_LARGEST = 2**20


def prove(result: Path, wanted: str, secret: bytes) -> dict[str, Any]:
    """The inclusion proof of one excluded item of a result: `wanted` is its id, its address, or the path of the work.
    `secret` is the one its leaves were salted with. Raises ScreenError when it is not among the excluded."""
    statement = _read(result / PROOF)
    fingerprints = {wanted, f"url:{hashlib.sha256(wanted.encode()).hexdigest()}"}
    if Path(wanted).is_file():
        with Path(wanted).open("rb") as file:
            fingerprints.add(f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}")
    size, index, leaf = 0, -1, b""
    for one in _excluded(result):
        if index < 0 and (one["id"] == wanted or one["fingerprint"] in fingerprints):
            index, leaf = size, salted(one, size, secret)
            said = leaf_of(one)
        size += 1
    if index < 0:
        raise ScreenError("is not among what was excluded", file=wanted, fix=f"See {EXCLUDED}, or cleared.jsonl.")
    path = inclusion((leaf_hash(salted(one, at, secret)) for at, one in enumerate(_excluded(result))), index, size)
    if not holds(leaf_hash(leaf), index, size, path, bytes.fromhex(str(statement["root"]))):
        raise ScreenError(
            "does not fit its signed root",
            file=str(result / EXCLUDED),
            fix="It was altered, or signed with another key.",
        )
    return {
        "schema": _SCHEMA,
        "leaf": said,
        "salt": leaf[:32].hex(),
        "index": index,
        "path": [step.hex() for step in path],
        "statement": statement,
    }


def check_proof(proof: Path, work: str, verify: Callable[[str, bytes, bytes], bool]) -> dict[str, Any]:
    """What a proof says of a work (a file, or an address): the leaf, and who signed. Raises ScreenError when it is
    about another work, or does not hold. `verify` takes did, message and signature."""
    found = _read(proof)
    try:
        statement, leaf = dict(found["statement"]), dict(found["leaf"])
        signature = bytes.fromhex(statement.pop("signature"))
        message = f"{_STATEMENT}\n".encode() + canonical(statement)
        hashed = leaf_hash(bytes.fromhex(found["salt"]) + canonical(leaf))
        path = [bytes.fromhex(step) for step in found["path"]]
        index, size, root = int(found["index"]), int(statement["excluded"]), bytes.fromhex(statement["root"])
        signer = str(statement["signer"])
    except (KeyError, TypeError, ValueError) as error:
        raise _wrong(proof, "is no proof of exclusion") from error
    if found.get("schema") != _SCHEMA or statement.get("schema") != _STATEMENT:
        raise _wrong(proof, "is no proof of exclusion")
    if not verify(signer, message, signature):
        raise _wrong(proof, "is not signed by the key it names")
    if not holds(hashed, index, size, path, root):
        raise _wrong(proof, "does not lead to the signed root")
    if Path(work).is_file():
        with Path(work).open("rb") as file:
            mine = f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"
    else:
        mine = f"url:{hashlib.sha256(work.encode()).hexdigest()}"
    if leaf.get("fingerprint") != mine:
        raise _wrong(proof, f"is about another work than {work}")
    return {**leaf, "signer": signer, "root": root.hex(), "excluded": size}


def _wrong(proof: Path, why: str) -> ScreenError:
    return ScreenError(why, file=str(proof), fix="Ask for it anew, and trust nothing that stands on it.")


def _excluded(result: Path) -> Iterator[dict[str, Any]]:
    try:
        with (result / EXCLUDED).open(encoding="utf-8", errors="surrogatepass") as file:
            for line in file:
                yield json.loads(line)
    except (OSError, ValueError) as error:
        raise ScreenError("cannot be read", file=str(result / EXCLUDED), fix="Name the folder of a result.") from error


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _LARGEST:
            raise ValueError
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise ScreenError("cannot be read", file=str(path), fix="Name the folder of a result, or a proof.") from error
    if not isinstance(found, dict):
        raise ScreenError("is no proof", file=str(path), fix="Name the folder of a result, or a proof.")
    return found
