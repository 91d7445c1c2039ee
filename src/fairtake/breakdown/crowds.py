"""Unnamed people and herds: how many a crowd is, and the sentences in which only a crowd acts.

In: a sentence as written ("Two dozen guests file in and take their seats"). Out: who is meant, how
many, and what they do, in order. Whatever this does not cover is left to the reader of clauses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from fairtake.breakdown.animal_words import species_in
from fairtake.breakdown.lexicon import Lexicon, word_set
from fairtake.model.breakdown import Action

__all__ = ["EVERYBODY", "NO_FIGURE", "QUANTITIES", "Crowd", "Deed", "crowd_in", "full_place", "joined", "size_of"]

EVERYBODY = "everybody"
"""The theme of what all unnamed people on the set do."""

_SIZES: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys(word_set("crowd throng"), 24),
        **dict.fromkeys(word_set("audience congregation army"), 26),
        **dict.fromkeys(word_set("mob spectator fan protester demonstrator reveller"), 20),
        **dict.fromkeys(word_set("guest passenger commuter mourner worshipper parishioner villager onlooker shopper dancer "
                                 "partygoer student tourist pupil orchestra choir juror jury"), 12),
        **dict.fromkeys(word_set("people customer diner patron bystander traveller traveler worker soldier passer-by pedestrian troop"), 8),
        **dict.fromkeys(word_set("group gang team staff band child kid reporter photographer parliament"), 6),
        "family": 4, "couple": 2, "police": 3, "herd": 6, "flock": 7, "pack": 5,
    }
)  # fmt: skip
QUANTITIES: Mapping[str, int] = MappingProxyType(
    {
        "dozen": 12, "dozens": 24, "hundred": 100, "hundreds": 100, "thousand": 100, "thousands": 100, "score": 20, "scores": 30,
        "line": 8, "queue": 8, "row": 6, "rows": 18, "sea": 30, "throng": 24, "stream": 10, "handful": 4, "bunch": 5, "crowd": 24,
        "group": 5, "groups": 10, "mass": 30, "mob": 20, "horde": 20, "swarm": 20, "flock": 7, "herd": 6, "pack": 5, "pair": 2,
        "couple": 2, "clutch": 4, "gaggle": 6, "knot": 4, "cluster": 6, "lot": 20, "lots": 24, "plenty": 16, "number": 8, "gang": 5, "circle": 10,
        "troop": 8, "squad": 8, "party": 8, "crush": 30, "wall": 20, "flood": 24, "colony": 8, "murder": 6, "string": 5, "team": 4,
    }
)  # fmt: skip
"""How many are meant by a noun of number before "of"."""
_VAGUE = {
    "a few": 3,
    "several": 5,
    "some": 6,
    "many": 16,
    "countless": 30,
    "more": 6,
    "both": 2,
    "a couple": 2,
    "a dozen": 12,
    "half a dozen": 6,
}
_NUMBERS = {
    word: n
    for n, word in enumerate(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"], 2
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "a hundred": 100, "one hundred": 100, "two dozen": 24, "three dozen": 36}  # fmt: skip
NO_FIGURE = word_set("cow sheep goat pig calf lamb")
"""Animals that no figure is built for."""
_GENERIC = word_set("crowd throng people mob everybody group")
"""What a crowd may be called however else it was introduced."""
_MORE = word_set(
    "spectator fan protester demonstrator reveller mourner worshipper parishioner villager onlooker shopper partygoer tourist pupil juror diner "
    "patron bystander traveller traveler pedestrian commuter policeman policewoman peasant monk nun citizen refugee musician recruit hunter "
    "skater jogger smoker scout sailor knight rioter merchant courtier wedding-guest townsperson clown acrobat cheerleader player runner"
)
_GROUPS = word_set(
    "crowd throng audience congregation army mob people family orchestra choir gang team troop staff band police jury passers-by group parliament press public"
)
_IRREGULAR = {
    "man": "men", "woman": "women", "child": "children", "policeman": "policemen", "policewoman": "policewomen", "fisherman": "fishermen",
    "fireman": "firemen", "gentleman": "gentlemen", "passer-by": "passers-by", "townsperson": "townspeople", "wolf": "wolves", "mouse": "mice",
    "sheep": "sheep", "lady": "ladies", "thief": "thieves", "wife": "wives", "postman": "postmen", "goose": "geese",
}  # fmt: skip
_ANIMALS = word_set(
    "dog puppy hound wolf fox cat kitten horse pony donkey foal bird crow raven magpie pigeon dove gull seagull sparrow cow sheep goat pig calf lamb"
)


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing a crowd does; `goal` is where or at whom."""

    action: Action
    verb: str
    goal: str = ""
    emotion: str = ""


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who a sentence is about: the singular `noun`, how many (0: those known already), the
    `adjectives`, whether they are animals, and what they do."""

    noun: str
    count: int
    definite: bool
    adjectives: tuple[str, ...]
    species: str
    deeds: tuple[Deed, ...]


_VERBS: tuple[tuple[str, Action, str, str], ...] = (
    (r"(?:bursts?|breaks?|erupts?|explodes?)\s+(?:in|into|out in)\s+(?:applause|clapping)|applauds?|claps?\b|clapping|applauding|gives?\s+(?:\w+\s+){0,3}(?:ovation|applause|hand)\b", Action.EMOTE, "applaud", "joy"),
    (r"(?:bursts?|breaks?|erupts?|explodes?)\s+(?:in|into)\s+(?:cheers|song|joy)|cheers?\b|cheering|roars?|whoops?|hoorays?|goes\s+wild|go\s+wild|erupts?|explodes?|jubilates?|celebrates?", Action.EMOTE, "cheer", "joy"),
    (r"(?:bursts?|breaks?|erupts?)\s+(?:in|into|out)\s+(?:laughter|laughing)|laughs?|laughing|chuckles?|giggles?|roars?\s+with\s+laughter", Action.EMOTE, "laugh", "joy"),
    (r"gasps?|gasping|holds?\s+(?:its|their)\s+breath", Action.EMOTE, "gasp", "surprise"),
    (r"boos?|jeers?|heckles?", Action.EMOTE, "boo", "anger"),
    (r"screams?|shrieks?|panics?", Action.EMOTE, "scream", "fear"),
    (r"sobs?|weeps?|cry|cries|mourns?", Action.EMOTE, "cry", "sadness"),
    (r"smiles?|grins?", Action.EMOTE, "smile", "joy"),
    (r"murmurs?|whispers?|chatters?|chats?|talks?|mutters?|gossips?|argues?", Action.WAIT, "chat", ""),
    (r"mingles?|mingling|mills?\s+(?:about|around)|milling|socialises?|socializes?|drinks?|drink\b|parties\b|circulates?", Action.WAIT, "mingle", ""),
    (r"queues?|queue\s+up|queuing|queueing|lines?\s+up|lining\s+up|waits?\s+in\s+(?:a\s+)?(?:line|queue)", Action.WAIT, "queue", ""),
    (r"dances?|dancing|waltz(?:es)?", Action.EMOTE, "dance", "joy"),
    (r"(?:gets?|leaps?|jumps?|rises?|springs?|comes?)\s+to\s+(?:its|their)\s+feet|(?:stands?|gets?|jumps?)\s+up|rises?|rising|rise\b", Action.STAND, "stand up", ""),
    (r"sits?\s+(?:back\s+)?down|takes?\s+(?:its|their|the)\s+(?:seats?|places?|pews?)|settles?\s+(?:down|in)|fills?\s+the\s+(?:seats|rows|pews|benches|stalls)", Action.SIT, "sit down", ""),
    (r"(?:sits?|sitting|is\s+seated|are\s+seated|fills?)\b", Action.SIT, "sit", ""),
    (r"kneels?|kneeling|prays?", Action.KNEEL, "kneel", ""),
    (r"(?:turns?|swivels?|looks?|glances?|wheels?)\s+(?:around|round|back)|turns?|turning", Action.TURN, "turn", ""),
    (r"looks?|looking|stares?|staring|gaz(?:es?|ing)|watch(?:es|ing)?|listens?|listening|peers?|glances?|squints?|cranes?\s+(?:its|their)\s+necks", Action.LOOK_AT, "look", ""),
    (r"waves?|waving|raises?\s+(?:its|their)\s+(?:hands?|arms?|glasses|fists?|signs?)|toasts?", Action.WAVE, "wave", ""),
    (r"nods?", Action.NOD, "nod", ""),
    (r"shakes?\s+(?:its|their)\s+heads?", Action.SHAKE_HEAD, "shake head", ""),
    (r"points?|pointing", Action.POINT, "point", ""),
    (r"(?:files?|pours?|comes?|streams?|bursts?|rush(?:es)?|marches|march|walks?|runs?|troops?|spills?|crowds?|storms?|flies|fly)\s+(?:back\s+)?(?:in|inside|into)\b|enters?|entering|arrives?|arriving|appears?", Action.ENTER, "enter", ""),
    (r"(?:files?|pours?|comes?|streams?|rush(?:es)?|marches|march|walks?|runs?|troops?|spills?|drifts?|flies|fly|takes?|trots?|gallops?)\s+(?:out|away|off)\b|leaves?|leaving|exits?|disperses?|scatters?|flees?|dispersing", Action.EXIT, "leave", ""),
    (r"(?:walks?|hurr(?:y|ies)|stream(?:s|ing)?|strolls?|rush(?:es|ing)?|pass(?:es|ing)?|march(?:es|ing)?|goes|go|cross(?:es|ing)?|moves?|moving|walking|strolling|hurrying|jogs?|trots?|rides?|push(?:es)?|wanders?|drifts?|bustles?|flows?|come\s+and\s+go|comes\s+and\s+goes)\b", Action.GO, "pass", ""),
    (r"stops?|halts?|freezes?|(?:falls?|goes|grows?|becomes?)\s+(?:silent|quiet|still)|hushes?|calms?", Action.WAIT, "stop", ""),
    (r"waits?|waiting|stands?|standing|gathers?|gathering|lingers?|assembles?|assembled|huddles?|loiters?|is\s+there|are\s+there|hangs?\s+(?:about|around|out)|lounges?|surrounds?|forms?|presses\b|press\b|plays?|works?|shops?|browses?|hovers?", Action.WAIT, "wait", ""),
)  # fmt: skip
_BEASTLY: tuple[tuple[str, Action, str], ...] = (
    (r"barks?|barking", Action.EMOTE, "bark"), (r"howls?", Action.EMOTE, "howl"), (r"growls?", Action.EMOTE, "growl"), (r"caws?", Action.EMOTE, "caw"),
    (r"coos?", Action.EMOTE, "coo"), (r"meows?|miaows?", Action.EMOTE, "meow"), (r"neighs?|whinn(?:y|ies)", Action.EMOTE, "neigh"), (r"chirps?|tweets?|sings?", Action.EMOTE, "chirp"),
    (r"screech(?:es)?|cr(?:y|ies)|squawks?", Action.EMOTE, "squawk"), (r"graz(?:es?|ing)|eats?|feeds?|chews?", Action.EMOTE, "graze"), (r"pecks?|pecking", Action.EMOTE, "peck"),
    (r"sniffs?|sniffing", Action.EMOTE, "sniff"), (r"moos?|lows?", Action.EMOTE, "moo"), (r"bleats?|baas?", Action.EMOTE, "bleat"), (r"grunts?|oinks?", Action.EMOTE, "grunt"),
    (r"takes?\s+(?:off|flight|wing)|fl(?:y|ies)\s+(?:off|up|away)|scatters?|bolts?", Action.EXIT, "fly"),
    (r"lands?|settles?\s+on|perch(?:es)?|alights?", Action.GO, "land"),
    (r"l(?:ie|ies|ying)\s+|sleeps?|dozes?", Action.LIE_DOWN, "lie"), (r"sits?|sitting", Action.SIT, "sit"),
    (r"(?:trots?|runs?|races?|gallops?|charges?|bounds?)\s+(?:in|into)\b", Action.ENTER, "run"),
    (r"runs?|races?|gallops?|charges?|chases?", Action.RUN, "run"), (r"(?:cross|pass)(?:es)?|walks?|wanders?|ambles?|hops?|strolls?|trots?", Action.GO, "walk"),
    (r"fl(?:y|ies)|circles?|wheels?|soars?", Action.GO, "fly"),
)  # fmt: skip
_GOAL = re.compile(
    r"\b(?:at|to|toward|towards|by|near|for|beside|before|around|round|behind|outside|on|in|into|from|along|under|through|across|past)\s+(?:(?:the|a|an|their|its|his|her|one|each)\s+)?(?:[a-z-]+\s+)?(?P<noun>[a-z]+)\W*$",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\s*(?:,\s*(?:and\s+|then\s+|while\s+|some\s+|as\s+)?|;\s*|\band\s+then\b|\bthen\b|\band\b)\s*", re.IGNORECASE
)
_LEAD = re.compile(
    r"^(?:(?:suddenly|now|slowly|finally|outside|inside|behind (?:them|him|her)|around (?:them|him|her)|in the background|meanwhile|somewhere|here|there|again|at last|below|above|on (?:all|every) sides?)\b\s*,?\s*)+",
    re.IGNORECASE,
)
_ADVERB = re.compile(
    r"^(?:(?:all|both|now|still|slowly|suddenly|quietly|loudly|politely|\w+ly|just|already|again|begins? to|starts? to|is|are|'re|'s)\s+)+",
    re.IGNORECASE,
)
_FULL = re.compile(
    r"\b(?P<how>packed|crowded|jam-packed|overcrowded|busy|bustling|teeming|thronged|full house|full (?:public |upper )?(?:gallery|hall|house|room|auditorium)|standing room only|full of people|swarming|heaving)\b",
    re.IGNORECASE,
)
_ROOMS = word_set(
    "hall room house bar theatre theater cinema church court courtroom station platform street square market restaurant café cafe pub club nightclub arena stadium "
    "train bus carriage plane lobby foyer terminal airport mall store supermarket beach park gallery auditorium ballroom tent deck stands stalls place pavement sidewalk "
    "intersection plaza bazaar canteen cafeteria library office gym dancefloor floor classroom chapel cathedral"
)  # fmt: skip
_HEADS = re.compile(
    r"^(?:all|every|their|several|other)\s+(?:the\s+)?(?:heads?|eyes?|faces?)\s+(?P<rest>.+)$", re.IGNORECASE
)
_ROOM_ACTS = re.compile(rf"^the\s+(?:whole\s+|entire\s+)?(?P<room>{'|'.join(sorted(_ROOMS))}|room)\s+(?P<rest>(?:erupts?|bursts?|breaks?|explodes?|goes|falls|applauds|cheers|laughs|gasps|rises|stands)\b.*)$", re.IGNORECASE)  # fmt: skip


def _plural(noun: str) -> str:
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith(("s", "sh", "ch", "x")):
        return noun + "es"
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2:-1] not in "aeou" else noun + "s"


@lru_cache(maxsize=4)
def _nouns(persons: frozenset[str]) -> tuple[Mapping[str, str], re.Pattern[str]]:
    """By what is written ("guests", "crowd") the singular noun; and the pattern of a crowd."""
    named = {_plural(noun): noun for noun in persons | _MORE | _ANIMALS if " " not in noun}
    named |= {group: group for group in _GROUPS}
    named |= {"folks": "people", "folk": "people", "persons": "people", "jurors": "juror", "crows": "crow"}
    words = "|".join(sorted(map(re.escape, named), key=len, reverse=True))
    counts = "|".join(sorted((*_NUMBERS, *_VAGUE), key=len, reverse=True))
    of = "|".join(sorted(QUANTITIES, key=len, reverse=True))
    pattern = re.compile(
        rf"^(?P<det>the|all(?: of)?(?: the)?|their|his|her|these|those|other|another)?\s*(?:(?:about|around|some|maybe|over|nearly|more than|at least)\s+)?"
        rf"(?P<count>\d+|{counts})?\s*(?:more\s+|other\s+)?(?:(?P<article>an?|the|one|two|long)\s+)?(?P<few>(?:small|large|huge|long|big|whole|entire|dense|angry|excited|noisy)\s+)?(?:(?P<of>{of})\s+of\s+(?:the\s+)?)?"
        rf"(?P<adjectives>(?:(?!and\b|of\b|in\b|with\b|at\b|to\b|is\b|are\b)[a-z-]+,?\s+){{0,3}}?)(?P<noun>{words})"
        rf"(?P<where>\s+(?:in|at|on|around|behind|outside|of|near|from|by)\s+(?:(?:the|a|an|his|her|their|its)\s+)?(?:[a-z-]+\s+){{0,2}}?[a-z-]+)?(?:\s+|$)(?P<rest>.*)$",
        re.IGNORECASE | re.DOTALL,
    )  # fmt: skip
    return MappingProxyType(named), pattern


def size_of(noun: str, fallback: int = 4) -> int:
    """How many people a noun means when no number is given."""
    return _SIZES.get(noun, fallback)


def full_place(text: str, heading: bool = False) -> int:
    """How many unnamed people a place holds that is called packed, crowded or busy; 0 when it is
    not. In an action line a word for a place has to stand beside it."""
    for found in _FULL.finditer(text):
        around = {*re.findall(r"[a-zé]+", text[max(0, found.start() - 40) : found.end() + 24].lower())}
        if heading or around & _ROOMS:
            return 14 if found["how"].lower() in ("busy", "bustling") else 24
    return 0


def _deeds(rest: str, species: str) -> tuple[Deed, ...]:
    """What is done, phrase by phrase; the first has to be understood, later ones need not."""
    deeds: list[Deed] = []
    for k, part in enumerate(_CUT.split(rest.strip(" .!…"))):
        phrase = _ADVERB.sub("", part.strip()).strip()
        table: Iterable[tuple[str, Action, str, str]] = ((p, a, v, "") for p, a, v in _BEASTLY) if species else _VERBS
        for pattern, action, verb, emotion in table:
            found = re.match(
                rf"(?:{pattern})(?![\w-])" if not pattern.endswith(r"\s+") else rf"(?:{pattern})", phrase, re.IGNORECASE
            )
            if found is None:
                continue
            after = phrase[found.end() :]
            goal = _GOAL.search(after)
            noun = goal["noun"].lower() if goal else ""
            if noun in (
                "him",
                "her",
                "them",
                "it",
                "me",
                "us",
                "line",
                "unison",
                "silence",
                "awe",
                "horror",
                "dark",
                "direction",
                "time",
                "way",
                "feet",
            ):
                noun = ""
            if action is Action.STAND and re.search(r"\bovation\b", phrase):
                verb = "stand up"
            deeds.append(Deed(action, verb, noun, emotion))
            break
        else:
            if k == 0:
                return ()
    return tuple(deeds)


def crowd_in(sentence: str, lexicon: Lexicon) -> Crowd | None:
    """The crowd a whole sentence is about, or None when it is about something else (or does what
    no crowd is known to do)."""
    text = _LEAD.sub("", " ".join(sentence.split()).strip(" .!…"))
    heads = _HEADS.match(text) or _ROOM_ACTS.match(text)
    if heads is not None:
        deeds = _deeds(heads["rest"], "")
        return Crowd(EVERYBODY, 0, True, (), "", deeds) if deeds else None
    persons = frozenset(lexicon.words["person"])
    named, pattern = _nouns(persons)
    found = pattern.match(text)
    if found is None:
        return None
    noun = named[found["noun"].lower()]
    species = species_in(noun)
    if noun in NO_FIGURE:
        return Crowd(noun, 0, False, (), "", ())
    rest = found["rest"] or ""
    where = found["where"] or ""
    deeds = _deeds(rest, species)
    if not deeds and where:
        # "A crowd of gapers waits": what looked like a place was the verb's own.
        deeds = _deeds(f"{where} {rest}".strip(), species)
    determiner = (found["det"] or "").lower()
    article = (found["article"] or "").lower()
    definite = determiner.startswith(("the", "all", "their", "his", "her", "these", "those")) or article == "the"
    if rest and not deeds:
        return None
    if not rest and definite:
        return None  # "The guests." says nothing new
    group = noun in _GROUPS
    number = (found["count"] or "").lower()
    count = int(number) if number.isdigit() else _NUMBERS.get(number, _VAGUE.get(number, 0))
    if article == "two" and found["of"]:
        count = 2
    if found["of"]:
        count = max(1, count or 1) * QUANTITIES[found["of"].lower()]
    elif not count and not definite:
        count = size_of(noun)
    elif group and count > 1 and noun not in ("people", "police", "staff", "press", "passers-by"):
        count *= size_of(noun)
    adjectives = tuple(w.strip(",").lower() for w in (found["adjectives"] or "").split())
    if any(w[:1].isupper() for w in (found["adjectives"] or "").split()[1:]):
        return None
    return Crowd(noun, min(count, 200), definite, adjectives, species, deeds)


def joined(groups: Mapping[str, int]) -> dict[str, int]:
    """Unnamed people by noun, in which those called first one thing and then "the crowd" are the
    same people."""
    specific = {noun: count for noun, count in groups.items() if noun not in _GENERIC}
    generic = {noun: count for noun, count in groups.items() if noun in _GENERIC}
    if not generic:
        return specific
    largest = max((n for n in specific.values() if n >= 5), default=0)
    noun, count = max(generic.items(), key=lambda one: one[1])
    left = count - largest
    kept = {**specific, noun: left} if left > 0 else specific
    # In the order in which they were first named.
    return {name: kept[name] for name in groups if name in kept}
