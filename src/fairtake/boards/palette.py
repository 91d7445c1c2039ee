"""The boards' colours, sRGB 0..255: ink on paper, one accent."""

from __future__ import annotations

__all__ = ["ACCENT", "FAINT", "HAIR", "INK", "PAPER", "SHADE", "SOFT", "WHITE", "Ink"]

Ink = tuple[int, int, int]

INK: Ink = (38, 32, 54)
SOFT: Ink = (112, 98, 108)
FAINT: Ink = (166, 156, 162)
HAIR: Ink = (206, 198, 196)
SHADE: Ink = (232, 225, 214)
PAPER: Ink = (250, 246, 238)
WHITE: Ink = (255, 253, 248)
ACCENT: Ink = (200, 80, 60)
