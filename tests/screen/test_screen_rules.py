"""The table, the vocabularies and the tree, each by itself."""

from __future__ import annotations

import hashlib
import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairtake.screen import RULES, Decision, Signal, Terms, decide
from fairtake.screen.licences import licence_signals
from fairtake.screen.merkle import Tree, holds, inclusion, leaf_hash, node_hash
from fairtake.screen.preferences import header_signals, page_signals, tdmrep_signals, usage_signals
from fairtake.screen.robots import LARGEST, parse_robots, robots_signals
from fairtake.screen.rsl import rsl_signals
from fairtake.screen.rules import Force, failure

EVERY = st.sampled_from([Signal(rule.vocabulary, rule.says, "", "") for rule in RULES])
ORDER = [Decision.PROHIBITED, Decision.UNKNOWN, Decision.ON_TERMS, Decision.ALLOWED]


@given(st.lists(EVERY, max_size=6))
def test_more_signals_never_loosen_but_for_a_grant(signals):
    before = decide(signals).decision
    for extra in (Signal(rule.vocabulary, rule.says, "", "") for rule in RULES):
        after = decide([*signals, extra]).decision
        grant = extra.vocabulary == "grant" and extra.says == "training"
        silent = not signals
        if not grant and not silent:
            assert ORDER.index(after) <= ORDER.index(before) or before is Decision.UNKNOWN
        if extra.vocabulary == "failure":
            assert after in (Decision.UNKNOWN, Decision.PROHIBITED)


@given(st.lists(EVERY, max_size=6))
def test_the_order_of_signals_does_not_matter(signals):
    assert decide(signals) == decide(list(reversed(signals)))


def test_silence_and_what_is_not_understood_are_no_leave():
    assert decide([]).decision is Decision.UNKNOWN
    zero = Signal("Creative Commons", "public domain", "", "")
    assert decide([zero]).decision is Decision.ALLOWED
    assert decide([zero, Signal("new", "word", "", "")]).decision is Decision.UNKNOWN
    assert decide([zero, failure("truncated", "x")]).reason == "truncated"


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.decision is Decision.PROHIBITED])
def test_a_grant_overrides_what_is_generic_and_nothing_else(rule):
    grant = Signal("grant", "training", "", "", Terms("Ila Vesk", "grant"))
    found = decide([grant, Signal(rule.vocabulary, rule.says, "", "")])
    assert found.decision is (Decision.PROHIBITED if rule.force is Force.FINAL else Decision.ON_TERMS)
    assert bool(found.terms) is (rule.force is not Force.FINAL)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("https://creativecommons.org/licenses/by-sa/4.0/", "conditions"),
        ("http://creativecommons.org/publicdomain/zero/1.0/", "public domain"),
        ("http://creativecommons.org/publicdomain/mark/1.0/", "public domain"),
        ("CC BY-NC 2.0", "conditions"),
        ("cc-by-4.0", "conditions"),
        ("CC BY-NC-ND 4.0", "no derivatives"),
        ("CC0-1.0", "public domain"),
        ("All rights reserved.", "reserved"),
        ("(c) 2020 accuracy by design", None),
        ("https://creativecommons.org/licenses/strange/9.0/", None),
    ],
)
def test_licences(text, says):
    assert [one.says for one in licence_signals(text, "x")] == ([says] if says else [])


def shut(text: str, path: str) -> set[str]:
    found = robots_signals(parse_robots(text.encode()), path, "robots.txt")
    return {one.value.split()[1] for one in found if one.says == "disallow"}


@pytest.mark.parametrize(
    ("text", "path", "agents"),
    [
        ("User-agent: *\nDisallow: /", "/a", {"*"}),
        ("User-agent: *\nDisallow:", "/a", set()),
        ("User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /p", "/page", {"gptbot", "ccbot"}),
        ("User-agent: GPTBot\nDisallow: /p\nAllow: /page", "/page", set()),
        ("User-agent: GPTBot\nAllow: /p\nDisallow: /", "/page.htm", set()),
        ("User-agent: GPTBot\nDisallow: /*.htm\nAllow: /page", "/page.htm", {"gptbot"}),
        ("User-agent: GPTBot\nDisallow: /x$", "/xy", set()),
        ("User-agent: GPTBot\nDisallow: /*.jpg$", "/a/b.jpg", {"gptbot"}),
        ("User-agent: GPTBot\nDisallow: /*.jpg$", "/a/b.jpg?x", set()),
        ("User-agent: GPTBot/1.0\nDisallow: /", "/a", {"gptbot"}),
        ("user-agent: gptbot\nDISALLOW: /caf%C3%A9", "/café", {"gptbot"}),
        ("User-agent: *\nDisallow: /\n\nUser-agent: GPTBot\nAllow: /", "/a", {"*"}),
        ("User-agent: Googlebot\nDisallow: /", "/a", set()),
        ("User-agent: GPTBot\nCrawl-delay: 1\nDisallow: /\nUser-agent: CCBot\nDisallow:", "/a", {"gptbot"}),
        ("\ufeffUser-agent: GPTBot # us\nDisallow: / # all", "/a", {"gptbot"}),
        ("<html>not found</html>", "/a", set()),
        ("User-agent: GPTBot\nDisallow: /a*a*a*a*a*a*a*a*a*a*b", "/" + "a" * 5000, set()),
    ],
)
def test_robots(text, path, agents):
    assert shut(text, path) == agents


def test_a_robots_file_of_10_mb_takes_no_time_and_allows_nothing():
    text = b"User-agent: GPTBot\n" + b"Disallow: /" + b"a*" * 50 + b"$\n"
    data = text + b"# " + b"x" * 100 + b"\n" + b"Disallow: /private/\n" * (LARGEST // 20)
    begun = time.process_time()
    found = robots_signals(parse_robots(data), "/" + "a" * 2000, "robots.txt")
    assert time.process_time() - begun < 6
    assert "unread" in {one.says for one in found}
    assert decide(found).decision is not Decision.ALLOWED


def test_headers_pages_and_lists_of_reservations():
    def says(signals):
        return {(one.vocabulary, one.says) for one in signals}

    assert says(usage_signals("train-ai=n, search=y", "")) == {("AIPREF", "no")}
    assert says(usage_signals("search=n", "")) == set()
    assert says(usage_signals("train-ai=y;x, train-ai=n", "")) == {("AIPREF", "yes"), ("AIPREF", "no")}
    signals, licences = header_signals(
        [("TDM-Reservation", "1"), ("Link", '</l.xml>; rel="license"; type="application/rsl+xml"')], ""
    )
    assert says(signals) == {("TDMRep", "reserved")}
    assert licences == ["/l.xml"]
    signals, texts, rsl = page_signals(
        b'<meta name="GPTBot" content="NoAI"><meta name=tdm-reservation content=1><a rel="license nofollow" href="u">'
        b'<link rel=license type="application/rsl+xml" href="/l.xml"><![if broken',
        "",
    )
    assert (says(signals), texts, rsl) == ({("noai", "noai"), ("TDMRep", "reserved")}, ["u"], ["/l.xml"])
    listed = b'[{"location": "/free/*", "tdm-reservation": 0}, {"location": "/*", "tdm-reservation": 1}]'
    assert not tdmrep_signals(listed, "/free/a", "")
    assert tdmrep_signals(listed, "/a", "")


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        ("<permits type='usage'>ai-train</permits>", "permits"),
        ("<permits type='usage'>search</permits>", "prohibits"),
        ("<permits type='usage'>all</permits><prohibits type='usage'>ai-train</prohibits>", "prohibits"),
        ("<permits type='usage'>ai-all</permits><payment type='crawl'/>", "permits on terms"),
        ("<permits type='usage'>ai-all</permits><permits type='geo'>DE</permits>", "permits on terms"),
    ],
)
def test_rsl(inside, says):
    text = f'<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license>{inside}</license></content></rsl>'
    assert [one.says for one in rsl_signals(text.encode(), "/a", "x")] == [says]


def test_an_rsl_document_that_cannot_be_read_allows_nothing():
    bomb = b'<!DOCTYPE r [<!ENTITY a "aaaa">]><rsl xmlns="https://rslstandard.org/rsl">&a;</rsl>'
    for data in (bomb, b"<rsl", b" " * 3_000_000):
        assert [one.says for one in rsl_signals(data, "/a", "x")] == ["unread"]


def plain_root(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    middle = max(1 << power for power in range(20) if 1 << power < len(leaves))
    return node_hash(plain_root(leaves[:middle]), plain_root(leaves[middle:]))


def test_the_tree_is_that_of_rfc_6962_and_every_path_holds():
    for size in (0, 1, 2, 3, 6, 7, 8, 21):
        leaves = [leaf_hash(bytes([number])) for number in range(size)]
        tree = Tree()
        for leaf in leaves:
            tree.add(leaf)
        assert tree.root() == plain_root(leaves)
        for index in range(size):
            path = inclusion(leaves, index, size)
            assert holds(leaves[index], index, size, path, tree.root())
            assert not holds(leaf_hash(b"other"), index, size, path, tree.root())
            for wrong in {index + 1, index - 1, size} - {index}:
                assert not holds(leaves[index], wrong, size, path, tree.root())
            assert not holds(leaves[index], index, size, [*path, path[-1] if path else b"\0" * 32], tree.root())


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_no_robots_file_makes_it_fail(data):
    for path in ("/", "/a?b", "https://x.example/%ff"):
        robots_signals(parse_robots(data), path, "x")


def test_every_word_of_the_table_stands_once():
    words = [(rule.vocabulary, rule.says) for rule in RULES]
    assert not [one for one, group in itertools.groupby(sorted(words)) if len(list(group)) > 1]
