"""A scene heading → Setting."""

from __future__ import annotations

import re

from fairtake.breakdown.lexicon import word_set
from fairtake.breakdown.tongues import TIMES
from fairtake.model.breakdown import Setting

__all__ = ["is_heading", "read_heading", "weather_in"]

_INTERIOR = r"INT(?:ÉRIEUR|ERIEUR|ERIOR)?|INNEN|INNENRAUM"
_EXTERIOR = r"EXT(?:ÉRIEUR|ERIEUR|ERIOR)?|AUSSEN|AUßEN|EST(?:ABLISHING)?"
_PREFIX = re.compile(
    rf"^\s*(?P<both>(?:{_INTERIOR})\.?\s*[/\-]\s*(?:{_EXTERIOR})|(?:{_EXTERIOR})\.?\s*[/\-]\s*(?:{_INTERIOR})|I\s*/\s*E|E\s*/\s*I)(?=[\s.:,\-]|$)"
    rf"|^\s*(?P<int>{_INTERIOR})(?=[\s.:,\-–]|$)|^\s*(?P<ext>{_EXTERIOR})(?=[\s.:,\-–]|$)",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s+[-–—]+\s+|\s*[–—]+\s*|\s+[-]+\s*$")
_TIMES = {
    "day": "day", "night": "night", "dawn": "dawn", "dusk": "dusk", "morning": "day", "afternoon": "day", "noon": "day",
    "midday": "day", "evening": "dusk", "sunset": "dusk", "sunrise": "dawn", "twilight": "dusk", "midnight": "night",
    "daybreak": "dawn", "nightfall": "dusk", "magic hour": "dusk", "golden hour": "dusk", "late afternoon": "day",
    "early morning": "dawn", "pre-dawn": "dawn", "predawn": "dawn", "late night": "night", "late evening": "night",
    "jour": "day", "nuit": "night", "aube": "dawn", "matin": "day", "soir": "dusk", "crépuscule": "dusk", "midi": "day",
    "après-midi": "day", "aurore": "dawn", "soirée": "dusk", "tag": "day", "nacht": "night", "morgen": "day",
    "morgens": "day", "abend": "dusk", "abends": "dusk", "dämmerung": "dusk", "morgendämmerung": "dawn",
    "abenddämmerung": "dusk", "mittag": "day", "nachmittag": "day", "vormittag": "day", "mitternacht": "night",
    "día": "day", "dia": "day", "noche": "night", "amanecer": "dawn", "atardecer": "dusk", "mañana": "day",
    "tarde": "day", "madrugada": "dawn", "anochecer": "dusk", "mediodía": "day", "alba": "dawn",
    "giorno": "day", "notte": "night", "moonlight": "night", "moonlit": "night", "full moon": "night", "clair de lune": "night",
    "mondschein": "night", "luz de luna": "night", "mattina": "day", "sera": "dusk", "tramonto": "dusk", "noite": "night",
}  # fmt: skip
_TIMES = {**TIMES, **_TIMES}
_HOURS = {
    "morning": "morning", "noon": "noon", "midday": "noon", "afternoon": "afternoon", "late afternoon": "afternoon", "magic hour": "golden",
    "golden hour": "golden", "sunset": "golden", "moonlight": "moonlit", "moonlit": "moonlit", "full moon": "moonlit", "matin": "morning",
    "midi": "noon", "après-midi": "afternoon", "clair de lune": "moonlit", "morgen": "morning", "morgens": "morning", "mittag": "noon",
    "nachmittag": "afternoon", "vormittag": "morning", "mondschein": "moonlit", "mañana": "morning", "mediodía": "noon", "tarde": "afternoon",
    "mattina": "morning", "tramonto": "golden", "atardecer": "golden", "luz de luna": "moonlit",
}  # fmt: skip
"""What a word of time says more exactly than day, dawn, dusk or night."""
_BESIDE = word_set(
    "early late next following the that same later present past a few days day years ago now to before after in pre- mid- "
    "rainy snowy foggy misty windy stormy wet cold grey gray clear winter summer spring autumn fall 1 2 3 4 le la tôt tard am früher später spät de por temprano next-"
)  # fmt: skip
_INHERIT = re.compile(
    r"\b(?:continuous|later|same|moments? later|cont(?:'|’)?d?|simultaneous|meanwhile|seconds later|minutes later|continu|"
    r"plus tard|même|suite|später|gleichzeitig|fortlaufend|continuo|más tarde|mismo|poco después)\b",
    re.IGNORECASE,
)
_TIME_WORDS = sorted(_TIMES, key=len, reverse=True)
_TIME = re.compile(rf"(?<!\w)({'|'.join(re.escape(word) for word in _TIME_WORDS)})(?!\w)", re.IGNORECASE)
_WEATHER = {
    "rain": r"rain(?:s|y|ing|drops?|storm)?|drizzl\w+|downpour|thunderstorm|thunder|storm(?:y)?|pluie|pleut|orage|regen|regnet|lluvia|llueve|pioggia",
    "snow": r"snow(?:s|y|ing|fall|flakes?|storm)?|blizzard|neige|schnee|schneit|nieve|nieva|neve",
    "fog": r"fog(?:gy)?|mist(?:y)?|haze|brouillard|brume|nebel|niebla|nebbia",
    "wind": r"wind(?:y|s)?|gale|storm(?:y)?|gusts?|blizzard|vent|tempête|sturm|viento|vento",
}
_WEATHER_WORDS = {name: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for name, words in _WEATHER.items()}
_WEATHER_ALONE = re.compile(
    rf"[\s(]*(?:(?:light|heavy|pouring|thick|in|the|with|and|driving|falling)\s+)*(?:{'|'.join(_WEATHER.values())})(?:\s*(?:,|and|/|&)\s*(?:{'|'.join(_WEATHER.values())}))*[\s)]*",
    re.IGNORECASE,
)
"""A part of a heading that says nothing but the weather."""
_NOT_WEATHER = re.compile(
    r"(?i:\b(?:snow white|rain ?coats?|wind(?:s|ing)? up|rain check|wind chimes?|second wind|storm(?:s|ed|ing)? (?:out|off|in|into|away|past|up|down|back)|brainstorm\w*|(?:snow|dust|sand) storms?|storm (?:drain|cellar|trooper)s?|rain forest|wind tunnel)\b)|\b(?:he|she|they|[A-Z]\w+) winds\b|\b[Vv]ent\b(?! )",
    re.UNICODE,
)


def read_heading(text: str, before: Setting | None = None) -> Setting:
    """The setting a heading names. Times such as CONTINUOUS, LATER and SAME, and headings
    without a time, take the setting before's ("day" when there is none)."""
    heading = " ".join(text.split())
    prefix = _PREFIX.match(heading)
    interior = bool(prefix and (prefix.group("int") or prefix.group("both")))
    exterior = bool(prefix and (prefix.group("ext") or prefix.group("both")))
    rest = heading[prefix.end() :].lstrip(" .:,-–—") if prefix else heading
    rest = re.sub(r"\s*\(([^()]*)\)\s*$", lambda m: "" if _WEATHER_ALONE.fullmatch(m.group(1)) else m.group(), rest)
    parts = [part.strip() for part in _SPLIT.split(rest) if part.strip()]
    time = ""
    inherits = False
    while len(parts) > 1 and _WEATHER_ALONE.fullmatch(parts[-1]):
        parts.pop()  # "HIGHWAY - NIGHT - RAIN"
    while len(parts) > 1 or (parts and prefix is not None and parts[0].casefold() in _TIMES):
        said, inherited = _time(parts[-1])
        if not said and not inherited:
            break
        time, inherits = said or time, inherits or inherited
        parts.pop()
    if not time and parts and not inherits:
        # "INT. KITCHEN, NIGHT" or "INT. KITCHEN (NIGHT)"
        tail = re.search(r"(?:,\s*|\s*\(|\.\s+)([^,()]+?)\)?\s*$", parts[-1])
        if tail:
            said, inherited = _time(tail.group(1))
            if said or inherited:
                time, inherits = said, inherited
                parts[-1] = parts[-1][: tail.start()].strip()
    if not time and inherits and before is not None and "moments" not in heading.lower():
        time = before.time
    place = " - ".join(part for part in parts if part) or (before.place if before and inherits else "")
    if not time:
        time = before.time if before is not None and (inherits or _same_place(place, before)) else ""
    if not time and before is not None:
        time = before.time
    if prefix is None:
        # A forced heading without INT. or EXT.: the kind of the scene before's, when there is one.
        interior = before.interior if before is not None else not _OUTDOORS.search(place)
        exterior = before.exterior if before is not None else bool(_OUTDOORS.search(place))
        if _OUTDOORS.search(place):
            interior, exterior = False, True
    weather = weather_in(heading)
    if not weather and before is not None and inherits and before.exterior and exterior:
        weather = before.weather
    hour = _hour(heading, rest)
    if not hour and before is not None and (inherits or _same_place(place, before)) and time == before.time:
        hour = before.hour
    return Setting(heading, interior, exterior, place, time or "day", weather, hour)


def _hour(heading: str, rest: str) -> str:
    """The exact hour that the heading's time names, or ""."""
    found = _TIME.findall(_SPLIT.split(rest)[-1] if not _WEATHER_ALONE.fullmatch(_SPLIT.split(rest)[-1]) else rest)
    return next((_HOURS[word.casefold()] for word in reversed(found) if word.casefold() in _HOURS), "")


_OUTDOORS = re.compile(
    r"\b(?:street|park|forest|wood|beach|garden|field|road|desert|mountain|river|lake|sea|yard|alley|plage|rue|parc|forêt|jardin|"
    r"straße|strasse|wald|strand|garten|calle|playa|bosque|jardín|roof|rooftop|bridge|square|market)s?\b",
    re.IGNORECASE,
)


def is_heading(text: str) -> bool:
    """Whether a line that the parser took for action is a heading of another language
    ("INNEN. KÜCHE - TAG"): a known prefix, one line, no lower case."""
    line = text.strip()
    return (
        "\n" not in line
        and line.isupper()
        and len(line) < 100
        and bool(re.match(r"(?:INNEN|AUSSEN|AUßEN|INTÉRIEUR|EXTÉRIEUR)\b", line))
    )


def _same_place(place: str, before: Setting) -> bool:
    return place.casefold() == before.place.casefold()


def _time(part: str) -> tuple[str, bool]:
    """The time of day a part of the heading names, and whether it inherits the scene before's."""
    words = part.strip(" .()[]").casefold()
    if words in _TIMES:
        return _TIMES[words], False
    inherits = bool(_INHERIT.search(words))
    found = _TIME.search(words)
    others = set(_TIME.sub(" ", words, count=1).replace(",", " ").replace("/", " ").split())
    if found and (others <= _BESIDE or inherits):
        return _TIMES[found.group(1)], inherits
    clock = re.fullmatch(r"(\d{1,2})(?::\d\d)?\s*([ap])\.?m\.?|(\d{1,2}):\d\d|(\d{1,2})\s*(?:h|uhr)\d*", words)
    if clock:
        hour = int(next(group for group in clock.group(1, 3, 4) if group))
        if clock.group(2) == "p" and hour < 12:
            hour += 12
        if clock.group(2) == "a" and hour == 12:
            hour = 0
        return (
            "dawn" if hour in (5, 6) else "day" if 7 <= hour < 18 else "dusk" if hour in (18, 19, 20) else "night"
        ), False
    return "", inherits and len(words.split()) <= 5


_OVER = re.compile(
    r"\b(?:rain|snow|storm|downpour|shower|blizzard|fog|mist|wind|drizzle|thunderstorm)s?\b[^.!?;,]{0,12}?"
    r"\b(?:ha(?:s|ve|d)\s+(?:\w+ly\s+|just\s+|all\s+|finally\s+)?(?:stopped|ended|passed|cleared|lifted|gone|ceased|let\s+up|died|"
    r"blown\s+over|moved\s+on|melted|abated|subsided)|is\s+(?:over|gone|past|finished))|"
    r"\b(?:it\s+)?(?:has\s+(?:\w+ly\s+)?stopped|no\s+longer)\s+(?:rain|snow)(?:ing|s)|"
    r"\bafter\s+(?:the|last\s+night['’]s|a)\s+(?:\w+\s+)?(?:rain|snow|storm|shower|downpour)\b",
    re.IGNORECASE,
)
"""Weather that is told of because it is over."""


def weather_in(text: str) -> tuple[str, ...]:
    """Weather named in a text, of "rain", "snow", "fog", "wind", as long as it is not over."""
    text = _OVER.sub(" ", _NOT_WEATHER.sub(" ", text))
    return tuple(name for name, pattern in _WEATHER_WORDS.items() if pattern.search(text))
