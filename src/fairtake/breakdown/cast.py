"""Who is in the film: cues, people introduced in capitals, and people who simply act.

In: a Screenplay's elements. Out: a `Company`, from which the roles are read at the end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from fairtake.breakdown.animal_words import animals_in, is_noise, same_animal, species_in
from fairtake.breakdown.cues import read_cue
from fairtake.breakdown.describe import age_in, gender_in, gender_of_name, looks_like_introduction
from fairtake.breakdown.lexicon import Lexicon, given_names, word_set
from fairtake.breakdown.source import locate, plain
from fairtake.breakdown.tagging import candidates, noun_lemma, verb_form, verb_lemma
from fairtake.breakdown.tokens import Token, join_names, name_key, sentences, tokenize
from fairtake.breakdown.wardrobe import new_of_clothes
from fairtake.model.breakdown import Role
from fairtake.model.screenplay import Element, ElementKind
from fairtake.model.span import Span

__all__ = ["Company", "Person"]

_TECHNICAL = word_set(
    "close on angle insert pov back to cut super title montage series of shots intercut fade in out later end "
    "continuous flashback dissolve smash match the a an and day night int ext over black white card wide shot "
    "moving tracking pan tilt zoom crane dolly push pull reverse beat pause silence sfx vfx cgi tv ok usa uk nyc "
    "no stop bang boom crash credits roll we us it from with at sound music sounds fx"
)
_RUN_JOINERS = frozenset({".", "#", "-"})
_BRACKET = re.compile(r"\s*\(([^()]*)\)")
_PRONOUNS = word_set("elle elles il ils on er es sie ella él ellos ellas")
_GENERIC = frozenset({"young", "old", "older", "younger", "little", "other", "first", "second", "third", "another"})


@dataclass(slots=True)
class Person:
    """A role in the making."""

    name: str
    description: str = ""
    gender: str = ""
    age: int | None = None
    aliases: list[str] = field(default_factory=list)
    lines: int = 0
    span: Span | None = None
    order: int = 0
    votes: Counter[str] = field(default_factory=Counter)
    described: int = 0  # the scene in which they were described first
    common: bool = False  # a noun ("WAITER"): matched in lower case too


class Company:
    """Everybody in the film; names are found here, and new people enlisted."""

    def __init__(
        self, lexicon: Lexicon, common: bool, forms: frozenset[str] = frozenset(), english: bool = True
    ) -> None:
        """`common`: lower-case nouns of the lexicon name people; `forms`: the verb forms of another
        language; `english`: the script's own words are English, so that "Ella" is a name."""
        self.lexicon = lexicon
        self.pronouns = _PRONOUNS - given_names().keys() if english else _PRONOUNS
        self.gathered = False
        self.forms = forms  # verb forms of another language
        self.common = common  # whether lower-case nouns of the lexicon name people
        self.people: dict[str, Person] = {}
        self.talkers: set[str] = set()  # who says something in words
        self.reading = 0  # the number of the scene that is gathered from, from 1; 0 after that
        self.nouns: dict[str, str] = {}  # plain nouns of named animals
        self.alias: dict[str, str] = {}
        self.names: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}

    # -- finding -----------------------------------------------------------------------

    def gather(self, scenes: Sequence[Sequence[Element]], source: str) -> None:
        """Enlists everybody with a cue or introduced in capitals, merges names, learns genders; from the
        elements of the scenes in order."""
        elements = tuple(element for scene in scenes for element in scene)
        cues: Counter[str] = Counter()
        first: dict[str, Span] = {}
        for element in elements:
            if element.kind is ElementKind.CHARACTER:
                for name in read_cue(element).names:
                    cues[name] += 1
                    first.setdefault(name, element.span)
        self._merge(cues, first)
        self._index()
        for self.reading, scene in enumerate(scenes, 1):
            for element in scene:
                if element.kind is ElementKind.ACTION:
                    self._introductions(element, source)
        self.reading = 0
        self._animals(elements, source)
        self._index()
        for person in self.people.values():
            if person.description:
                self._read_description(person)
        self._vote(elements)
        self._settle()
        self.gathered = True

    def name_of(self, written: str) -> str:
        """The role a cue's name belongs to."""
        return self.alias.get(written, written)

    def enlist(self, name: str, span: Span | None, description: str = "", common: bool = False) -> Person:
        """The person of that name, new if need be."""
        name = self.alias.get(name, name)
        person = self.people.get(name)
        if person is None:
            person = Person(name, span=span, order=len(self.people), common=common)
            self.people[name] = person
            self._add_name(name, name, common)
            if common:
                person.gender = gender_in(name)
                person.age = age_in(name.lower())
            elif self.gathered:
                person.gender = gender_of_name(name)
        if description:
            self.describe(person.name, description)
        return person

    def species(self, name: str) -> str:
        """What animal a role is: by what the script says of it, or by its name if it says nothing
        in words and is described as nobody; "" for a person."""
        person = self.people[name]
        told = species_in(person.description)
        if told or name in self.talkers or person.age is not None:
            return told if person.age is None else ""
        words = set(re.findall(r"[^\W\d_]+", person.description.lower()))
        return "" if words & self.lexicon.words.get("person", frozenset()) else species_in(name)

    def _animals(self, elements: tuple[Element, ...], source: str) -> None:
        """Enlists the animals that action lines name, by name or as plain nouns."""
        cue: tuple[str, ...] = ()
        for element in elements:
            if element.kind is ElementKind.CHARACTER:
                cue = tuple(self.name_of(name) for name in read_cue(element).names)
            elif element.kind is ElementKind.DIALOGUE and not is_noise(plain(element.text)):
                self.talkers.update(cue)
        for element in elements:
            if element.kind is not ElementKind.ACTION:
                continue
            text = plain(element.text)
            for noun, kind, adjectives, start, end, after, fresh in animals_in(text):
                upper = noun.upper()
                if fresh and adjectives and upper in self.alias:
                    # "A stray dog" is another than the one that is called "the dog".
                    upper = f"{adjectives.split()[-1].upper()} {upper}"
                if upper in self.people or upper in self.alias:
                    if adjectives and self.species(self.name_of(upper)):
                        self.describe(self.name_of(upper), f"{adjectives} {noun}")
                    continue
                # "his dog REX": the name is the animal's; "REX, a brown dog" is later "the dog".
                named = after if after.isupper() and len(after) > 1 else ""
                known = [
                    name
                    for name in self.people
                    if self.species(name) == kind
                    and (not self.people[name].common or (not fresh and same_animal(noun, name)))
                ]
                if named and named.lower() not in self.lexicon.words.get("person", frozenset()):
                    person = self.enlist(named, locate(element, source, start, end), f"{adjectives} {noun}".strip())
                elif len(known) == 1:
                    person = self.people[known[0]]
                else:
                    person = self.enlist(upper, locate(element, source, start, end), common=True)
                    if adjectives:
                        self.describe(person.name, f"{adjectives} {noun}")
                    continue
                self.alias[upper] = person.name
                if upper not in person.aliases:
                    person.aliases.append(upper)
                self._add_name(upper, person.name, True)
                self.nouns[upper] = person.name

    def describe(self, name: str, text: str) -> None:
        """Adds to what the script says of somebody, each thing once."""
        person = self.people[name]
        text = new_of_clothes(person.description, " ".join(text.split()).strip(" ,."), self.reading > person.described)
        if not person.description:
            person.described = self.reading
        if text and text.lower() not in person.description.lower():
            person.description = f"{person.description}, {text}" if person.description else text
            self._read_description(person)

    def roles(self) -> tuple[Role, ...]:
        """The roles, in order of first appearance in the text."""
        ordered = sorted(self.people.values(), key=lambda p: (p.span.start if p.span else 1 << 60, p.order))
        return tuple(
            Role(p.name, p.description, p.gender, p.age, tuple(p.aliases), p.lines, p.span, self.species(p.name))
            for p in ordered
        )

    # -- merging -----------------------------------------------------------------------

    def _merge(self, cues: Counter[str], first: dict[str, Span]) -> None:
        """Joins "ANNA BERG" and "ANNA" when only one such person exists; the commoner cue names them."""
        order = sorted(cues, key=lambda name: first[name].start)
        for short in order:
            words = short.split()
            if self._is_common(short) or any(w.lower() in _GENERIC for w in words):
                continue
            longer = [
                name
                for name in order
                if name != short
                and len(name.split()) > len(words)
                and (name.split()[: len(words)] == words or name.split()[-len(words) :] == words)
                and not ({w.lower() for w in name.split()} & _GENERIC)
                and "'S" not in name.replace("’", "'")
                and " AND " not in name
            ]
            if len(longer) == 1:
                keep, drop = (short, longer[0]) if cues[short] >= cues[longer[0]] else (longer[0], short)
                self.alias[drop] = keep
        for name in order:
            keep = self.alias.get(name, name)
            while keep in self.alias and self.alias[keep] != keep:
                keep = self.alias[keep]
            self.alias[name] = keep
            person = self.enlist(keep, first[name], common=self._is_common(keep))
            if name != keep and name not in person.aliases:
                person.aliases.append(name)

    def _is_common(self, name: str) -> bool:
        """Whether a name is a noun for a person ("WAITER", "OLD MAN", "FIGURE")."""
        word = re.sub(r"[\s#\d]+$", "", name.lower()).split()
        if self.forms and word:
            # No list of people's nouns in other languages: what is no given name is a noun.
            return not any(part in given_names() for part in word)
        return bool(word) and self.common and word[-1] in self.lexicon.words["person"]

    def _index(self) -> None:
        self.names = {}
        for name, person in self.people.items():
            self._add_name(name, name, person.common)
            for alias in person.aliases:
                self._add_name(alias, name, person.common or alias in self.nouns)

    def _add_name(self, written: str, role: str, loose: bool) -> None:
        words = name_key(written)
        if not words:
            return
        caseless = not any(c.isupper() or c.islower() for c in written)
        entry = (words, role, loose or caseless)
        entries = self.names.setdefault(words[0], [])
        if entry not in entries:
            entries.append(entry)
            entries.sort(key=lambda item: -len(item[0]))

    # -- introductions -----------------------------------------------------------------

    def _introductions(self, element: Element, source: str) -> None:
        text = plain(element.text)
        letters = [c for c in text if c.isalpha()]
        if not letters:
            return
        tokens = join_names(tokenize(text), self.names)
        lists = self._lists(tokens)
        if not lists and sum(c.isupper() for c in letters) > 0.7 * len(letters) and len(letters) > 30:
            return  # a whole line in capitals is a title or a shout, not an introduction
        i = 0
        while i < len(tokens):
            j = self._run(tokens, i)
            if j == i:
                i += 1
                continue
            self._consider(text, tokens, i, j, element, source, listed=any(a <= i and j <= b for a, b in lists))
            i = j

    def _lists(self, tokens: list[Token]) -> list[tuple[int, int]]:
        """Where lists of names in capitals begin and end ("ANNA, BEN and the POSTMAN stand")."""
        found: list[tuple[int, int]] = []
        k = 0
        while k < len(tokens):
            end = self._list(tokens, k)
            if end > 0:
                found.append((k, end))
            k = max(k + 1, abs(end))
        return found

    def _list(self, tokens: list[Token], i: int) -> int:
        """The end of the list of names that begins at i; its negative where it is none: names are two
        at least, one of them surely a person's, and a verb of many follows."""
        count = 0
        sure = False
        while i < len(tokens):
            if tokens[i].low in ("the", "a", "an"):
                i += 1
            j = self._run(tokens, i)
            if j == i:
                return -i
            words = [token.low for token in tokens[i:j] if token.low.isalpha()]
            sure = sure or any(token.role for token in tokens[i:j])
            sure = sure or any(word in given_names() or word in self.lexicon.words["person"] for word in words)
            sure = sure or (bool(words) and _unknown(words[-1]))
            count += 1
            i = j
            if i < len(tokens) and tokens[i].text not in (",", "&") and tokens[i].low != "and":
                after = next(
                    (t for t in tokens[i:] if t.low not in ("all", "both") and not t.low.endswith("ly")), tokens[i]
                )
                verb = after.low
                acts = verb in ("are", "were") or (verb_form(verb) == "base" and verb_lemma(verb) in self.lexicon.heads)
                return i if sure and count > 1 and acts and after.text.islower() else -i
            while i < len(tokens) and (tokens[i].text in (",", "&") or tokens[i].low == "and"):
                i += 1
        return -i

    def _run(self, tokens: list[Token], i: int) -> int:
        """The end of the run of capitals that begins at i (i when none does)."""
        j = i
        while j < len(tokens):
            token = tokens[j]
            word = token.text
            capital = word.isupper() and (len(word) > 1 or not word.isascii())
            if capital and (j > i or word.lower() not in _TECHNICAL) and word.lower() not in ("and",):
                if word.lower() in _TECHNICAL and not (self._part_of_name(tokens, i, j)):
                    break
                j += 1
            elif j > i and (
                word == "#"
                or (word.isdigit() and len(word) < 3)
                or (word == "." and tokens[j - 1].low in ("mr", "mrs", "ms", "dr", "st", "prof"))
            ):
                j += 1
            elif j > i and word.lower() in ("'s", "’s"):
                break
            else:
                break
        return j

    def _part_of_name(self, tokens: list[Token], i: int, j: int) -> bool:
        written = " ".join(token.low for token in tokens[i : j + 1])
        return any(" ".join(words) == written for words, _, _ in self.names.get(tokens[i].low, ()))

    def _consider(
        self, text: str, tokens: list[Token], i: int, j: int, element: Element, source: str, listed: bool = False
    ) -> None:
        """Whether a run of capitals introduces somebody, and what is said of them. `listed`: it is
        one of several names before a verb."""
        written = text[tokens[i].start : tokens[j - 1].end]
        upper = " ".join(written.upper().split())
        end = tokens[j - 1].end
        before = tokens[i - 1].low if i else ""
        follower = tokens[j] if j < len(tokens) else None
        if follower is not None and follower.low in ("'s",):
            return
        description, counted = self._apposition(text, end)
        known = self._known_as(upper)
        if known is None:
            if upper.lower() in self.pronouns and age_in(description) is None:
                return  # "ELLE sort": a pronoun, unless it is introduced as somebody's name
            listed = listed and not all(word.lower() in _TECHNICAL for word in upper.split())
            if not listed and not self._is_person(upper, before, follower, description):
                return
            name = upper
            if follower is not None and follower.low == "of":
                return
            span = locate(element, source, tokens[i].start, end)
            person = self.enlist(name, span, common=self._is_common(name) or before in ("a", "an", "the", "another"))
        else:
            person = self.people[known]
            span = locate(element, source, tokens[i].start, end)
            if person.span is None or span.start < person.span.start:
                person.span = span
            if upper != known and upper not in person.aliases:
                person.aliases.append(upper)
                self.alias[upper] = known
        if not person.description and self.common:
            adjectives = self._adjectives(tokens, i)
            if adjectives:
                self.describe(person.name, adjectives)
        if description and counted:
            self.describe(person.name, description)
        self._index_one(person)

    def _index_one(self, person: Person) -> None:
        self._add_name(person.name, person.name, person.common)
        for alias in person.aliases:
            self._add_name(alias, person.name, False)

    def _known_as(self, upper: str) -> str | None:
        if upper in self.people:
            return upper
        if upper in self.alias:
            return self.alias[upper]
        words = upper.split()
        if self._is_common(upper) or {w.lower() for w in words} & _GENERIC:
            return None
        matches = [
            name
            for name in self.people
            if not self._is_common(name)
            and len(name.split()) < len(words)
            and (words[: len(name.split())] == name.split() or words[-len(name.split()) :] == name.split())
        ]
        return matches[0] if len(matches) == 1 else None

    def _is_person(self, upper: str, before: str, follower: Token | None, description: str) -> bool:
        words = upper.lower().split()
        if all(word in _TECHNICAL for word in words) or noun_lemma(words[-1]) in self.lexicon.words.get("animal", ()):
            return False
        if words[-1] in self.lexicon.words["person"]:
            return True
        if noun_lemma(words[-1]) != words[-1] and noun_lemma(words[-1]) in self.lexicon.words["person"]:
            return False  # "TWO WAITERS": extras
        if description and (looks_like_introduction(description) or species_in(description)):
            return True
        if before in ("a", "an", "the", "his", "her", "their", "of", "some", "with"):
            return False
        noun = noun_lemma(words[-1]) != words[-1] or verb_lemma(words[-1]) not in ("", words[-1])
        if noun and words[-1] not in given_names():
            return False
        acts = follower is not None and (
            follower.low in ("is", "and", "who", ",", "est", "ist", "está", "und", "et", "y")
            or follower.low in self.forms
            or (follower.low.endswith("s") and verb_lemma(follower.low) in self.lexicon.heads)
        )
        return acts and (words[0] in given_names() or _unknown(words[-1]))

    def _apposition(self, text: str, end: int) -> tuple[str, bool]:
        """What stands in brackets or between commas after a name, and whether it describes."""
        bracket = _BRACKET.match(text, end)
        if bracket:
            content = bracket.group(1)
            technical = content.upper() in ("V.O.", "O.S.", "O.C.", "CONT'D")
            return (content, not technical)
        rest = re.split(r"[.;:!?\n]|--|—", text[end : end + 300], maxsplit=1)[0]
        if not rest.startswith(","):
            coat = re.match(r"\s+(in an? [a-zà-ÿ ,-]+?)(?=\s+\w+s\b|,|$)", rest)
            if coat and len(coat.group(1).split()) > 2:
                return (coat.group(1), True)
            return ("", False)
        kept: list[str] = []
        closed = False
        for part in rest.split(",")[1:]:
            words = tokenize(part)
            if not words:
                continue
            if self._acts(words):
                closed = True
                break
            if words[0].text.isupper() and len(words[0].text) > 1 and not words[0].text[0].isdigit():
                break
            kept.append(part.strip())
        text = ", ".join(kept)
        return (text, bool(kept) and (closed or looks_like_introduction(text)))

    def _acts(self, words: Sequence[Token]) -> bool:
        """Whether a piece between commas begins with a verb."""
        for word in words[:2]:
            if word.low in ("is", "are", "was", "who", "has", "and", "then", "he", "she"):
                return True
            if word.low.endswith("ly"):
                continue
            form = verb_form(word.low)
            if form == "z" and (verb_lemma(word.low) in self.lexicon.heads or "NOUN" not in candidates(word.low)):
                return True
            return form in ("ing",) and "ADJ" not in candidates(word.low)
        return False

    def _adjectives(self, tokens: list[Token], i: int) -> str:
        """ "a tall, tired WOMAN": the words between the article and the name."""
        k = i
        if i and tokens[i - 1].text == ",":
            return ""
        while k > 0 and i - k < 5 and (tokens[k - 1].text.islower() or tokens[k - 1].text == ","):
            k -= 1
            if tokens[k].low in ("a", "an", "the"):
                return " ".join(token.text for token in tokens[k + 1 : i]).replace(" ,", ",")
        return ""

    # -- gender and age ----------------------------------------------------------------

    def _read_description(self, person: Person) -> None:
        person.gender = person.gender or gender_in(person.description)
        told = age_in(person.description)
        if told is not None and (person.age is None or any(c.isdigit() for c in person.description)):
            person.age = told

    def _vote(self, elements: tuple[Element, ...]) -> None:
        """Pronouns right after a lone name tell its gender."""
        for element in elements:
            if element.kind is not ElementKind.ACTION:
                continue
            text = plain(element.text)
            last = ""
            for sentence in sentences(join_names(tokenize(text), self.names), text):
                named = [token.role for token in sentence if token.role]
                if len(set(named)) == 1:
                    last = named[0]
                elif named:
                    last = ""
                first = next((token for token in sentence if token.role or token.low in _SUBJECTS), None)
                if named and first is not None and not first.role:
                    last = ""  # "He gives it to Lena": he is somebody else
                if not last:
                    continue
                objects = False
                for k, token in enumerate(sentence):
                    follower = sentence[k + 1].low if k + 1 < len(sentence) else ""
                    if token.low == "him" or (token.low == "her" and not candidates(follower).keys() & {"NOUN", "ADJ"}):
                        objects = True  # somebody else is meant
                        continue
                    if token.low in ("she", "herself"):
                        self.people[last].votes["female"] += 1
                    elif token.low in ("he", "himself"):
                        self.people[last].votes["male"] += 1
                    elif len(named) == 1 and token.low in ("her", "his") and sentence[0].role:
                        self.people[last].votes["female" if token.low == "her" else "male"] += 1
                if objects:
                    last = ""

    def _settle(self) -> None:
        for person in self.people.values():
            if not person.gender:
                person.gender = gender_in(person.name) if person.common else gender_of_name(person.name)
                # Two pronouns outweigh a first name; one does not.
                if person.votes:
                    (best, count), *_ = person.votes.most_common(1)
                    if not person.gender or (count >= 2 and person.votes[person.gender] == 0):
                        person.gender = best
            if person.age is None and person.common:
                person.age = age_in(person.name.lower())


_SUBJECTS = ("he", "she")


def _unknown(word: str) -> bool:
    return not candidates(word)
