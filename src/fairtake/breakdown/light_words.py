"""Light and weather that change by themselves: "the power goes out", "fog rolls in", "a fire crackles".

In: an action element and the beats its sentences became. Out: the same beats with LIGHT events
among them, in the order in which they are written. What a person does to a lamp stays a deed of
theirs; the light event follows it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from fairtake.breakdown.source import locate, plain
from fairtake.model.breakdown import Action, Beat, Event
from fairtake.model.screenplay import Element
from fairtake.model.span import Gap

__all__ = ["begun_weather", "with_light"]

_LAMP = r"lamps?|lights?|bulbs?|lanterns?|chandelier|torch(?:es)?|flashlight|candles?|candelabra|tv|television|neon(?: sign)?|signs?|overheads?|fluorescents?"
_FIRES = r"fire|campfire|camp fire|bonfire|hearth|flames?|blaze|embers|fireplace|log fire"
_BURNS = r"house|home|barn|building|cabin|cottage|shed|church|hotel|factory|warehouse|tower|castle|hut|car|truck|ship|boat|village|city|roof|forest|wood|theatre|theater|mansion|farm"
_BUILDINGS = r"house|home|barn|building|cabin|cottage|shed|church|hotel|factory|warehouse|tower|castle|hut|theatre|theater|mansion|farm|roof"
_FALLS = {"rain": "rain", "drizzle": "rain", "downpour": "rain", "raindrops": "rain", "hail": "rain", "storm": "rain", "shower": "rain",
          "thunderstorm": "rain", "snow": "snow", "snowflakes": "snow", "blizzard": "snow", "flakes": "snow", "fog": "fog", "mist": "fog",
          "haze": "fog", "wind": "wind", "gale": "wind", "breeze": "wind", "gusts": "wind"}  # fmt: skip
_SKY = "|".join(_FALLS)
_OF = r"(?:[\w'’-]+\s+){0,4}?"  # a few words between
_RULES: tuple[tuple[str, str, str], ...] = (
    # (verb, theme or "" for the first group, pattern); earlier rules win where two meet.
    ("on", "", rf"\b(?P<what>power|electricity|{_LAMP})\s+{_OF}(?:comes?|came|flickers?|snaps?|flares?|clicks?|blazes?|buzz(?:es)?|springs?|goes?|go|blinks?)\s+(?:back\s+)?(?:on|up|to life)\b"),
    ("off", "", rf"\b(?P<what>power|electricity|{_LAMP}|{_FIRES})\s+(?:\w+\s+)?(?:goes?|go|went|cuts?|blows?|snaps?|shuts?|blinks?|clicks?|gutters?|burns?|dies?|sputters?)\s+(?:out|off|dark|dead|down)\b"),
    ("off", "", rf"\b(?P<what>power|electricity|{_LAMP}|{_FIRES})\s+(?:fails?|dies?|cuts?\s*$|is cut|are (?:off|out)|is (?:off|out))\b"),
    ("off", "power", r"\bblack-?outs?\b|\b(?:plung\w+|thrown)\s+into\s+(?:total |complete |sudden )?(?:darkness|dark)|\b(?:everything|(?:the )?(?:\w*room|house|place|stage|street|world|screen|hall\w*|building|city|kitchen|corridor|office|flat|apartment|cabin|cellar|basement|attic|shop|church|garage))\s+(?:goes|falls|turns|is|lies)\s+(?:suddenly |completely |pitch )?(?:dark|black)\b|\b(?:lies?|sits?|stands?|waits?|is|are)\s+(?:\w+\s+){0,2}in\s+(?:the |total |complete |near |near-)?(?:dark|darkness)\b(?=\s*[.,;!?…]|\s+(?:and|as|while|with)\b)|(?:^|(?<=[.!?…—–-]\s)|(?<=\n))(?:total |sudden |pitch |complete )?(?:dark|darkness|black|blackness)(?=\s*[.!…])"),
    ("off", "", rf"\b(?:switch|turn|flick|click|snap|shut|put|flip|kill|cut|douse|snuff|extinguish|blow)(?:e?s|ed|t?ing)?\s+(?:off|out)?\s*(?:all\s+)?(?:the|a|his|her|their|its|that|every|one)?\s*{_OF}(?P<what>{_LAMP}|{_FIRES})(?P<off>\s+(?:off|out))?\b"),
    ("on", "", rf"\b(?:switch|turn|flick|click|snap|put|flip)(?:e?s|ed|ing)?\s+(?P<on>on)?\s*(?:all\s+)?(?:the|a|his|her|their|its|that|every|one)?\s*{_OF}(?P<what>{_LAMP})(?P<on2>\s+(?:back\s+)?on)?\b"),
    ("off", "power", r"\b(?:flips?|hits?|throws?|flicks?|presses)\s+the\s+(?:light\s+)?(?:breaker|main switch)\b"),
    ("switch", "power", r"\b(?:flips?|hits?|throws?|flicks?|presses|finds?)\s+(?:the|a)\s+(?:light\s*|wall\s+)?switch\b"),
    ("on", "", rf"\b(?:lights?|lit|lighting|starts?|makes?|builds?|kindles?)\s+(?:up\s+)?(?:a|an|the|another|his|her|their|two|some|more|small|all)\s+{_OF}(?P<what>candles?|lanterns?|lamps?|torch(?:es)?|campfire|bonfire|fireplace|fire|oil lamp)\b"),
    ("on", "match", r"\b(?:strikes?|lights?)\s+(?:a|the|another)\s+(?:match|lighter)\b"),
    ("flicker", "", rf"\b(?P<what>{_LAMP}|{_FIRES}|candlelight|firelight|power)\b[^.,;]{{0,24}}?\b(?:flicker|sputter|stutter|blink|gutter|strobe)(?:s|ing)?\b"),
    ("burn", "", rf"\b(?P<what>{_BURNS})\s+(?:\w+\s+)?(?:is|are|now)?\s*(?:catch\w*\s+fire|on fire|in flames|ablaze|burn(?:s|ing)|goes up in flames)\b"),
    ("burn", "", rf"\b(?:burning|blazing)\s+(?P<what>{_BURNS})\b"),
    ("burn", "house", r"\bflames?\b[^.;]{0,40}\b(?:windows?|roof|doorway|house|building)\b"),
    ("burn", "campfire", r"\b(?:camp ?fire|bonfire|fire pit)\b"),
    ("burn", "", rf"\b(?P<what>{_FIRES})\b(?!\s*(?:escape|engine|alarm|truck|station|place's|exit|man|men|door))[^.;]{{0,30}}?\b(?:crackl|burn|blaz|roar|glow|danc|leap|lick|rag|smolder|smoulder|spit)\w*\b"),
    ("burn", "fire", r"\b(?:roaring|crackling|dying|open|small|warm|log)\s+fire\b|\bby\s+the\s+fire(?:side|light|place)?\b|\bfirelight\b"),
    ("burn", "candle", r"\b(?:lit|burning)\s+candles?\b|\bcandles?\s+(?:burn|glow|everywhere|on\s)|\bcandlelight\b|\bby candle"),
    ("smoke", "", r"\b(?P<what>smoke|steam)\b[^.;]{0,28}?\b(?:curl|ris|drift|fill|billow|pour|hang|trail|coil|snak|roll|seep|plum|leak|escap)\w*\b"),
    ("flash", "lightning", r"\blightning\b(?!\s+(?:fast|quick|speed))|\bthe\s+storm\s+breaks\b|\bthunderbolt\b"),
    ("thunder", "sky", r"(?:^|(?<=[.!?]\s)|(?<=\n))(?:a |distant |another )?(?:clap of |crack of |roll of |peal of )?thunder(?=\s*[.!…])"),
    ("begin", "rain", r"\bthe\s+storm\s+breaks\b|\bthe\s+heavens\s+open\b|\bthe\s+sk(?:y|ies)\s+opens?\b"),
    ("begin", "", rf"\b(?P<what>{_SKY})\b\s+{_OF}(?:begins?|starts?|comes?|sets?|rolls?|creeps?|clos\w+|picks?|moves?|drifts?|descends?|thickens?|rises?|pours? in|slides?)\b(?!\s+(?:from|off)\b)"),
    ("begin", "rain", r"\b(?:begins?|starts?)\s+(?:to\s+)?(?:rain|drizzl|pour)(?:ing)?\b|\bfirst\s+(?:fat |heavy |big )?(?:rain\s*)?drops\b"),
    ("begin", "snow", r"\b(?:begins?|starts?)\s+(?:to\s+)?snow(?:ing)?\b|\bfirst\s+(?:snow\s*)?flakes\b"),
    ("end", "", rf"\b(?P<what>{_SKY})\b\s+{_OF}(?:stops?|ends?|lets? up|eases?|dies|clears?|lifts?|passes|thins?|fades?|burns off|ceases?|breaks up)\b"),
    ("end", "rain", r"\bstops\s+raining\b"), ("end", "snow", r"\bstops\s+snowing\b"),
    ("sweep", "headlights", r"\b(?:head ?lights?|head ?lamps?|high beams|search ?light|car lights)\b"),
    ("clear", "sky", r"\b(?:sun|sunlight|sunshine)\s+(?:\w+\s+)?(?:breaks?|comes?|bursts?|appears?|emerges?|returns?)\b|\bclouds?\s+(?:part|break|clear|open|lift)s?\b|\bsk(?:y|ies)\s+clears?\b"),
    ("cover", "sky", r"\b(?:storm )?clouds?\s+(?:gather|roll|mov|pass|cover|clos|swallow|drift\w* over)\w*\b|\bsun\s+(?:goes|disappears|slips|vanishes|slides|ducks)\s+(?:in|behind)\b|\bsky\s+(?:darkens|blackens|greys|goes dark|turns black)\b"),
    ("slats", "blinds", r"\b(?:light|moonlight|sunlight|sun|moon|streetlight|daylight)\b[^.;]{0,24}\b(?:through|between)\s+(?:the\s+)?\w*\s?(?:blinds?|slats|shutters)\b|\b(?:blinds|slats)\b[^.;]{0,20}\b(?:stripe|bar|shadow)\w*"),
    ("silhouette", "people", r"\bin silhouette\b|\bsilhouetted\b|\bonly (?:his|her|their|a|an) (?:outline|silhouette)s?\b|\bbacklit\b|\bjust an? (?:outline|silhouette)\b"),
    ("blow", "leaves", r"\bleaves\b[^.;]{0,20}\b(?:tumbl|blow|swirl|whirl|danc|skitter|fall|drift|scatter|rac|chas|fl)\w*\b|\bfalling leaves\b"),
)  # fmt: skip
_COMPILED = tuple((verb, theme, re.compile(pattern, re.IGNORECASE | re.MULTILINE)) for verb, theme, pattern in _RULES)
_UNREAL = re.compile(r"(?:\bas (?:if|though)|\blike|\bno|\bwithout|\bnever|n['’]t|\bimagines?|\bremembers?|\bwaits? for)\s+(?:[\w'’]+\s+){0,2}$", re.IGNORECASE)  # fmt: skip
_NAMES = (
    ("candle", "candle"), ("torch", "torch"), ("lantern", "lamp"), ("campfire", "campfire"), ("camp fire", "campfire"), ("bonfire", "campfire"),
    ("neon", "neon"), ("sign", "neon"), ("tv", "television"), ("television", "television"), ("lamp", "lamp"), ("flashlight", "torch"),
)  # fmt: skip
_FROM = re.compile(
    r"\b(?:from|in|on|out of|off|over|above)\s+(?:the|a|an|his|her|their|its)\s+([\w'’ -]{2,30}?)(?=[.,;:!?\n]|\s+(?:and|as|while)\b|$)",
    re.IGNORECASE,
)
_ONSET = re.compile(r"\b(?:catch\w*|erupts?|bursts? into|goes up|starts?|begins?|flares?)\b", re.IGNORECASE)


def _what(word: str) -> str:
    low = " ".join(word.casefold().split())
    if low in _FALLS:
        return _FALLS[low]
    for part, name in _NAMES:
        if part in low:
            return name
    if re.fullmatch(_FIRES, low) or low in ("firelight",):
        return "fire"
    if low in ("candlelight",):
        return "candle"
    if re.fullmatch(r"power|electricity|lights?|bulbs?|overheads?|fluorescents?|chandelier", low):
        return "power"
    return low


def _found(text: str) -> list[tuple[int, int, str, str]]:
    """(start, end, verb, theme) of every change a text names, in order."""
    found: list[tuple[int, int, str, str]] = []
    for verb, theme, pattern in _COMPILED:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            if verb == "off" and "off" in groups:
                hand = match.group().split()[0].casefold()
                if not groups["off"] and not re.search(r"\b(?:off|out)\b", match.group()) and not re.match(
                    r"kill|cut|douse|snuff|extinguish", hand
                ):  # fmt: skip
                    continue
            if verb == "on" and "on2" in groups and not (groups["on"] or groups["on2"]):
                continue
            if _UNREAL.search(text[: match.start()]):
                continue
            what = theme or _what(groups["what"])
            if verb == "burn" and re.fullmatch(_BUILDINGS, what):
                what = "house"
            start, end = match.span()
            same = [f for f in found if f[0] < end and f[1] > start]
            if any(f[2] != "flash" or verb != "begin" for f in same):
                continue
            if any(f[2:] == (verb, what) and verb in ("burn", "smoke", "flash", "sweep", "off") for f in found):
                continue
            found.append((start, end, verb, what))
    return sorted(found)


def with_light(element: Element, source: str, beats: Sequence[Beat], gaps: list[Gap]) -> list[Beat]:
    """The beats of an action element with its LIGHT events among them. What an actorless event
    or a gap said about the same words is taken away from `beats` and `gaps`."""
    text = plain(element.text)
    out = list(beats)
    for start, end, verb, theme in _found(text):
        span = locate(element, source, start, end)
        after = re.split(r"[.;!?\n]", text[start : end + 60])[0]
        where = _FROM.search(after)
        manner = ("suddenly",) if _ONSET.search(text[start:end]) else ()
        goal = where.group(1).strip() if where and verb in ("smoke", "burn", "sweep", "flicker") else ""
        event = Event(
            Action.LIGHT, (), span, " ".join(text[start:end].split()), verb=verb, theme=theme, goal=goal, manner=manner
        )
        mine = [b for b in out if isinstance(b, Event) and b.span.start < span.end and b.span.end > span.start]
        for beat in mine:
            if not beat.agents and beat.action is not Action.LIGHT:
                out.remove(beat)
        gaps[:] = [
            g
            for g in gaps
            if g.span is None or g.span.end <= span.start or g.span.start >= span.end or len(g.what) > 90
        ]
        at = 0
        for index, one in enumerate(out):
            if one.span.start <= span.start or one in mine:
                at = index + 1
        out.insert(at, event)
    return out


def begun_weather(beats: Sequence[Beat]) -> frozenset[str]:
    """Weather that sets in during a scene: it is not there when the scene begins."""
    first: dict[str, str] = {}
    for beat in beats:
        if isinstance(beat, Event) and beat.action is Action.LIGHT and beat.verb in ("begin", "end"):
            first.setdefault(beat.theme, beat.verb)
    return frozenset(theme for theme, verb in first.items() if verb == "begin")
