"""What words make of an animal: its species, silhouette, size and the colours of its coat."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fairtake.model.figure import Appearance
from fairtake.model.mesh import Color

__all__ = ["BREEDS", "Breed", "animal_appearance", "animal_kind"]


def _hex(code: str) -> Color:
    return (int(code[:2], 16) / 255, int(code[2:4], 16) / 255, int(code[4:], 16) / 255)


@dataclass(frozen=True, slots=True)
class Breed:
    """A silhouette: metres at the withers (a bird's crown), proportions as factors of the
    species' own, the carriage of `ears` and `tail`, the coat, and the `coats` it comes in as
    (pattern, colours)."""

    species: str
    height: float
    legs: float = 1.0
    length: float = 1.0
    bulk: float = 1.0
    head: float = 1.0
    muzzle: float = 1.0
    ears: str = "drop"
    tail: str = "sabre"
    hair: str = "smooth"
    coats: tuple[tuple[str, str], ...] = ()


_SAND = "d2a468 ecd2a2 4a3428"
_TABBY = "a58a6c efe2cc 5e4a3c"

BREEDS: Mapping[str, Breed] = MappingProxyType(
    {
        "hound": Breed(
            "dog", 0.58, ears="drop", tail="sabre", coats=(("bib", _SAND), ("bib", "8a5a3a e8d6bc 3c2820"))
        ),
        "sheepdog": Breed(
            "dog", 0.56, bulk=1.22, head=1.12, muzzle=0.86, ears="drop", tail="plume", hair="shaggy",
            coats=(("bib", "8d6a4c dcc6a4 4a3a30"), ("bib", "8c8a90 ece6da 3b3a42")),
        ),
        "shepherd": Breed(
            "dog", 0.62, ears="prick", tail="brush", muzzle=1.1, head=0.96, coats=(("saddle", "b98a5a e2c79c 3a3336"),)
        ),
        "terrier": Breed(
            "dog", 0.32, legs=0.74, length=1.12, head=1.32, muzzle=0.74, ears="fold", tail="up",
            coats=(("patched", "f0e6d4 a9764a 4c372c"), ("bib", "b98958 f0e2c8 54402f")),
        ),
        "dachshund": Breed(
            "dog", 0.27, legs=0.46, length=1.55, head=1.3, muzzle=1.06, ears="drop", tail="sabre",
            coats=(("bib", "7a4630 b9794c 34221c"),),
        ),
        "wolf": Breed("dog", 0.72, ears="prick", tail="brush", muzzle=1.1, bulk=1.05, coats=(("saddle", "8b8a8e cfcac2 4b4a52"),)),
        "fox": Breed(
            "dog", 0.38, legs=0.9, head=1.12, muzzle=0.98, bulk=0.88, ears="prick", tail="brush",
            coats=(("bib", "c46a35 f2e4d0 3a2a28"),),
        ),
        "puppy": Breed(
            "dog", 0.27, legs=0.72, bulk=1.12, head=1.62, muzzle=0.66, ears="drop", tail="up", coats=(("bib", _SAND), ("patched", "f0e6d4 8a6244 4c372c"))
        ),
        "cat": Breed("cat", 0.25, ears="prick", tail="cat", coats=(("tabby", _TABBY), ("tabby", "c98549 f3e0c4 8f5128"), ("bib", "38353d f2ece2 232128"))),
        "kitten": Breed("cat", 0.15, legs=0.82, head=1.38, ears="prick", tail="cat", coats=(("tabby", _TABBY), ("tabby", "c98549 f3e0c4 8f5128"))),
        "horse": Breed("horse", 1.56, ears="prick", tail="hair", coats=(("points", "8a5334 a96d46 2c2426"),)),
        "pony": Breed(
            "horse", 1.12, legs=0.86, bulk=1.14, head=1.14, ears="prick", tail="hair", coats=(("points", "b98a5c d8b88a efe2c8"),)
        ),
        "foal": Breed("horse", 1.0, legs=1.16, length=0.84, bulk=0.84, head=1.04, muzzle=0.88, ears="prick", tail="hair", coats=(("points", "9a6442 b98660 4a342c"),)),
        "donkey": Breed(
            "horse", 1.1, bulk=1.02, head=1.22, ears="long", tail="tuft", coats=(("points", "8d8680 dcd4c8 3c383a"),)
        ),
        "crow": Breed("bird", 0.36, coats=(("plain", "2e2d38 3a3a48 23222a"),)),
        "magpie": Breed("bird", 0.32, tail="long", coats=(("pied", "2c2c38 f0ece4 24242c"),)),
        "dove": Breed("bird", 0.27, bulk=1.16, head=0.82, coats=(("ringed", "b9bac4 8d92a4 5c6072"),)),
        "gull": Breed("bird", 0.40, bulk=1.05, coats=(("mantled", "f2efe8 a3abb6 4a4c55"),)),
        "sparrow": Breed("bird", 0.15, bulk=1.25, head=1.25, coats=(("mantled", "d9c4a2 8f6a48 5a463c"),)),
    }
)  # fmt: skip

_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "puppy": ("puppy", "pup", "whelp", "chiot", "welpe", "cachorro"),
        "dachshund": ("dachshund", "sausage dog", "corgi", "basset", "teckel", "dackel", "salchicha"),
        "wolf": ("wolf", "loup", "lobo"),
        "fox": ("fox", "vixen", "renard", "fuchs", "zorro"),
        "shepherd": ("german shepherd", "alsatian", "shepherd", "husky", "doberman", "guard dog", "police dog", "malinois",
                     "berger allemand", "schäferhund", "pastor alemán"),
        "sheepdog": ("sheepdog", "collie", "shaggy", "bearded", "fluffy", "mongrel", "mutt", "newfoundland", "poodle", "hairy",
                     "hirsute", "zottig", "zottiger", "struppig", "struppiger", "peludo", "lanudo", "spaniel", "bernese", "st. bernard"),
        "terrier": ("terrier", "jack russell", "chihuahua", "pug", "beagle", "lapdog", "small", "little", "tiny", "scruffy", "petit",
                    "klein", "kleiner", "kleinen", "pequeño", "perrito", "hündchen", "bulldog"),
        "kitten": ("kitten", "chaton", "kätzchen", "gatito"),
        "foal": ("foal", "colt", "filly", "poulain", "fohlen", "potro"),
        "pony": ("pony", "poney", "shetland"),
        "donkey": ("donkey", "mule", "ass", "âne", "esel", "burro"),
        "dove": ("dove", "pigeon", "colombe", "taube", "paloma"),
        "gull": ("gull", "seagull", "mouette", "möwe", "gaviota"),
        "sparrow": ("sparrow", "robin", "finch", "wren", "songbird", "moineau", "spatz", "gorrión", "canary", "tit"),
        "magpie": ("magpie", "pie", "elster", "urraca"),
        "crow": ("crow", "raven", "rook", "jackdaw", "blackbird", "corbeau", "krähe", "rabe", "cuervo", "corneille"),
    }
)  # fmt: skip
_FITTING = {
    "dog": ("puppy", "dachshund", "wolf", "fox", "shepherd", "sheepdog", "terrier"),
    "cat": ("kitten",),
    "horse": ("foal", "pony", "donkey"),
    "bird": ("dove", "gull", "sparrow", "magpie", "crow"),
}
_USUAL = {"dog": "hound", "cat": "cat", "horse": "horse", "bird": "crow"}

# Coats by word: the pattern ("" keeps the breed's) and colours (coat, second, dark).
_COATS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        word: coat
        for words, coat in (
            ("black, noir, noire, schwarz, schwarze, schwarzer, schwarzes, negro, negra, jet-black", ("plain", "3a373f 4a464e 232128")),
            ("white, snow-white, blanc, blanche, weiß, weiße, weißer, weißes, blanco, blanca", ("plain", "f0ebe0 e2d9ca 8d8078")),
            ("grey, gray, dapple, dappled, silver, gris, grise, grau, graue, grauer, graues", ("", "9b9aa2 cfccc8 55545c")),
            ("brown, chocolate, brun, brune, marron, braun, braune, brauner, braunes, marrón, liver", ("", "85583a d9bd98 3a2820")),
            ("bay, bai, fuchs", ("points", "8a5334 a96d46 2c2426")),
            ("chestnut, sorrel, alezan, red, roux, rousse, rot, roter, rojo, alazán", ("points", "a5582e c27a48 a5582e")),
            ("palomino, golden, yellow, blond, sandy, cream, tan, fawn, doré, gold, goldener, dorado", ("", "d8ab68 f0dab0 5a4030")),
            ("ginger, orange, marmalade", ("tabby", "cf8745 f5e2c6 99562a")),
            ("tabby, striped, tiger, tigré, getigert, getigerte, atigrado", ("tabby", _TABBY)),
            ("spotted, patched, piebald, pinto, skewbald, calico, tacheté, gefleckt, gefleckter, manchado", ("patched", "f0e8da 8a5c3e 3a2e2a")),
            ("tuxedo, black-and-white, black and white, noir et blanc, schwarzweiß", ("bib", "38353d f2ece2 232128")),
        )
        for word in (w.strip() for w in words.split(","))
    }
)  # fmt: skip
_LARGE = (
    "big",
    "large",
    "huge",
    "great",
    "giant",
    "enormous",
    "gros",
    "grosse",
    "grand",
    "groß",
    "großer",
    "riesig",
    "grande",
    "enorme",
)
_SMALL = ("small", "little", "tiny", "petit", "petite", "klein", "kleine", "kleiner", "kleines", "pequeño", "pequeña")
_OLD = ("old", "ancient", "aged", "vieux", "vieille", "alt", "alte", "alter", "altes", "viejo", "vieja", "grizzled")


def _has(text: str, words: tuple[str, ...] | list[str]) -> str:
    """The first of `words` that stands in the text as a word of its own (also in the plural)."""
    return next((w for w in words if re.search(rf"(?<!\w){re.escape(w)}(?:s|es)?(?!\w)", text)), "")


def animal_kind(noun: str) -> str:
    """The species a plain noun names ("crow", "pigeon", "hound"), "" for none of an animal."""
    if noun in _FITTING:
        return noun
    if noun in ("hound", "wolf", "fox", "mare", "stallion"):
        return "horse" if noun in ("mare", "stallion") else "dog"
    return next(
        (
            kind
            for kind, breeds in _FITTING.items()
            for b in breeds
            if b == noun or (noun in _WORDS[b] and noun not in _TOO_PLAIN)
        ),
        "",
    )


_TOO_PLAIN = frozenset(
    {
        "small",
        "little",
        "tiny",
        "scruffy",
        "shaggy",
        "bearded",
        "fluffy",
        "hairy",
        "petit",
        "klein",
        "ass",
        "pie",
        "tit",
        "shepherd",
        "guard dog",
        "husky",
        "colt",
    }
)


def animal_appearance(name: str, species: str, words: str) -> Appearance:
    """The looks of an animal called `name`, from what the script or film.toml says of it; what is
    left open is chosen by the name. `species` is one of "dog", "cat", "horse", "bird"."""
    text = " ".join(f"{words} {name}".lower().split())
    seed = zlib.crc32(name.encode())
    breed = next((b for b in _FITTING[species] if _has(text, _WORDS[b])), _USUAL[species])
    kind = BREEDS[breed]
    pattern, colors = kind.coats[seed % len(kind.coats)]
    # What is said first counts: a wish comes before the script's words.
    found = {w: re.search(rf"(?<!\w){re.escape(w)}(?!\w)", text) for w in _COATS}
    told = min((w for w, m in found.items() if m), key=lambda w: (found[w].start(), -len(w)), default="")  # type: ignore[union-attr]
    if told and species == "bird":
        if breed in ("crow", "sparrow") or told.startswith(("white", "blanc", "weiß")):
            pattern, colors = "plain", _COATS[told][1]
    elif told:
        pattern, colors = _COATS[told][0] or pattern, _COATS[told][1]
    size = 1.0 + 0.04 * ((seed >> 4) % 3 - 1)
    if _has(text, _LARGE):
        size *= 1.22
    elif _has(text, _SMALL) and breed not in ("terrier", "puppy", "kitten", "foal", "sparrow"):
        size *= 0.8
    shades = tuple(_hex(code) for code in colors.split())
    if _has(text, _OLD) and species != "bird":
        # Age greys a coat.
        shades = tuple((c[0] * 0.72 + 0.19, c[1] * 0.72 + 0.19, c[2] * 0.72 + 0.20) for c in shades)
    iris = _hex({"cat": "b9b04a", "dog": "4a3226", "horse": "3a2820", "bird": "241f22"}[species])
    return Appearance(
        femininity=0.5, age=5.0, height=round(kind.height * size, 3), build=0.35, skin=shades[0],
        hair=kind.hair, hair_color=shades[2], outfit="coat", colors=shades, iris=iris, pattern=pattern,
        species=species, breed=breed,
    )  # fmt: skip
