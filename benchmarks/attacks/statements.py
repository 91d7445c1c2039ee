"""Attacks on the statement and on what it rests on: paid too little, paid to another, counted too short."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from typing import Any

from attacks.credentials import _made
from attacks.made import FRAMES, Made, draw
from attacks.stage import BreachError, Stage, attack
from fairtake.clearance import pay
from fairtake.clearance.grants import Key


def _edited(film: Made, change: Callable[[dict[str, Any]], object], key: Key | None, kind: str = "") -> str:
    """What is said once the statement was changed; signed anew by `key`, or not at all."""
    told = film.statement()
    change(told)
    film.write_statement(told, key)
    return film.untrue(kind=kind)


def _unsigned(name: str, change: Callable[[dict[str, Any]], object]) -> None:
    def function(stage: Stage) -> str:
        return _edited(_made(stage), change, None, "SIGNATURE")

    function.__name__ = name
    attack(function)


def _cheating(name: str, kind: str, change: Callable[[dict[str, Any]], object]) -> None:
    """The production itself cheats, and signs it: what anybody can recompute does not agree."""

    def function(stage: Stage) -> str:
        film = _made(stage)
        film.film.write_bytes((film.plain / "film.mp4").read_bytes())  # no credentials that name the first
        return _edited(film, change, film.production, kind)

    function.__name__ = name
    attack(function)


def _owed(told: dict[str, Any]) -> dict[str, Any]:
    return dict.__getitem__(told, "grants")[0]["owed"][0]


def _leaves(told: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The place of every value in a document."""
    if isinstance(told, dict | list):
        yield path
        for step, value in told.items() if isinstance(told, dict) else enumerate(told):
            yield from _leaves(value, (*path, step))
    else:
        yield path


def _other(value: Any) -> Any:
    """A value that looks like another and is not."""
    if isinstance(value, bool) or value is None:
        return "no"
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return value[:-1] + ("0" if value[-1:] != "0" else "1")
    return [*value, 0] if isinstance(value, list) else {**value, "more": 0}


_unsigned("statement_amount_lowered", lambda told: _owed(told).update(amount="0.50"))
_unsigned("statement_payee_exchanged", lambda told: _owed(told)["shares"][0].update(payee="Mallory"))
_unsigned("statement_of_fewer_words", lambda told: told["grants"][0].update(words=1))
_unsigned("statement_without_the_grant", lambda told: told["grants"].clear())
_cheating("cheating_on_the_amount", "AMOUNT", lambda told: _owed(told).update(amount="0.50"))
_cheating("cheating_by_a_cent", "AMOUNT", lambda told: told["owed"][0].update(amount="13.57"))
_cheating("amount_with_other_decimals", "AMOUNT", lambda told: _owed(told).update(amount="1.5"))
_cheating("amount_as_a_number", "AMOUNT", lambda told: _owed(told).update(amount=1))
_cheating("cheating_on_the_rate", "TERMS", lambda told: _owed(told).update(rate="0.05"))
_cheating("cheating_on_the_currency", "TERMS", lambda told: _owed(told).update(currency="JPY"))
_cheating("cheating_on_the_count", "COUNT", lambda told: told["grants"][0]["used"][0].update(frames=1))
_cheating("cheating_on_the_seconds", "COUNT", lambda told: told["grants"][0].update(seconds="1.207"))
_cheating("grant_left_out_of_the_statement", "OTHER", lambda told: told["grants"].clear())
_cheating("rules_rewritten", "OTHER", lambda told: told["rules"].update(rounding="down"))
_cheating("project_rewritten", "OTHER", lambda told: told.update(project="twenty-years"))
_cheating("field_nobody_asked_for", "OTHER", lambda told: told.update(settled="in full"))


@attack
def every_value_of_the_statement(stage: Stage) -> str:
    """Each in turn, and the production signs each time."""
    film = _made(stage)
    film.film.write_bytes((film.plain / "film.mp4").read_bytes())
    whole = film.statement()
    signature = ("signature", "signed_by")
    paths = [path for path in _leaves(whole) if path and path[0] not in signature]
    for path in paths:
        told = json.loads(json.dumps(whole))
        place = told
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = _other(place[path[-1]])
        film.write_statement(told, film.production)
        if not pay.check_statement(film.out, [film.signed]).faults:
            raise BreachError(f"{path} may be anything")
    return f"[other] {len(paths)} values, each changed and signed anew: each found" if len(paths) > 80 else ""


@attack
def statement_signed_by_another(stage: Stage) -> str:
    """Nothing is changed but who stands for it."""
    film = _made(stage)
    film.write_statement(film.statement(), stage.mallory)
    film.untrue(kind="VOUCHED")
    return film.untrue(film.production.did, "SIGNER")


@attack
def statement_signed_by_nobody(stage: Stage) -> str:
    return _edited(_made(stage), lambda told: told.pop("signature"), None, "UNSIGNED")


@attack
def statement_of_another_film(stage: Stage) -> str:
    film = _made(stage)
    (film.out / "statement.json").write_bytes((film.other / "statement.json").read_bytes())
    return film.untrue(kind="FILM")


@attack
def statement_with_a_key_twice(stage: Stage) -> str:
    film = _made(stage)
    path = film.out / "statement.json"
    path.write_bytes(path.read_bytes().replace(b'"title":', b'"title": "Ten Years", "title":', 1))
    return film.untrue(kind="NO_STATEMENT")


@attack
def statement_that_is_huge(stage: Stage) -> str:
    film = _made(stage)
    with (film.out / "statement.json").open("r+b") as file:
        file.truncate(3 * 2**30)
    return film.untrue(kind="NO_STATEMENT")


@attack
def statement_that_is_a_pipe(stage: Stage) -> str:
    film = _made(stage)
    (film.out / "statement.json").unlink()
    os.mkfifo(film.out / "statement.json")
    return film.untrue(kind="NO_STATEMENT")


@attack
def statement_missing(stage: Stage) -> str:
    film = _made(stage)
    (film.out / "statement.json").unlink()
    return film.untrue(kind="MISSING")


def _missing(name: str, file: str) -> None:
    def function(stage: Stage) -> str:
        film = _made(stage)
        (film.out / file).unlink()
        return film.untrue(kind="MISSING")

    function.__name__ = name
    attack(function)


_missing("evidence_missing", "usage.json")
_missing("shot_list_missing", "shots.json")
_missing("performance_missing", "performance.json")
_missing("film_missing", "film.mp4")


@attack
def frames_taken_out_of_the_evidence(stage: Stage) -> str:
    """usage.json says that she is seen on fewer frames."""
    film = _made(stage)
    path = film.out / "usage.json"
    path.write_bytes(path.read_bytes().replace(b"90000 90000", b"0 0", 5))
    return film.untrue(kind="CHANGED")


@attack
def frames_taken_out_and_all_stated_anew(stage: Stage) -> str:
    """... and the production states and signs anew; the film's credentials still name the first statement."""
    film = _made(stage)
    path = film.out / "usage.json"
    path.write_bytes(path.read_bytes().replace(b"90000 90000", b"0 0", 5))
    film.state_anew(film.production)
    return film.untrue(kind="VOUCHED")


@attack
def lent_thing_taken_out_of_the_evidence(stage: Stage) -> str:
    """Without credentials too: the grant that is given is in the shot list, and not in the statement."""
    film = _made(stage)
    film.film.write_bytes((film.plain / "film.mp4").read_bytes())
    path = film.out / "usage.json"
    data = json.loads(path.read_bytes())
    data["terms"] = []
    path.write_text(json.dumps(data), encoding="utf-8")
    try:
        film.state_anew(film.production)
    except Exception as error:
        return f"[{getattr(error, 'key', '')}] {error}"
    return film.untrue(kind="TERMS")


@attack
def terms_rewritten_in_the_evidence(stage: Stage) -> str:
    """Half the rate, in evidence and statement alike: the grant itself says otherwise."""
    film = _made(stage)
    film.film.write_bytes((film.plain / "film.mp4").read_bytes())
    path = film.out / "usage.json"
    path.write_bytes(path.read_bytes().replace(b'"0.50"', b'"0.25"'))
    film.state_anew(film.production)
    return film.untrue(kind="TERMS")


@attack
def grant_struck_from_the_shot_list(stage: Stage) -> str:
    film = _made(stage)
    film.film.write_bytes((film.plain / "film.mp4").read_bytes())
    path = film.out / "shots.json"
    path.write_bytes(path.read_bytes().replace(f'["{film.signed.sha256}"]'.encode(), b"[]", 1))
    film.state_anew(film.production)
    return film.untrue(kind="CONSENT")


@attack
def film_replaced(stage: Stage) -> str:
    film = _made(stage)
    draw(film.film, 140)
    return film.untrue(kind="FILM")


@attack
def film_shortened(stage: Stage) -> str:
    film = _made(stage)
    draw(film.film, 90, FRAMES - 1)
    return film.untrue(kind="FILM")


@attack
def words_changed_in_the_performance(stage: Stage) -> str:
    film = _made(stage)
    path = film.out / "performance.json"
    path.write_bytes(path.read_bytes().replace(b"You kept it.", b"You."))
    return film.untrue(kind="CHANGED")


@attack
def evidence_that_is_not_what_it_says(stage: Stage) -> str:
    """NaN for a camera, in a shot list the production signs for."""
    film = _made(stage)
    path = film.out / "shots.json"
    data = path.read_bytes().replace(b'"start_frame": 0', b'"start_frame": -5', 1)
    path.write_bytes(data.replace(b'"fps": 24', b'"fps": 0', 1))
    told = film.statement()
    told["rests_on"]["shots.json"] = pay.file_sha256(path)
    film.write_statement(told, film.production)
    return film.untrue()
