"""Draw an exported scene with Blender's Workbench, in a process of its own.

    python benchmarks/rivals/workbench.py SCENE.glb CAMERA FIRST LAST [STILL.png]

Needs `bpy` (GPL; it is no part of Fairtake and nothing here imports it): in an environment of its own,
`pip install bpy`. Prints one line of JSON: seconds to load, wall and processor seconds a frame. The
picture is set as near to a drawn film as Workbench goes: flat material colours, one studio light,
shadows, cavities and outlines, five samples a pixel.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time


def main() -> None:
    path, camera, first, last = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    began = time.perf_counter()
    # Blender talks on the standard output: what is measured goes out by another way.
    told = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    import bpy

    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.ops.import_scene.gltf(filepath=path)
    scene = bpy.context.scene
    scene.camera = next(one for one in bpy.data.objects if one.type == "CAMERA" and camera in one.name)
    render = scene.render
    render.engine = "BLENDER_WORKBENCH"
    render.resolution_x, render.resolution_y, render.resolution_percentage = 960, 540, 100
    render.fps = 24
    render.threads_mode, render.threads = "FIXED", 1
    render.image_settings.file_format = "BMP"
    shading = scene.display.shading
    shading.light, shading.color_type = "STUDIO", "MATERIAL"
    shading.show_shadows = shading.show_cavity = shading.show_object_outline = True
    scene.display.render_aa = "5"
    loaded = time.perf_counter() - began
    with tempfile.TemporaryDirectory() as folder:
        render.filepath = folder + "/frame"
        scene.frame_set(first)
        bpy.ops.render.render(write_still=True)  # shaders are compiled once
        wall, own = time.perf_counter(), time.process_time()
        for frame in range(first, last):
            scene.frame_set(frame)
            bpy.ops.render.render(write_still=True)
        count = max(last - first, 1)
        wall, own = (time.perf_counter() - wall) / count, (time.process_time() - own) / count
        if len(sys.argv) > 5:
            render.image_settings.file_format = "PNG"
            render.filepath = sys.argv[5]
            bpy.ops.render.render(write_still=True)
    print(json.dumps({"version": bpy.app.version_string, "load": loaded, "wall": wall, "cpu": own}), file=told)
    told.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
