"""Milliseconds a frame of the built-in renderer, beside pure encoding of the same frames.

    python benchmarks/renderer.py [frames] [look]

Two people of about 15,000 triangles each act in a furnished room of about 50,000, at 960x540,
on one core: a still and a moving camera, draft and final. The same frames then go through
x264 (veryfast, one thread), and the ratio of the two is printed.
"""

from __future__ import annotations

import io
import os
import statistics
import sys
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("NUMBA_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "rendering"))

import av
import numpy as np
import scenery

from fairtake.model.footage import Quality, RenderSettings
from fairtake.rendering import BuiltinRenderer

SIZE = (960, 540)
TARGETS = {("draft", "still"): 45, ("draft", "moving"): 70, ("final", "still"): 110, ("final", "moving"): 200}


def encode(pictures: list[np.ndarray]) -> float:
    """Milliseconds a frame to encode them, one thread."""
    started = time.perf_counter()
    with av.open(io.BytesIO(), "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=24)
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        stream.options = {"preset": "veryfast", "crf": "20"}
        stream.codec_context.thread_count = 1
        for picture in pictures:
            for packet in stream.encode(av.VideoFrame.from_ndarray(picture, "rgb24")):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    return (time.perf_counter() - started) / len(pictures) * 1000


def main(count: int = 25, look: str = "ligne") -> None:
    began = time.perf_counter()
    BuiltinRenderer.warm_up()
    print(f"kernels ready after {time.perf_counter() - began:.1f} s")
    performance, assets = scenery.scene(count, furniture=105, sides=24)
    triangles = sum(len(part.mesh.faces) for part in assets.sets["room"].parts)
    people = ", ".join(f"{len(figure.mesh.faces):,}" for figure in assets.figures.values())
    print(f"room {triangles:,} triangles; people {people}; {SIZE[0]}x{SIZE[1]}, {count} frames, one core")
    renderer = BuiltinRenderer()
    print(
        f"{'':16}{'first':>8}{'median':>8}{'slowest':>8}{'cpu':>8}{'target':>8}{'encode':>8}{'ratio':>7}   ms a frame"
    )
    for quality in Quality:
        for name, move in (("still", (0.0, 0.0, 0.0)), ("moving", (0.4, 0.0, -0.3))):
            pictures, walls = [], []
            stream = renderer.render(
                performance, assets, scenery.shot(count, move), RenderSettings(SIZE, quality, look)
            )
            cpu = 0.0
            while True:
                wall, own = time.perf_counter(), time.process_time()
                frame = next(stream, None)
                if frame is None:
                    break
                walls.append((time.perf_counter() - wall) * 1000)
                cpu += (time.process_time() - own) * 1000 if len(walls) > 1 else 0.0
                pictures.append(frame.rgb.copy())
            median, coding = statistics.median(walls[1:]), encode(pictures)
            print(
                f"{quality.value:8}{name:8}{walls[0]:8.0f}{median:8.1f}{max(walls[1:]):8.1f}{cpu / (count - 1):8.1f}"
                f"{TARGETS[quality.value, name]:8}{coding:8.1f}{median / coding:7.1f}"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 25, *sys.argv[2:3])
