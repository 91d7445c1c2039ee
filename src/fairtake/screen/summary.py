"""The summary of what was trained on: the headings of the European Commission's template (AI Act, Art. 53(1)(d)) and the
twelve items of California's AB 2013 (Civil Code 3111(a)), with what a screen knows. What it cannot know says so."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

__all__ = ["as_markdown", "summarise"]

_OPEN = "Not known to the screen: to be filled in by the provider."
_MOST_HOSTS = 10_000


def summarise(database: sqlite3.Connection, about: Mapping[str, Any]) -> dict[str, Any]:
    """The summary (schema fairtake.TrainingData.1) out of the counts."""
    counts = {
        what: dict(
            database.execute("SELECT value, items FROM counts WHERE what = ? ORDER BY items DESC, value", (what,))
        )
        for what in ("decision", "kind", "reason", "vocabulary")
    }
    decisions = {name: counts["decision"].get(name, 0) for name in ("allowed", "on terms", "prohibited", "unknown")}
    hosts = [
        {"host": host, "items": items}
        for host, items in database.execute(
            "SELECT host, sum(items) AS n FROM hosts WHERE decision IN ('allowed', 'on terms') "
            "GROUP BY host ORDER BY n DESC, host LIMIT ?",
            (_MOST_HOSTS,),
        )
    ]
    licences = [
        {"owner": owner, "licence": licence, "items": items}
        for owner, licence, items in database.execute(
            "SELECT owner, licence, sum(items) AS n FROM bill GROUP BY owner, licence ORDER BY n DESC, owner, licence LIMIT 1000"
        )
    ]
    known = {
        "schema": "fairtake.TrainingData.1",
        "dataset": about["dataset"],
        "items": sum(decisions.values()),
        "decisions": decisions,
        "kinds": counts["kind"],
        "reasons": counts["reason"],
        "vocabularies": counts["vocabulary"],
        "licences": licences,
        "hosts": hosts,
        "looked_for": list(about["looked_for"]),
        "not_looked_for": list(about["not_looked_for"]),
    }
    return {**known, "eu_ai_act_art_53_1_d": _european(known), "california_ab_2013": _californian(known)}


def _cleared(known: Mapping[str, Any]) -> str:
    decisions = known["decisions"]
    kinds: dict[str, int] = {}
    for name, items in known["kinds"].items():
        kind, _, decision = name.partition(", ")
        if decision in ("allowed", "on terms"):
            kinds[kind] = kinds.get(kind, 0) + items
    told = ", ".join(f"{items} {kind}" for kind, items in sorted(kinds.items()))
    total = decisions["allowed"] + decisions["on terms"]
    return f"{total} items cleared out of {known['items']}" + (f" ({told})." if told else ".")


def _european(known: Mapping[str, Any]) -> dict[str, str]:
    decisions = known["decisions"]
    hosts = ", ".join(f"{one['host']} ({one['items']})" for one in known["hosts"][:50]) or "No item names an address."
    licences = ", ".join(f"{one['licence']} ({one['items']})" for one in known["licences"][:50])
    return {
        "1.1 Provider identification": _OPEN,
        "1.2 Model identification": _OPEN,
        "1.3 Modalities, overall size and other characteristics": _cleared(known)
        + " Size in tokens, hours or pixels, dates and languages: not known to the screen.",
        "2.1 Publicly available datasets": f"Screened: {known['dataset']}. Whether it is publicly available: {_OPEN}",
        "2.2.1 Datasets commercially licensed by rightsholders": f"{decisions['on terms']} items on terms"
        + (f": {licences}." if licences else ".")
        + " terms.csv has the bill.",
        "2.2.2 Private datasets obtained from other third parties": _OPEN,
        "2.3 Data crawled and scraped from online sources": f"Addresses of cleared items by domain: {hosts} "
        "Crawlers used and time of collection: not known to the screen.",
        "2.4 User data": _OPEN,
        "2.5 Synthetic data": _OPEN,
        "2.6 Other sources of data": _OPEN,
        "3.1 Respect of reservation of rights from text and data mining exception or limitation": "Read before "
        f"training: {', '.join(known['looked_for'])}. {decisions['prohibited']} items were excluded as prohibited, and "
        f"{decisions['unknown']} because nobody is known to have offered them or they could not be judged. "
        "proof.json commits to what was excluded. Not looked for: " + "; ".join(known["not_looked_for"]) + ".",
        "3.2 Removal of illegal content": "The screen does not look for illegal content. " + _OPEN,
        "3.3 Other information": "Made by fairtake screen.",
    }


def _californian(known: Mapping[str, Any]) -> dict[str, str]:
    decisions = known["decisions"]
    owners = ", ".join(sorted({one["owner"] for one in known["licences"] if one["owner"]})[:200])
    kinds = ", ".join(sorted({kind.partition(",")[0] for kind in known["kinds"]})) or "none"
    return {
        "1. Sources or owners of the datasets": f"{known['dataset']}."
        + (f" Owners named in licences and grants: {owners}." if owners else " No owner is named in the items."),
        "2. How the datasets further the intended purpose": _OPEN,
        "3. Number of data points": _cleared(known),
        "4. Types of data points": f"{kinds}. Labels: captions where the dataset has them.",
        "5. Whether the datasets include data protected by copyright, trademark or patent, or are in the public domain": (
            f"{decisions['on terms']} items stand under a licence or grant with conditions (protected), "
            f"{decisions['allowed']} are in the public domain or offered without conditions."
        ),
        "6. Whether the datasets were purchased or licensed": f"{decisions['on terms']} items are licensed; see terms.csv. "
        "Purchases: not known to the screen.",
        "7. Whether the datasets include personal information": "Not looked for: pictures, sounds and captions may hold it.",
        "8. Whether the datasets include aggregate consumer information": _OPEN,
        "9. Cleaning, processing or other modification, and its purpose": "Items prohibited or unknown were left out "
        f"({decisions['prohibited']} and {decisions['unknown']}), so that training uses what was offered. No file was "
        "changed. Other processing: not known to the screen.",
        "10. Time period of collection": _OPEN,
        "11. Dates the datasets were first used": _OPEN,
        "12. Synthetic data generation": _OPEN,
    }


def as_markdown(summary: Mapping[str, Any]) -> str:
    """The same for people."""
    decisions = summary["decisions"]
    lines = ["# Training data", "", f"Dataset: {_line(summary['dataset'])}. {summary['items']} items.", ""]
    lines += ["| decision | items |", "|---|---:|", *(f"| {name} | {items} |" for name, items in decisions.items()), ""]
    if summary["reasons"]:
        lines += ["| left out because | items |", "|---|---:|"]
        lines += [f"| {_line(reason)} | {items} |" for reason, items in summary["reasons"].items()] + [""]
    lines += ["Looked for: " + "; ".join(summary["looked_for"]) + ".", ""]
    lines += ["**Not looked for:** " + "; ".join(summary["not_looked_for"]) + ".", ""]
    for title, key in (
        ("EU AI Act, Article 53(1)(d): public summary of training content", "eu_ai_act_art_53_1_d"),
        ("California AB 2013: documentation of training data", "california_ab_2013"),
    ):
        lines += [f"## {title}", ""]
        for heading, text in summary[key].items():
            lines += [f"### {heading}", "", _line(text), ""]
    return "\n".join(lines)


def _line(text: str) -> str:
    """Text of unknown origin, as one line that makes no markup."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return plain.replace("|", "\\|").replace("<", "&lt;").replace("`", "'")
