"""The client believes signed answers only, and says what is wrong; the verb starts and stops."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from fairtake.clearance.grants import Key, new_key
from fairtake.clearance.registry import Declared, Fingerprint, works
from fairtake.clearance.registry.remote import RemoteRegistry
from fairtake.cli import app
from fairtake.errors import ClearanceError

CODE = bytes(range(32))


@contextmanager
def liar(*answers: bytes) -> Iterator[str]:
    """A server that gives these answers, whatever is asked, one a connection."""
    with socket.create_server(("127.0.0.1", 0)) as door:

        def answer() -> None:
            for each in answers:
                with suppress(OSError), door.accept()[0] as wire:
                    wire.recv(65536)
                    wire.sendall(each)
                    # Closing with something unread would take back what was sent.
                    wire.shutdown(socket.SHUT_WR)
                    while wire.recv(65536):
                        pass

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
        thread.join(timeout=10)


def http_answer(status: str, body: bytes, *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("ftp://example.org", "not the address"),
        ("https://", "not the address"),
        ("https://somebody:secret@example.org", "not the address"),
        ("http://[::1", "not the address"),
        ("http://example.org", "could be anybody's"),
    ],
)
def test_addresses_that_will_not_do_are_refused_before_anything_is_sent(url: str, what: str) -> None:
    with pytest.raises(ClearanceError, match=what) as caught:
        RemoteRegistry(url)
    assert caught.value.fix
    assert "secret" not in str(caught.value)


def test_an_answer_that_is_not_signed_well_is_an_error_never_nothing_found() -> None:
    unsigned = json.dumps({"answer": {"result": {"results": []}}, "signer": "x", "signature": "x"}).encode()
    for status, body, what in (
        ("200 OK", unsigned, "answer"),
        ("200 OK", b"<html>", "JSON"),
        ("302 Found", b"", "302"),
        ("404 Not Found", b'{"error": 3}', "404"),
        ("200 OK", b"x" * (5 << 20), "bytes"),
    ):
        with liar(http_answer(status, body, "Location: http://127.0.0.1:1/")) as url:
            with pytest.raises(ClearanceError, match=what) as caught:
                RemoteRegistry(url, attempts=1).declared([CODE])
            assert caught.value.fix


def test_another_key_than_was_named_is_refused(service, creator: Key) -> None:
    with pytest.raises(ClearanceError, match="not by did:key"):
        RemoteRegistry(f"{service.url}/#{creator.did}", attempts=1).declared([CODE])
    trusting = RemoteRegistry(service.url, attempts=1)
    assert trusting.declared([CODE]) == (Declared(0),)
    assert (trusting.signer, trusting.id) == (service.key.did, service.registry.id)


def test_it_tries_again_with_longer_pauses_and_then_gives_up() -> None:
    waits: list[float] = []
    with liar(
        b"", http_answer("503 Busy", b"", "Retry-After: 7"), b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"
    ) as url:
        remote = RemoteRegistry(url, attempts=3, timeout=5, pause=waits.append)
        with pytest.raises(ClearanceError, match="3 times tried"):
            remote.about()
    assert 0.25 <= waits[0] < 0.4
    assert 7 <= waits[1] < 9
    began = time.monotonic()
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(ClearanceError, match="timed out"):
        RemoteRegistry(f"http://127.0.0.1:{silent.getsockname()[1]}", attempts=1, timeout=0.2).about()
    assert time.monotonic() - began < 5


def test_many_codes_go_in_several_requests_and_keep_their_numbers(service, creator: Key) -> None:
    codes = [number.to_bytes(2) * 16 for number in range(600)]
    service.remote().register_work(creator, "Harbour", [Fingerprint(0, codes[599])])
    found = service.remote().declared(codes)
    assert [each.query for each in found] == list(range(600))
    assert found[599].distance == "exact"
    assert found == service.registry.declared(codes)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
_FIELDS = ("title", "choice", "uses", "terms", "grants", "fingerprints", "did", "schema", "registry")


@settings(max_examples=100, deadline=None)
@given(field=st.sampled_from(_FIELDS), value=_JSON)
def test_a_claim_that_is_signed_but_says_anything_is_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, field: str, value: object
) -> None:
    key = new_key(tmp_path_factory.mktemp("key") / "k")
    said = works.claim("0" * 32, key.did, "A" * 75, "Harbour", [Fingerprint(0, CODE)])
    said[field] = value
    try:
        found = works.checked_claim(said, works.sign_claim(said, key))
    except ClearanceError as error:
        assert error.fix
    else:
        assert isinstance(found.title, str)
        assert found.choice in works.CHOICES


def test_the_verb_serves_until_it_is_told_to_stop(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Not `fairtake`: how the shell finds it is not tested here.
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "fairtake",
            "registry",
            "serve",
            "--port",
            "0",
            "--registry",
            str(tmp_path / "r.sqlite"),
        ],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert process.stdout is not None
        said = process.stdout.readline()
        assert " at http://127.0.0.1:" in said
        address = said.split(" at ")[1].strip()
        assert "#did:key:z6Mk" in address
        assert RemoteRegistry(address).declared([CODE]) == (Declared(0),)
        taken = address.split(":")[2].split("/")[0]
        done = CliRunner().invoke(app, ["registry", "serve", "--port", taken, "--registry", str(tmp_path / "s.sqlite")])
        assert (done.exit_code, "cannot be listened on" in done.output) == (2, True)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)
        assert process.stdout is not None
        process.stdout.close()
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    for name in [name for name in sys.modules if name.startswith("fairtake.serve")]:
        monkeypatch.delitem(sys.modules, name)
    done = CliRunner().invoke(app, ["registry", "serve", "--registry", str(tmp_path / "r.sqlite")])
    assert (done.exit_code, "fairtake[serve]" in done.output) == (2, True)
