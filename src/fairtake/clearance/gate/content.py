"""What happens in a scene that somebody may not want to lend themselves to: an honest word list.

It reads verbs, things and words of action lines; it understands neither irony nor what is only meant.
What it finds, it finds by a word, and says which. Words it does not know, it does not judge. Words that mean
harmless things more often than not ("hit", "shot", "beat", "strip", "crack") are left out: who strikes whom is
known from the action.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from fairtake.model.breakdown import Action, Breakdown, Event, Line, Scene

__all__ = ["ASKED_FOR", "CATEGORIES", "Shown", "category_of", "shown_in"]


@dataclass(frozen=True, slots=True)
class Shown:
    """Something in a scene: its `category`, the `word` that tells it, and the script's line."""

    category: str
    word: str
    line: int


CATEGORIES: dict[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "violence": "attack attacks attacked beating brawl brawls choke chokes choked fight "
        "fights fighting fought fist fists grapple grapples headbutt kick kicks kicked kicking punch "
        "punches punched shove shoves shoved slap slaps slapped smack smacks stab stabs stabbed strangle strangles "
        "torture tortures tortured wrestle wrestles murder murders shoot shoots "
        "assault assaults",
        "weapons": "gun guns pistol pistols revolver rifle rifles shotgun knife knives dagger sword swords machete bomb bombs "
        "grenade weapon weapons bullet bullets crossbow",
        "death": "dead death die dies died dying kill kills killed killing murder murders murdered corpse corpses body-bag "
        "coffin funeral executed execution drown drowns drowned hanged suicide strangles",
        "blood": "blood bloody bleed bleeds bleeding bled gore gory wound wounds wounded",
        "suicide": "suicide noose overdose overdoses",
        "nudity": "naked nude nudity topless undress undresses undressed undressing bare-breasted",
        "sex": "sex orgasm orgasms intercourse makes-love make-love rape rapes raped fondle fondles",
        "intimacy": "kiss kisses kissed kissing caress caresses caressed makes-out make-out snog snogs",
        "alcohol": "alcohol beer beers bourbon champagne cocktail cocktails drunk gin liquor rum tequila vodka whiskey whisky "
        "wine wines brandy tipsy",
        "drugs": "cocaine drugs heroin ketamine lsd marijuana meth opium syringe",
        "smoking": "cigar cigars cigarette cigarettes smokes smoking tobacco vape vapes vaping ashtray",
        "gambling": "bets betting casino gamble gambles gambling poker roulette",
        "politics": "ballot campaign campaigns candidate congress democrat democrats election elections fascist fascists "
        "fascism communism communist minister parliament party-rally politician politicians president propaganda "
        "republican republicans senator socialist vote votes voting",
        "religion": "bible church crucifix imam koran mosque pray prays prayed praying prayer priest quran rabbi sermon "
        "synagogue",
        "profanity": "asshole bastard bitch bullshit cunt damn fuck fucked fucker fucking shit shitty",
    }.items()
}
"""Category to the words that show it in an action line; profanity, politics and religion in dialogue too."""

_SPOKEN = frozenset({"profanity", "politics", "religion"})
_ACTIONS = {Action.STRIKE: "violence"}

ASKED_FOR = frozenset({"nudity", "sex"})
"""What is shown only with a word of its own in `permits` (SAG-AFTRA: nudity and simulated sex need consent of their own)."""

_NAMES = {
    "violence": "violent fight fights fighting brutality", "weapons": "weapon gun guns firearms knives",
    "death": "dying dead killing murder", "blood": "gore bloodshed", "suicide": "self-harm selfharm",
    "nudity": "nude naked undressed", "sex": "sexual sexualised sexualized pornography porn erotic explicit",
    "intimacy": "intimate kiss kisses kissing romance", "alcohol": "drinking drink drunkenness",
    "drugs": "drug narcotics", "smoking": "smoke tobacco cigarettes", "gambling": "betting",
    "politics": "political politic party campaigning", "religion": "religious faith", "profanity": "swearing cursing",
}  # fmt: skip
_CATEGORY = {word: name for name, words in _NAMES.items() for word in (name, *words.split())}
_EMPTY = frozenset(
    {"no", "not", "any", "of", "or", "and", "scenes", "scene", "acts", "content", "use", "simulated", "graphic"}
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def category_of(term: str) -> str:
    """The category a term of a grant speaks of ("no kissing" is intimacy); "" for one that is not known here."""
    words = [word for word in _WORD.findall(term.casefold()) if word not in _EMPTY]
    found = {_CATEGORY.get(word, "") for word in words}
    return found.pop() if len(found) == 1 else ""


def shown_in(breakdown: Breakdown) -> dict[str, tuple[Shown, ...]]:
    """What each scene shows, by the scene's number, each category once by its first word."""
    return {scene.number: tuple(_first(_found(scene))) for scene in breakdown.scenes}


def _first(found: Iterable[Shown]) -> Iterable[Shown]:
    seen: set[str] = set()
    for one in found:
        if one.category not in seen:
            seen.add(one.category)
            yield one


def _found(scene: Scene) -> Iterable[Shown]:
    for beat in scene.beats:
        if isinstance(beat, Event):
            told = " ".join((beat.text, beat.verb, beat.theme, beat.instrument))
            yield from _named(told, beat.span.line, CATEGORIES)
            if beat.action in _ACTIONS and _is_role(beat.theme, scene):
                yield Shown(_ACTIONS[beat.action], beat.verb or str(beat.action), beat.span.line)
        elif isinstance(beat, Line):
            yield from _named(beat.text, beat.span.line, _SPOKEN)
            yield from _named(" ".join(beat.parentheticals), beat.span.line, CATEGORIES)
    for prop in scene.props:
        yield from _named(prop.name, prop.span.line if prop.span else scene.span.line, CATEGORIES)


def _is_role(name: str, scene: Scene) -> bool:
    return name in scene.roles


def _named(text: str, line: int, categories: Iterable[str]) -> Iterable[Shown]:
    words = _WORD.findall(text.casefold())
    words += [f"{one}-{other}" for one, other in pairwise(words)]
    for category in categories:
        for word in words:
            if word in CATEGORIES[category]:
                yield Shown(category, word, line)
                break
