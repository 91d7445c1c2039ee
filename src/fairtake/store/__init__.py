"""Results kept under the hash of what went into them: a film is a build."""

from __future__ import annotations

from fairtake.store.codec import decode, digest, encode
from fairtake.store.disk import DiskStore, replace_file, sweep

__all__ = ["DiskStore", "decode", "digest", "encode", "replace_file", "sweep"]
