"""What words say of how somebody looks: plain tables, read by `casting`.

English first; the commonest words of French, German, Spanish and Italian are listed beside
them, because a screenplay may be in any language. To teach a new word, add it to its table.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from fairtake.model.mesh import Color

__all__ = ["COLORS", "HAIR_COLORS", "SKINS", "Traits", "color_of", "read_traits"]

Traits = dict[str, object]
"""Fields of Appearance (and "gender") that the words fix. "outer" is the outfit's colour."""


def _hex(code: str) -> Color:
    return (int(code[:2], 16) / 255, int(code[2:4], 16) / 255, int(code[4:], 16) / 255)


def _table(**rows: str) -> Mapping[str, str]:
    """Keyword = name, value = words that mean it, separated by commas."""
    return MappingProxyType({word.strip(): name for name, words in rows.items() for word in words.split(",")})


_COLOR_WORDS: Mapping[str, str] = MappingProxyType(
    {
        word.strip(): code
        for words, code in (
            ("red, crimson, scarlet, rouge, rot, rote, roten, roter, rojo, roja, rosso, rossa", "c23b33"),
            ("burgundy, maroon, wine-red, bordeaux", "7c2f3c"),
            ("orange, rust", "d8733a"),
            ("yellow, jaune, gelb, gelbe, gelben, amarillo, amarilla, giallo, gialla", "e8c63f"),
            ("mustard, golden, gold, ochre", "d9a441"),
            ("green, vert, verte, grün, grüne, grünen, gruen, verde", "5d8a5e"),
            ("olive, khaki", "7f7d4c"),
            ("teal, turquoise", "3f8580"),
            ("blue, bleu, bleue, blau, blaue, blauen, azul, blu", "4a6ea0"),
            ("navy, dark blue, marine", "35436b"),
            ("light blue, pale blue, sky blue, azzurro, azzurra", "9dbdd6"),
            ("purple, violet, lila, morado, morada, viola", "7d5a86"),
            ("pink, rose, rosa", "d98a9a"),
            ("brown, marron, braun, braune, braunen, marrón, marrone", "7d5a43"),
            ("tan, beige, camel, sand", "c8aa82"),
            ("black, noir, noire, schwarz, schwarze, schwarzen, schwarzer, negro, negra, nero, nera", "35313b"),
            ("white, blanc, blanche, weiß, weiße, weißen, blanco, blanca, bianco, bianca", "f0e9dc"),
            ("cream, ivory", "efe3cc"),
            ("grey, gray, gris, grise, grau, graue, grauen, grigio, grigia", "8a8a92"),
            ("charcoal, dark grey, dark gray", "4b4a55"),
            ("silver", "b9bac2"),
        )
        for word in words.split(",")
    }
)
COLORS: Mapping[str, Color] = MappingProxyType({word: _hex(code) for word, code in _COLOR_WORDS.items()})
"""Cloth colours by word."""

HAIR_COLORS: Mapping[str, Color] = MappingProxyType(
    {
        word.strip(): _hex(code)
        for words, code in (
            ("silver, silvery, argentés", "c9c8cf"),
            ("grey, gray, greying, graying, gris, graues, graue, grauen, grigi, salt-and-pepper", "9a969c"),
            ("white, snow-white, blancs, weißes, weiße, weißen, blanco, bianchi", "e2dedb"),
            ("blond, blonde, fair, golden, flaxen, sandy, blonds, blondes, blonden, rubio, rubia, biondi", "d9b26a"),
            ("red, ginger, auburn, copper, roux, rousse, rotes, rote, roten, pelirrojo, pelirroja, rossi", "b0582f"),
            ("brown, chestnut, brunette, bruns, brune, braunes, braune, castaño, castaña, castani", "5b3d34"),
            ("black, jet-black, raven, noirs, schwarzes, schwarze, schwarzen, negro, neri", "2f2a33"),
            ("dark, dunkle, dunkles, dunklen, oscuro, scuri", "3b2d30"),
            ("pink, dyed pink", "cf7f9a"),
            ("blue, dyed blue", "50699f"),
            ("green", "5f8f66"),
        )
        for word in words.split(",")
    }
)
"""Hair colours by word."""

SKINS: Mapping[str, Color] = MappingProxyType(
    {
        "pale": _hex("f5d6c2"),
        "light": _hex("f3cdb0"),
        "rosy": _hex("f0bfa6"),
        "olive": _hex("e2b48c"),
        "tan": _hex("cf9a70"),
        "brown": _hex("a9714e"),
        "deep": _hex("7b4d38"),
        "dark": _hex("5f3b2d"),
    }
)
"""Skin tones by name."""

_SKIN_WORDS = _table(
    pale="pale, pallid, pale-skinned, fair-skinned, blass, pâle, pálido, pálida",
    rosy="rosy-cheeked, ruddy, ruddy-faced, red-faced",
    olive="olive-skinned, olive skin, mediterranean",
    tan="tanned, sun-tanned, suntanned, brown-skinned, latino, latina, indian",
    brown="black man, black woman, black boy, black girl, black teenager, african-american, african american",
    deep="dark-skinned, african, nigerian, kenyan, ghanaian, black-skinned",
)
_IRIS: Mapping[str, Color] = MappingProxyType(
    {"blue": _hex("5f84a8"), "green": _hex("5c8a5a"), "grey": _hex("7d8a94"), "gray": _hex("7d8a94"),
     "brown": _hex("5a4632"), "dark": _hex("3e2f2a"), "hazel": _hex("7a6238"), "black": _hex("2f2624")}
)  # fmt: skip

_FEMALE = (
    "woman, girl, lady, mother, mom, mum, mama, daughter, sister, wife, grandmother, grandma, granny, aunt, niece, "
    "waitress, actress, queen, princess, she, her, herself, widow, bride, policewoman, businesswoman, nun, "
    "schoolgirl, housewife, landlady, madame, femme, fille, mère, frau, mädchen, mutter, mujer, niña, chica, madre, donna, ragazza"
)
_MALE = (
    "man, boy, guy, father, dad, papa, son, brother, husband, grandfather, grandpa, uncle, nephew, waiter, actor, "
    "king, prince, he, his, him, himself, widower, groom, policeman, businessman, priest, monk, schoolboy, "
    "gentleman, fellow, landlord, fisherman, postman, monsieur, homme, garçon, père, mann, junge, vater, hombre, niño, "
    "chico, padre, uomo, ragazzo"
)
_GENDER = _table(female=_FEMALE, male=_MALE)

_AGE = _table(
    _4="toddler, infant",
    _8="child, kid, little girl, little boy, schoolboy, schoolgirl, small boy, small girl, enfant, kind, niño, niña, bambino, bambina",
    _10="boy, girl, fillette, mädchen, junge",
    _15="teenager, teenage, teen, adolescent, adolescente",
    _21="student, youth",
    _26="young, young man, young woman, jeune, junger, junge frau, joven, giovane",
    _48="middle-aged, middle aged, mittelalt",
    _66="ageing, aging, older, retired",
    _74="old, elderly, aged, ancient, grandmother, grandfather, granny, grandma, grandpa, wizened, vieux, vieille, alt, alte, alter, "
    "alten, viejo, vieja, anciano, anciana, vecchio, vecchia, anziano, anziana",
)
_DECADES = {
    "twenties": 25, "thirties": 35, "forties": 45, "fifties": 55, "sixties": 65, "seventies": 75, "eighties": 83,
    "nineties": 90, "teens": 15,
}  # fmt: skip

_HAIR = _table(
    bald="bald, shaven head, shaved head, bald-headed, chauve, glatzköpfig, glatze, calvo, calva",
    balding="balding, receding hairline, half-bald",
    thinning="thinning hair, thin hair",
    bun="bun, hair up, chignon, topknot, dutt",
    ponytail="ponytail, pony tail, queue de cheval, pferdeschwanz",
    braids="braids, braid, pigtails, plaits, plait, tresses, zöpfe, trenzas",
    curly="curly, curls, curly-haired, frizzy, wavy hair, locken, bouclés",
    afro="afro",
    long="long hair, long-haired, flowing hair, long dark hair, long blond hair, cheveux longs, lange haare, pelo largo",
    pixie="pixie, tomboy",
    buzz="buzz cut, crew cut, crewcut, cropped, close-cropped, shorn, military haircut",
    crop="short hair, short-haired, tousled, messy hair, unkempt",
    bob="bob, bobbed hair, shoulder-length hair, shoulder length hair",
)
_HAIR_KINDS = {
    "long": "long", "short": "crop", "curly": "curly", "wavy": "curly", "frizzy": "curly", "thinning": "thinning",
    "receding": "balding", "straight": "bob",
}  # fmt: skip
"""What hair is like when other words stand between ("long red hair")."""
_BEARD = _table(
    full="beard, bearded, full beard, long beard, barbe, barbu, bart, bärtig, bärtiger, barba",
    short="goatee, short beard, trimmed beard, neat beard",
    moustache="moustache, mustache, moustached, mustachioed, schnurrbart, bigote, baffi",
    stubble="stubble, unshaven, stubbly, five o'clock shadow, mal rasé",
)
_HAT = _table(
    cap="cap, baseball cap, casquette, mütze, gorra",
    beanie="beanie, woolly hat, wool hat, knit cap, woollen hat, bobble hat, bonnet",
    brimmed="hat, fedora, straw hat, cowboy hat, bowler, sun hat, panama, chapeau, hut, sombrero, cappello",
    peaked="peaked cap, police cap, officer's cap",
)
_HAT_NAMES = {"brimmed": "brimmed hat", "peaked": "peaked cap", "cap": "cap", "beanie": "beanie"}

_OUTFIT = _table(
    raincoat="raincoat, rain coat, slicker, mackintosh, oilskin, anorak, poncho, imperméable, regenmantel, impermeable, impermeabile",
    coat="coat, overcoat, trench coat, trenchcoat, winter coat, fur coat, lab coat, greatcoat, robe, dressing gown, "
    "bathrobe, manteau, mantel, abrigo, cappotto",
    jacket="jacket, leather jacket, denim jacket, parka, windbreaker, bomber jacket, blazer, biker, biker jacket, veste, jacke, lederjacke, chaqueta, giacca",
    suit="suit, tuxedo, tie, three-piece, business suit, costume, anzug, traje, smoking",
    uniform="uniform, policeman, policewoman, police officer, cop, officer, guard, soldier, security guard, sergeant, "
    "lieutenant, captain, conductor, pilot, bellboy, firefighter, fireman, uniforme, polizist",
    apron="apron, baker, cook, chef, barista, butcher, waitress, waiter, bartender, tablier, schürze, delantal",
    cardigan="cardigan, knitted jacket, librarian, strickjacke",
    dress="dress, gown, sundress, evening dress, nightgown, nightdress, wedding dress, robe rouge, kleid, vestido, vestito",
    blouse="blouse, skirt, jupe, rock, falda, gonna",
    sweater="sweater, jumper, pullover, hoodie, turtleneck, sweatshirt, fisherman, pull, pulli, suéter, maglione",
    tee="t-shirt, tee shirt, tee, tank top, undershirt, jersey, camiseta, maglietta",
    shirt="shirt, flannel shirt, overalls, dungarees, plaid shirt, chemise, hemd, camisa, camicia",
)
_TRADES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "doctor": ("coat", "f0e9dc"), "nurse": ("dress", "a9c6d4"), "surgeon": ("coat", "f0e9dc"),
        "scientist": ("coat", "f0e9dc"), "lab coat": ("coat", "f0e9dc"), "businessman": ("suit", "46566f"),
        "businesswoman": ("suit", "5b5468"), "lawyer": ("suit", "3f3f4c"), "banker": ("suit", "46566f"),
        "butler": ("suit", "35313b"), "detective": ("coat", "a88a60"), "inspector": ("coat", "a88a60"),
        "priest": ("coat", "35313b"), "nun": ("coat", "35313b"), "mechanic": ("shirt", "5d7488"),
        "farmer": ("shirt", "a8543f"), "teacher": ("cardigan", "7f7d4c"), "professor": ("suit", "7d6a50"),
        "student": ("sweater", "b5573f"), "waiter": ("apron", "f0e9dc"), "waitress": ("apron", "f0e9dc"),
        "policeman": ("uniform", "3d4a6b"), "policewoman": ("uniform", "3d4a6b"), "soldier": ("uniform", "6a6b4c"),
        "tuxedo": ("suit", "2f2c36"), "bride": ("dress", "f3eee4"), "groom": ("suit", "35313b"),
        "wedding dress": ("dress", "f3eee4"), "punk": ("jacket", "35313b"), "biker": ("jacket", "35313b"),
        "leather jacket": ("jacket", "403a3e"), "denim jacket": ("jacket", "5a7ba3"), "hoodie": ("sweater", "6d6f7c"),
        "trench coat": ("coat", "b89a6c"), "fur coat": ("coat", "8a6248"), "raincoat": ("raincoat", "e8c63f"),
        "postman": ("uniform", "39557f"), "bathrobe": ("coat", "e4dccb"), "hospital gown": ("dress", "bcd2d2"),
    }
)  # fmt: skip
"""What a trade or a garment wears when no colour is named."""

_BUILD = _table(
    _90="fat, obese, huge, enormous, gros, grosse, dick, dicker, gordo, gorda, grasso, grassa",
    _72="heavy, heavyset, heavy-set, stout, burly, portly, plump, overweight, big, bulky, stocky, corpulent, round",
    _50="sturdy, muscular, broad, broad-shouldered, athletic, strong",
    _12="thin, skinny, gaunt, lanky, bony, frail, wiry, emaciated, maigre, mager, dünn, flaco, flaca, magro, magra",
    _22="slim, slender, lean, petite, slight, mince, schlank, delgado, delgada, snello, snella",
)
_TALL = _table(
    tall="tall, towering, lanky, giant, grand, grande, großer, große, alto, alta",
    small="short, small, tiny, petite, diminutive, little, petit, petite, kleiner, kleine, bajo, baja, basso, bassa",
)
_GLASSES = ("glasses", "spectacles", "bespectacled", "lunettes", "brille", "gafas", "occhiali", "sunglasses")


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words as a whole word, the longest first."""
    options = "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))
    return re.compile(rf"(?<![\w-])(?:{options})(?!\w)")


def _found(text: str, table: Iterable[str]) -> list[tuple[int, str]]:
    """(position, word) of every table word in the text, in order of place."""
    return [(match.start(), match.group()) for match in _pattern(tuple(table)).finditer(text)]


def _first(text: str, table: Mapping[str, str]) -> str | None:
    hits = _found(text, table)
    return table[hits[0][1]] if hits else None


def color_of(text: str, noun: int, table: Mapping[str, Color]) -> Color | None:
    """The colour named in the few words before position `noun` (or just after, as in
    "manteau rouge"), stopping at a comma or another thing."""
    before = re.split(r"[,;.:()]| and | with | over | under | in | wearing ", text[:noun])[-1]
    hits = _found(before, table)
    if hits:
        return table[hits[-1][1]]
    after = re.split(r"[,;.:()]| and | with | over ", text[noun:])[0]
    hits = [hit for hit in _found(after, table) if hit[0] < 24]
    return table[hits[0][1]] if hits else None


def read_traits(words: str) -> Traits:
    """Everything the words fix about an appearance; what they leave open is not in it."""
    text = " ".join(unicodedata.normalize("NFC", words).lower().replace("’", "'").split())
    traits: Traits = {}
    gender = _first(text, _GENDER)
    if gender:
        traits["gender"] = gender
    age = _age(text)
    if age is not None:
        traits["age"] = age
    _read_hair(text, traits)
    _read_clothes(text, traits)
    for field, table in (("build", _BUILD),):
        name = _first(text, table)
        if name:
            traits[field] = int(name[1:]) / 100
    tall = _first(
        re.sub(r"\b(short|long|small|little)[- ](hair|beard|skirt|dress|girl|boy|cropped)\w*", "", text), _TALL
    )
    if tall:
        traits["stature"] = tall
    skin = _first(text, _SKIN_WORDS)
    if skin:
        traits["skin"] = SKINS[skin]
    eyes = re.search(r"(\w+)[- ]eye[sd]", text)
    if eyes and eyes.group(1) in _IRIS:
        traits["iris"] = _IRIS[eyes.group(1)]
    if _found(text, _GLASSES):
        traits["glasses"] = True
    return traits


def _age(text: str) -> float | None:
    decade = re.search(r"\b(early|mid|late)?[ -]?([1-9])0'?s\b", text)
    if decade:
        return int(decade.group(2)) * 10 + {"early": 2.0, "late": 8.0}.get(decade.group(1) or "", 5.0)
    for name, years in _DECADES.items():
        if re.search(rf"\b{name}\b", text):
            return float(years)
    number = re.search(
        r"(?:^|[(,;]|\baged?|\bis)\s*(\d{1,3})(?=\s*(?:$|[),;.]|years|year-old|-year))", text
    ) or re.search(r"\b(\d{1,3})[- ](?:year|jahre|ans|años|anni)", text)
    if number and 1 <= int(number.group(1)) <= 110:
        return float(number.group(1))
    word = _first(text, _AGE)
    return float(word[1:]) if word else None


def _read_hair(text: str, traits: Traits) -> None:
    style = _first(text, _HAIR)
    described = re.search(r"\b(long|short|curly|wavy|frizzy|thinning|receding|straight)(?:,? [\w-]+){0,2} hair\b", text)
    if style is None and described:
        style = _HAIR_KINDS[described.group(1)]
    if style:
        traits["hair"] = style
    for match in re.finditer(
        r"hair(?:ed)?\b|cheveux|haare?\b|pelo\b|capelli|bun\b|ponytail|braids|pigtails|curls|bob\b|locks|mane\b|beard",
        text,
    ):
        color = color_of(text, match.start(), HAIR_COLORS)
        if color:
            traits["hair_color"] = color
            break
    else:
        for word, name in (("blonde", "blond"), ("blond", "blond"), ("redhead", "red"), ("brunette", "brown"), ("grey-haired", "grey"), ("white-haired", "white"), ("silver-haired", "silver"), ("red-haired", "red"), ("dark-haired", "dark")):  # fmt: skip
            if re.search(rf"(?<![\w-]){word}(?![\w])", text):
                traits["hair_color"] = HAIR_COLORS[name]
                break
    compound = re.search(r"(\w+)-haired", text)
    if compound and compound.group(1) in HAIR_COLORS:
        traits["hair_color"] = HAIR_COLORS[compound.group(1)]
    beard = _first(text, _BEARD)
    if beard:
        traits["beard"] = beard


def _read_clothes(text: str, traits: Traits) -> None:
    hat = _first(text, _HAT)
    if hat:
        traits["hat"] = _HAT_NAMES[hat]
    hits = _found(text, [*_OUTFIT, *_TRADES])
    # A garment that is named says more than a trade; an outer one hides an inner one.
    garments = [hit for hit in hits if hit[1] in _OUTFIT]
    order = list(dict.fromkeys(_OUTFIT.values()))
    named = sorted(garments, key=lambda hit: (order.index(_OUTFIT[hit[1]]), hit[0]))
    if named:
        at, word = named[0]
        traits["outfit"] = _OUTFIT[word]
        color = color_of(text, at, COLORS)
        if color is None and word in _TRADES:
            color = _hex(_TRADES[word][1])
        if color is not None:
            traits["outer"] = color
    elif hits:
        outfit, code = _TRADES[hits[0][1]]
        traits["outfit"], traits["outer"] = outfit, _hex(code)
    if "outer" not in traits:
        dressed = re.search(r"(?:dressed|clad|all|entirely|head to toe)(?: all)? in ([\w ]+)", text)
        hits = _found(dressed.group(1), COLORS) if dressed else []
        if hits:
            traits["outer"] = COLORS[hits[0][1]]
    if (
        traits.get("outfit") == "uniform"
        and "hat" not in traits
        and re.search(r"polic|cop\b|officer|guard|conductor|polizist", text)
    ):
        traits["hat"] = "peaked cap"
