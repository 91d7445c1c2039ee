"""Registries that are not there, not ours, newer, older or broken: one clear error each, and nothing made by mistake."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fairtake.clearance.grants import as_bytes, draft, entry_bytes, new_key, revoke, sign
from fairtake.clearance.registry import Registry, open_registry, schema
from fairtake.cli import app
from fairtake.errors import ClearanceError
from fairtake.model.grant import Modality


def test_opening_costs_nothing_and_the_file_is_for_its_owner_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = time.process_time()
    for number in range(10):
        open_registry(str(tmp_path / f"{number}.sqlite"))
    assert (time.process_time() - began) / 10 < 0.01
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setenv("FAIRTAKE_HOME", str(tmp_path / "home"))
    with open_registry() as registry:
        assert not registry.is_there()
        registry.log_use("film", {})
        assert registry.name == str(tmp_path / "home" / "registry.sqlite")
        files = list((tmp_path / "home").iterdir())
        assert len(files) == 3
        assert all(file.stat().st_mode & 0o777 == 0o600 for file in files)
    monkeypatch.setenv("FAIRTAKE_REGISTRY", f"sqlite:///{tmp_path}/b.sqlite")
    with open_registry() as registry:
        assert registry.name == str(tmp_path / "b.sqlite")
        assert registry.uses() == ()


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("http://somebody:secret@example.org", "cannot be reached by http"),
        ("sqlite://x", "names no file"),
        ("a\0b", "NUL"),
    ],
)
def test_what_is_no_registry_is_refused_at_once(url: str, what: str) -> None:
    with pytest.raises(ClearanceError, match=what) as caught:
        open_registry(url)
    assert "secret" not in str(caught.value)


def test_files_that_are_no_registry_are_refused_and_left_alone(tmp_path: Path) -> None:
    text, other, folder = tmp_path / "text.sqlite", tmp_path / "other.sqlite", tmp_path / "folder"
    text.write_text("This is not a database at all. " * 100)
    with closing(sqlite3.connect(other)) as connection, connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    folder.mkdir()
    before = {path: path.read_bytes() for path in (text, other)}
    for path, what in (
        (text, "damaged or no registry"),
        (other, "database of another program"),
        (folder, "cannot be written"),
        (text / "below", "cannot be made"),
    ):
        with pytest.raises(ClearanceError, match=what) as caught, open_registry(str(path)) as registry:
            registry.uses()
        assert caught.value.fix
    assert {path: path.read_bytes() for path in (text, other)} == before


def test_a_server_that_cannot_be_used_is_said_with_the_fix_and_without_the_password(
    tmp_path: Path, empty_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = empty_database.split("host=")[1]
    for url, fix in (
        (f"postgresql://somebody:secret@/postgres?host={tmp_path}&connect_timeout=2", "Start the server"),
        ("postgresql://somebody:secret@localhost:1/postgres?connect_timeout=2", "Start the server"),
        (f"postgresql://fairtake:secret@/nothing?host={host}", "createdb"),
        (f"postgresql://nobody:secret@/postgres?host={host}", "user and password"),
        ("postgresql://somebody:secret@localhost/postgres?colour=secret", "Write it as"),
    ):
        with pytest.raises(ClearanceError) as caught, open_registry(url) as registry:
            registry.uses()
        assert fix in caught.value.fix
        assert "secret" not in str(caught.value)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(ClearanceError, match="psycopg") as caught, open_registry(empty_database) as registry:
        registry.uses()
    assert "fairtake[postgresql]" in caught.value.fix


def test_without_rights_on_the_server_it_says_so(empty_database: str) -> None:
    import psycopg

    with psycopg.connect(empty_database, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS guest")
        connection.execute("CREATE ROLE guest LOGIN")
    with (
        pytest.raises(ClearanceError, match="permission denied") as caught,
        open_registry(empty_database.replace("fairtake@", "guest@")) as registry,
    ):
        registry.uses()
    assert "Ask who runs the server" in caught.value.fix


def test_older_registries_are_lifted_once_and_newer_ones_refused(
    registry: Registry, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry.log_use("film", {"before": True})
    registry.close()
    steps = (*schema.MIGRATIONS, schema.Migration(("CREATE TABLE later (code {bytes}, number {count})",)))
    with monkeypatch.context() as newer:
        newer.setattr(schema, "MIGRATIONS", steps)
        newer.setattr(schema, "SCHEMA", len(steps))

        def lift() -> None:
            with open_registry(url) as one:
                one.uses()

        together = [threading.Thread(target=lift) for _ in range(4)]
        for thread in together:
            thread.start()
        for thread in together:
            thread.join()
        with open_registry(url) as lifted:
            assert lifted._database.read(lambda session: session.rows("SELECT * FROM later")) == []
            assert [use.event for use in lifted.uses()] == [{"before": True}]
    with (
        pytest.raises(
            ClearanceError, match=f"schema {schema.SCHEMA + 1}, this version of Fairtake knows up to {schema.SCHEMA}"
        ),
        open_registry(url) as late,
    ):
        late.uses()


def test_a_migration_that_fails_leaves_the_registry_as_it_was(
    registry: Registry, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry.log_use("film", {})
    registry.close()
    with monkeypatch.context() as newer:
        newer.setattr(
            schema, "MIGRATIONS", (*schema.MIGRATIONS, schema.Migration(("CREATE TABLE half (x {count})", "NONSENSE")))
        )
        newer.setattr(schema, "SCHEMA", schema.SCHEMA + 1)
        with pytest.raises(ClearanceError, match="syntax"), open_registry(url) as broken:
            broken.uses()
    assert len(registry.uses()) == 1
    with pytest.raises(ClearanceError, match="half"):
        registry._database.read(lambda session: session.rows("SELECT * FROM half"))


DIES = """
import os, signal, sys
from fairtake.clearance.registry import log, open_registry
registry = open_registry(sys.argv[1])
def work(session):
    log.append(session, "film", '{"half":1}', "half", "")
    os.kill(os.getpid(), signal.SIGKILL)
registry._database.write(work)
"""


def test_who_dies_within_a_write_leaves_nothing_of_it_and_holds_nobody_up(registry: Registry, url: str) -> None:
    registry.log_use("film", {"before": 1})
    assert subprocess.run([sys.executable, "-c", DIES, url], check=False).returncode == -signal.SIGKILL
    began = time.monotonic()
    registry.log_use("film", {"after": 1})
    assert time.monotonic() - began < 5
    assert [use.event for use in registry.uses()] == [{"before": 1}, {"after": 1}]
    assert registry.check_log().holds


def test_a_server_that_crashes_loses_nothing_and_is_found_again(empty_database: str) -> None:
    with open_registry(empty_database) as registry:
        for number in range(5):
            registry.log_use("film", {"number": number})
        pid = registry._database.read(lambda session: session.row("SELECT pg_backend_pid()"))
        assert pid is not None
        os.kill(pid[0], signal.SIGKILL)  # the server throws all connections out and recovers from its log
        registry.log_use("film", {"number": 5})
        assert [use.event["number"] for use in registry.uses()] == list(range(6))
        assert registry.check_log().holds


def test_threads_share_a_registry(registry: Registry) -> None:
    def write(thread: int) -> None:
        for number in range(10):
            registry.log_use("film", {"thread": thread, "number": number})

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(registry.uses()) == 40
    assert registry.check_log().holds


def test_the_verbs_end_with_a_status_scripts_can_trust(registry: Registry, url: str, tmp_path: Path) -> None:
    def run(*words: str, status: int = 0) -> str:
        done = CliRunner().invoke(app, ["registry", *words])
        assert done.exit_code == status, done.output
        return done.stdout

    there = ("--registry", url)
    run("check", *there, status=2)  # not there: that is not the same as empty
    run("list", *there, status=2)
    registry.log_use("ten-years", {"grant": "a" * 64})
    head, backup = tmp_path / "head.json", tmp_path / "backup.jsonl"
    run("head", *there, "-o", str(head))
    assert json.loads(run("check", *there, "--head", str(head), "--json"))["holds"]
    assert "1 uses" in run("list", *there)
    assert json.loads(run("list", *there, "--json"))["counts"]["uses"] == 1
    assert json.loads(run("list", *there, "--film", "ten-years", "--json"))[0]["event"] == {"grant": "a" * 64}
    run("export", *there, "-o", str(backup))
    assert len(run("export", *there).splitlines()) == 2
    copy = ("--registry", str(tmp_path / "copy.sqlite"))
    run("restore", str(backup), *copy)
    run("restore", str(backup), *copy, status=3)
    run("restore", str(tmp_path / "nothing"), *copy, status=2)
    run("check", *copy, "--head", str(head))
    with closing(sqlite3.connect(tmp_path / "copy.sqlite")) as connection, connection:
        connection.execute("DROP TRIGGER uses_never_change")
        connection.execute("UPDATE uses SET film = 'x'")
    run("check", *copy, status=3)
    head.write_text(head.read_text().replace('"number":1', '"number":0'))
    run("check", *there, "--head", str(head), status=3)
    run("forget", "did:key:nobody", *there)


def test_grants_and_revocations_are_kept_from_their_files(registry: Registry, url: str, tmp_path: Path) -> None:
    key = new_key(tmp_path / "ottilie.key")
    signed = sign(draft("Ottilie Wendelmoor", [Modality.VOICE], "ten-years", "plays ANNA in Ten Years"), key)
    grant, entry, other = tmp_path / "grant.json", tmp_path / "revocation.json", tmp_path / "other.json"
    grant.write_bytes(as_bytes(signed))
    entry.write_bytes(entry_bytes(revoke(signed, key)))
    other.write_text("{}")

    def run(*words: str, status: int = 0) -> str:
        done = CliRunner().invoke(app, ["registry", *words, "--registry", url])
        assert done.exit_code == status, done.output
        return done.stdout

    run("add", str(grant))
    assert json.loads(run("list", "--json"))["grants"][0]["state"] == "valid"
    assert "already" in run("add", str(grant))
    run("add", str(entry))
    assert json.loads(run("list", "--json"))["grants"][0]["state"] == "revoked"
    run("add", str(other), status=3)
    assert "1 grants forgotten" in run("forget", key.did)
    assert "Wendelmoor" not in run("list") + run("list", "--json")
