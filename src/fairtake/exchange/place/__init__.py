"""Place: a model of a room or a street comes in, a Set that can be played in goes out.

The floor is found, and what stands on it; walls that cameras may look through; seats, doors, tables
and lamps by what they are called; the light is the house's for the hour, fitted to the room.
"""

from __future__ import annotations

from fairtake.exchange.place.place import AdoptedSet, adopt_set

__all__ = ["AdoptedSet", "adopt_set"]
