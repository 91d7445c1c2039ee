"""Who and what a phrase means: a scene's memory of people and things, most recent first."""

from __future__ import annotations

from dataclasses import dataclass, field

from fairtake.breakdown.cast import Company, Person
from fairtake.breakdown.crowds import EVERYBODY, QUANTITIES, Crowd, joined, size_of
from fairtake.breakdown.lexicon import Lexicon, given_names
from fairtake.breakdown.phrases import Phrase
from fairtake.breakdown.tagging import candidates
from fairtake.model.span import Span

__all__ = ["Discourse", "Reference"]

_EVERYONE = frozenset({"everyone", "everybody", "all"})
_NOBODY = frozenset({"nobody", "none", "nothing", "no-one"})
_PLURAL = frozenset({"they", "them", "themselves", "we", "us"})
_MASCULINE = frozenset({"he", "him", "himself", "his"})
_FEMININE = frozenset({"she", "her", "herself", "hers"})
_ADULTS = {"man": "male", "men": "male", "guy": "male", "gentleman": "male", "woman": "female", "lady": "female"}
_CHILDREN = {"boy": "male", "girl": "female", "child": "", "kid": ""}

_FOREIGN = {"elle": "female", "ella": "female", "sie": "female", "il": "male", "er": "male", "él": "male"}
"""Pronouns of other languages: never a name, where the script's own words are not English."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What a phrase means: `roles`, or a `thing` (the plain noun); `extras` counts unnamed
    people; `nobody` for "no one"; `part` the body part when roles own it."""

    roles: tuple[str, ...] = ()
    thing: str = ""
    extras: int = 0
    nobody: bool = False
    part: str = ""
    each_other: bool = False
    animate: bool = False

    @property
    def name(self) -> str:
        """The first role, or the thing."""
        return self.roles[0] if self.roles else self.thing


@dataclass(slots=True)
class Discourse:
    """One scene's memory. `people` and `things` are most recent first; `holder` knows who
    has a thing; `appeared` the roles in order of appearance; `extras` unnamed people by noun."""

    company: Company
    lexicon: Lexicon
    people: list[str] = field(default_factory=list)
    things: list[str] = field(default_factory=list)
    plural_thing: str = ""
    group: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    appeared: list[str] = field(default_factory=list)
    holder: dict[str, str] = field(default_factory=dict)
    extras: dict[str, int] = field(default_factory=dict)
    described: dict[str, str] = field(default_factory=dict)  # what else is said of those unnamed people
    thing_order: list[str] = field(default_factory=list)
    last_was_thing: bool = False
    gone: set[str] = field(default_factory=set)
    fresh: list[str] = field(default_factory=list)  # mentioned since somebody last spoke

    def extra_nouns(self) -> tuple[str, ...]:
        """What each unnamed person is called, the smaller groups first."""
        groups = sorted(joined(self.extras).items(), key=lambda one: one[1])
        return tuple(f"{self.described.get(noun, '')} {noun}".strip() for noun, count in groups for _ in range(count))

    def meet(self, crowd: Crowd) -> str:
        """Take a crowd to mind. Returns what its people are called here, or "" when they are people
        (or animals) whom the film knows by name."""
        if crowd.noun == EVERYBODY:
            return EVERYBODY if self.extras else ""
        if crowd.definite:
            people = self.company.people
            if crowd.species:
                known = [n for n in people if self.company.species(n) == crowd.species]
            else:
                gender = _ADULTS.get(crowd.noun, _CHILDREN.get(crowd.noun))
                child = crowd.noun in _CHILDREN
                known = [
                    n
                    for n, p in people.items()
                    if gender is not None and (not gender or p.gender == gender) and (not child or (p.age or 99) <= 16)
                ]
            if len(known) > 1:
                return ""
            if self.extras and crowd.noun not in self.extras and size_of(crowd.noun, 0) >= 8 and not crowd.count:
                return EVERYBODY  # "The crowd": those who are there already
        before = self.extras.get(crowd.noun, 0)
        self.extras[crowd.noun] = max(before, crowd.count or (0 if before else size_of(crowd.noun)))
        if crowd.adjectives:
            self.described.setdefault(crowd.noun, " ".join(crowd.adjectives))
        return crowd.noun

    def _describe(self, phrase: Phrase) -> None:
        if phrase.adjectives:
            self.described.setdefault(phrase.head, " ".join(phrase.adjectives))

    def mention(self, *roles: str) -> None:
        """People come to the front of memory, the last named frontmost."""
        self.gone.difference_update(roles)
        for role in roles:
            if role in self.people:
                self.people.remove(role)
            self.people.insert(0, role)
            if role not in self.fresh:
                self.fresh.append(role)
            if role not in self.appeared:
                self.appeared.append(role)
        if len(roles) > 1:
            self.group = roles
        elif roles and roles[0] not in self.group:
            self.group = ()
        self.last_was_thing = False

    def leave(self, *roles: str) -> None:
        """People go out: "they" and "he" no longer mean them first."""
        self.people = [name for name in self.people if name not in roles] + [n for n in self.people if n in roles]
        self.group = tuple(name for name in self.group if name not in roles)
        self.gone.update(roles)

    def handle(self, thing: str, plural: bool = False) -> None:
        """A thing comes to the front of memory."""
        if thing in self.things:
            self.things.remove(thing)
        self.things.insert(0, thing)
        if plural:
            self.plural_thing = thing
        self.last_was_thing = True

    def refer(
        self, phrase: Phrase, subject: tuple[str, ...] = (), span: Span | None = None, acts: bool = False
    ) -> Reference:
        """What a phrase means here. `subject`: the roles acting in this clause (excluded for
        him/her/them, meant by himself). `acts`: the phrase is the subject of a stage verb, so
        an unknown person becomes a role."""
        first = self._single(phrase, subject, span, acts)
        if not phrase.others:
            return first
        roles, thing, extras = list(first.roles), first.thing, first.extras
        for other in phrase.others:
            more = self._single(other, subject, span, acts)
            roles.extend(role for role in more.roles if role not in roles)
            thing = thing or more.thing
            extras += more.extras
        return Reference(
            tuple(roles),
            "" if roles and not first.thing else thing,
            extras,
            first.nobody,
            first.part,
            animate=first.animate,
        )

    def _single(self, phrase: Phrase, subject: tuple[str, ...], span: Span | None, acts: bool) -> Reference:
        if phrase.role:
            self.company.people[phrase.role].span = self.company.people[phrase.role].span or span
            return Reference((phrase.role,))
        if phrase.pronoun:
            return self._pronoun(phrase, subject)
        if phrase.proper and phrase.head in self.company.pronouns:
            gender = _FOREIGN.get(phrase.head, "")
            return self._gendered(gender, subject) if gender else Reference()
        words = self.lexicon.words
        head = phrase.head
        if phrase.of is not None and head in QUANTITIES and self._are_people(phrase.of):
            inner = phrase.of
            inner.number = max(inner.number, max(phrase.number, 1) * QUANTITIES[head])
            return self._single(inner, subject, span, acts)
        if phrase.of is not None and (
            head in words["collectives"]
            or (phrase.number and head.isdigit())
            or head in ("two", "three", "both", "all")
        ):
            inner = phrase.of
            if head == "couple" or not head.isalpha() or head in ("crowd", "group"):
                inner.number = max(inner.number, phrase.number)
            return self._single(inner, subject, span, acts)
        if (phrase.number and head in ("two", "three", "four", "five", "six")) or (head == "both" and not phrase.of):
            return Reference(self._several(phrase.number or 2, ()))
        if head in words["body"]:
            return self._body(phrase, subject, span)
        if phrase.of is not None and (phrase.of.head in words["body"]):
            return self._single(phrase.of, subject, span, acts)
        if (head in words["group"] and head not in ("couple", "police")) or (
            head in ("couple", "police") and not phrase.adjectives
        ):
            return self._crowd(phrase)
        if head in words["person"]:
            return self._person(phrase, span, acts)
        if (
            phrase.proper
            and acts
            and not phrase.plural
            and (head in given_names() or not candidates(head))
            and head.isalpha()
        ):
            # "Carl enters": a name nobody speaks under.
            return Reference((self.company.enlist(head.upper(), span).name,))
        return Reference(thing=self.lexicon.nouns.get(head, head), animate=head in words["animal"])

    def _are_people(self, phrase: Phrase) -> bool:
        words = self.lexicon.words
        return phrase.plural and not phrase.role and phrase.head in words["person"] | words["group"]

    # -- people ------------------------------------------------------------------------

    def _pronoun(self, phrase: Phrase, subject: tuple[str, ...]) -> Reference:
        word = phrase.head
        if word in _NOBODY:
            return Reference(nobody=True)
        if word == "each other":
            return Reference(tuple(r for r in self.group if r not in subject), thing="each other", each_other=True)
        if word in _EVERYONE:
            if phrase.of is not None or phrase.number:
                return Reference(self._several(phrase.number or 2, ()))
            everyone = tuple(self._everyone())
            crowd = sum(joined(self.extras).values()) if not everyone else 0
            return Reference(everyone, EVERYBODY if crowd else "", crowd, animate=crowd > 0)
        if word == "both":
            return Reference(self._several(2, ()))
        if word.endswith(("self", "selves")):
            return Reference(subject)
        if word in _PLURAL:
            if self.plural_thing and self.last_was_thing and word in ("them",):
                return Reference(thing=self.plural_thing)
            return Reference(self._several(0, subject if word in ("them", "us") else ()))
        if word in _MASCULINE:
            return self._gendered("male", subject)
        if word in _FEMININE:
            return self._gendered("female", subject)
        if word == "one" and self.things:
            return Reference(thing=self.things[0])
        if word in ("it", "its", "itself"):
            animal = next((name for name in self.people if self.company.species(name)), "")
            if animal and not (self.things and self.last_was_thing):
                return Reference((animal,))
        if word == "it":
            return Reference(thing=self.things[0] if self.things else "", animate=False)
        if word in ("others", "the others"):
            return Reference(tuple(r for r in self.appeared if r not in self.subject and r not in subject))
        if word == "who" and self.people:
            return Reference((self.people[0],))
        return Reference()

    def _gendered(self, gender: str, subject: tuple[str, ...]) -> Reference:
        """The most recent person of a gender; someone whose gender is untold comes after."""
        people = self.company.people
        known = [*self.people, *(name for name in self._cast() if name not in self.people)]
        # The subject goes on as subject ("Anna sits. She smiles."), before whoever was looked at.
        if not subject and self.subject and len(self.subject) == 1 and people[self.subject[0]].gender == gender:
            return Reference(self.subject)
        for wanted in (gender, ""):
            for name in known:
                if name not in subject and people[name].gender == wanted:
                    return Reference((name,))
        fitting = [name for name in people if people[name].gender == gender and name not in subject]
        if len(fitting) == 1:
            return Reference((fitting[0],))
        for name in subject:
            if people[name].gender in (gender, ""):
                return Reference((name,))
        return Reference()

    def _cast(self) -> list[str]:
        """Roles of the film that were not seen yet in this scene; only when the scene is young."""
        return list(self.company.people) if not self.people or len(self.company.people) <= 3 else []

    def _several(self, number: int, subject: tuple[str, ...]) -> tuple[str, ...]:
        if number > 2:
            known = list(self.appeared)
            known.extend(name for name in self.company.people if name not in known)
            order = list(self.company.people)
            return tuple(sorted(known[:number], key=order.index))
        if subject:
            group = [role for role in self.people if role not in subject]
            return tuple(reversed(group[:2])) if len(group) > 1 else tuple(group)
        if len(self.group) > 1:
            return self.group
        if not self.appeared and len(self.company.people) <= 4 and not number:
            return tuple(self.company.people)
        here = [name for name in self.people if name not in self.gone]
        if len(here) >= 2 and not number:
            # Two were in hand since the last line: those. Otherwise everybody, if they are few.
            both = len([name for name in here if name in self.fresh]) >= 2 or len(here) > 4
            pair = set(here[:2] if both else here)
            return tuple(name for name in self.company.people if name in pair)
        recent = (
            self.people[:2]
            if len(self.people) >= 2
            else [*self.people, *(n for n in self.company.people if n not in self.people)][:2]
        )
        chosen = set(recent)
        return tuple(name for name in self.company.people if name in chosen)

    def _everyone(self) -> list[str]:
        """Everybody in the scene; in a scene that has named nobody yet, the whole small cast."""
        order = list(self.company.people)
        if len(self.appeared) < 2 and len(order) <= 6 and not self.extras:
            return order
        return sorted(self.appeared, key=order.index)

    def _body(self, phrase: Phrase, subject: tuple[str, ...], span: Span | None) -> Reference:
        if phrase.owner is not None:
            owner = self.owner(phrase.owner, subject, span)
            return Reference(owner.roles, part=phrase.head, thing="" if owner.roles else phrase.head)
        if phrase.of is not None and (phrase.of.role or phrase.of.pronoun):
            return Reference(self._single(phrase.of, subject, span, False).roles, part=phrase.head)
        return Reference(thing=phrase.head, part=phrase.head)

    def owner(self, phrase: Phrase, subject: tuple[str, ...], span: Span | None) -> Reference:
        """Who a possessive means: the subject itself when its gender fits."""
        word = phrase.head
        people = self.company.people
        if phrase.pronoun and subject:
            gender = "male" if word in _MASCULINE else "female" if word in _FEMININE else ""
            if word in ("their",) or (gender and all(people[s].gender in (gender, "") for s in subject[:1])):
                return Reference(subject)
        if word == "their":
            return Reference(self._several(0, ()))
        return self._single(phrase, subject, span, False)

    def _crowd(self, phrase: Phrase) -> Reference:
        head = phrase.head
        number = phrase.number if phrase.number > 1 else size_of(head)
        if phrase.of is not None and phrase.of.number > 1:
            number = phrase.of.number
        if phrase.plural and head in ("crowd", "group"):
            number *= 2
        self._describe(phrase)
        self.extras[head] = number = max(self.extras.get(head, 0), number)
        return Reference(thing=head, extras=number, animate=True)

    def _person(self, phrase: Phrase, span: Span | None, acts: bool) -> Reference:
        head = phrase.head
        people = self.company.people
        definite = phrase.determiner in ("the", "this", "that", "these", "those", "poss", "both")
        if phrase.plural:
            return self._people(phrase, definite)
        old = [word for word in phrase.adjectives if word in ("old", "young", "elderly")]
        name = f"{old[0].upper()} {head.upper()}" if old and old[0] != "elderly" else head.upper()
        for candidate in (name, head.upper()):
            candidate = self.company.name_of(candidate)
            if candidate in people and (definite or phrase.determiner in ("a", "an", "", "poss")):
                return Reference((candidate,))
        if definite and phrase.determiner != "poss":
            gender = _ADULTS.get(head) or _CHILDREN.get(head)
            for known in [*self.people, *self._cast()]:
                person = people[known]
                if (gender and person.gender == gender) or (head in ("child", "kid") and (person.age or 99) < 16):
                    if old and old[0] in ("old", "elderly") and (person.age or 0) < 55:
                        continue
                    if head in _CHILDREN and (person.age or 9) > 20:
                        continue
                    return Reference((known,))
        if phrase.determiner in ("another", "other") and name in people:
            name = f"OTHER {name}"
        if not acts and phrase.determiner not in ("poss",):
            self._describe(phrase)
            self.extras.setdefault(head, 1)
            return Reference(thing=head, extras=1, animate=True)
        person = self.company.enlist(name, span, " ".join(phrase.adjectives), common=True)
        self.extras.pop(head, None)
        return Reference((person.name,))

    def _people(self, phrase: Phrase, definite: bool) -> Reference:
        """ "the children", "two waiters": known people when definite, else extras."""
        head = phrase.head
        people = self.company.people
        if definite:
            gender = _ADULTS.get(head) or _CHILDREN.get(head, "")
            child = head in _CHILDREN

            def fits(person: Person) -> bool:
                if child and not (person.age is not None and person.age <= 16):
                    return False
                return not gender or person.gender == gender

            if head in _ADULTS or child:
                known = [n for n in people if fits(people[n]) and (n in self.appeared or len(people) <= 4)]
                if len(known) > 1:
                    return Reference(tuple(known))
        number = phrase.number if phrase.number > 1 else 0 if definite and head in self.extras else size_of(head)
        self._describe(phrase)
        self.extras[head] = number = max(self.extras.get(head, 0), number)
        return Reference(thing=head, extras=number, animate=True)
