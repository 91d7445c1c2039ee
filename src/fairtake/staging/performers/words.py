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
from fairtake.staging.performers.clothing import read_clothes
from fairtake.staging.performers.tints import COLORS, HAIR_COLORS, SKINS
from fairtake.staging.performers.wardrobe import hex_color

__all__ = ["COLORS", "HAIR_COLORS", "SKINS", "Traits", "color_of", "read_traits"]

Traits = dict[str, object]
"""Fields of Appearance (and "gender") that the words fix. "outer" is the outfit's colour."""


def _table(**rows: str) -> Mapping[str, str]:
    """Keyword = name, value = words that mean it, separated by commas."""
    return MappingProxyType({word.strip(): name for name, words in rows.items() for word in words.split(",")})


_SKIN_WORDS = _table(
    pale="pale, pallid, pale-skinned, pale skin, white skin, very fair skin, peau pâle, blass, pâle, pálido, pálida",
    light="light-skinned, light skin, fair-skinned, fair skin, white man, white woman, white boy, white girl, caucasian, "
    "peau claire, helle haut, piel clara, pelle chiara",
    rosy="rosy-cheeked, rosy skin, rosy cheeks, pink-cheeked, ruddy, ruddy-faced, red-faced, freckled",
    olive="olive-skinned, olive skin, mediterranean, peau mate, piel morena",
    tan="tanned, sun-tanned, suntanned, tan skin, tan-skinned, bronzed, weather-beaten face, weathered face, light brown skin, "
    "light-brown skin, medium skin, latino, latina, hispanic, indian, pakistani, arab, middle-eastern",
    brown="brown-skinned, brown skin, black man, black woman, black boy, black girl, black teenager, black skin, "
    "african-american, african american, caribbean, jamaican, peau brune, braune haut",
    deep="dark-skinned, dark skin, deep brown skin, dark brown skin, african, nigerian, kenyan, ghanaian, senegalese, "
    "ethiopian, black-skinned, peau noire, dunkelhäutig, dunkle haut, piel oscura, pelle scura",
)
_IRIS: Mapping[str, Color] = MappingProxyType(
    {"blue": hex_color("5f84a8"), "green": hex_color("5c8a5a"), "grey": hex_color("7d8a94"), "gray": hex_color("7d8a94"),
     "brown": hex_color("5a4632"), "dark": hex_color("3e2f2a"), "hazel": hex_color("7a6238"), "black": hex_color("2f2624")}
)  # fmt: skip

_FEMALE = (
    "woman, girl, lady, mother, mom, mum, mama, daughter, sister, wife, grandmother, grandma, granny, aunt, niece, "
    "waitress, actress, queen, princess, she, her, herself, widow, bride, policewoman, businesswoman, nun, "
    "schoolgirl, housewife, landlady, witch, governess, duchess, countess, empress, madame, femme, fille, mère, frau, mädchen, mutter, mujer, niña, chica, madre, donna, ragazza"
)
_MALE = (
    "man, boy, guy, father, dad, papa, son, brother, husband, grandfather, grandpa, uncle, nephew, waiter, actor, "
    "king, prince, he, his, him, himself, widower, groom, policeman, businessman, priest, monk, schoolboy, "
    "gentleman, fellow, landlord, wizard, cowboy, knight, duke, emperor, fisherman, postman, monsieur, homme, garçon, père, mann, junge, vater, hombre, niño, "
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
    dreadlocks="dreadlocks, dreads, rastas, locs",
    cornrows="cornrows, corn rows",
    mohawk="mohawk, mohican, irokese",
    mullet="mullet, vokuhila",
    undercut="undercut, shaved sides, side-shave",
    quiff="quiff, pompadour, rockabilly hair, elvis hair",
    tonsure="tonsure, tonsured",
    shaggy="shaggy, shaggy hair, unruly hair, tousled hair, mop of hair, unkempt",
    updo="updo, beehive, piled high, hair piled, hochsteckfrisur",
    chignon="chignon, low bun, french twist, hair pinned up",
    pigtails="pigtails, bunches, rattenschwänze",
    wavy="wavy hair, wavy-haired, flowing locks",
    slicked_back="slicked back, slicked-back, slick hair, brilliantined, oiled hair, pomaded",
    side_part="side part, side parting, parted hair, neatly parted",
    bun="bun, hair up, topknot, top knot, dutt",
    ponytail="ponytail, pony tail, queue de cheval, pferdeschwanz",
    braids="braids, braid, plaits, plait, tresses, zöpfe, trenzas",
    curly="curly, curls, curly-haired, frizzy, locken, bouclés",
    afro="afro",
    long="long hair, long-haired, flowing hair, long dark hair, long blond hair, cheveux longs, lange haare, pelo largo",
    pixie="pixie, tomboy",
    buzz="buzz cut, crew cut, crewcut, cropped, close-cropped, shorn, military haircut",
    crop="short hair, short-haired, tousled, messy hair",
    fringe="fringe, bangs, bob with a fringe, pony",
    bob="bob, bobbed hair, shoulder-length hair, shoulder length hair",
)
_HAIR_KINDS = {
    "long": "long", "short": "crop", "curly": "curly", "wavy": "wavy", "frizzy": "curly", "thinning": "thinning",
    "receding": "balding", "straight": "bob",
}  # fmt: skip
"""What hair is like when other words stand between ("long red hair")."""
_BEARD = _table(
    long="long beard, flowing beard, bushy beard, huge beard, langer bart, longue barbe",
    goatee="goatee, chin beard, ziegenbart, bouc, perilla",
    van_dyke="van dyke, pointed beard, musketeer beard",
    sideburns="sideburns, mutton chops, muttonchops, side whiskers, sideboards, koteletten, favoris",
    walrus="walrus moustache, handlebar moustache, drooping moustache, big moustache, bushy moustache",
    full="beard, bearded, full beard, barbe, barbu, bart, bärtig, bärtiger, barba",
    short="short beard, trimmed beard, neat beard",
    moustache="moustache, mustache, moustached, mustachioed, schnurrbart, bigote, baffi",
    stubble="stubble, unshaven, stubbly, five o'clock shadow, mal rasé",
)

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
    traits.update(read_clothes(text))
    for field, table in (("build", _BUILD),):
        name = _first(text, table)
        if name:
            traits[field] = int(name[1:]) / 100
    tall = _first(
        re.sub(r"\b(short|long|small|little)[- ](hair|beard|skirt|dress|girl|boy|cropped)\w*", "", text), _TALL
    )
    if tall:
        traits["stature"] = tall
    # "A pale blue dress" is no pale face.
    skin = _first(re.sub(rf"\bpale[ -](?=(?:{'|'.join(map(re.escape, COLORS))})\b)", "", text), _SKIN_WORDS)
    if skin:
        traits["skin"] = SKINS[skin]
    eyes = re.search(r"(\w+)[- ]eye[sd]", text)
    if eyes and eyes.group(1) in _IRIS:
        traits["iris"] = _IRIS[eyes.group(1)]
    if re.search(r"\b(muscular|athletic|brawny|muscled|bodybuilder|muskulös|musculos[oa]|musclé)\b", text):
        traits["muscle"] = 0.85
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
    ) or re.search(
        r"\b(\d{1,3})[- ](?:year|jahre|ans|años|anni)|\b(?:boy|girl|man|woman|child|kid|age|aged) of (\d{1,3})\b", text
    )
    digits = next((group for group in number.groups() if group), "0") if number else "0"
    if 1 <= int(digits) <= 110:
        return float(digits)
    word = _first(text, _AGE)
    return float(word[1:]) if word else None


def _read_hair(text: str, traits: Traits) -> None:
    style = _first(text, _HAIR)
    described = re.search(r"\b(long|short|curly|wavy|frizzy|thinning|receding|straight)(?:,? [\w-]+){0,2} hair\b", text)
    if style is None and described:
        style = _HAIR_KINDS[described.group(1)]
    if style:
        traits["hair"] = style.replace("_", " ")
    for match in re.finditer(
        r"hair(?:ed)?\b|cheveux|haare?\b|pelo\b|capelli|bun\b|ponytail|braids|pigtails|curls|bob\b|locks|mane\b|mohawk|dreadlocks|dreads|afro|mullet|quiff|chignon|fringe|beard|barbe\b|bart\b|barba\b|moustache|mustache|schnurrbart|bigote|baffi|tresses|zöpfe|nattes",
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
    length = re.search(r"\b(long|bushy|flowing|huge|short|trimmed|neat)(?:,? [\w-]+){0,2} beard\b", text)
    if length and beard == "full":
        beard = "short" if length.group(1) in ("short", "trimmed", "neat") else "long"
    if beard:
        traits["beard"] = beard.replace("_", " ")
