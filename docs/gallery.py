"""The pictures of these pages, made anew: `python docs/gallery.py styles`.

styles.jpg: one scene in every style that comes with the program, a row of shots for each.
"""

from __future__ import annotations

import argparse
import dataclasses
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw

from fairtake.lettering import font
from fairtake.model.footage import Quality, RenderSettings
from fairtake.pipeline import farm
from fairtake.pipeline.planning import planned
from fairtake.pipeline.styles import styles
from fairtake.project import load
from fairtake.rendering import BuiltinRenderer

HERE = Path(__file__).parent
SCRIPT = HERE.parent / "examples" / "scripts" / "table-for-two.fountain"
WIDE, TALL, GAP, ROOM = 256, 144, 6, 150
COLUMNS = 8


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("what", choices=["styles"])
    options.add_argument("--script", type=Path, default=SCRIPT)
    options.add_argument("--to", type=Path, default=HERE)
    chosen = options.parse_args()
    sheet = draw_styles(chosen.script)
    sheet.save(chosen.to / "styles.jpg", quality=88, optimize=True)
    print(chosen.to / "styles.jpg", sheet.size)


def draw_styles(script: Path) -> Image.Image:
    """One row a style: frames from the middle of shots spread over the scene."""
    found = styles()
    sheet = Image.new("RGB", (ROOM + COLUMNS * (WIDE + GAP), len(found) * (TALL + GAP)), (250, 246, 238))
    pen = ImageDraw.Draw(sheet)
    for place, style in enumerate(found):
        top = place * (TALL + GAP)
        pen.text((12, top + 40), style.name, (38, 32, 54), font("serif-bold", 24))
        pen.text((12, top + 74), f"{style.rhythm.average_shot_length:g} s a shot", (112, 98, 108), font("sans", 15))
        for column, frame in enumerate(_frames(script, style.name)):
            left = ROOM + column * (WIDE + GAP) + (WIDE - frame.width) // 2
            sheet.paste(frame, (left, top + (TALL - frame.height) // 2))
    return sheet


def _frames(script: Path, style: str) -> list[Image.Image]:
    settings = dataclasses.replace(load(script), style=style)
    if style == "social":
        settings = dataclasses.replace(settings, size=(540, 960))
    wide = round(TALL * settings.size[0] / settings.size[1])
    draw = RenderSettings((2 * wide // 2 * 2, 2 * TALL), Quality.FINAL, settings.look)
    renderer = BuiltinRenderer()
    with tempfile.TemporaryDirectory() as folder, planned(settings, Path(folder)) as (work, scenes):
        shots = [(scene, shot) for scene in scenes for shot in scene.shots]
        step = max(1.0, len(shots) / COLUMNS)
        some = [shots[int(step * n)] for n in range(min(COLUMNS, len(shots)))]
        store = str(work.store.folder)
        pictures = []
        for scene, shot in some:
            performance, assets = farm.performance_of(scene.keys, store), farm.assets_of(scene.keys, store)
            middle = shot.frames // 2
            (frame,) = renderer.render(performance, assets, shot, draw, middle, middle + 1)
            pictures.append(Image.fromarray(frame.rgb).resize((wide, TALL), Image.Resampling.LANCZOS))
    return pictures


if __name__ == "__main__":
    main()
