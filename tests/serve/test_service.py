"""What the service answers, to whom, and what it keeps to itself."""

import base64
import http.client
import json
import socket
import threading
from collections.abc import Callable

import pytest
from asking import Asked, ask
from served import running

from fairtake.clearance.grants import Key, new_key
from fairtake.clearance.registry import Declared, Fingerprint, open_registry, works
from fairtake.clearance.registry.answers import read_answer, request_hash
from fairtake.errors import ClearanceError
from fairtake.serve import Limits

CODE = bytes(range(32))
FAR = bytes(255 - number for number in range(32))
NONCE = "n" * 20


def flipped(code: bytes, bits: int) -> bytes:
    return (int.from_bytes(code) ^ ((1 << bits) - 1)).to_bytes(32)


def challenge(port: int, did: str) -> str:
    said: str = ask(port, "/v1/challenges", {"nonce": NONCE, "did": did}).body["answer"]["result"]["challenge"]
    return said


def claimed(service: object, creator: Key, **changes: object) -> dict[str, object]:
    said = works.claim(
        service.registry.id, creator.did, challenge(service.port, creator.did), "Harbour", [Fingerprint(0, CODE)]
    )
    said.update(changes)
    return said


def sent(service: object, said: dict[str, object], signer: Key) -> Asked:
    return ask(service.port, "/v1/works", {"nonce": NONCE, "claim": said, "signature": works.sign_claim(said, signer)})


def test_a_creator_registers_looks_up_and_withdraws(service, creator: Key) -> None:
    remote = service.remote()
    assert remote.declared([CODE]) == (Declared(0),)
    work, added = remote.register_work(creator, "Harbour at six", [Fingerprint(0, CODE)])
    assert added
    assert remote.register_work(creator, "Harbour at six", [Fingerprint(0, CODE)]) == (work, False)
    sought = [FAR, CODE, flipped(CODE, 15), flipped(CODE, 16), flipped(CODE, 31), flipped(CODE, 32)]
    assert [(each.distance, each.choice) for each in remote.declared(sought)] == [
        ("none", "none"),
        ("exact", "opt-out"),
        ("close", "opt-out"),
        ("near", "opt-out"),
        ("near", "opt-out"),
        ("none", "none"),
    ]
    assert remote.declared(sought) == service.registry.declared(sought)
    matches = remote.find_fingerprints(sought)
    assert [(match.query, match.distance, match.film) for match in matches] == [
        (1, 0, "opt-out"),
        (2, 15, "opt-out"),
        (3, 31, "opt-out"),
        (4, 31, "opt-out"),
    ]
    assert [match.query for match in remote.find_fingerprints(sought, within=20)] == [1, 2]
    (kept,) = service.registry.works(creator.did)
    assert (kept.sha256, kept.title) == (work, "Harbour at six")
    assert remote.withdraw_work(creator, work)
    assert not remote.withdraw_work(creator, work)
    assert remote.declared([CODE]) == (Declared(0),)
    assert service.registry.works() == ()
    rows = service.registry._database.read(lambda session: session.rows("SELECT did, document FROM works"))
    assert rows == [(creator.did, "")]
    assert remote.register_work(creator, "Harbour at six", [Fingerprint(0, CODE)]) == (work, True)
    assert remote.declared([CODE])[0].choice == "opt-out"


def test_who_opts_out_counts_before_who_offers_terms(service, creator: Key, key: Key) -> None:
    remote, grant = service.remote(), "a" * 64
    remote.register_work(
        creator, "Harbour", [Fingerprint(0, CODE)], choice="terms", terms="https://example.org/t", grants=[grant]
    )
    (found,) = remote.declared([CODE])
    assert found == Declared(0, "exact", "terms", ("train-ai",), ("https://example.org/t",), ((grant, False),))
    # An opt-out from another use takes nothing from these terms, and hides nothing.
    remote.register_work(key, "Harbour", [Fingerprint(0, CODE)], uses=["search"])
    assert remote.declared([CODE]) == (found,)
    assert remote.declared([CODE], use="search")[0].choice == "opt-out"
    remote.register_work(key, "Harbour", [Fingerprint(0, flipped(CODE, 3))], uses=["search", "train-ai"])
    (found,) = remote.declared([CODE])
    assert (found.choice, found.uses, found.terms) == ("opt-out", ("search", "train-ai"), ())


def test_answers_tell_nothing_of_other_entries(service, creator: Key) -> None:
    service.remote().register_work(creator, "Secret title", [Fingerprint(0, CODE), Fingerprint(0, flipped(CODE, 200))])
    body = {"nonce": NONCE, "codes": [CODE.hex(), FAR.hex()]}
    found = ask(service.port, "/v1/look-ups", body)
    said = found.body["answer"]["result"]["results"]
    assert [set(row) for row in said] == [{"query", "distance", "choice", "uses", "terms", "grants"}] * 2
    for secret in ("Secret", creator.did, flipped(CODE, 200).hex(), service.registry.works()[0].sha256):
        assert secret not in found.text
    for path in ("/v1/works", "/v1/works/1", "/v1/look-ups", "/v1/challenges", "/docs", "/redoc", "/v1/"):
        assert ask(service.port, path).status in {404, 405}


def test_another_cannot_withdraw_a_work_nor_learn_that_it_is_there(service, creator: Key, tmp_path) -> None:
    remote, other = service.remote(), new_key(tmp_path / "other.key")
    work, _ = remote.register_work(creator, "Harbour", [Fingerprint(0, CODE)])
    assert remote.withdraw_work(other, work) is remote.withdraw_work(other, "0" * 64) is False
    assert remote.declared([CODE])[0].choice == "opt-out"


def test_a_challenge_is_used_once_by_its_key_here_and_soon(
    service, creator: Key, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = claimed(service, creator)
    assert sent(service, said, creator).status == 200
    assert sent(service, said, creator).status == 409  # replayed
    assert sent(service, {**said, "title": "Other"}, creator).status == 409
    assert sent(service, claimed(service, creator), key).status == 403  # another key signed
    assert sent(service, claimed(service, creator, did=key.did), key).status == 403  # a challenge of somebody else
    assert sent(service, claimed(service, creator, challenge="A" * 75), creator).status == 403
    assert sent(service, claimed(service, creator, registry="0" * 32), creator).status == 422
    late = claimed(service, creator)
    monkeypatch.setenv("FAIRTAKE_NOW", "2099-01-01T00:00:00Z")
    expired = sent(service, late, creator)
    assert expired.status == 403
    assert "expired" in expired.text
    monkeypatch.undo()
    altered = claimed(service, creator)
    signature = works.sign_claim(altered, creator)
    altered["title"] = "Altered"
    body = {"nonce": NONCE, "claim": altered, "signature": signature}
    assert ask(service.port, "/v1/works", body).status == 403
    assert len(service.registry.works()) == 1


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"title": "'; DROP TABLE works; --"}, 200),
        ({"title": '"{bytes}" ? %s %(a)s'}, 200),
        ({"title": ""}, 422),
        ({"title": "a\0b"}, 422),
        ({"title": "a\u202eb"}, 422),
        ({"title": "a" * 201}, 422),
        ({"choice": "allow"}, 422),
        ({"choice": "terms"}, 422),
        ({"terms": "https://example.org"}, 422),
        ({"uses": []}, 422),
        ({"uses": ["train-ai", "train-ai"]}, 422),
        ({"grants": ["'"]}, 422),
        ({"more": 1}, 422),
        ({"fingerprints": []}, 422),
        ({"fingerprints": [{"kind": "pdq", "code": "zz" * 32, "quality": 1}]}, 422),
        ({"fingerprints": [{"kind": "pdq", "code": CODE.hex(), "quality": 1.5}]}, 422),
        ({"fingerprints": [{"kind": "pdq", "code": CODE.hex(), "quality": 1}] * 2}, 422),
    ],
)
def test_claims_are_read_strictly_and_as_text_only(service, creator: Key, changes, status: int) -> None:
    found = sent(service, claimed(service, creator, **changes), creator)
    assert (found.status, found.body.get("error", {}).get("fix", "x") != "") == (status, True)
    kept = [work.title for work in service.registry.works()]
    assert kept == ([changes["title"]] if status == 200 else [])


def test_requests_that_are_none_get_their_status(service) -> None:
    port, good = service.port, {"nonce": NONCE, "codes": [CODE.hex()]}
    assert ask(port, "/v1/look-ups", good).status == 200
    for raw, status in (
        (b"", 422),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[" * 60_000, 400),
        (b"null", 422),
        (json.dumps({**good, "nonce": "short"}).encode(), 422),
        (json.dumps({**good, "nonce": "\ud800" * 20}).encode(), 422),
        (json.dumps({**good, "codes": []}).encode(), 422),
        (json.dumps({**good, "codes": [CODE.hex()] * 257}).encode(), 422),
        (json.dumps({**good, "codes": CODE.hex()}).encode(), 422),
        (json.dumps({**good, "within": 256}).encode(), 422),
        (json.dumps({**good, "least_quality": "1"}).encode(), 422),
        (b" " * 70_000, 413),
    ):
        found = ask(port, "/v1/look-ups", raw=raw)
        assert found.status == status, (raw[:40], found.text)
        assert set(found.body["error"]) == {"what", "fix"}
    for kind in ("text/plain", "multipart/form-data", ""):
        assert ask(port, "/v1/look-ups", good, kind=kind).status == 415
    assert ask(port, "/v1/about?nonce=" + "%00" * 20).status == 422
    assert ask(port, "/v1/health").body == {"status": "ok"}


def test_a_body_that_never_says_how_long_it_is_or_never_comes_is_cut_off(serve: Callable) -> None:
    with serve(Limits(rate=1e6, burst=1e6, seconds=0.3)) as service:
        for start, status in (
            (b"Transfer-Encoding: chunked\r\n\r\n" + (b"8000\r\n" + b" " * 0x8000 + b"\r\n") * 4, b"413"),
            (b"Content-Length: 99999999999999999999\r\n\r\n", b"4"),
            (b"Content-Length: 50\r\n\r\n{", b"408"),
        ):
            with socket.create_connection(("127.0.0.1", service.port), timeout=10) as wire:
                wire.sendall(b"POST /v1/look-ups HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + start)
                assert wire.recv(4096).startswith(b"HTTP/1.1 " + status)
        assert ask(service.port, "/v1/health").status == 200


def test_who_asks_too_much_waits_and_cannot_pass_for_another(serve: Callable) -> None:
    body = {"nonce": NONCE, "codes": [CODE.hex()]}
    with serve(Limits(rate=0.1, burst=5)) as service:
        found = [
            ask(service.port, "/v1/look-ups", body, headers={"X-Forwarded-For": f"192.0.2.{number}"})
            for number in range(8)
        ]
        assert [each.status for each in found] == [200] * 5 + [429] * 3
        assert int(found[-1].headers["retry-after"]) >= 9
        assert ask(service.port, "/v1/health").status == 200
        waits: list[float] = []
        with pytest.raises(ClearanceError, match="429"):
            service.remote(attempts=3, pause=waits.append).declared([CODE])
        assert len(waits) == 2
        assert all(9 <= wait <= 38 for wait in waits)
    with serve(Limits(rate=0.1, burst=2, proxy="127.0.0.1")) as service:
        clients = ["192.0.2.1", "192.0.2.1", "192.0.2.1", "198.51.100.7, 192.0.2.1", "192.0.2.2"]
        found = [ask(service.port, "/v1/look-ups", body, headers={"X-Forwarded-For": each}) for each in clients]
        assert [each.status for each in found] == [200, 200, 429, 429, 200]


def test_answers_are_signed_for_one_request_by_one_key_at_one_time(
    service, creator: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = json.dumps({"nonce": NONCE, "codes": [CODE.hex()]}).encode()
    data = ask(service.port, "/v1/look-ups", raw=raw).text.encode()
    asked = {"kind": "look-up", "nonce": NONCE, "request": request_hash(raw), "signer": service.key.did, "name": "x"}
    assert read_answer(data, **asked)["registry"] == service.registry.id
    for changed, what in (
        ({"nonce": "m" * 20}, "another question"),
        ({"request": request_hash(b"")}, "another question"),
        ({"kind": "work"}, "another question"),
        ({"signer": creator.did}, "not by"),
    ):
        with pytest.raises(ClearanceError, match=what):
            read_answer(data, **{**asked, **changed})
    with pytest.raises(ClearanceError, match="altered"):
        read_answer(data.replace(b'"none"', b'"near"'), **asked)
    for other in (b"", b"[]", b"{}", b'{"answer":{},"signer":"","signature":""}', data + b" x"):
        with pytest.raises(ClearanceError):
            read_answer(other, **asked)
    monkeypatch.setenv("FAIRTAKE_NOW", "2020-01-01")
    with pytest.raises(ClearanceError, match="not now"):
        read_answer(data, **asked)


def test_a_registry_that_is_damaged_or_gone_says_so_and_never_none(service, creator: Key) -> None:
    remote = service.remote()
    remote.register_work(creator, "Harbour", [Fingerprint(0, CODE)])
    service.registry._database.write(
        lambda session: session.do("UPDATE works SET document = replace(document, 'opt-out', 'terms')")
    )
    found = ask(service.port, "/v1/look-ups", {"nonce": NONCE, "codes": [CODE.hex()]})
    assert found.status == 503
    assert "sqlite" not in found.text
    with pytest.raises(ClearanceError, match="503"):
        remote.declared([CODE])


def test_works_come_back_from_an_export(service, creator: Key, tmp_path) -> None:
    service.remote().register_work(creator, "Harbour", [Fingerprint(0, CODE)])
    entries: list[dict[str, object]] = []
    service.registry.export(lambda entry: entries.append(dict(entry)))
    with open_registry(str(tmp_path / "copy.sqlite")) as copy:
        copy.restore(json.loads(json.dumps(entries)))
        assert copy.works() == service.registry.works()
        assert copy.declared([CODE])[0].choice == "opt-out"


def test_the_same_challenge_from_many_at_once_counts_once(postgresql: str, key: Key, creator: Key) -> None:
    with (
        open_registry(postgresql) as one,
        open_registry(postgresql) as other,
        running(one, key) as first,
        running(other, key) as second,
    ):
        said = claimed(first, creator)
        answers: list[int] = []
        together = threading.Barrier(8)

        def send(number: int) -> None:
            together.wait()
            changed = {**said, "title": f"Harbour {number}"}
            answers.append(sent(second if number % 2 else first, changed, creator).status)

        def register(number: int) -> None:
            remote = (second if number % 2 else first).remote()
            for each in range(5):
                code = (number * 1000 + each).to_bytes(2) * 16
                remote.register_work(creator, f"Work {number} {each}", [Fingerprint(0, code)])
                assert remote.declared([code])[0].choice == "opt-out"
            answers.append(200)

        for work, expected in ((send, [200] + [409] * 7), (register, [200] * 8)):
            answers.clear()
            threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert sorted(answers) == expected
        assert len(one.works(creator.did)) == 41


def test_base64_of_a_signature_has_one_spelling(service, creator: Key) -> None:
    said = claimed(service, creator)
    signature = works.sign_claim(said, creator)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    other = signature[:-1] + letters[letters.index(signature[-1]) ^ 1]
    assert base64.urlsafe_b64decode(other + "==") == base64.urlsafe_b64decode(signature + "==")
    assert ask(service.port, "/v1/works", {"nonce": NONCE, "claim": said, "signature": other}).status == 403


def test_the_server_says_nothing_of_itself(service) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=10)
    connection.request("GET", "/v1/health")
    found = connection.getresponse()
    found.read()
    connection.close()
    assert found.headers["server"] is None
    assert found.headers["cache-control"] == "no-store"
