"""Answers of a registry that others host, signed so that they can be trusted whoever carries them.

Form: {"answer": {"schema": "fairtake.RegistryAnswer.1", "kind", "registry", "at", "nonce", "request", "result"}, "signer": did:key,
"signature"}; the signature is Ed25519 in base64url over the schema, a newline, and the RFC 8785 form of {"answer", "signer"}.
`nonce` is what the request had, `request` the SHA-256 of its body (of its query where it has none): an answer fits one
request only. `at` is when it was given.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from fairtake.clearance.grants import Key, begins, canonical, now, stamp, verify
from fairtake.clearance.grants.reading import read_json
from fairtake.clearance.grants.signing import from_base64, to_base64
from fairtake.errors import ClearanceError

__all__ = ["ANSWER", "LARGEST", "SKEW_SECONDS", "answer_bytes", "read_answer", "request_hash"]

ANSWER = "fairtake.RegistryAnswer.1"
LARGEST = 4 << 20
SKEW_SECONDS = 600
"""How far two clocks may be apart."""


def request_hash(body: bytes) -> str:
    """By what an answer names the request it answers."""
    return hashlib.sha256(body).hexdigest()


def answer_bytes(kind: str, registry: str, nonce: str, request: str, result: Mapping[str, Any], key: Key) -> bytes:
    """A signed answer as it is sent: canonical JSON."""
    answer = {
        "schema": ANSWER,
        "kind": kind,
        "registry": registry,
        "at": stamp(now()),
        "nonce": nonce,
        "request": request,
        "result": dict(result),
    }
    signed = {"answer": answer, "signer": key.did}
    return canonical({**signed, "signature": to_base64(key.sign(_message(signed)))})


def read_answer(data: bytes, *, kind: str, nonce: str, request: str, signer: str, name: str) -> dict[str, Any]:
    """The answer in `data`, after checking that `signer` ("" for anybody) gave it, now, and to this request. Raises
    ClearanceError."""
    found = read_json(data, name, LARGEST)
    answer = found.get("answer")
    if set(found) != {"answer", "signer", "signature"} or not isinstance(answer, dict):
        raise _wrong("is no signed answer of a registry", name)
    if set(answer) != {"schema", "kind", "registry", "at", "nonce", "request", "result"}:
        raise _wrong("has other keys than an answer has", name)
    texts = [found["signer"], found["signature"], *(answer[key] for key in answer if key != "result")]
    if not all(isinstance(text, str) for text in texts) or not isinstance(answer["result"], dict):
        raise _wrong("is no signed answer of a registry", name)
    if signer and found["signer"] != signer:
        raise ClearanceError(
            f"the answer was signed by {found['signer'][:80]}, not by {signer}",
            file=name,
            fix="Ask who runs the registry whether its key changed; else somebody answers in its place.",
        )
    message = _message({"answer": answer, "signer": found["signer"]})
    if not verify(found["signer"], message, from_base64(found["signature"])):
        raise _wrong("was altered after it was signed", name)
    if (answer["schema"], answer["kind"]) != (ANSWER, kind) or (answer["nonce"], answer["request"]) != (nonce, request):
        raise _wrong("answers another question", name)
    if abs((begins(answer["at"], file=name) - now()).total_seconds()) > SKEW_SECONDS:
        raise ClearanceError(
            f"the answer was given at {answer['at']}, which is not now", file=name, fix="Set both clocks right."
        )
    return {**answer, "signer": found["signer"]}


def _message(signed: Mapping[str, Any]) -> bytes:
    return ANSWER.encode() + b"\n" + canonical(signed)


def _wrong(what: str, name: str) -> ClearanceError:
    return ClearanceError(
        f"the answer {what}", file=name, fix="Ask again; if it stays, somebody stands between you and the registry."
    )
