"""`python -m fairtake`."""

from __future__ import annotations

from fairtake.cli import main

main()
