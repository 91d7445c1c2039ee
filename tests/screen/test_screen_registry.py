"""A registry that others host, asked over HTTP by a screen."""

from __future__ import annotations

import io
import threading
import time

import dataset_files as planted
import numpy as np
import pytest
from dataset_files import decisions, verdicts
from PIL import Image

from fairtake.clearance.grants import new_key
from fairtake.clearance.registry import Fingerprint, open_registry
from fairtake.clearance.registry.remote import RemoteRegistry
from fairtake.errors import ClearanceError
from fairtake.pipeline.screen_readers import _codes
from fairtake.pipeline.screening import screen_dataset

serve = pytest.importorskip("fairtake.serve")
pytestmark = pytest.mark.usefixtures("in_this_process")


def photo(seed: int) -> Image.Image:
    rng = np.random.default_rng(seed)
    return Image.fromarray(rng.integers(0, 255, (12, 16, 3), dtype=np.uint8)).resize(
        (512, 384), Image.Resampling.BICUBIC
    )


def free(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, xmp=planted.packet(planted.cc("zero")))
    return out.getvalue()


def test_what_creators_declared_over_http_counts(tmp_path, key):
    creator = new_key(tmp_path / "creator.key")
    data = tmp_path / "data"
    data.mkdir()
    for number, name in enumerate(("out.jpg", "pay.jpg", "other.jpg")):
        (data / name).write_bytes(free(photo(number), 60))
    with (
        open_registry(str(tmp_path / "registry.sqlite")) as registry,
        serve.listen("127.0.0.1", 0) as socket,
    ):
        server = serve.serving(serve.application(registry, key, serve.Limits(rate=1e6, burst=1e6)))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]})
        thread.start()
        try:
            deadline = time.monotonic() + 20
            while not server.started and thread.is_alive() and time.monotonic() < deadline:
                time.sleep(0.01)
            url = f"http://127.0.0.1:{socket.getsockname()[1]}/#{key.did}"
            remote = RemoteRegistry(url)
            prints = [[Fingerprint(0.0, _codes(np.asarray(photo(number)))[0], "pdq", 100)] for number in range(2)]
            remote.register_work(creator, "House", prints[0])
            remote.register_work(creator, "Lake", prints[1], choice="terms", terms="https://terms.example/lake")
            screen_dataset(data, tmp_path / "out", key=key, registry=url)
        finally:
            server.should_exit = True
            thread.join(timeout=20)
    assert decisions(tmp_path / "out") == {"out.jpg": "prohibited", "pay.jpg": "on terms", "other.jpg": "allowed"}
    assert verdicts(tmp_path / "out")["pay.jpg"]["terms"][0]["licence"] == "https://terms.example/lake"


def test_a_registry_that_cannot_be_reached_ends_the_run_and_decides_nothing(tmp_path, key, monkeypatch):
    monkeypatch.setattr(time, "sleep", lambda _: None)
    monkeypatch.setattr(
        RemoteRegistry.__init__, "__kwdefaults__", {**RemoteRegistry.__init__.__kwdefaults__, "attempts": 1}
    )
    data = tmp_path / "data"
    data.mkdir()
    (data / "a.jpg").write_bytes(free(photo(1), 60))
    with pytest.raises(ClearanceError, match="cannot be reached"):
        screen_dataset(data, tmp_path / "out", key=key, registry="http://127.0.0.1:9/")
    assert not (tmp_path / "out/cleared.jsonl").exists()
