"""What a client may take: requests a second, bytes a request, seconds to send it."""

from __future__ import annotations

import asyncio
import ipaddress
import json
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

__all__ = ["Guarded", "Limits", "TokenBuckets", "error_body"]

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

_BYTES_A_TOKEN = 4096
_MOST_CLIENTS = 10_000


@dataclass(frozen=True, slots=True)
class Limits:
    """`rate` tokens a second and client, `burst` how many they may save up; a request takes one and one more for
    every 4096 bytes. `body` bytes at most, sent within `seconds`. `challenge_seconds` how long a challenge can be
    used. `proxy` is the address of the reverse proxy whose X-Forwarded-For is believed ("" for none)."""

    rate: float = 20.0
    burst: float = 200.0
    body: int = 64 * 1024
    seconds: float = 10.0
    challenge_seconds: int = 300
    proxy: str = ""


class TokenBuckets:
    """A bucket for each client, in memory, of the last 10,000 clients."""

    def __init__(self, rate: float, burst: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._turn = threading.Lock()

    def take(self, client: str, tokens: float) -> float:
        """Take tokens; 0, or in how many seconds there will be enough. More than a full bucket takes a full one."""
        wanted = min(tokens, self._burst)
        with self._turn:
            moment = self._clock()
            left, at = self._buckets.pop(client, (self._burst, moment))
            left = min(left + (moment - at) * self._rate, self._burst)
            enough = left >= wanted
            self._buckets[client] = (left - wanted if enough else left, moment)
            while len(self._buckets) > _MOST_CLIENTS:
                self._buckets.popitem(last=False)
        return 0.0 if enough else (wanted - left) / self._rate


class Guarded:
    """An ASGI application behind these limits. It sees whole bodies only, at `posts` (paths) of JSON only, and has
    `request_body` in its scope."""

    def __init__(self, inner: Application, limits: Limits, posts: frozenset[str]) -> None:
        self._posts = posts
        self._inner = inner
        self._limits = limits
        self._buckets = TokenBuckets(limits.rate, limits.burst)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        # Asked by who watches the server, several times a minute.
        free = scope["path"] == "/v1/health"
        client = self._client(scope)
        if not free and (wait := self._buckets.take(client, 1)):
            await _refuse(send, 429, "too many requests", f"Wait {math.ceil(wait)} s.", wait)
            return
        try:
            async with asyncio.timeout(self._limits.seconds):
                body = await self._body(scope, receive)
        except TimeoutError:
            await _refuse(send, 408, "the request came too slowly", f"Send it within {self._limits.seconds:g} seconds.")
            return
        if body is None:
            with suppress(TimeoutError):
                async with asyncio.timeout(min(self._limits.seconds, 2.0)):
                    await self._discard(receive)
            await _refuse(send, 413, "the request is too large", f"Send at most {self._limits.body} bytes.")
            return
        if len(body) >= _BYTES_A_TOKEN and (wait := self._buckets.take(client, len(body) // _BYTES_A_TOKEN)):
            await _refuse(send, 429, "too many requests", f"Wait {math.ceil(wait)} s.", wait)
            return
        kind = _header(scope, b"content-type").split(";")[0].strip().lower()
        if scope["method"] == "POST" and scope["path"] in self._posts and kind != "application/json":
            await _refuse(send, 415, "the request is not JSON", "Send Content-Type: application/json.")
            return
        given = False

        async def whole() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._inner({**scope, "request_body": body}, whole, send)

    async def _body(self, scope: Message, receive: Receive) -> bytes | None:
        declared = _header(scope, b"content-length")
        if declared.isdecimal() and (len(declared) > 15 or int(declared) > self._limits.body):
            return None
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return bytes(body)
            body += message.get("body", b"")
            if len(body) > self._limits.body:
                return None
            if not message.get("more_body"):
                return bytes(body)

    async def _discard(self, receive: Receive) -> None:
        """Read on for a while: who is cut off while sending never sees the answer."""
        left = 16 * self._limits.body
        while left > 0:
            message = await receive()
            left -= len(message.get("body", b""))
            if message["type"] != "http.request" or not message.get("more_body"):
                return

    def _client(self, scope: Message) -> str:
        peer = str((scope.get("client") or ("", 0))[0])
        if self._limits.proxy and peer == self._limits.proxy:
            # The last entry is what the proxy itself saw; those before it anybody can write.
            peer = _header(scope, b"x-forwarded-for").split(",")[-1].strip() or peer
        try:
            address = ipaddress.ip_address(peer)
        except ValueError:
            return peer[:64]
        if address.version == 6:
            mapped = address.ipv4_mapped
            return str(mapped) if mapped else str(ipaddress.ip_network((address, 64), strict=False))
        return str(address)


def error_body(what: str, fix: str) -> bytes:
    """What every error says, as JSON."""
    return json.dumps({"error": {"what": what, "fix": fix}}).encode()


def _header(scope: Message, name: bytes) -> str:
    found = [value for key, value in scope["headers"] if key == name]
    return found[-1].decode("latin-1") if found else ""


async def _refuse(send: Send, status: int, what: str, fix: str, wait: float = 0.0) -> None:
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    if status == 429:
        headers.append((b"retry-after", str(max(math.ceil(wait), 1)).encode()))
    if status in {408, 413}:
        headers.append((b"connection", b"close"))  # the rest of the body is not read
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": error_body(what, fix)})
