"""What words say of clothes: which garments, in which colours and patterns, and which trades.

Every colour and pattern belongs to one garment: the noun it stands before ("a white shirt,
black apron") or, as in French and Spanish, right behind ("manteau rouge"). English first; the
commonest words of other languages beside it. To teach a word, add it to its table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from fairtake.model.mesh import Color
from fairtake.staging.performers.outfits import OUTFITS
from fairtake.staging.performers.tints import COLORS
from fairtake.staging.performers.wardrobe import hex_color

__all__ = ["CLOTHES", "read_clothes"]

CLOTHES = (
    "outfit", "outer", "inner", "lower_color", "accent", "shoes_color", "lower", "footwear", "pattern", "lower_pattern",
    "hat", "hat_color", "worn", "torn", "eyewear", "glasses", "unshown",
)  # fmt: skip
"""The traits that `read_clothes` may set."""


def _names(*rows: tuple[str, str]) -> Mapping[str, str]:
    """Rows (name, "word, word, ...") turned into word -> name."""
    return MappingProxyType({word.strip(): name for name, words in rows for word in words.split(",")})


_OVER = _names(
    ("trench coat", "trench coat, trenchcoat, trench"),
    ("lab coat", "lab coat, labcoat, laboratory coat, doctor's coat, white coat, kittel"),
    ("fur coat", "fur coat, mink coat, mink, fur, pelzmantel"),
    ("parka", "parka, down jacket, puffer jacket, ski jacket, anorak, winter jacket, duffel coat, duffle coat"),
    ("frock coat", "frock coat, tailcoat, tail coat, tails, morning coat"),
    ("raincoat", "raincoat, rain coat, slicker, mackintosh, mac, oilskin, poncho, imperméable, regenmantel, impermeable, impermeabile"),
    ("dressing gown", "dressing gown, bathrobe, bath robe, robe, housecoat, kimono, bademantel, morgenmantel, peignoir, robe de chambre"),
    ("coat", "coat, overcoat, winter coat, greatcoat, long coat, peacoat, manteau, mantel, abrigo, cappotto"),
    ("leather jacket", "leather jacket, biker jacket, motorcycle jacket, bomber jacket, lederjacke, blouson"),
    ("denim jacket", "denim jacket, jean jacket, jeans jacket"),
    ("jacket", "jacket, windbreaker, blazer, veste, jacke, chaqueta, giacca"),
    ("waistcoat", "waistcoat, vest, gilet, weste"),
    ("hi-vis", "hi-vis vest, hi-vis jacket, hi-vis, high-visibility vest, high-vis vest, high-vis, reflective vest, safety vest"),
    ("cardigan", "cardigan, knitted jacket, strickjacke"),
)  # fmt: skip
_WHOLE = _names(
    ("wedding dress", "wedding dress, wedding gown, bridal gown, bridal dress, robe de mariée, brautkleid"),
    ("evening gown", "evening gown, evening dress, ball gown, ballgown, gown, cocktail dress, abendkleid, robe de soirée, robe longue"),
    ("summer dress", "summer dress, sundress, sun dress, beach dress, sommerkleid, robe d'été"),
    ("Victorian dress", "victorian dress, period dress, crinoline, corset, victorian gown, edwardian dress"),
    ("nightgown", "nightgown, nightdress, nightshirt, nightie, night shirt, nachthemd, chemise de nuit"),
    ("hospital gown", "hospital gown, patient gown"),
    ("pinafore", "pinafore, pinafore dress, school uniform"),
    ("dress", "dress, frock, robe rouge, kleid, vestido, vestito"),
    ("tuxedo", "tuxedo, dinner jacket, black tie, smoking, dinner suit, tux"),
    ("skirt suit", "skirt suit, twinset, suit skirt, women's suit"),
    ("suit", "suit, three-piece, three-piece suit, business suit, pinstripe suit, costume, anzug, traje"),
    ("pyjamas", "pyjamas, pajamas, pyjama, pajama, pjs, schlafanzug, pijama, pigiama"),
    ("tracksuit", "tracksuit, track suit, jogging suit, sweatsuit, gym clothes, sportswear, sweatpants"),
    ("scrubs", "scrubs, surgical gown"),
    ("boiler suit", "boiler suit, boilersuit, coveralls, coverall, overalls, overall, jumpsuit, blaumann, bleu de travail"),
    ("dungarees", "dungarees, bib overalls, latzhose, salopette"),
    ("swimsuit", "swimsuit, bathing suit, swimming costume, bikini, swimwear, badeanzug, maillot de bain"),
    ("trunks", "trunks, swimming trunks, swim trunks, swim shorts, badehose"),
    ("bare chest", "bare chest, shirtless, bare-chested, bare chested, stripped to the waist, topless"),
    ("cassock", "cassock, soutane, clerical collar, vestments"),
    ("monk", "monk's habit, monk's robe, hooded robe, habit"),
    ("judge", "judge's robe, judge's robes, black robes, academic gown"),
    ("space suit", "space suit, spacesuit, space-suit, raumanzug, scaphandre"),
    ("armour", "armour, armor, suit of armour, suit of armor, chain mail, chainmail, breastplate, rüstung"),
    ("tunic", "tunic, doublet, jerkin, tunika"),
    ("sari", "sari, saree"),
    ("police", "police uniform, policeman's uniform"),
    ("nurse", "nurse's uniform, nurse uniform, nurse's outfit"),
    ("chef", "chef's whites, chef's jacket, chef's uniform, kitchen whites"),
    ("waiter", "waiter's uniform, waiter's jacket"),
    ("soldier", "army uniform, military uniform, fatigues, combat gear, battledress, camouflage"),
    ("firefighter", "turnout gear, fire gear"),
    ("uniform", "uniform, uniforme"),
)  # fmt: skip
_TOP = _names(
    ("tank top", "tank top, undershirt, singlet, string vest, muscle shirt"),
    ("tee", "t-shirt, tee shirt, tee, tshirt, polo shirt, jersey, football shirt, camiseta, maglietta"),
    ("turtleneck", "turtleneck, turtle-neck, polo neck, roll-neck, rollneck, rollkragenpullover, col roulé"),
    ("hoodie", "hoodie, hooded sweatshirt, hooded top, sweatshirt, kapuzenpulli"),
    ("sweater", "sweater, jumper, pullover, jersey sweater, knit, pull, pulli, suéter, maglione"),
    ("blouse", "blouse, bluse"),
    ("shirt", "shirt, flannel shirt, work shirt, plaid shirt, hawaiian shirt, chemise, hemd, camisa, camicia"),
)  # fmt: skip
_LOWER = _names(
    ("jeans", "jeans, blue jeans, denims, dungaree trousers"),
    ("shorts", "shorts, short trousers, bermudas, culottes courtes"),
    ("leggings", "leggings, tights, yoga pants, hose"),
    ("breeches", "breeches, knickerbockers, jodhpurs, riding breeches"),
    ("wide trousers", "flares, flared trousers, bell-bottoms, bell bottoms, baggy trousers, baggy pants, wide trousers"),
    ("trousers", "trousers, pants, slacks, chinos, corduroys, cords, pantalon, hose, hosen, pantalones, pantaloni"),
    ("short skirt", "short skirt, mini skirt, miniskirt, mini-skirt, tutu"),
    ("long skirt", "long skirt, maxi skirt, full skirt"),
    ("kilt", "kilt"),
    ("skirt", "skirt, jupe, rock, falda, gonna"),
)  # fmt: skip
_FEET = _names(
    ("boots", "boots, wellingtons, wellies, rubber boots, cowboy boots, army boots, bottes, stiefel, botas, stivali"),
    ("sneakers", "sneakers, trainers, running shoes, gym shoes, baskets, turnschuhe"),
    ("pumps", "heels, high heels, stilettos, pumps, stöckelschuhe, talons"),
    ("flats", "flats, ballet shoes, ballerinas, sandals, flip-flops, flip flops, loafers, moccasins"),
    ("slippers", "slippers, pantoufles, hausschuhe"),
    ("bare", "barefoot, bare feet, bare-footed, shoeless, pieds nus, barfuß, descalzo, descalza"),
    ("shoes", "shoes, brogues, oxfords, chaussures, schuhe, zapatos, scarpe"),
)
_HAT = _names(
    ("peaked cap", "peaked cap, police cap, officer's cap, captain's cap, policeman's cap, chauffeur's cap, képi, kepi"),
    ("chef's hat", "chef's hat, chef's toque, toque, chef hat, kochmütze"),
    ("cowboy hat", "cowboy hat, stetson, ten-gallon hat, sombrero"),
    ("straw hat", "straw hat, sun hat, sunhat, boater, panama, panama hat, chapeau de paille, strohhut"),
    ("top hat", "top hat, stovepipe hat, opera hat, topper, zylinder, haut-de-forme"),
    ("bowler", "bowler, bowler hat, derby, melone, chapeau melon"),
    ("flat cap", "flat cap, cloth cap, tweed cap, newsboy cap, schiebermütze"),
    ("beret", "beret, béret, baskenmütze, boina"),
    ("hard hat", "hard hat, hardhat, safety helmet, builder's helmet, bauhelm"),
    ("fire helmet", "fire helmet, fireman's helmet, firefighter's helmet"),
    ("space helmet", "space helmet, astronaut's helmet"),
    ("knight's helmet", "knight's helmet, knight's helm, visor"),
    ("helmet", "helmet, steel helmet, army helmet, motorcycle helmet, bike helmet, bicycle helmet, casque, helm, casco"),
    ("headscarf", "headscarf, head scarf, hijab, chador, kopftuch, foulard, babushka"),
    ("turban", "turban, turbante"),
    ("tiara", "tiara, diadem"),
    ("crown", "crown, couronne, krone, corona"),
    ("hood", "hood, hooded, hood up, capuche, kapuze, capucha"),
    ("veil", "bridal veil, veil, schleier"),
    ("wimple", "wimple, nun's habit, nun's veil"),
    ("witch's hat", "witch's hat, wizard's hat, pointed hat, pointy hat, witch hat, wizard hat"),
    ("nurse's cap", "nurse's cap"),
    ("sailor hat", "sailor hat, sailor cap, sailor's cap"),
    ("pillbox", "pillbox hat, pillbox, bellboy hat, fez"),
    ("beanie", "beanie, woolly hat, wool hat, knit cap, woollen hat, bobble hat, bonnet, knitted hat, watch cap, winter hat"),
    ("cap", "cap, baseball cap, casquette, mütze, gorra"),
    ("brimmed hat", "hat, fedora, trilby, chapeau, hut, cappello"),
)  # fmt: skip
_THINGS = _names(
    ("bow tie", "bow tie, bow-tie, bowtie, fliege, nœud papillon"),
    ("tie", "tie, necktie, cravat, cravate, krawatte, corbata, cravatta"),
    ("scarf", "scarf, muffler, neckerchief, bandana, écharpe, schal, bufanda, sciarpa"),
    ("shawl", "shawl, stole of fur, pashmina, châle"),
    ("cloak", "cloak, cape, cape rouge, umhang"),
    ("backpack", "backpack, rucksack, knapsack, school bag, satchel, sac à dos, schulranzen, mochila, zaino"),
    ("bag", "handbag, shoulder bag, messenger bag, purse, handtasche, sac à main"),
    ("necklace", "necklace, pearls, string of pearls, beads, pendant, gold chain, collier, halskette, collar de perlas"),
    ("earrings", "earring, hoops, ear rings, ohrringe, boucles d'oreilles"),
    ("gloves", "glove, mitten, gauntlet, gants, handschuhe, guantes, guanti"),
    ("flower", "buttonhole, boutonnière, boutonniere, corsage, carnation in his lapel"),
    ("medal", "medal, decoration"),
    ("sash", "sash, beauty queen's sash"),
    ("headband", "headband, hairband, sweatband, alice band, stirnband"),
    ("headphones", "headphone, headset, ear defenders, kopfhörer"),
    ("mask", "surgical mask, face mask, medical mask"),
    ("apron", "apron, tablier, schürze, delantal, grembiule"),
)  # fmt: skip
_THING_COLORS: Mapping[str, str] = MappingProxyType(
    {
        "bow tie": "34303a", "tie": "7c2f3c", "scarf": "b5484a", "shawl": "7d5a86", "cloak": "5e2c38", "backpack": "6a7350",
        "bag": "6f4a33", "necklace": "e9dfd0", "earrings": "d9b26a", "gloves": "4b4048", "flower": "c8505a",
        "medal": "d9b26a", "sash": "b5484a", "headband": "b5484a", "headphones": "37343f", "mask": "a9c9cc",
        "apron": "efe3cc", "half apron": "efe3cc", "stole": "efe3cc",
    }
)  # fmt: skip
_EYES = _names(
    ("sunglasses", "sunglasses, dark glasses, shades, aviators, lunettes de soleil, sonnenbrille, gafas de sol"),
    ("round", "round glasses, round spectacles, wire-rimmed glasses, pince-nez"),
    ("half-moon", "reading glasses, half-moon glasses, half-moon spectacles"),
    (
        "square",
        "horn-rimmed glasses, thick glasses, glasses, spectacles, bespectacled, lunettes, brille, gafas, occhiali",
    ),
    ("goggles", "goggles, safety goggles, swimming goggles"),
    ("monocle", "monocle, monokel"),
    ("eye patch", "eye patch, eyepatch, eye-patch, augenklappe"),
)
_PATTERNS = _names(
    ("pinstriped", "pinstriped, pinstripe, pin-striped, pin-stripe"),
    ("striped", "striped, stripy, stripey, rayé, rayée, gestreift, gestreifte, a rayas"),
    ("tartan", "tartan"),
    ("checked", "checked, checkered, chequered, plaid, gingham, lumberjack, kariert, karierte, à carreaux"),
    ("dotted", "dotted, polka dot, polka-dot, polka-dotted, spotted, gepunktet, à pois"),
    ("flowered", "flowered, floral, flowery, flower-print, hawaiian, geblümt, fleuri, fleurie"),
)
_TORN = (
    "torn",
    "ragged",
    "tattered",
    "ripped",
    "shredded",
    "in rags",
    "zerrissen",
    "zerrissenes",
    "déchirée",
    "déchiré",
)
_STAINS = (
    "muddy", "mud-spattered", "bloodstained", "blood-stained", "bloody", "dusty", "soaked", "dripping wet", "burnt",
    "singed", "sequined", "sequinned", "glittering", "embroidered", "patched", "transparent", "see-through",
)  # fmt: skip
_UNSEEN = (
    "tattoo", "scar", "wings", "horns", "hook for a hand", "peg leg", "wooden leg", "prosthetic leg", "wheelchair",
    "crutch", "sling", "bandage", "braces", "suspenders", "tool belt", "holster", "wristwatch", "bracelet",
    "bracelets", "pipe", "cigar", "wig", "ruff", "jetpack", "socks", "stockings", "stethoscope", "piercing",
    "piercings", "balaclava", "gas mask", "mask", "lipstick", "make-up", "makeup", "underwear", "underpants", "boxer shorts", "nail polish", "bulletproof vest",
    "antlers", "freckles", "dimples", "buck teeth", "gold tooth",
)  # fmt: skip
"""Looks that are understood and cannot be shown: they are reported."""

_TRADES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        word.strip(): (outfit, color)
        for outfit, color, words in (
            ("lab coat", "", "doctor, scientist, physician, chemist, pharmacist, professor of medicine, vet, dentist, médecin, arzt, ärztin, médico"),
            ("scrubs", "", "surgeon, paramedic, orderly, midwife, chirurgien"),
            ("nurse", "", "nurse, matron, infirmière, krankenschwester, enfermera"),
            ("police", "", "policeman, policewoman, police officer, police constable, police, cop, patrolman, constable, sheriff's deputy, polizist, polizistin, gendarme, policía"),
            ("police", "5a6b5c", "security guard, guard, prison guard, warden, park ranger, ranger, customs officer"),
            ("soldier", "", "soldier, sergeant, private, corporal, gunner, troops, trooper, infantryman, soldat, soldado, guerrilla, partisan"),
            ("pilot", "", "pilot, airline pilot, ship's captain, captain, co-pilot, first officer, capitaine"),
            ("pilot", "6a6b4c", "general, colonel, lieutenant, major, admiral, officer"),
            ("uniform", "46566f", "conductor, bus driver, train driver, ticket inspector, stewardess, flight attendant, steward"),
            ("uniform", "39557f", "postman, mailman, postwoman, letter carrier, courier, delivery man, deliveryman"),
            ("porter", "", "bellboy, bellhop, porter, doorman, lift boy, hotel page, concierge"),
            ("sailor", "", "sailor, seaman, deckhand, matelot, matrose, marinero"),
            ("firefighter", "", "firefighter, fireman, fire fighter, firewoman, pompier, feuerwehrmann, bombero"),
            ("chef", "", "chef, cook, head chef, sous-chef, cuisinier, koch, köchin"),
            ("waiter", "", "waiter, waitress, bartender, barman, barmaid, sommelier, head waiter, serveur, serveuse, kellner, kellnerin, camarero"),
            ("apron", "", "baker, butcher, barista, shopkeeper, grocer, greengrocer, fishmonger, florist, boulanger, bäcker, innkeeper"),
            ("apron", "8a6a4a", "carpenter, cobbler, blacksmith, watchmaker, potter, gardener"),
            ("cassock", "", "priest, vicar, parson, reverend, bishop, clergyman, curate, prêtre, priester, pfarrer, cura"),
            ("monk", "", "monk, friar, abbot, hermit, moine, mönch"),
            ("nun", "", "nun, abbess, mother superior, nonne, religieuse, monja"),
            ("judge", "", "judge, magistrate, barrister, juge, richter, richterin"),
            ("boiler suit", "", "mechanic, plumber, engineer, electrician, janitor, factory worker, mécanicien, mechaniker, technician"),
            ("boiler suit", "d0763a", "prisoner, convict, inmate"),
            ("hi-vis", "", "builder, construction worker, road worker, workman, foreman, bauarbeiter, dock worker, docker"),
            ("dungarees", "", "farmer, farmhand, painter, farm boy, agriculteur, bauer, miner"),
            ("suit", "46566f", "businessman, banker, manager, executive, politician, minister, president, salesman, undertaker, agent, bodyguard, journalist"),
            ("suit", "3f3f4c", "lawyer, attorney, butler, advocate, anwalt, avocat"),
            ("suit", "7d6a50", "professor, lecturer, headmaster"),
            ("skirt suit", "5b5468", "businesswoman, secretary, saleswoman, headmistress, female executive"),
            ("tuxedo", "", "groom, magician, maître d', maitre d', conductor of the orchestra"),
            ("wedding dress", "", "bride, braut, mariée, novia, sposa"),
            ("evening gown", "", "opera singer, diva, socialite, film star"),
            ("trench coat", "", "detective, inspector, private eye, spy, reporter, investigator, kommissar, commissaire"),
            ("leather jacket", "", "punk, biker, rocker, motorcyclist, gangster"),
            ("jacket", "", "taxi driver, truck driver, trucker, thug"),
            ("cardigan", "7f7d4c", "teacher, librarian, archivist, enseignante, lehrer, lehrerin"),
            ("hoodie", "", "skateboarder, rapper, hacker, dealer, courier boy, burglar, robber, thief"),
            ("sweater", "b5573f", "student, fisherman, poet"),
            ("tracksuit", "", "coach, athlete, runner, jogger, gymnast, trainer"),
            ("shorts", "", "footballer, soccer player, tennis player, tourist, basketball player"),
            ("swimsuit", "", "swimmer, bather, lifeguard, sunbather"),
            ("space suit", "", "astronaut, cosmonaut, spaceman, spacewoman"),
            ("armour", "", "knight, centurion, ritter, chevalier, caballero"),
            ("tunic", "", "peasant, archer, squire, hobbit, elf, viking, shepherd, bandit, minstrel"),
            ("king", "", "king, emperor, roi, könig, rey"),
            ("Victorian dress", "5a4a6c", "queen, governess, duchess, countess, empress, lady-in-waiting, maid, housemaid"),
            ("evening gown", "c98a9a", "princess"),
            ("frock coat", "", "count, duke, gentleman, lord, baron, vampire"),
            ("hospital gown", "", "patient, hospital patient"),
            ("kilt", "", "bagpiper, piper, scotsman, highlander"),
            ("raincoat", "", "lighthouse keeper, trawlerman"),
            ("waistcoat", "6f4a33", "cowboy, cowgirl, saloon keeper"),
            ("frock coat", "5e2430", "pirate, buccaneer"),
            ("monk", "4a3f5e", "wizard, witch, sorcerer, sorceress, druid"),
        )
        for word in words.split(",")
    }
)  # fmt: skip
"""What a trade wears when no garment is named: an outfit, and its colour where it is not the
outfit's own."""

_TRADE_HATS: Mapping[str, str] = MappingProxyType(
    {
        "general": "peaked cap", "conductor": "peaked cap", "bus driver": "peaked cap", "train driver": "peaked cap",
        "ticket inspector": "peaked cap", "postman": "peaked cap", "mailman": "peaked cap", "fisherman": "beanie",
        "taxi driver": "flat cap", "gardener": "straw hat", "burglar": "beanie", "robber": "beanie", "pirate": "brimmed hat", "lord": "top hat", "footballer": "",
        "queen": "tiara", "princess": "tiara", "witch": "witch's hat", "wizard": "witch's hat", "cowboy": "cowboy hat",
        "archer": "hood", "shopkeeper": "", "farmer": "straw hat", "undertaker": "top hat", "miner": "hard hat",
        "admiral": "peaked cap", "colonel": "peaked cap", "detective": "brimmed hat", "magician": "top hat",
    }
)  # fmt: skip

_SLOTS: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("over", _OVER), ("whole", _WHOLE), ("top", _TOP), ("lower", _LOWER), ("feet", _FEET), ("hat", _HAT),
    ("thing", _THINGS), ("eyes", _EYES),
)  # fmt: skip
_MADE_OF = {"leather": "403a3e", "denim": "5a7ba3", "khaki": "7f7d4c", "straw": "dcb973"}


@dataclass(frozen=True, slots=True)
class _Garment:
    """One garment found: where, in which slot, by which name, and what is said of it."""

    at: int
    slot: str
    name: str
    word: str
    color: Color | None
    pattern: str


def read_clothes(text: str) -> dict[str, object]:
    """The traits that a description's words (lower case) fix about what is worn: the fields of
    CLOTHES. Colours are sRGB; `worn` pairs of a name and a colour; `unshown` the words that
    were understood and cannot be shown."""
    traits: dict[str, object] = {}
    text = re.sub(
        r"\b(no|without(?: a| an| his| her| any)?) (hat|glasses|tie|coat|shoes|cap|jacket)\b", _without(traits), text
    )
    garments = _garments(text)
    trade = next(iter(_hits(text, tuple(_TRADES))), None)
    _dress(text, garments, trade, traits)
    _put_on(text, garments, traits)
    if any(_hits(text, _TORN)):
        traits["torn"] = True
    unshown = _unshown(text, garments, trade)
    if unshown:
        traits["unshown"] = unshown
    return traits


def _without(traits: dict[str, object]) -> Callable[[re.Match[str]], str]:
    def note(match: re.Match[str]) -> str:
        word = match.group(2)
        if word in ("hat", "cap"):
            traits["hat"] = ""
        elif word == "glasses":
            traits["glasses"] = False
        elif word == "shoes":
            traits["footwear"] = "bare"
        return " "

    return note


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, in the singular or plural, the longest first; not somebody's ("the
    waiter's daughter")."""
    options = "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))
    return re.compile(rf"(?<![\w-])({options})(?:e?s|n)?(?!\w|'s\b|-)")


def _hits(text: str, words: tuple[str, ...]) -> list[re.Match[str]]:
    return list(_pattern(words).finditer(text.replace("policemen", "policeman").replace("firemen", "fireman")))


@cache
def _all_garments() -> Mapping[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for slot, table in _SLOTS:
        for word, name in table.items():
            found.setdefault(word, (slot, name))
    return MappingProxyType(found)


_BREAK = re.compile(r"[,;.:()]| and | und | et | y | with | mit | avec | over | under | wearing | in | en ")


_FRENCH = re.compile(
    r"\b(?:robe (?:rouge|bleue|verte|jaune|noire|blanche|grise|brune|rose|violette|longue|courte|légère|à|d')|ans|cheveux|"
    r"(?:ving|tren|quaran|cinquan|soixan)taine|jeune femme|vieille|une|aux yeux)"
)
"""Signs that "robe" is French for a dress, not English for a dressing gown."""


def _garments(text: str) -> list[_Garment]:
    known = _all_garments()
    hits = _hits(text, tuple(known))
    found = []
    for i, hit in enumerate(hits):
        slot, name = known[hit.group(1)]
        if slot == "whole" and name == "dress" and re.match(r"(?:ed\b| up| in| as)", text[hit.end() :]):
            continue
        if hit.group() == "robe" and _FRENCH.search(text):
            slot, name = "whole", "dress"
        start = hits[i - 1].end() if i else 0
        before = _BREAK.split(text[start : hit.start()])[-1]
        end = hits[i + 1].start() if i + 1 < len(hits) else len(text)
        after = _BREAK.split(text[hit.end() : end])[0]
        around = hit.group() + " " + before
        colors = _hits(before, tuple(COLORS))
        color: Color | None = _toned(COLORS[colors[-1].group(1)], before[: colors[-1].start()]) if colors else None
        if color is None:
            behind = [c for c in _hits(after, tuple(COLORS)) if c.start() < 12]
            color = COLORS[behind[0].group(1)] if behind else None
        if color is None:
            color = next((hex_color(code) for word, code in _MADE_OF.items() if word in before.split()), None)
        patterns = _hits(around, tuple(_PATTERNS)) or [m for m in _hits(after, tuple(_PATTERNS)) if m.start() < 12]
        found.append(
            _Garment(hit.start(), slot, name, hit.group(1), color, _PATTERNS[patterns[0].group(1)] if patterns else "")
        )
    return found


def _toned(color: Color, before: str) -> Color:
    """The colour made darker or lighter by the word before it ("dark green")."""
    if re.search(r"\b(dark|deep|dunkel)[ -]$", before):
        return (color[0] * 0.70, color[1] * 0.70, color[2] * 0.72)
    if re.search(r"\b(light|pale|pastel|soft|hell)[ -]$", before):
        return (
            color[0] + (0.95 - color[0]) * 0.45,
            color[1] + (0.93 - color[1]) * 0.45,
            color[2] + (0.88 - color[2]) * 0.45,
        )
    return color


def _dress(text: str, garments: list[_Garment], trade: re.Match[str] | None, traits: dict[str, object]) -> None:
    """The outfit and its colours: what lies outermost names it."""
    by_slot: dict[str, _Garment] = {}
    for garment in sorted(garments, key=lambda g: g.name == "bare chest"):
        by_slot.setdefault(garment.slot, garment)
    over, whole, top = by_slot.get("over"), by_slot.get("whole"), by_slot.get("top")
    lower, feet = by_slot.get("lower"), by_slot.get("feet")
    if whole is not None and whole.name == "uniform" and trade is not None:
        # "A policeman in uniform" wears his own.
        if whole.color is not None:
            traits["outer"] = whole.color
        whole = None
    main = over or whole or top
    if main is not None:
        traits["outfit"] = main.name
        if main.color is not None:
            traits["outer"] = main.color
        if main.pattern:
            hoops = main.name in ("tee", "sweater", "tank top", "turtleneck") and main.pattern == "striped"
            traits["pattern"] = "hooped" if hoops else main.pattern
            if main.name in ("suit", "pyjamas", "skirt suit"):
                traits["lower_pattern"] = main.pattern
        under = next((g for g in (whole, top) if g is not None and g is not main), None)
        if under is not None:
            if under.color is not None:
                traits["inner"] = under.color
            if under is whole and OUTFITS[under.name].cut in ("skirt", "gown"):
                # A dress under a coat shows below it.
                traits["lower"] = "long skirt" if OUTFITS[under.name].cut == "gown" else "skirt"
                if under.color is not None:
                    traits["lower_color"] = under.color
    elif trade is not None:
        outfit, code = _TRADES[trade.group(1)]
        traits["outfit"] = outfit
        if code:
            traits.setdefault("outer", hex_color(code))
        if trade.group(1) in _TRADE_HATS:
            traits.setdefault("hat", _TRADE_HATS[trade.group(1)])
    elif lower is not None and "skirt" in lower.name:
        traits["outfit"] = "blouse"
    elif lower is not None and lower.name == "shorts":
        traits["outfit"] = "shorts"
    elif lower is not None and lower.name == "kilt":
        traits["outfit"] = "kilt"
    if traits.get("outfit") == "dressing gown" and trade is not None and _TRADES[trade.group(1)][0] == "monk":
        traits["outfit"] = "monk"  # a robe of another kind
    for word in ("witch", "wizard", "cowboy"):
        if re.search(rf"\b{word}(?:s|es)?\b(?!'s| hat| boot)", text):
            traits.setdefault("hat", _TRADE_HATS[word])
    if lower is not None:
        traits["lower"] = lower.name
        traits["lower_color"] = lower.color or (hex_color("4a648c") if lower.name == "jeans" else None)
        if lower.pattern:
            traits["lower_pattern"] = lower.pattern
    if feet is not None:
        traits["footwear"] = feet.name
        traits["shoes_color"] = feet.color
    if "outer" not in traits:
        dressed = re.search(
            r"(?:dressed|clad|all|entirely|head to toe|man|woman|girl|boy|lady|figure|child)(?: all)? in ([\w ]+)", text
        )
        colors = _hits(dressed.group(1), tuple(COLORS)) if dressed else []
        if colors and dressed is not None and not any(dressed.start() < g.at < dressed.end() for g in garments):
            traits["outer"] = COLORS[colors[0].group(1)]
            traits.setdefault("lower_color", _deeper(COLORS[colors[0].group(1)]))
    for name in ("lower_color", "shoes_color"):
        if traits.get(name, 0) is None:
            del traits[name]


def _deeper(color: Color) -> Color:
    return (color[0] * 0.9, color[1] * 0.9, color[2] * 0.92)


def _put_on(text: str, garments: list[_Garment], traits: dict[str, object]) -> None:
    """Hats, glasses and things; a tie belongs to a suit and an apron makes an outfit."""
    worn: list[tuple[str, Color]] = []
    for garment in garments:
        if garment.slot == "hat" and not traits.get("hat"):
            traits["hat"] = garment.name
            if garment.color is not None:
                traits["hat_color"] = garment.color
        elif garment.slot == "eyes":
            traits["eyewear"] = "" if garment.word in ("glasses", "spectacles", "bespectacled", "lunettes", "brille", "gafas", "occhiali") else garment.name  # fmt: skip
            traits["glasses"] = garment.name not in ("monocle", "eye patch")
        elif garment.slot == "thing":
            outfit = OUTFITS.get(str(traits.get("outfit", "")))
            if garment.name == "tie" and outfit is None:
                traits["outfit"] = "suit"
                outfit = OUTFITS["suit"]
            if garment.name == "tie" and outfit is not None and outfit.top is not None and outfit.top.tie:
                if garment.color is not None:
                    traits["accent"] = garment.color
            elif garment.name == "apron" and (
                outfit is None or traits["outfit"] in ("apron", "chef", "waiter", "nurse")
            ):
                traits.setdefault("outfit", "apron")
                if garment.color is not None:
                    traits["accent"] = garment.color
                    if traits["outfit"] == "nurse":
                        traits["inner"] = garment.color
            elif garment.name == "bow tie" and traits.get("outfit") in ("suit", "tuxedo"):
                # No long tie under a short one.
                traits["outfit"] = "tuxedo"
                worn.append(("bow tie", garment.color or hex_color(_THING_COLORS["bow tie"])))
            elif garment.name not in dict(worn):
                worn.append((garment.name, garment.color or hex_color(_THING_COLORS[garment.name])))
    if worn:
        traits["worn"] = tuple(worn)


def _unshown(text: str, garments: list[_Garment], trade: re.Match[str] | None) -> tuple[str, ...]:
    found = [hit.group() for hit in _hits(text, _UNSEEN)]
    known = {garment.word for garment in garments}
    found = [word for word in found if not any(word in other for other in known)]
    for stain in _hits(text, _STAINS):
        behind = [g for g in garments if 0 < g.at - stain.start() < 40]
        if behind:
            found.append(f"{stain.group()} {behind[0].word}")
    for match in re.finditer(r"\b(?:wearing|dressed as|dressed in|clad in) ((?:[\w'-]+ ?){1,6})", text):
        phrase = re.split(r" (?:and|with|over|under) ", match.group(1))[0].strip()
        plain = any(phrase.endswith(word) for word in (*COLORS, *_PATTERNS))
        if not plain and not any(_hits(phrase, table) for table in (tuple(_all_garments()), tuple(_TRADES), _UNSEEN)):
            found.append(phrase)
    return tuple(dict.fromkeys(found))
