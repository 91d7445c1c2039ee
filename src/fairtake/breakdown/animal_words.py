"""Animals by their words: which nouns are which, and which of them a line puts on the stage.

In: words, in English, French, German or Spanish. Out: a species ("dog", "cat", "horse", "bird"),
and the animals that an action line names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from fairtake.breakdown.lexicon import word_set

__all__ = ["CALLS", "OF_ANIMALS", "animals_in", "is_noise", "noise_verb", "same_animal", "species_in"]

_NOUNS: Mapping[str, str] = MappingProxyType(
    {
        noun: species
        for species, nouns in (
            ("dog", "dog puppy pup hound sheepdog terrier mutt mongrel labrador retriever spaniel poodle dachshund beagle collie "
                    "alsatian husky bulldog greyhound watchdog lapdog wolf fox chien chienne chiot hund hündin welpe dackel schäferhund perro perra "
                    "perrito cachorro loup lobo renard fuchs zorro"),
            ("cat", "cat kitten tomcat kitty chat chatte chaton katze kater kätzchen gato gata gatito"),
            ("horse", "horse mare stallion pony foal colt donkey mule gelding cheval jument poney poulain âne pferd stute hengst fohlen esel caballo "
                      "yegua potro burro"),
            ("bird", "bird crow raven magpie dove pigeon gull seagull sparrow robin blackbird jackdaw rook oiseau corbeau corneille colombe pigeon mouette "
                     "moineau vogel krähe rabe taube möwe spatz elster pájaro cuervo paloma gaviota gorrión ave"),
        )
        for noun in nouns.split()
    }
)  # fmt: skip
_ARTICLES = (
    "a|an|the|his|her|their|its|my|your|our|another|that|this|one|un|une|le|la|l|son|sa|leur|mon|ma|ein|eine|einen|einem|einer|der|die|das|den|"
    "dem|sein|seine|seinen|seinem|ihr|ihre|ihren|ihrem|el|una|su|mi|au|du"
)
_NEW = word_set("a an another un une ein eine einen einem una")
_PLAIN = word_set("dog cat horse bird chien chat cheval oiseau hund katze pferd vogel perro gato caballo pájaro ave")
_COMPOUND = word_set(
    "food collar tag tags bowl bowls house bed lead leash park race races box boxes cart carriage shoe shoes walker burglar cage table song feeder "
    "hair hairs door flap basket seed poop whistle trailer rider riders trader fight show lover lady person people biscuit biscuits kennel"
)
_AFTER = word_set(
    "noir noire blanc blanche brun brune gris grise roux rousse negro negra blanco blanca pardo parda marrón rojo roja"
)
_NOT_ONE = word_set(
    "hot sea rocking saw toy stuffed wooden china porcelain plush top cuddly iron tin bronze stone paper guinea clay"
)
_LIKE = re.compile(
    r"(?:\blike|\bas|\bcomme|\bwie|\bcomo|\bof|\bphoto of|\bnamed|\bwants|\bwanted|\bbuy|\bdead)\s*$", re.IGNORECASE
)
_ONE = re.compile(
    rf"(?<![\w'’-])(?P<article>{_ARTICLES})(?:['’]\s*|\s+)(?P<adjectives>(?:[^\W\d_][\w'’-]*,?\s+){{0,4}}?)(?P<noun>{'|'.join(_NOUNS)})(?![\w-])(?!['’]s\b)(?P<after>[\s,]+[\w'’-]+)?",
    re.IGNORECASE,
)
_BARE = re.compile(rf"(?<![\w'’-])(?P<noun>{'|'.join(n.upper() for n in _NOUNS)})(?![\w-])")
_ADJECTIVE = re.compile(r"^[^\W\d_][\w'’-]*,?$")
_STOPS = word_set(
    "and or but with of in on at to by from over under into onto near who that which as is are was has have et ou avec de dans sur und oder mit von in auf "
    "y o con en sobre man woman boy girl door"
)
_PEOPLE = word_set(
    "man woman boy girl detective player singer agent killer officer soldier captain mister mr mrs teenager child person"
)

_NOISE = re.compile(
    r"^[\W_]*(?:(?:w+oo+f+|w+[ao]u*f+|wuff|ruf+|arf+|bow|wow|ouah?|ouaf|wau|guau|yap|yip|g?r{2,}\w*|bark\w*|howl\w*|ow+oo+|whine\w*|m+[ie]+a*o+w+|miaou|miau|mew|"
    r"purr+|prr+|hiss+|neigh+|whinny|hii+n*|snort\w*|caw+|kra+h?|coo+|chirp|tweet|cheep|squawk|piep|cui)[\W_]*)+$",
    re.IGNORECASE,
)
OF_ANIMALS: Mapping[str, str] = MappingProxyType(
    {
        verb: english
        for english, verbs in (
            ("bark", "aboyer bellen ladrar"), ("meow", "miauler miauen maullar"), ("neigh", "hennir wiehern relinchar"),
            ("growl", "grogner knurren gruñir"), ("purr", "ronronner schnurren ronronear"), ("caw", "croasser krächzen graznar"),
            ("coo", "roucouler gurren"), ("sniff", "renifler schnüffeln olfatear"), ("snort", "schnauben"), ("wag", "remuer"),
            ("gallop", "galoper galoppieren galopar détaler"), ("trot", "trotter traben trotar"), ("jump", "sauter springen saltar bondir brincar"),
            ("land", "landen posarse"), ("hop", "hüpfen"),
        )
        for verb in verbs.split()
    }
)  # fmt: skip
"""Verbs of other languages that mean a movement or a call of an animal: staging knows the English."""
CALLS: Mapping[str, str] = MappingProxyType({"dog": "bark", "cat": "meow", "horse": "neigh", "bird": "caw"})
"""What an animal is heard by when the script does not say."""


def species_in(text: str) -> str:
    """The species a description names ("a shaggy brown dog"), or "". A description of a person
    names none, whatever they are like."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    if set(words) & _PEOPLE:
        return ""
    return next((_NOUNS[w] for w in words if w in _NOUNS), "")


def same_animal(noun: str, role: str) -> bool:
    """Whether "the dog" may be the one called TERRIER: one of both says no more than the species,
    or they are forms of one word (gull, seagull)."""
    name = role.lower().split()[-1]
    return noun in _PLAIN or name in _PLAIN or noun in name or name in noun


def is_noise(text: str) -> bool:
    """Whether what is "said" is only what an animal utters ("Woof! Woof!")."""
    return bool(_NOISE.match(text)) and bool(text.strip())


def noise_verb(text: str, species: str) -> str:
    """The verb of a noise."""
    low = text.lower()
    for verb, signs in (("growl", ("grr", "rrr")), ("whine", ("whin",)), ("howl", ("howl", "owoo", "awoo")), ("purr", ("pur", "prr")), ("hiss", ("hiss",)), ("snort", ("snort",)), ("coo", ("coo",)), ("chirp", ("chirp", "tweet", "cheep", "piep", "cui"))):  # fmt: skip
        if any(sign in low for sign in signs):
            return verb
    return CALLS[species]


def animals_in(text: str) -> Iterator[tuple[str, str, str, int, int, str, bool]]:
    """The animals that an action line names as present ones: noun, species, adjectives, where the
    noun begins and ends, the word after it as written, and whether it is a new one ("a dog")."""
    for match in _ONE.finditer(text):
        adjectives = match["adjectives"].lower().replace(",", " ").split()
        after = (match["after"] or "").strip(" ,")
        before = adjectives[-1] if adjectives else ""
        if before in _NOT_ONE or any(word in _STOPS or word in _NOUNS for word in adjectives):
            continue
        if after.lower() in _COMPOUND and "," not in (match["after"] or ""):
            continue
        if _LIKE.search(text[: match.start()]):
            continue
        if after.lower() in _AFTER:
            adjectives.append(after.lower())
        if (
            match["noun"][0].isupper()
            and not match["noun"].isupper()
            and match["article"].lower() in ("a", "an", "the", "his", "her")
        ):
            continue  # "the Fox": a name of something
        yield (
            match["noun"].lower(),
            _NOUNS[match["noun"].lower()],
            " ".join(adjectives),
            match.start("noun"),
            match.end("noun"),
            after,
            match["article"].lower() in _NEW,
        )
    for match in _BARE.finditer(text):
        noun = match["noun"].lower()
        yield noun, _NOUNS[noun], "", match.start("noun"), match.end("noun"), "", False
