"""A registry that others host (`fairtake registry serve`), asked over HTTP; its answers are believed only when signed."""

from __future__ import annotations

import http.client
import ipaddress
import json
import secrets
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from fairtake.clearance.grants import Key
from fairtake.clearance.registry import works
from fairtake.clearance.registry.answers import LARGEST, read_answer, request_hash
from fairtake.clearance.registry.entries import Declared, Fingerprint, Match
from fairtake.clearance.registry.sights import checked_codes
from fairtake.errors import ClearanceError

__all__ = ["AT_ONCE", "RemoteRegistry"]

AT_ONCE = 256
"""How many codes a request has at most."""
_AGAIN = frozenset({429, 502, 503, 504})
_LONGEST_PAUSE = 30.0


class RemoteRegistry:
    """The registry at an http(s) URL. `signer` is the did:key that signs its answers; it may stand in the URL as well
    (https://host/#did:key:z6Mk...). Without it, that of the first answer is held on to, which https alone vouches for.

    Every request is sent up to `attempts` times when the connection breaks, or the server is busy, with pauses that
    grow; nothing that it answers is believed unless the signature, the nonce and the time fit. Threads may share
    one. All methods raise ClearanceError.
    """

    def __init__(
        self,
        url: str,
        *,
        signer: str = "",
        timeout: float = 10.0,
        attempts: int = 4,
        tls: ssl.SSLContext | None = None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = url.split("#")[0][:200]
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            host, port = "", None
        if not host or parts.scheme not in {"http", "https"} or parts.username or parts.password or parts.query:
            raise ClearanceError(
                "is not the address of a registry",
                file=f"{url.split('://', maxsplit=1)[0][:20]}://...",
                fix="Write https://host, or https://host/#did:key:z6Mk... with the key that signs its answers.",
            )
        self._secure = parts.scheme == "https"
        self._host, self._port = host, port
        self._base = parts.path.rstrip("/")
        self._signer = signer or parts.fragment
        if not self._secure and not self._signer and not _is_this_machine(host):
            raise ClearanceError(
                "answers over http could be anybody's",
                file=self.name,
                fix="Use https, or name the key that signs: http://host/#did:key:z6Mk...",
            )
        self._timeout, self._attempts, self._pause = timeout, max(attempts, 1), pause
        self._tls = tls
        self._turn = threading.Lock()
        self._registry = ""

    def __enter__(self) -> RemoteRegistry:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Nothing stays open between requests."""

    @property
    def signer(self) -> str:
        """The did:key that signs the answers."""
        if not self._signer:
            self.about()
        return self._signer

    @property
    def id(self) -> str:
        """What tells this registry from all others."""
        if not self._registry:
            self.about()
        return self._registry

    def about(self) -> Mapping[str, Any]:
        """What the registry says of itself: how many codes and bytes a request may have, and how many a second."""
        return self._ask("GET", "/v1/about", "about", {})

    def declared(
        self, codes: Sequence[bytes], *, kind: str = "pdq", least_quality: int = 0, use: str = "train-ai"
    ) -> tuple[Declared, ...]:
        """For each of `codes` (32 bytes each) what was declared, as to `use`, of works that look like it."""
        sought = checked_codes(codes)
        found: list[Declared] = []
        for start in range(0, len(sought), AT_ONCE):
            some = sought[start : start + AT_ONCE]
            result = self._ask(
                "POST",
                "/v1/look-ups",
                "look-up",
                {"kind": kind, "least_quality": least_quality, "use": use, "codes": [code.hex() for code in some]},
            )
            found += self._declared(result, start, len(some))
        return tuple(found)

    def find_fingerprints(
        self, codes: Sequence[bytes], *, kind: str = "pdq", within: int = 31, least_quality: int = 0
    ) -> tuple[Match, ...]:
        """Which of `codes` look like a work somebody declared: at most one match for each, with the largest `distance`
        its class allows, and the choice ("opt-out", "terms") in place of the name of a film. Shaped as
        `Registry.find_fingerprints`; classes beyond `within` bits are left out."""
        return tuple(
            Match(each.query, works.CLASSES[each.distance], each.choice, 0.0, 100)
            for each in self.declared(codes, kind=kind, least_quality=least_quality)
            if each.distance != "none" and (works.CLASSES[each.distance] <= within or each.distance == "exact")
        )

    def register_work(
        self,
        key: Key,
        title: str,
        fingerprints: Iterable[Fingerprint],
        *,
        choice: str = "opt-out",
        uses: Sequence[str] = ("train-ai",),
        terms: str = "",
        grants: Sequence[str] = (),
    ) -> tuple[str, bool]:
        """Declare a work with the creator's key: ask for a challenge, sign the claim with it, send it. The hash of the
        work, and whether it is new there."""
        said = works.claim(
            self.id,
            key.did,
            self._challenge(key),
            title,
            fingerprints,
            choice=choice,
            uses=uses,
            terms=terms,
            grants=grants,
        )
        result = self._ask("POST", "/v1/works", "work", {"claim": said, "signature": works.sign_claim(said, key)})
        return str(result.get("work")), bool(result.get("added"))

    def withdraw_work(self, key: Key, work: str) -> bool:
        """Take back what was declared of a work (hash) with the key that declared it; whether it was there."""
        said = works.withdrawal(self.id, key.did, self._challenge(key), work)
        body = {"claim": said, "signature": works.sign_claim(said, key)}
        return bool(self._ask("POST", "/v1/withdrawals", "withdrawal", body).get("withdrawn"))

    def _challenge(self, key: Key) -> str:
        return str(self._ask("POST", "/v1/challenges", "challenge", {"did": key.did}).get("challenge"))

    def _declared(self, result: Mapping[str, Any], start: int, count: int) -> list[Declared]:
        rows = result.get("results")
        try:
            assert isinstance(rows, list)
            found = [
                Declared(
                    start + at,
                    row["distance"],
                    row["choice"],
                    tuple(row["uses"]),
                    tuple(row["terms"]),
                    tuple((grant["sha256"], grant["revoked"]) for grant in row["grants"]),
                )
                for at, row in enumerate(rows)
                if row["query"] == at
            ]
            assert len(found) == count
            assert all(each.distance in {*works.CLASSES, "none"} for each in found)
            assert all(each.choice in {*works.CHOICES, "none"} for each in found)
            assert all((each.distance == "none") == (each.choice == "none") for each in found)
        except (AssertionError, KeyError, TypeError) as error:
            raise ClearanceError(
                "the answer is not one for each fingerprint", file=self.name, fix="Use a Fairtake of the same age."
            ) from error
        return found

    def _ask(self, method: str, path: str, kind: str, said: Mapping[str, Any]) -> dict[str, Any]:
        nonce = secrets.token_urlsafe(18)
        if method == "GET":
            body, asked = b"", f"nonce={nonce}"
            target, request = f"{path}?{asked}", request_hash(asked.encode())
        else:
            body = json.dumps({"nonce": nonce, **said}).encode()
            target, request = path, request_hash(body)
        data = self._sent(method, target, body)
        answer = read_answer(data, kind=kind, nonce=nonce, request=request, signer=self._signer, name=self.name)
        with self._turn:
            if self._registry and answer["registry"] != self._registry:
                raise ClearanceError("is another registry than before", file=self.name, fix="Ask who runs it.")
            if self._signer and answer["signer"] != self._signer:
                raise ClearanceError("another key signed than before", file=self.name, fix="Ask who runs it.")
            self._registry, self._signer = answer["registry"], answer["signer"]
        result: dict[str, Any] = answer["result"]
        return result

    def _sent(self, method: str, target: str, body: bytes) -> bytes:
        pause = 0.25
        for attempt in range(1, self._attempts + 1):
            wait = pause
            try:
                status, data, retry_after = self._once(method, target, body)
            except ssl.SSLCertVerificationError as error:
                raise ClearanceError(
                    f"the certificate of the server is not to be trusted: {error.verify_message}",
                    file=self.name,
                    fix="Correct the address, or ask who runs the registry.",
                ) from error
            except (OSError, http.client.HTTPException) as error:
                why = str(error) or type(error).__name__
                if attempt == self._attempts:
                    raise ClearanceError(
                        f"the registry cannot be reached ({attempt} times tried): {why}",
                        file=self.name,
                        fix="Correct the address, or try again when its server runs.",
                    ) from error
            else:
                if status == 200:
                    return data
                if status not in _AGAIN or attempt == self._attempts:
                    raise self._refused(status, data)
                wait = max(wait, min(retry_after, _LONGEST_PAUSE))
            self._pause(wait * (1 + secrets.randbelow(1000) / 4000))  # so that not all come back at once
            pause = min(2 * pause, _LONGEST_PAUSE)
        raise AssertionError

    def _once(self, method: str, target: str, body: bytes) -> tuple[int, bytes, float]:
        connection: http.client.HTTPConnection
        if self._secure:
            context = self._tls or ssl.create_default_context()
            connection = http.client.HTTPSConnection(self._host, self._port, timeout=self._timeout, context=context)
        else:
            connection = http.client.HTTPConnection(self._host, self._port, timeout=self._timeout)
        deadline = time.monotonic() + 6 * self._timeout
        try:
            headers = {"Accept": "application/json", "User-Agent": "fairtake"}
            if body:
                headers["Content-Type"] = "application/json"
            connection.request(method, self._base + target, body or None, headers)
            with connection.getresponse() as answer:
                data = bytearray()
                while block := answer.read1(1 << 16):
                    data += block
                    if len(data) > LARGEST:
                        raise ClearanceError(
                            f"the answer has over {LARGEST} bytes", file=self.name, fix="Ask for less."
                        )
                    if time.monotonic() > deadline:
                        raise TimeoutError("the answer comes too slowly")
                if answer.length:
                    raise http.client.IncompleteRead(bytes(data), answer.length)
                told = answer.headers.get("Retry-After", "0")
                return answer.status, bytes(data), float(told) if told.isdecimal() and len(told) < 6 else 0.0
        except socket.gaierror as error:
            raise OSError(f"no such host ({self._host})") from error
        finally:
            connection.close()

    def _refused(self, status: int, data: bytes) -> ClearanceError:
        what, fix = "", ""
        try:
            said = json.loads(data)["error"]
            what, fix = str(said["what"])[:300], str(said["fix"])[:300]
        except (ValueError, KeyError, TypeError, RecursionError):
            pass
        if not what and 300 <= status < 400:
            fix = "Use the address it moved to; Fairtake follows no redirections."
        return ClearanceError(
            f"the registry refuses ({status}){': ' + what if what else ''}",
            file=self.name,
            fix=fix or "Ask who runs the registry.",
        )


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
