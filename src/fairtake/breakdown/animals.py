"""What animals do in a clause: verbs that are theirs, or that mean something else of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from fairtake.breakdown.clauses import Clause
from fairtake.breakdown.discourse import Discourse, Reference
from fairtake.breakdown.events import Draft
from fairtake.breakdown.lexicon import word_set
from fairtake.model.breakdown import Action

__all__ = ["animal_draft", "led_draft", "resting_draft"]

_PARTS = word_set(
    "tail head ear ears paw paws mane fur feathers wing wings hoof hooves beak claw claws tongue teeth nose muzzle whisker whiskers hackles"
)
_FOUND: Mapping[str, Action] = MappingProxyType(
    {
        **dict.fromkeys(("curl", "sprawl", "stretch", "snuggle"), Action.LIE_DOWN),
        **dict.fromkeys(("perch", "seat"), Action.SIT),
        **dict.fromkeys(("tie", "tether", "chain", "hitch", "saddle"), Action.STAND),
    }
)
_AFAR = re.compile(
    r"\b(?:outside|in the distance|far off|somewhere|offscreen|off|nearby|from the (?:yard|street|garden|stable|next room)),?\s*(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
_LEADS = word_set("lead bring walk guide pull drag take coax")

_AS_TOLD = word_set(
    "bark yap woof growl snarl whine whimper yelp howl meow miaow mew mewl purr hiss neigh whinny nicker snort caw croak coo chirp tweet squawk screech "
    "wag sniff snuffle smell lick nuzzle rub scratch pant yawn stretch graze peck preen groom flap flutter prick tilt cock dig paw lap nibble shake chew crow"
)
_WAYS: Mapping[str, Action] = MappingProxyType(
    {
        **dict.fromkeys(word_set("trot pad lope prowl stalk slink amble hop swoop soar glide perch alight land climb leap jump spring pounce circle fly walk "
                                 "creep limp wander"), Action.GO),
        **dict.fromkeys(word_set("gallop canter bolt bound scamper race dash charge"), Action.RUN),
        **dict.fromkeys(word_set("doze sleep curl nap snooze"), Action.LIE_DOWN),
    }
)  # fmt: skip


def animal_draft(clause: Clause, agents: Reference, discourse: Discourse, before: str = "") -> Draft | None:
    """The event of an animal's clause, where its verb is an animal's own; None leaves it to the
    classes of verbs that people have. `before` is what the line says before it ("Outside, ...")."""
    assert clause.verb is not None
    lemma = clause.verb.lemma
    told = lemma in _AS_TOLD
    if not told and lemma not in _WAYS:
        return None
    theme = goal = source = ""
    for phrase in clause.objects:
        if phrase.head in _PARTS:
            continue
        found = discourse.refer(phrase, agents.roles)
        others = tuple(role for role in found.roles if role not in agents.roles)
        theme = theme or (others[0] if found.part and others else "" if found.part else found.name)
    for preposition, phrase in clause.places:
        first = preposition.split(" ")[0]
        found = discourse.refer(phrase, agents.roles)
        name = found.name or phrase.head
        if first in ("from", "off", "out"):
            source = source or name
        elif first not in ("with", "for", "about", "like", "of", "without"):
            goal = goal or name
    if told and (_AFAR.search(before) or goal in ("distance", "outside") or "outside" in clause.adverbs):
        goal, source = "", "outside"
    leaves = {"away", "off", "out"} & {*clause.particles, *clause.adverbs}
    comes = {"in", "inside"} & {*clause.particles, *clause.adverbs}
    action = Action.EMOTE if told else _WAYS[lemma]
    if action in (Action.GO, Action.RUN):
        action = Action.EXIT if leaves and not goal else Action.ENTER if comes and not goal else action
    if told and lemma in ("bark", "growl", "hiss", "meow", "caw", "neigh", "snarl"):
        theme, goal = goal or theme, ""
    manner = tuple(word for word in clause.adverbs if word.endswith("ly"))
    return Draft(action, agents.roles, lemma, theme=theme, goal=goal, source=source, manner=manner)


def resting_draft(clause: Clause, agents: Reference, discourse: Discourse) -> Draft | None:
    """ "is curled up on the sofa", "is tied to the fence": how an animal is found."""
    assert clause.verb is not None
    action = _FOUND.get(clause.verb.lemma)
    if action is None or not agents.roles or not all(discourse.company.species(role) for role in agents.roles):
        return None
    goal = ""
    for preposition, phrase in clause.places:
        if preposition.split(" ")[0] not in ("with", "by the", "of", "for"):
            goal = goal or discourse.refer(phrase, agents.roles).name or phrase.head
    return Draft(action, agents.roles, clause.verb.lemma, goal=goal)


def led_draft(clause: Clause, agents: Reference, discourse: Discourse) -> Draft | None:
    """ "leads the horse in by its bridle": both go; None when nothing is led."""
    assert clause.verb is not None
    if clause.verb.lemma not in _LEADS or not clause.objects:
        return None
    led = discourse.refer(clause.objects[0], agents.roles)
    if not led.roles or not all(discourse.company.species(role) for role in led.roles):
        return None
    after = {*clause.particles, *clause.adverbs, *(p.split(" ")[0] for p, _ in clause.places)}
    goal = source = ""
    for preposition, phrase in clause.places:
        first = preposition.split(" ")[0]
        name = discourse.refer(phrase, agents.roles).name or phrase.head
        if first in ("from", "off"):
            source = source or name
        elif first in (
            "to",
            "into",
            "in",
            "toward",
            "towards",
            "through",
            "onto",
            "across",
            "past",
            "over",
            "on",
            "out",
        ):
            goal = goal or name
    if "in" in after or "inside" in after:
        action = Action.ENTER
    elif after & {"out", "away", "off"} and not goal:
        action = Action.EXIT
    else:
        action = Action.GO
    return Draft(action, agents.roles, "lead", theme=led.roles[0], goal=goal, source=source)
