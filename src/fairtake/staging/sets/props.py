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
from fairtake.staging.sets.props_errands import ERRANDS
from fairtake.staging.sets.props_household import HOUSEHOLD
from fairtake.staging.sets.props_keepsakes import KEEPSAKES
from fairtake.staging.sets.props_small import SMALL
from fairtake.staging.sets.props_table import TABLE
from fairtake.staging.sets.props_trade import TRADE
from fairtake.staging.sets.wording import Wording, is_color, read_wording

__all__ = ["build_prop", "knows_prop", "opened", "prop_names"]

Maker = Callable[[Modeller, np.random.Generator], tuple[Vector, Vector, str]]

MAKERS: dict[str, Maker] = {**SMALL, **CARRIED, **HOUSEHOLD, **TABLE, **TRADE, **KEEPSAKES, **ERRANDS}

_WORDS = """
gavel: judge's hammer, marteau du juge
saddle: selle, sattel, silla de montar
canteen: water bottle, flask of water, gourde, feldflasche, cantimplora
thermos: thermos flask, vacuum flask, thermosflasche, termo
rocket: toy rocket, model rocket, fusée, rakete, cohete
mirror: hand mirror, pocket mirror, miroir, spiegel, espejo
hairbrush: comb, peigne, brosse à cheveux, haarbürste, kamm, peine, cepillo
lipstick: rouge à lèvres, lippenstift, pintalabios
toothbrush: brosse à dents, zahnbürste, cepillo de dientes
bell: hand bell, handbell, clochette, glocke, campana
megaphone: loudhailer, bullhorn, mégaphone, megafon, megáfono
walkie talkie: walkie-talkie, two way radio, transceiver, communicator, talkie walkie, funkgerät
record: vinyl, vinyl record, lp, record sleeve, disque, schallplatte, disco de vinilo
skateboard: planche à roulettes
racket: tennis racket, racquet, badminton racket, raquette, schläger, raqueta
wreath: garland, laurel wreath, couronne de fleurs, kranz, corona de flores
cross: crucifix, croix, kreuz, cruz
watering can: arrosoir, gießkanne, regadera
brick: brique, ziegel, ziegelstein, ladrillo
horseshoe: fer à cheval, hufeisen, herradura
carrot: turnip, parsnip, carotte, karotte, möhre, zanahoria
milk carton: milk, carton of milk, lait, milch, leche
globe: terrestrial globe, mappemonde, globus, globo terráqueo
cage: birdcage, bird cage, cage à oiseau, käfig, vogelkäfig, jaula
letter: note, certificate, pamphlet, leaflet, flyer, sheet, paper, page, document, form, contract, lettre, papier, feuille, brief, zettel, blatt, vertrag, carta, papel, hoja, telegram, script, invoice, bill, receipt, message, folder, file, dossier, akte
envelope: enveloppe, umschlag, briefumschlag, kuvert, sobre
cup: teacup, coffee, coffee cup, tea, tasse, tasse de café, kaffeetasse, taza, café
mug: becher, chope, jarra, tazón, beer mug
glass: drink, wine, whisky, whiskey, beer, verre, glas, vaso, copa, tumbler, water
bottle: bouteille, flasche, botella, flask, wine bottle
book: novel, diary, bible, album, livre, buch, libro, journal, photo album, manuscript
open book: opened book, livre ouvert, offenes buch, aufgeschlagenes buch, libro abierto
newspaper: paper roll, journal papier, zeitung, periódico, magazine, zeitschrift, revista, tabloid
phone: mobile, cell phone, cellphone, smartphone, telephone, handset, téléphone, portable, handy, telefon, teléfono, móvil
key: keys, clé, clef, schlüssel, llave, car keys
photo: photograph, picture, snapshot, polaroid, postcard, card, photographie, foto, bild, karte, carte, postkarte, tarjeta, fotografía, business card
umbrella: parapluie, regenschirm, schirm, paraguas, parasol
open umbrella: opened umbrella, parapluie ouvert, offener schirm, paraguas abierto
suitcase: case, luggage, trunk, valise, koffer, maleta, travel case
bag: satchel, sac, tasche, bolsa, shopping bag, duffel, tote
briefcase: attaché case, serviette, mallette, aktentasche, aktenkoffer, maletín
hat: fedora, chapeau, hut, mütze, sombrero, bonnet
flower: tulip, daisy, fleur, blume, flor
bouquet: flowers, bunch of flowers, fleurs, blumen, blumenstrauß, ramo, ramo de flores, flores
candle: bougie, kerze, vela, candlestick
torch: flashlight, lamp torch, lampe de poche, taschenlampe, linterna
knife: dagger, blade, couteau, messer, cuchillo
gun: pistol, phaser, laser gun, blaster, revolver, weapon, pistolet, arme, pistole, waffe, pistola, arma
pen: pencil, fountain pen, stylo, crayon, stift, kugelschreiber, bleistift, bolígrafo, lápiz, pluma, brush
notebook: notepad, pad, sketchbook, clipboard, carnet, cahier, notizbuch, heft, cuaderno, libreta
map: chart, plan, landkarte, stadtplan, mapa
coin: pièce, münze, moneda
ring box: jewel box, écrin
box: crate, carton, cardboard box, chest, boîte, caisse, kiste, schachtel, karton, caja, toolbox, lunchbox, tin
parcel: package, packet, paquet, colis, paket, päckchen, paquete, bundle
ball: tennis ball, balle, ballon, pelota, balón
apple: fruit, orange, pomme, apfel, manzana, pear, lemon
bread: loaf, baguette, pain, brot, brötchen, croissant
plate: dish, assiette, teller, plato, food, meal, breakfast
tray: plateau, tablett, bandeja
watch: wristwatch, pocket watch, montre, uhr, taschenuhr, reloj, stopwatch
camera: appareil photo, kamera, fotoapparat, cámara
guitar: guitare, gitarre, guitarra, ukulele
stick: cane, walking stick, crutch, staff, branch, bâton, canne, stock, gehstock, bastón, palo, bat, baton
rope: lasso, reins, rein, bridle, whip, leash, lead, cord, string, leash, corde, seil, leine, cuerda, chain
blanket: rug, couverture, decke, manta, sheets, duvet, quilt
scarf: écharpe, foulard, schal, bufanda, shawl, handkerchief, mouchoir, taschentuch, pañuelo, tie
laptop: notebook computer, ordinateur portable, portátil
cigarette: cigar, zigarette, cigarrillo, cigarro, pipe
ticket: billet, fahrkarte, eintrittskarte, billete, entrada, boarding pass
bucket: pail, seau, eimer, cubo, balde
basket: hamper, panier, korb, cesta, canasta
glasses: spectacles, sunglasses, lunettes, brille, gafas
spoon: ladle, cuillère, löffel, cuchara
kettle: bouilloire, wasserkessel, cafetera
radio: walkman, tape recorder, recorder, cassette player
microphone: mic, micro, mikrofon, micrófono
hammer: tool, marteau, werkzeug, martillo
teddy bear: teddy, toy, soft toy, ours en peluche, stofftier, oso de peluche, juguete
remote: remote control, télécommande, fernbedienung, mando
apron: pinafore, tablier, schürze, delantal, mandil
towel: cloth, dishcloth, tea towel, rag, napkin, serviette de bain, essuie-main, torchon, handtuch, tuch, lappen, toalla, trapo
jacket: coat, overcoat, cardigan, sweater, shirt, blouse, uniform, veste, manteau, chemise, jacke, mantel, hemd, chaqueta, abrigo, camisa, clothes, laundry
pillow: cushion, oreiller, coussin, kissen, kopfkissen, almohada, cojín
broom: mop, brush broom, balai, besen, escoba
pot: cooking pot, saucepan, casserole, cauldron, marmite, topf, kochtopf, olla, cacerola
frying pan: pan, skillet, poêle, pfanne, bratpfanne, sartén
doll: rag doll, puppet, poupée, puppe, muñeca
lamp: table lamp, desk lamp, lampe, tischlampe, lámpara
sword: sabre, saber, rapier, épée, schwert, degen, espada
clock: alarm clock, alarm, réveil, horloge, wecker, reloj despertador, despertador
vase: urn, jug, pitcher, krug, florero, jarrón
menu: menu card, carte des plats, la carte, speisekarte, menú, menukarte, wine list
mushroom: toadstool, champignon, pilz, seta, hongo
wine glass: glass of wine, champagne, champagne glass, verre de vin, weinglas, copa de vino, flute of champagne
teapot: théière, teekanne, tetera, coffee pot, cafetière, kaffeekanne
cake: birthday cake, gâteau, kuchen, torte, pastel, tarta, pie
pizza: pizzas
cheese: fromage, käse, queso
fish: poisson, fisch, pez, pescado, salmon, trout
egg: œuf, oeuf, ei, huevo, eggs
banana: bananas, banane, plátano
fork: fourchette, gabel, tenedor
bowl: soup, bol, schüssel, cuenco, porridge, cereal
jar: jam, honey, pot de confiture, marmeladenglas, frasco, tarro
pepper mill: pepper, salt, salt shaker, moulin à poivre, pfeffermühle, molinillo
ice cream: ice cream cone, glace, eis, helado
lollipop: candy, sweet, sweets, sucette, bonbon, lutscher, piruleta, caramelo
sandwich: burger, hamburger, toast, bocadillo
saw: scie, säge, sierra, hacksaw
axe: hatchet, ax, hache, axt, beil, hacha
shovel: spade, pelle, schaufel, spaten, pala
rake: râteau, rechen, harke, rastrillo, hoe, pitchfork, hay fork
wrench: spanner, clé anglaise, schraubenschlüssel, llave inglesa, pliers
screwdriver: tournevis, schraubenzieher, schraubendreher, destornillador, drill
lantern: lanterne, laterne, farol, oil lamp, storm lantern
scissors: ciseaux, schere, tijeras, shears
rifle: shotgun, musket, fusil, gewehr, escopeta, machine gun
bow: longbow, arc, bogen, arco
arrow: flèche, pfeil, flecha
spear: lance, speer, lanza, harpoon, pike, trident
shield: bouclier, schild, escudo
handcuffs: cuffs, menottes, handschellen, esposas, shackles
syringe: needle, injection, seringue, spritze, jeringa
pill bottle: pills, pill, medicine, medication, tablets, médicament, pilules, tabletten, pillen, pastillas, medicina
stethoscope: stéthoscope, stethoskop, estetoscopio
test tube: vial, phial, potion, éprouvette, reagenzglas, tubo de ensayo, fiole, beaker
microscope: mikroskop, microscopio
first aid kit: medical kit, medical bag, bandage, verbandskasten, trousse de secours, botiquín, doctors bag
violin: fiddle, violon, geige, violine, violín, viola, cello
trumpet: bugle, horn, trompette, trompete, trompeta, saxophone
drum: tambour, trommel, tambor
flute: recorder flute, whistle, flûte, flöte, flauta, clarinet
film camera: video camera, movie camera, camcorder, caméra, filmkamera, videocámara
old telephone: rotary phone, receiver, telephone receiver, old phone, landline, téléphone ancien, altes telefon, hörer, teléfono antiguo, combiné
typewriter: machine à écrire, schreibmaschine, máquina de escribir
magnifying glass: magnifier, loupe, lupe, lupa
binoculars: field glasses, jumelles, fernglas, prismáticos
compass: boussole, kompass, brújula
fishing rod: rod, fishing pole, canne à pêche, angel, angelrute, caña de pescar
oar: paddle, rame, ruder, remo
flag: banner, drapeau, flagge, fahne, bandera
placard: sign, protest sign, pancarte, plakat, pancarta
rose: red rose, roses
backpack: rucksack, knapsack, sac à dos, mochila, schulranzen, school bag
handbag: purse, clutch, sac à main, handtasche, bolso
wallet: billfold, portefeuille, brieftasche, geldbörse, geldbeutel, cartera, monedero
passport: passeport, reisepass, pass, pasaporte, identity card, id card
banknote: banknotes, bank note, bills, dollar, dollars, cash, money, wad of cash, billet de banque, argent, geldschein, geld, billete de banco, dinero
photo frame: framed photo, framed photograph, picture frame, framed picture, cadre, bilderrahmen, portarretratos, marco
ring: wedding ring, engagement ring, bague, alliance, anneau, ring aus gold, ehering, anillo
necklace: pearls, jewel, jewels, jewellery, jewelry, bracelet, locket, amulet, pendant, collier, halskette, kette, collar, bijou, schmuck, joya
key ring: bunch of keys, set of keys, trousseau de clés, schlüsselbund, llavero
crown: tiara, diadem, couronne, krone, corona
mask: masque, maske, máscara
medal: médaille, medaille, medalla
trophy: award, prize, statuette, trophée, pokal, trofeo, chalice, goblet, grail
chess board: chess, chess set, chessboard, board game, échiquier, schachbrett, ajedrez, tablero
cards: playing cards, deck of cards, card deck, cartes à jouer, spielkarten, naipes, cartas, tarot cards
dice: die, dés, würfel, dados
toy car: model car, petite voiture, spielzeugauto, coche de juguete
toy train: model train, petit train, spielzeugeisenbahn, tren de juguete
robot: toy robot, android
kite: cerf volant, drachen, cometa
balloon: balloons, luftballon, globo, ballon de baudruche
gift: present, birthday present, cadeau, geschenk, regalo
small box: jewel case, jewelry box, jewellery box, casket, cigar box, petite boîte, schmuckkästchen, kästchen, cajita
music box: boîte à musique, spieluhr, caja de música
snow globe: snowglobe, boule à neige, schneekugel, bola de nieve
scroll: parchment, papyrus, rouleau, parchemin, schriftrolle, pergament, pergamino, diploma, degree
skull: crâne, schädel, totenkopf, cráneo, calavera
bone: os, knochen, hueso
feather: quill, plume, feder, pluma de ave
hourglass: sablier, sanduhr, reloj de arena
crystal ball: boule de cristal, kristallkugel, bola de cristal, orb
wand: magic wand, baguette magique, zauberstab, varita
piggy bank: tirelire, sparschwein, alcancía
football: soccer ball, ballon de football, fußball, balón de fútbol, basketball
headphones: earphones, headset, écouteurs, kopfhörer, auriculares
gloves: glove, mittens, gants, handschuhe, guantes
shoes: shoe, boots, boot, slippers, chaussures, schuhe, stiefel, zapatos, botas
helmet: casque, helm, casco
cap: baseball cap, casquette, kappe, gorra
matches: match, matchbox, allumettes, streichhölzer, cerillas
lighter: briquet, feuerzeug, encendedor, mechero
paper plane: paper airplane, paper aeroplane, avion en papier, papierflieger, avión de papel
tablet: tablet computer, ipad, tablette
badge: police badge, sheriffs badge, insigne, dienstmarke, placa
telescope: spyglass, télescope, longue vue, fernrohr, teleskop, telescopio, catalejo
bomb: dynamite, explosive, grenade, bombe, bomba
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


def opened(name: str) -> str:
    """The wording of the same thing opened to be read, where there is such a thing."""
    found, others = _find(name)
    return " ".join((*others, "open book")) if found == "book" else name


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


_LONGEST_PROP = 1.22
"""Metres beyond which nothing is held in a hand; "huge" stops there."""


def _sized(found: str, others: list[str]) -> tuple[str, float]:
    """The prop and the scale that size words ask for: a small box is another box."""
    size = read_wording(others).size
    if found == "box" and size < 1.0:
        return "small box", size / 0.72
    return found, size


def build_prop(name: str, seed: int = 0) -> PropModel:
    """The thing a wording names: its noun decides what it is, its colour, material and size
    words ("red", "golden", "old", "tiny", "huge", in four languages) what it looks like, and
    `seed` the rest."""
    found, others = _find(name)
    found, scale = _sized(found, others)
    s = Modeller()
    prop_paints(s)
    rng = np.random.default_rng(zlib.crc32(plain(name).encode()) ^ (seed & 0xFFFFFFFF))
    grip, axis, sound = MAKERS[found or "parcel"](s, rng)
    mesh = s.mesh()
    if scale != 1.0:
        tallest = float((mesh.vertices.max(axis=0) - mesh.vertices.min(axis=0)).max())
        scale = min(scale, max(1.0, _LONGEST_PROP / tallest))
        mesh = replace(mesh, vertices=mesh.vertices * np.float32(scale))
        grip = (grip[0] * scale, grip[1] * scale, grip[2] * scale)
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
