"""A fingerprint index on disk: 256-bit codes and their ids in, exact look-ups within 31 bits out.

Built once, in bounded memory; mapped into memory and shared by all processes that look; opened in milliseconds.
"""

from fairtake.clearance.registry.index.building import build_index
from fairtake.clearance.registry.index.index import FingerprintIndex, Found, open_index

__all__ = ["FingerprintIndex", "Found", "build_index", "open_index"]
