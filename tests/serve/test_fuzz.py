"""The service keeps to its own OpenAPI document, whatever is sent: schemathesis makes the requests."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest
from asking import ask


@pytest.mark.skipif(importlib.util.find_spec("schemathesis") is None, reason="schemathesis is not installed")
def test_the_service_does_what_its_openapi_document_says(service, creator, tmp_path: Path) -> None:
    from fairtake.clearance.registry import Fingerprint

    service.remote().register_work(creator, "Harbour", [Fingerprint(0, bytes(range(32)))])
    program = "import sys; from schemathesis.cli import schemathesis; sys.exit(schemathesis())"
    words = [
        "run",
        f"{service.url}/openapi.json",
        "--max-examples",
        "20",
        "--seed",
        "7",
        "--workers",
        "1",
        "--no-color",
    ]
    done = subprocess.run(
        [sys.executable, "-c", program, *words], cwd=tmp_path, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "Tested: 6" in done.stdout
    assert len(service.registry.works()) == 1
    assert ask(service.port, "/v1/health").status == 200


def test_the_document_has_examples_and_names_every_status(service) -> None:
    document = ask(service.port, "/openapi.json").body
    assert set(document["paths"]) == {
        "/v1/health",
        "/v1/about",
        "/v1/look-ups",
        "/v1/challenges",
        "/v1/works",
        "/v1/withdrawals",
    }
    for path in ("/v1/works", "/v1/withdrawals"):
        assert {"200", "400", "403", "408", "409", "413", "415", "422", "429", "503"} <= set(
            document["paths"][path]["post"]["responses"]
        )
    claim = document["components"]["schemas"]["Claim"]
    assert claim["additionalProperties"] is False
    assert claim["properties"]["title"]["examples"]
    assert "pattern" in json.dumps(claim["properties"]["did"])
