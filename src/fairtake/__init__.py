"""Fairtake: a screenplay becomes a finished film, and nobody gets in without a grant."""

from __future__ import annotations

__version__ = "0.1.0"
