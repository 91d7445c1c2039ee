"""Props: a noun in, a thing to hold out.

Each prop stands at the origin, y up, its front toward +z, at true size. A maker draws it and
returns (grip point, grip axis, sound). The words come from four languages.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from fairtake.model.mesh import Material, Mesh, Stuff
from fairtake.model.set import PropModel
from fairtake.staging.sets.modeller import Modeller, Vector, mix
from fairtake.staging.sets.nouns import plain
from fairtake.staging.sets.palette import prop_paints
from fairtake.staging.sets.props_carried import CARRIED
from fairtake.staging.sets.props_household import HOUSEHOLD
from fairtake.staging.sets.props_small import SMALL
from fairtake.staging.sets.wording import Wording, is_color, read_wording

__all__ = ["build_prop", "knows_prop", "prop_names"]

Maker = Callable[[Modeller, np.random.Generator], tuple[Vector, Vector, str]]

MAKERS: dict[str, Maker] = {**SMALL, **CARRIED, **HOUSEHOLD}

_WORDS = """
letter: note, sheet, paper, page, document, form, contract, lettre, papier, feuille, brief, zettel, blatt, vertrag, carta, papel, hoja, telegram, script, invoice, bill, receipt, message
envelope: enveloppe, umschlag, briefumschlag, kuvert, sobre
cup: teacup, coffee, coffee cup, tea, tasse, tasse de café, kaffeetasse, taza, café
mug: becher, chope, jarra, tazón, beer mug
glass: wine glass, drink, wine, whisky, whiskey, beer, verre, glas, vaso, copa, tumbler, water
bottle: bouteille, flasche, botella, flask, wine bottle, vial
book: novel, diary, bible, album, livre, buch, libro, journal, photo album, manuscript
newspaper: paper roll, journal papier, zeitung, periódico, magazine, zeitschrift, revista, tabloid
phone: mobile, cell phone, cellphone, smartphone, telephone, handset, téléphone, portable, handy, telefon, teléfono, móvil
key: keys, clé, clef, schlüssel, llave, car keys
photo: photograph, picture, snapshot, polaroid, postcard, card, photographie, foto, bild, karte, carte, postkarte, tarjeta, fotografía, business card
umbrella: parapluie, regenschirm, schirm, paraguas, parasol
open umbrella: opened umbrella, parapluie ouvert, offener schirm, paraguas abierto
suitcase: case, luggage, trunk, valise, koffer, maleta, travel case
bag: handbag, purse, satchel, backpack, rucksack, sac, sac à main, tasche, handtasche, bolso, bolsa, mochila, shopping bag, duffel, tote
briefcase: attaché case, serviette, mallette, aktentasche, aktenkoffer, maletín, folder, file, dossier, akte
hat: cap, fedora, chapeau, casquette, hut, mütze, sombrero, gorra, helmet, bonnet
flower: rose, tulip, daisy, fleur, blume, flor
bouquet: flowers, bunch of flowers, fleurs, blumen, blumenstrauß, ramo, ramo de flores, flores
candle: bougie, kerze, vela, candlestick
torch: flashlight, lamp torch, lampe de poche, taschenlampe, linterna, lantern, laterne
knife: dagger, blade, couteau, messer, cuchillo, scissors
gun: pistol, revolver, weapon, pistolet, arme, pistole, waffe, pistola, arma, rifle
pen: pencil, fountain pen, stylo, crayon, stift, kugelschreiber, bleistift, bolígrafo, lápiz, pluma, brush
notebook: notepad, pad, sketchbook, clipboard, carnet, cahier, notizbuch, heft, cuaderno, libreta
map: chart, plan, landkarte, stadtplan, mapa
coin: money, cash, banknote, dollar, pièce, argent, münze, geld, moneda, dinero, bills, wallet, portefeuille, geldbörse, cartera
ring box: ring, wedding ring, jewel box, écrin, bague, anneau, schmuckkästchen, anillo, alliance
box: crate, carton, cardboard box, chest, boîte, caisse, kiste, schachtel, karton, caja, toolbox, lunchbox, tin
parcel: package, present, gift, packet, paquet, colis, cadeau, paket, päckchen, geschenk, paquete, regalo, bundle
ball: football, tennis ball, balle, ballon, pelota, balón
apple: fruit, orange, pomme, apfel, manzana, pear, lemon
bread: loaf, baguette, sandwich, pain, brot, brötchen, croissant, cake, toast
plate: dish, bowl, soup, assiette, teller, schüssel, plato, food, meal, breakfast
tray: plateau, tablett, bandeja
watch: wristwatch, pocket watch, montre, uhr, taschenuhr, reloj, stopwatch
camera: appareil photo, caméra, kamera, fotoapparat, cámara, camcorder
guitar: guitare, gitarre, guitarra, violin, violon, geige, violín, ukulele
stick: cane, walking stick, crutch, staff, branch, bâton, canne, stock, gehstock, bastón, palo, bat, baton
rope: cord, string, leash, corde, seil, leine, cuerda, chain
blanket: rug, couverture, decke, manta, sheets, duvet, quilt
scarf: écharpe, foulard, schal, bufanda, shawl, handkerchief, mouchoir, taschentuch, pañuelo, tie
laptop: notebook computer, tablet, ordinateur portable, portátil
cigarette: cigar, zigarette, cigarrillo, cigarro, pipe
ticket: billet, fahrkarte, eintrittskarte, billete, entrada, boarding pass
bucket: pail, seau, eimer, cubo, balde
basket: hamper, panier, korb, cesta, canasta
glasses: spectacles, sunglasses, lunettes, brille, gafas
spoon: fork, ladle, cuillère, fourchette, löffel, gabel, cuchara, tenedor
kettle: teapot, coffee pot, théière, bouilloire, wasserkessel, teekanne, tetera, cafetera
radio: walkman, tape recorder, recorder, cassette player
microphone: mic, micro, mikrofon, micrófono
hammer: tool, axe, wrench, marteau, axt, werkzeug, martillo, hacha, shovel, spade
teddy bear: teddy, toy, soft toy, ours en peluche, stofftier, oso de peluche, juguete
remote: remote control, télécommande, fernbedienung, mando
apron: pinafore, tablier, schürze, delantal, mandil
towel: cloth, dishcloth, tea towel, rag, napkin, serviette de bain, essuie-main, torchon, handtuch, tuch, lappen, toalla, trapo
jacket: coat, overcoat, cardigan, sweater, shirt, blouse, uniform, veste, manteau, chemise, jacke, mantel, hemd, chaqueta, abrigo, camisa, clothes, laundry
pillow: cushion, oreiller, coussin, kissen, kopfkissen, almohada, cojín
broom: mop, brush broom, balai, besen, escoba, rake
pot: cooking pot, saucepan, casserole, cauldron, marmite, topf, kochtopf, olla, cacerola
frying pan: pan, skillet, poêle, pfanne, bratpfanne, sartén
doll: rag doll, puppet, poupée, puppe, muñeca
lamp: table lamp, desk lamp, lampe, tischlampe, lámpara
sword: sabre, saber, rapier, épée, schwert, degen, espada
clock: alarm clock, alarm, réveil, horloge, wecker, reloj despertador, despertador
vase: urn, jug, pitcher, krug, florero, jarrón
"""


def _index() -> dict[str, str]:
    words: dict[str, str] = {}
    for row in _WORDS.strip().splitlines():
        name, _, rest = row.partition(":")
        for word in (name, *rest.split(",")):
            words.setdefault(plain(word), name.strip())
    for name in MAKERS:
        words[plain(name)] = name
    return words


_NAMES = _index()
_FRUITS = frozenset({"orange", "lemon"})
_SUPPORTING = frozenset({"leaf", "leaf2", "paper", "clear", "black", "string", "steel"})
"""Paints that do not carry a prop's colour where there is another: stems, pages, ferrules."""


def prop_names() -> tuple[str, ...]:
    """The props there are, by their English names."""
    return tuple(MAKERS)


def _find(name: str) -> tuple[str, list[str]]:
    """The prop a wording means ("" for none), and the words that are not its noun."""
    words = plain(name).split()
    for colors in (False, True):  # "parapluie orange" is no fruit, an "orange" is one
        for count in range(len(words), 0, -1):
            for start in range(len(words) - count, -1, -1):
                phrase = " ".join(words[start : start + count])
                if is_color(phrase) and not colors:
                    continue
                for form in (phrase, phrase.removesuffix("s"), phrase.removesuffix("es")):
                    if form in _NAMES:
                        noun = words[start : start + count] if form in _FRUITS else []
                        return _NAMES[form], [*noun, *words[:start], *words[start + count :]]
    return "", words


def knows_prop(name: str) -> bool:
    """Whether a noun names a prop that can be made; others become a wrapped parcel."""
    return bool(_find(name)[0])


def _dressed(mesh: Mesh, table: tuple[Material, ...], looks: Wording) -> tuple[Material, ...]:
    """A prop's paints as its wording wants them: a colour goes to what one sees most of."""
    a, b, c = (mesh.vertices[mesh.faces[:, k]].astype(np.float64) for k in range(3))
    area = np.bincount(mesh.materials, np.linalg.norm(np.cross(b - a, c - a), axis=1), len(table))
    for k, material in enumerate(table):
        if material.foliage or material.emission > 0.5 or material.name in _SUPPORTING:
            area[k] *= 0.01
    main = int(area.argmax())
    changed = []
    for k, material in enumerate(table):
        color = looks.over(material.color, k == main)
        second = material.color2
        if k == main and second is not None and looks.color is not None:
            second = mix(color, "#efe3c8", 0.45)
        line = mix(color, (0.16, 0.12, 0.2), 0.45) if k == main and looks.color else material.line_color
        changed.append(replace(material, color=color, color2=second, line_color=line, stuff=Stuff.PROP))
    return tuple(changed)


def build_prop(name: str, seed: int = 0) -> PropModel:
    """The thing a wording names: its noun decides what it is, its colour and material words
    ("red", "golden", "old", in four languages) what it looks like, and `seed` the rest."""
    found, others = _find(name)
    s = Modeller()
    prop_paints(s)
    rng = np.random.default_rng(zlib.crc32(plain(name).encode()) ^ (seed & 0xFFFFFFFF))
    grip, axis, sound = MAKERS[found or "parcel"](s, rng)
    mesh = s.mesh()
    low, high = mesh.vertices.min(axis=0), mesh.vertices.max(axis=0)
    size = high - low
    length = float(np.linalg.norm(axis))
    return PropModel(
        name=name,
        mesh=mesh,
        materials=_dressed(mesh, s.table(), read_wording(others)),
        grip=(
            float(np.clip(grip[0], low[0], high[0])),
            float(np.clip(grip[1], low[1], high[1])),
            float(np.clip(grip[2], low[2], high[2])),
        ),
        grip_axis=(axis[0] / length, axis[1] / length, axis[2] / length),
        size=(float(size[0]), float(size[1]), float(size[2])),
        sound=sound,
    )
