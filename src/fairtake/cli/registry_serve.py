"""fairtake registry serve: the registry over HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fairtake.cli.registry import Where, registry_app
from fairtake.cli.screen import judged, plain, screen
from fairtake.errors import ProjectError

__all__: list[str] = []


@registry_app.command()
def serve(
    registry: Where = "",
    host: Annotated[str, typer.Option("--host", help="Which address of this machine to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes one that is free.")] = 8777,
    rate: Annotated[float, typer.Option("--rate", min=0.1, help="Requests a second and client.")] = 20.0,
    proxy: Annotated[
        str, typer.Option("--proxy", help="The address of your reverse proxy, whose X-Forwarded-For is believed.")
    ] = "",
    index: Annotated[
        Path | None,
        typer.Option("--index", help="A folder for an index on disk, for millions of fingerprints.", file_okay=False),
    ] = None,
    certificate: Annotated[
        Path | None, typer.Option("--certificate", help="Certificate (PEM), for https.", exists=True, dir_okay=False)
    ] = None,
    private_key: Annotated[
        Path | None, typer.Option("--private-key", help="Its private key (PEM).", exists=True, dir_okay=False)
    ] = None,
) -> None:
    """Let others ask this registry, and creators register works and opt-outs, over HTTP.

    Answers are signed with the production's key. GET /openapi.json describes the rest. Ctrl-C ends it.
    """
    with judged():
        try:
            from fairtake.serve import Limits, application, listen, serving
        except ModuleNotFoundError as error:
            raise ProjectError(
                f"serving needs {error.name}, which is not installed", fix='Install it: pip install "fairtake[serve]".'
            ) from error
        from fairtake.clearance.grants import production_key
        from fairtake.clearance.registry import open_registry

        if (certificate is None) != (private_key is None):
            raise ProjectError("https takes both", fix="Give --certificate and --private-key, or neither.")
        key = production_key()
        with open_registry(registry, index=index) as opened:
            app = application(opened, key, Limits(rate=rate, burst=10 * rate, proxy=proxy))
            server = serving(app, certificate=certificate, private_key=private_key)
            with listen(host, port) as socket:
                shown = f"[{host}]" if ":" in host else host
                scheme = "https" if certificate else "http"
                address = f"{scheme}://{shown}:{socket.getsockname()[1]}/#{key.did}"
                screen.print(f"Serving {plain(opened.name)} at {address}", highlight=False, soft_wrap=True)
                server.run(sockets=[socket])
