"""Where items come from. A path in, `Item`s in a fixed order out; no payload is read here but what cannot be entered later.

folders.py  folders and single files, and what lies beside them
tars.py     WebDataset tars
lists.py    CSV, JSON lines and Parquet with addresses and captions
warc.py     local crawls
walk.py     which of these a path is
"""

from fairtake.screen.sources.walk import crawls, walk
from fairtake.screen.sources.warc import Response, read_response, responses

__all__ = ["Response", "crawls", "read_response", "responses", "walk"]
