"""Opt-outs: what files say about machines that would use them. A path in, `Found` out; nothing is decided here.

signal.py        what a signal is, and the uses it speaks of
xmp.py           the XMP packet: PLUS/IPTC data mining, RSL, TDM reservation
content_usage.py texts beside the file: AIPREF Content-Usage, robots.txt
rsl.py           RSL 1.0 licences
credentials.py   C2PA: training-mining entries, and whether the credentials still fit the file
"""

from fairtake.clearance.gate.optouts.reading import Found, read_optouts
from fairtake.clearance.gate.optouts.signal import OptOut, Purpose

__all__ = ["Found", "OptOut", "Purpose", "read_optouts"]
