"""Screenplay: a script file or a text goes in, a `Screenplay` comes out.

`read_screenplay` chooses the reader; each reader can be called by itself. All elements
carry their place in the source, so that every later message can name file and line.
"""

from __future__ import annotations

from fairtake.screenplay.fdx import parse_fdx
from fairtake.screenplay.files import read_screenplay
from fairtake.screenplay.fountain import parse_fountain
from fairtake.screenplay.prose import from_prose
from fairtake.screenplay.render import render_fountain, write_fountain

__all__ = ["from_prose", "parse_fdx", "parse_fountain", "read_screenplay", "render_fountain", "write_fountain"]
