"""Guard: a file somebody is about to post in, what it gives away out; and a copy of it that does not.

finding.py     what is found
formats.py     what a file is
containers/    one stripper for each container: it names what the copy keeps
metadata/      Exif, XMP, IPTC, colour profiles: what they say, in words
plan.py        the copy before it is written
packet.py      the do-not-train packet of every copy
stripping.py   `examine`, `make_safe` and `confirm`
checking.py    whether the copy shows and sounds as the original does
hints/         what files give away beyond their metadata
"""

from fairtake.guard.finding import Done, Finding, Kind
from fairtake.guard.formats import Format
from fairtake.guard.packet import PACKET
from fairtake.guard.stripping import Examined, confirm, examine, make_safe

__all__ = ["PACKET", "Done", "Examined", "Finding", "Format", "Kind", "confirm", "examine", "make_safe"]
