"""The service: which addresses there are, and what each does."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeVar

from fastapi import FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from fairtake.clearance.grants import Key
from fairtake.clearance.registry import Registry, works
from fairtake.clearance.registry.answers import answer_bytes, request_hash
from fairtake.clearance.registry.remote import AT_ONCE
from fairtake.errors import ClearanceError
from fairtake.serve.challenges import ChallengeError, Challenges
from fairtake.serve.forms import (
    AboutAnswer,
    Challenge,
    ChallengeAnswer,
    Error,
    Health,
    LookUp,
    LookUpAnswer,
    NonceText,
    Withdraw,
    WithdrawalAnswer,
    WorkAnswer,
    WorkRequest,
)
from fairtake.serve.limits import Guarded, Limits, error_body

__all__ = ["application"]

T = TypeVar("T")

_SAFE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"model": Error, "description": "Not JSON."},
    408: {"model": Error, "description": "Sent too slowly."},
    413: {"model": Error, "description": "Too large."},
    415: {"model": Error, "description": "Not application/json."},
    422: {"model": Error, "description": "Something in it is not as it must be."},
    429: {"model": Error, "description": "Too many requests; Retry-After says when to come again."},
    503: {"model": Error, "description": "The database does not answer."},
}
_PROOF: dict[int | str, dict[str, Any]] = {
    **_ERRORS,
    403: {"model": Error, "description": "The signature or the challenge is wrong, or the challenge has expired."},
    409: {"model": Error, "description": "The challenge was used already."},
}


class _Refusal(Exception):  # noqa: N818 - an answer, not a fault
    def __init__(self, status: int, what: str, fix: str) -> None:
        super().__init__(what)
        self.status, self.what, self.fix = status, what, fix


def application(registry: Registry, key: Key, limits: Limits = Limits()) -> Guarded:  # noqa: B008 - frozen
    """An ASGI application over `registry` whose answers `key` signs. Raises ClearanceError when the registry cannot be
    used."""
    identity = registry.id
    challenges = Challenges(key, identity, limits.challenge_seconds)
    service = FastAPI(
        title="Fairtake registry",
        version="1",
        summary="What creators declared of their works, found by how they look.",
        description="Every answer but errors and health is signed. Nothing can be listed: who asks has the picture.",
        # These pages load scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
    )

    def answer(kind: str, nonce: str, request: Request, result: Mapping[str, Any]) -> Response:
        body: bytes = request.scope["request_body"]
        asked = request_hash(body if request.method == "POST" else request.scope["query_string"])
        data = answer_bytes(kind, identity, nonce, asked, result, key)
        return Response(data, media_type="application/json", headers=_SAFE)

    @service.get(
        "/v1/health", response_model=Health, responses={503: _ERRORS[503], 413: _ERRORS[413], 408: _ERRORS[408]}
    )
    def health() -> Response:
        """Whether the service and its database answer. Not signed."""
        if registry.id != identity:
            raise _Refusal(503, "the database is another one now", "Start the service again.")
        return Response(b'{"status":"ok"}', media_type="application/json", headers=_SAFE)

    @service.get("/v1/about", response_model=AboutAnswer, responses=_ERRORS)
    def about(nonce: Annotated[NonceText, Query()], request: Request) -> Response:
        """Which key signs here, and what a request may have."""
        said = {
            "codes": AT_ONCE,
            "body": limits.body,
            "rate": f"{limits.rate:g}",
            "burst": f"{limits.burst:g}",
            "challenge_seconds": limits.challenge_seconds,
        }
        return answer("about", nonce, request, said)

    @service.post("/v1/look-ups", response_model=LookUpAnswer, responses=_ERRORS)
    def look_up(asked: LookUp, request: Request) -> Response:
        """What was declared of whatever looks like these codes: one result for each, in order.

        Nothing is told of whose a work is, what it is called, or how exactly it matches."""
        found = registry.declared(
            [bytes.fromhex(code) for code in asked.codes],
            kind=asked.kind,
            least_quality=asked.least_quality,
            use=asked.use,
        )
        results = [
            {
                "query": each.query,
                "distance": each.distance,
                "choice": each.choice,
                "uses": list(each.uses),
                "terms": list(each.terms),
                "grants": [{"sha256": grant, "revoked": revoked} for grant, revoked in each.grants],
            }
            for each in found
        ]
        return answer("look-up", asked.nonce, request, {"results": results})

    @service.post("/v1/challenges", response_model=ChallengeAnswer, responses=_ERRORS)
    def challenge(asked: Challenge, request: Request) -> Response:
        """What to put into the next claim, which is signed with the key named here. It can be used once."""
        text, expires = challenges.issue(asked.did)
        return answer("challenge", asked.nonce, request, {"challenge": text, "expires": expires})

    @service.post("/v1/works", response_model=WorkAnswer, responses=_PROOF)
    def work(asked: WorkRequest, request: Request) -> Response:
        """Register a work and what may be done with it: an opt-out, or terms. The same again adds nothing."""
        said = asked.claim.model_dump(by_alias=True)
        checked = _checked(lambda: works.checked_claim(said, asked.signature))
        expires = _checked(lambda: challenges.check(said["challenge"], checked.did))
        _belongs(said)
        sha256, added = _kept(lambda: registry.register_work(said, asked.signature, expires=expires))
        return answer("work", asked.nonce, request, {"work": sha256, "added": added})

    @service.post("/v1/withdrawals", response_model=WithdrawalAnswer, responses=_PROOF)
    def withdrawal(asked: Withdraw, request: Request) -> Response:
        """Take back what was declared of a work. A work of another key looks like none."""
        said = asked.claim.model_dump(by_alias=True)
        did, _ = _checked(lambda: works.checked_withdrawal(said, asked.signature))
        expires = _checked(lambda: challenges.check(said["challenge"], did))
        _belongs(said)
        done = _kept(lambda: registry.withdraw_work(said, asked.signature, expires=expires))
        return answer("withdrawal", asked.nonce, request, {"withdrawn": done})

    def _belongs(said: Mapping[str, Any]) -> None:
        if said["registry"] != identity:
            raise _Refusal(422, "the claim was signed for another registry", f"Sign it for {identity}.")

    @service.exception_handler(_Refusal)
    def refused(_: Request, error: _Refusal) -> Response:
        return _error(error.status, error.what, error.fix)

    @service.exception_handler(ClearanceError)
    def unavailable(_: Request, __: ClearanceError) -> Response:
        # What the database said names hosts and files: that is for who runs it.
        return _error(503, "the registry cannot be used now", "Try again later.")

    @service.exception_handler(RequestValidationError)
    def invalid(_: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            return _error(400, "the request is not JSON", "Send a JSON object in UTF-8.")
        where = ".".join(str(part) for part in first["loc"][1:])
        said = re.sub(r"[^ -~]", "?", f"{where}: {first['msg']}")[:300]
        return _error(422, said, "Send what /openapi.json describes, and nothing else.")

    @service.exception_handler(HTTPException)
    def elsewhere(_: Request, error: HTTPException) -> Response:
        found = _error(error.status_code, str(error.detail), "See /openapi.json.")
        found.headers.update(error.headers or {})
        return found

    posts = frozenset(
        route.path for route in service.routes if isinstance(route, APIRoute) and "POST" in (route.methods or ())
    )
    return Guarded(service, limits, posts)


def _checked(check: Callable[[], T]) -> T:
    """What `check` returns; what it refuses is the fault of who asked."""
    try:
        return check()
    except (ChallengeError, works.WrongSignatureError) as error:
        raise _Refusal(403, f"{error.key}: {error.what}", error.fix) from error
    except ClearanceError as error:
        raise _Refusal(422, f"{error.key}: {error.what}" if error.key else error.what, error.fix) from error


def _kept(keep: Callable[[], T]) -> T:
    try:
        return keep()
    except works.ChallengeUsedError as error:
        raise _Refusal(409, error.what, error.fix) from error


def _error(status: int, what: str, fix: str) -> Response:
    headers = {**_SAFE, "Retry-After": "5"} if status == 503 else _SAFE
    return Response(error_body(what, fix), status, headers, "application/json")
