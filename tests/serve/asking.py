"""One HTTP request by hand."""

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass
class Asked:
    status: int
    text: str
    headers: Mapping[str, str]

    @property
    def body(self) -> Any:
        return json.loads(self.text)


def ask(
    port: int,
    path: str,
    said: object = None,
    *,
    raw: bytes | None = None,
    kind: str = "application/json",
    headers: Mapping[str, str] = {},
) -> Asked:
    """GET without a body, POST with one."""
    body = raw if said is None else json.dumps(said).encode()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(
            "GET" if body is None else "POST", path, body, {"Content-Type": kind, **headers} if kind else dict(headers)
        )
        found = connection.getresponse()
        return Asked(found.status, found.read().decode(), {name.lower(): value for name, value in found.getheaders()})
    finally:
        connection.close()
