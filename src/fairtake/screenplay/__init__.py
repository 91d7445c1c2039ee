"""Screenplay: a script file or a text goes in, a `Screenplay` comes out.

`read_screenplay` chooses the reader; each reader can be called by itself. All elements
carry their place in the source, so that every later message can name file and line.
"""

from __future__ import annotations

from fairtake.screenplay.fountain import parse_fountain
from fairtake.screenplay.render import render_fountain, write_fountain

__all__ = ["parse_fountain", "render_fountain", "write_fountain"]
