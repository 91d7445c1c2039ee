"""Exchange: a staged scene goes out to other programs, and models come in from them.

Out: an `ExportScene` (performance, assets, shots, what they are called) becomes glTF and USD files
that open elsewhere as they were made, with skeletons, animation, lights and one camera a shot.
In: a rigged model becomes a role's `Figure`, and a model of a place a `Set`, measured by the built-in
ones.
"""

from __future__ import annotations

from fairtake.exchange.adopt import Adopted, adopt_figure
from fairtake.exchange.film import FilmScene, film_scene, write_film
from fairtake.exchange.gltf import write_gltf
from fairtake.exchange.place import AdoptedSet, adopt_set
from fairtake.exchange.scene import SYNTHETIC, ExportScene
from fairtake.exchange.usd import face_file, write_usd

__all__ = [
    "SYNTHETIC",
    "Adopted",
    "AdoptedSet",
    "ExportScene",
    "FilmScene",
    "adopt_figure",
    "adopt_set",
    "face_file",
    "film_scene",
    "write_film",
    "write_gltf",
    "write_usd",
]
