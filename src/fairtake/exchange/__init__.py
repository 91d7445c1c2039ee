"""Exchange: a staged scene goes out to other programs, as glTF and as USD.

In: an `ExportScene` (performance, assets, shots, what they are called). Out: files that open
elsewhere as they were made, with skeletons, animation, lights and one camera a shot.
"""

from __future__ import annotations

from fairtake.exchange.film import FilmScene, film_scene, write_film
from fairtake.exchange.gltf import write_gltf
from fairtake.exchange.scene import SYNTHETIC, ExportScene
from fairtake.exchange.usd import face_file, write_usd

__all__ = ["SYNTHETIC", "ExportScene", "FilmScene", "face_file", "film_scene", "write_film", "write_gltf", "write_usd"]
