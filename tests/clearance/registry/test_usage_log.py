"""The usage log: nothing is lost, nothing twice, and no change stays unseen."""

import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rfc8785

from fairtake.clearance.grants import new_key
from fairtake.clearance.registry import Registry, head_bytes, open_registry, parse_head
from fairtake.errors import ClearanceError


def fill(registry: Registry, rows: int) -> None:
    for number in range(rows):
        registry.log_use("ten-years", {"grant": "a" * 64, "seconds": str(number)}, at="2026-11-23T12:00:00Z")


def behind(url: str, *statements: str) -> None:
    """Change a registry as somebody who owns the database could: past the guards."""
    if url.startswith("postgresql"):
        import psycopg

        with psycopg.connect(url, options="-c search_path=fairtake") as connection:
            connection.execute("ALTER TABLE uses DISABLE TRIGGER ALL")
            connection.execute("ALTER TABLE uses DROP CONSTRAINT IF EXISTS uses_number_check")
            for statement in statements:
                connection.execute(statement)
            connection.execute("ALTER TABLE uses ENABLE TRIGGER ALL")
    else:
        with closing(sqlite3.connect(url)) as connection, connection:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            for name in ("uses_never_change", "uses_never_go", "uses_follow"):
                connection.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                connection.execute(statement)


def test_a_row_is_the_hash_of_what_it_says_and_of_the_row_before(registry: Registry) -> None:
    fill(registry, 3)
    first, second, third = registry.uses()
    assert (first.number, first.previous) == (1, "0" * 64)
    assert (second.previous, third.previous) == (first.hash, second.hash)
    said = {
        "at": second.at,
        "event": dict(second.event),
        "film": second.film,
        "key": second.key,
        "number": 2,
        "previous": first.hash,
    }
    assert hashlib.sha256(rfc8785.dumps(said)).hexdigest() == second.hash
    check = registry.check_log()
    assert check.holds
    assert (check.rows, check.number, check.hash) == (3, 3, third.hash)


def test_using_the_same_again_adds_nothing(registry: Registry) -> None:
    one = registry.log_use("ten-years", {"grant": "a" * 64})
    assert registry.log_use("ten-years", {"grant": "a" * 64}) == one
    keyed = registry.log_use("ten-years", {"seconds": "2"}, key="content:grant")
    assert registry.log_use("ten-years", {"seconds": "2"}, key="content:grant") == keyed
    assert registry.log_use("eleven-years", {"grant": "a" * 64}) != one
    with pytest.raises(ClearanceError, match="row 2 of the usage log has the same key"):
        registry.log_use("ten-years", {"seconds": "3"}, key="content:grant")
    assert [use.film for use in registry.uses()] == ["ten-years", "ten-years", "eleven-years"]
    assert [use.number for use in registry.uses("ten-years", after=1)] == [2]


@pytest.mark.parametrize(
    ("film", "event"),
    [
        ("", {}),
        ("a\0b", {}),
        ("\ud800", {}),
        ("f", {"n": float("nan")}),
        ("f", {"b": b""}),
        ("f", {"t": "x" * 300_000}),
    ],
)
def test_what_cannot_be_kept_exactly_is_refused(registry: Registry, film: str, event: dict[str, object]) -> None:
    with pytest.raises(ClearanceError):
        registry.log_use(film, event)
    assert registry.uses() == ()


def test_letters_of_all_scripts_come_back_as_they_were(registry: Registry) -> None:
    event = {"credit": "Zoë 千夏 \u0000 \U0001f3ac", "nested": {"b": [1, "2", None, True], "a": 1.5}}
    registry.log_use("zehn-jahre 十年", event)
    assert registry.uses()[0].event == event
    assert registry.check_log().holds


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE uses SET film = 'other' WHERE number = 2",
        "DELETE FROM uses WHERE number = 3",
        "DELETE FROM uses",
        "INSERT INTO uses VALUES (9, '{last}', '" + "e" * 64 + "', 'f', 'k', '{{}}', '')",
        "INSERT INTO uses VALUES (4, '" + "0" * 64 + "', '" + "e" * 64 + "', 'f', 'k', '{{}}', '')",
    ],
)
def test_the_database_itself_lets_nobody_change_the_log(registry: Registry, url: str, statement: str) -> None:
    fill(registry, 3)
    statement = statement.format(last=registry.uses()[-1].hash)
    with pytest.raises(Exception, match="append-only"):
        if url.startswith("postgresql"):
            import psycopg

            with psycopg.connect(url, options="-c search_path=fairtake") as connection:
                connection.execute(statement)
        else:
            with closing(sqlite3.connect(url)) as connection, connection:
                connection.execute(statement)
    assert len(registry.uses()) == 3


def test_no_way_around_the_guards(registry: Registry, url: str) -> None:
    fill(registry, 2)
    if url.startswith("postgresql"):
        import psycopg

        with (
            psycopg.connect(url, options="-c search_path=fairtake") as connection,
            pytest.raises(psycopg.Error, match="append-only"),
        ):
            connection.execute("TRUNCATE uses")
    else:
        with closing(sqlite3.connect(url)) as connection, pytest.raises(sqlite3.Error, match="append-only"):
            connection.execute(
                "INSERT OR REPLACE INTO uses SELECT number, previous, hash, 'x', event_key, event, at FROM uses"
            )


TAMPERED = [
    (['UPDATE uses SET event = \'{"grant":"' + "b" * 64 + "\"}' WHERE number = 5"], 5, "row 5 was changed"),
    (["UPDATE uses SET event = event || ' ' WHERE number = 5"], 5, "row 5 was changed"),
    (["UPDATE uses SET film = 'other' WHERE number = 5"], 5, "row 5 was changed"),
    (["UPDATE uses SET at = '2020-01-01T00:00:00Z' WHERE number = 1"], 1, "row 1 was changed"),
    (["UPDATE uses SET event_key = 'other' WHERE number = 9"], 9, "row 9 was changed"),
    (["DELETE FROM uses WHERE number = 4"], 5, "row 4 is missing"),
    (["DELETE FROM uses WHERE number BETWEEN 4 AND 6"], 7, "rows 4 to 6 are missing"),
    (["DELETE FROM uses WHERE number = 1"], 2, "row 1 is missing"),
    (
        [
            "UPDATE uses SET number = 99 WHERE number = 3",
            "UPDATE uses SET number = 3 WHERE number = 4",
            "UPDATE uses SET number = 4 WHERE number = 99",
        ],
        3,
        "row 3 does not follow row 2",
    ),
    (
        ["INSERT INTO uses VALUES (0, '" + "0" * 64 + "', '" + "e" * 64 + "', 'f', 'k', '{}', '')"],
        0,
        "row 0",
    ),
]


@pytest.mark.parametrize(("statements", "number", "what"), TAMPERED, ids=[what for _, _, what in TAMPERED])
def test_whatever_was_done_to_a_row_is_found_and_named(
    registry: Registry, url: str, statements: list[str], number: int, what: str
) -> None:
    fill(registry, 9)
    registry.close()
    behind(url, *statements)
    check = registry.check_log()
    assert not check.holds
    assert check.faults[0].number == number
    assert what in check.faults[0].what


def test_a_row_put_in_between_is_found(registry: Registry, url: str) -> None:
    fill(registry, 6)
    rows = registry.uses()
    registry.close()
    # The forger computes a right hash for the new row and moves the later ones up, as they were.
    said = {"at": "", "event": {}, "film": "f", "key": "k", "number": 4, "previous": rows[2].hash}
    forged = hashlib.sha256(rfc8785.dumps(said)).hexdigest()
    behind(
        url,
        "UPDATE uses SET number = number + 100 WHERE number > 3",
        f"INSERT INTO uses VALUES (4, '{rows[2].hash}', '{forged}', 'f', 'k', '{{}}', '')",
        "UPDATE uses SET number = number - 99 WHERE number > 100",
    )
    faults = registry.check_log().faults
    assert faults[0].number == 5
    assert "row 5 does not follow row 4" in faults[0].what


def test_a_signed_head_shows_what_the_chain_alone_cannot(registry: Registry, url: str, tmp_path: Path) -> None:
    key = new_key(tmp_path / "production.key")
    empty = registry.head(key)
    fill(registry, 6)
    head = parse_head(head_bytes(registry.head(key)), "head.json")
    assert (head.number, head.signer) == (6, key.did)
    registry.log_use("later", {"seconds": "1"})
    assert registry.check_log(head).holds
    assert registry.check_log(empty).holds

    registry.close()
    behind(url, "DELETE FROM uses WHERE number > 4")
    assert registry.check_log().holds  # the chain of what is left is whole
    assert "rows after 4 are missing" in registry.check_log(head).faults[0].what

    # The end is written anew, right by itself.
    rest = registry.uses()[-1].hash
    for number in (5, 6):
        said = {"at": "", "event": {}, "film": "f", "key": str(number), "number": number, "previous": rest}
        new = hashlib.sha256(rfc8785.dumps(said)).hexdigest()
        statement = f"INSERT INTO uses VALUES ({number}, '{rest}', '{new}', 'f', '{number}', '{{}}', '')"
        _put(url, statement)
        rest = new
    assert registry.check_log().holds
    assert "written anew" in registry.check_log(head).faults[0].what


def _put(url: str, statement: str) -> None:
    if url.startswith("postgresql"):
        import psycopg

        with psycopg.connect(url, options="-c search_path=fairtake") as connection:
            connection.execute(statement)
    else:
        with closing(sqlite3.connect(url)) as connection, connection:
            connection.execute(statement)


def test_a_head_cannot_be_altered_or_used_for_another_registry(registry: Registry, tmp_path: Path) -> None:
    key = new_key(tmp_path / "production.key")
    fill(registry, 2)
    good = json.loads(head_bytes(registry.head(key)))
    other = new_key(tmp_path / "other.key").did
    for name, value in {
        "number": 1,
        "hash": "0" * 64,
        "registry": "0" * 32,
        "at": "2020-01-01",
        "signer": other,
    }.items():
        with pytest.raises(ClearanceError, match="altered after it was signed"):
            parse_head(json.dumps({**good, name: value}).encode(), "head.json")
    wrong: dict[str, Any]
    for wrong in ({**good, "more": 1}, {**good, "number": "2"}, {**good, "number": -1}, {**good, "schema": "x"}, {}):
        with pytest.raises(ClearanceError):
            parse_head(json.dumps(wrong).encode(), "head.json")
    with (
        open_registry(str(tmp_path / "another.sqlite")) as another,
        pytest.raises(ClearanceError, match="not of this one"),
    ):
        another.check_log(parse_head(json.dumps(good).encode(), "head.json"))


WRITERS, EVENTS, MANY = 8, 30, 2000
"""MANY is what those who are killed would write, so that they are never done before."""


@pytest.mark.parametrize("seed", [1, 2])
def test_eight_writers_two_of_them_killed_and_nothing_acknowledged_is_lost(url: str, tmp_path: Path, seed: int) -> None:
    """Each writer notes what was acknowledged in a file of its own; two are killed with SIGKILL in the middle."""
    random = np.random.default_rng(seed)
    notes = [tmp_path / f"{number}.txt" for number in range(WRITERS)]
    victims = random.choice(WRITERS, 2, replace=False).tolist()
    after = {victim: int(random.integers(3, EVENTS - 12)) for victim in victims}
    program = Path(__file__).with_name("registry_writers.py")
    pids: list[int] = []
    with subprocess.Popen(
        [sys.executable, str(program), url, json.dumps([MANY if one in victims else EVENTS for one in range(WRITERS)]),
         str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
    ) as writers:  # fmt: skip
        assert writers.stdout is not None
        try:
            pids = json.loads(writers.stdout.readline())
            deadline = time.monotonic() + 60
            while after and time.monotonic() < deadline:
                for victim, rows in list(after.items()):
                    if notes[victim].exists() and notes[victim].read_bytes().count(b"\n") >= rows:
                        # Somewhere within the next write: each takes a few milliseconds.
                        time.sleep(float(random.uniform(0, 0.01)))
                        os.kill(pids[victim], signal.SIGKILL)
                        del after[victim]
                time.sleep(0.001)
            codes = json.loads(writers.stdout.readline())
            pids = []
        finally:
            for pid in pids:
                os.kill(pid, signal.SIGKILL)
            writers.kill()
    assert not after
    assert [number for number, code in enumerate(codes) if code == -signal.SIGKILL] == sorted(victims)
    assert all(code == 0 for number, code in enumerate(codes) if number not in victims)

    with open_registry(url) as registry:
        rows = registry.uses()
        check = registry.check_log()
        assert check.holds, check.faults
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))
        kept = {(row.event["writer"], row.event["event"]): row.hash for row in rows}
        assert len(kept) == len(rows)  # nothing twice
        acknowledged = 0
        for number, note in enumerate(notes):
            lines = [line.split() for line in note.read_text().splitlines() if line.count(" ") == 1 and len(line) > 65]
            acknowledged += len(lines)
            for event, found in lines:
                assert kept[(number, int(event))] == found
            mine = [row.event["event"] for row in rows if row.event["writer"] == number]
            assert mine == list(range(len(mine)))  # in the order they were written
            if number in victims:
                assert len(lines) <= len(mine) <= len(lines) + 1 < MANY
            else:
                assert len(mine) == len(lines) == EVENTS
        assert acknowledged <= len(rows) <= acknowledged + 2
        # Who was killed goes on where it stopped: what was kept already is not written again.
        for victim in victims:
            done = sum(row.event["writer"] == victim for row in rows)
            for event in range(done + 5):
                registry.log_use("film", {"writer": victim, "event": event})
        assert len(registry.uses()) == len(rows) + 2 * 5
        assert registry.check_log().holds
