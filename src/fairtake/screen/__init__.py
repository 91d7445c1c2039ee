"""Screen: a dataset in; for each item whether it may be trained on, why, and on what terms, out. Nothing is fetched.

sources/        where items come from: folders, tars, lists, crawls
item.py         one item
signal.py       what somebody said of it, and the verdict
rules.py        the table of what each signal means, and which wins
robots.py, preferences.py, rsl.py, licences.py, embedded.py   the vocabularies
crawl.py        what a local crawl says of an address
site.py         what lies about a file in its folders
judging.py      one item, looked at within bounds;  pictures.py, wholeness.py  whether it is all there
journal.py      what was decided so far, for a run that was broken off
results.py      the lists, the bill and the proof;  summary.py  the summary;  merkle.py  the tree
"""

from fairtake.screen.crawl import Crawl, index_crawls
from fairtake.screen.item import Item, MediaKind
from fairtake.screen.journal import Journal
from fairtake.screen.judging import Readers, Seen, judge, look_at
from fairtake.screen.proving import check_proof, prove
from fairtake.screen.results import Signer, write_results
from fairtake.screen.rules import RULES, decide
from fairtake.screen.signal import Decision, Signal, Terms, Verdict
from fairtake.screen.sources import crawls, walk

__all__ = [
    "RULES",
    "Crawl",
    "Decision",
    "Item",
    "Journal",
    "MediaKind",
    "Readers",
    "Seen",
    "Signal",
    "Signer",
    "Terms",
    "Verdict",
    "check_proof",
    "crawls",
    "decide",
    "index_crawls",
    "judge",
    "look_at",
    "prove",
    "walk",
    "write_results",
]
