"""Running the service on a socket."""

from __future__ import annotations

import socket
from pathlib import Path

import uvicorn

from fairtake.errors import ProjectError
from fairtake.serve.limits import Guarded

__all__ = ["listen", "serving"]

_WAITING = 128
_MOST_AT_ONCE = 200


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there; port 0 takes one that is free. Raises ProjectError."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        found = socket.socket(family, kind, protocol)
        try:
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            found.bind(address)
            found.listen(_WAITING)
        except OSError:
            found.close()
            raise
    except (OSError, OverflowError) as error:
        raise ProjectError(
            f"{host}:{port} cannot be listened on: {error}", fix="Choose another --port or --host, or stop what has it."
        ) from error
    return found


def serving(app: Guarded, *, certificate: Path | None = None, private_key: Path | None = None) -> uvicorn.Server:
    """A server that is ready to `run(sockets=[...])`, until a signal comes or `should_exit` is set. With a certificate
    and its key (PEM) it speaks https."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,  # who asked for what is nobody's business
            server_header=False,
            proxy_headers=False,
            lifespan="off",
            ws="none",
            limit_concurrency=_MOST_AT_ONCE,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=5,
            ssl_certfile=str(certificate) if certificate else None,
            ssl_keyfile=str(private_key) if private_key else None,
        )
    )
