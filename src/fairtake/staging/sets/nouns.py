"""Nouns: what a script may call the things on a set, in the languages kits understand.

A landmark's words come from here, and so does the wish list that a scene's nouns make.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

__all__ = ["NOUNS", "nouns", "plain", "wished"]

_TABLE = """
window: windows, fenêtre, fenster, ventana, windowsill, shop window, vitrine
door: doors, doorway, threshold, porte, tür, puerta, exit, entrance
table: tables, tisch, mesa, dining table, kitchen table, coffee table
chair: chairs, chaise, stuhl, silla, armchair, fauteuil, sessel, sillón, seat, stool
sofa: couch, settee, canapé, divan, sofá
stove: cooker, oven, hob, range, cuisinière, four, herd, ofen, cocina, horno, estufa, kettle
sink: tap, faucet, basin, évier, lavabo, robinet, spüle, waschbecken, fregadero, grifo
fridge: refrigerator, icebox, freezer, frigo, réfrigérateur, kühlschrank, nevera, frigorífico
counter: worktop, countertop, comptoir, plan de travail, theke, arbeitsplatte, mostrador, encimera, till
cupboard: cupboards, cabinet, dresser, placard, schrank, armario, drawer, drawers, tiroir, schublade, cajón
shelf: shelves, bookshelf, bookcase, étagère, bibliothèque, regal, bücherregal, estante, estantería, books
bed: lit, bett, cama, mattress, pillow
wardrobe: closet, armoire, kleiderschrank, guardarropa
mirror: miroir, spiegel, espejo
lamp: lamps, lampe, lámpara, light, bedside lamp, lantern, laterne
desk: bureau, schreibtisch, escritorio, workstation
computer: screen, monitor, ordinateur, bildschirm, ordenador, keyboard
television: tv, telly, télévision, fernseher, televisor, televisión
fireplace: hearth, mantelpiece, mantel, fire, cheminée, kamin, chimenea
neon: neon sign, neon light, leuchtreklame, enseigne au néon, letrero de neón
campfire: camp fire, bonfire, fire pit, lagerfeuer, feu de camp, hoguera, fogata
piano: klavier, keys, flügel
clock: wall clock, horloge, pendule, uhr, reloj
picture: painting, portrait, poster, tableau, bild, gemälde, cuadro
plant: pot plant, plante, pflanze, planta
rug: carpet, tapis, teppich, alfombra
radiator: heater, radiateur, heizung, radiador
telephone: landline, téléphone, telefon, teléfono
bar: theke, barra, zinc
bench: benches, banc, bank, banco, park bench
tree: trees, arbre, baum, árbol, trunk, oak, pine
bush: bushes, hedge, shrub, buisson, haie, gebüsch, hecke, arbusto, seto
car: cars, voiture, auto, wagen, coche, carro, van, taxi
lamp post: street lamp, streetlight, lamppost, réverbère, straßenlaterne, farola
shop: shop front, store, magasin, boutique, laden, geschäft, tienda, café, bakery
wall: mur, wand, mauer, pared, muro
stairs: staircase, steps, escalier, treppe, escalera
lift: elevator, ascenseur, aufzug, ascensor
pond: lake, étang, lac, teich, see, estanque, lago, water, duck
fountain: fontaine, brunnen, fuente
statue: monument, estatua
path: trail, chemin, sentier, weg, pfad, sendero, camino
rock: rocks, stone, boulder, rocher, pierre, fels, stein, roca, piedra
sea: ocean, waves, water, surf, mer, vagues, meer, wellen, mar, olas
boat: rowing boat, dinghy, bateau, barque, boot, bote, barca, barco
hut: beach hut, cabin, cabane, hütte, caseta, kiosk
log: stump, bûche, souche, baumstamm, tronco
steering wheel: wheel, volant, lenkrad, volante, dashboard
board: blackboard, whiteboard, tableau noir, tafel, pizarra
train: track, tracks, rails, platform edge, zug, tren
railing: rail, parapet, balustrade, ledge, geländer, barandilla, rambarde
bin: trash, rubbish, garbage, poubelle, mülltonne, basura, dustbin, trash can
monitor: heart monitor, machine, moniteur
fence: gate, barrière, clôture, zaun, tor, valla, puerta del jardín
sign: signpost, panneau, schild, cartel
house: houses, maison, haus, casa, building
post box: mailbox, letterbox, boîte aux lettres, briefkasten, buzón
newspaper stand: newsstand, kiosque
gate: garden gate, portail, gartentor, tor, verja, puerta del jardín
bath: bathtub, tub, baignoire, badewanne, bañera
toilet: loo, toilettes, klo, toilette, inodoro
shower: douche, dusche, ducha
washing machine: washer, machine à laver, waschmaschine, lavadora
towel: towels, serviette, handtuch, toalla
coat hook: coats, coat rack, coat stand, portemanteau, garderobe, perchero
locker: lockers, casier, spind, taquilla
cabinet: filing cabinet, medicine cabinet, files, classeur, aktenschrank, archivador
notice board: bulletin board, pinboard, panneau d'affichage, schwarzes brett, tablón
vending machine: coffee machine, distributeur, automat, máquina expendedora
water cooler: water dispenser
reception: reception desk, front desk, accueil, empfang, rezeption, recepción
checkout: till, cash register, caisse, kasse, caja
trolley: shopping cart, shopping trolley, chariot, einkaufswagen, carrito
freezer: chiller, congélateur, tiefkühltruhe, congelador
curtain: curtains, drape, drapes, blind, blinds, shutter, shutters, stage curtain, rideau, vorhang, cortina, telón
cinema screen: movie screen, écran, leinwand, pantalla
backdrop: scenery, décor, kulisse, telón de fondo
judge's bench: judge, bench of the judge, tribune, richtertisch, estrado
witness stand: stand, witness box, barre, zeugenstand
jury box: jury, geschworenenbank, jurado
coat of arms: seal, wappen, blason, escudo de armas
workbench: bench, établi, werkbank, banco de trabajo
tools: tool board, tool wall, outils, werkzeug, herramientas
engine: motor, moteur
tyre: tires, tyres, pneu, reifen, neumático
hay: hay bale, bale, haystack, straw, foin, heu, heno
stall: market stall, stand, étal, marktstand, puesto, box
barrel: cask, barrels, keg, drum, tonneau, fass, barril
crate: crates, boxes, caisse, kiste, caja
sack: sacks, sac, sack, saco
chest: trunk, coffre, truhe, cofre
ladder: échelle, leiter, escalera de mano
throne: trône, thron, trono
armour: suit of armour, armor, armure, rüstung, armadura
banner: flag, bannière, banner, estandarte
torch: torches, flambeau, fackel, antorcha
shield: bouclier, schild, escudo
statue: sculpture
boiler: furnace, chaudière, heizkessel, caldera
globe: world globe, globus
lever: switch lever, joystick, throttle, hebel, levier, palanca
console: control panel, controls, instruments, tableau de bord, konsole, consola
captain's chair: command chair, captain's seat
panel: switches, buttons
lifebelt: lifebuoy, life ring
well: puits, brunnen, pozo
cart: wagon, hay cart, charrette, karren, carreta
tractor: tracteur, traktor
wheelbarrow: brouette, schubkarre, carretilla
scarecrow: épouvantail, vogelscheuche, espantapájaros
swing: swings, balançoire, schaukel, columpio
slide: toboggan, rutsche, tobogán
sand pit: sandbox, sandpit, bac à sable, sandkasten, arenero
climbing frame: jungle gym, monkey bars, klettergerüst
grave: gravestone, tombstone, headstone, tomb, tombe, grab, grabstein, tumba, lápida
snowman: bonhomme de neige, schneemann, muñeco de nieve
sledge: sled, sleigh, luge, schlitten, trineo
cactus: cacti, kaktus
cairn: pile of stones
skull: crâne, schädel, calavera
flowers: flower bed, fleurs, blumen, flores
shed: tool shed, cabane, schuppen, cobertizo
barn: grange, scheune, granero
church: chapel, église, kirche, iglesia
chimney: cheminée, schornstein
water tank: water tower, tank
fire escape: escalier de secours, feuerleiter
ledge: edge, parapet, roof edge, rebord, sims, cornisa
river: fleuve, rivière, fluss, río
rope: ropes, corde, seil, cuerda
fire extinguisher: extinguisher, extincteur, feuerlöscher, extintor
luggage: suitcases, bags, bagages, gepäck, equipaje
rocking horse: cheval à bascule, schaukelpferd
hen: chicken, chickens, hens, poule, huhn, gallina
fork: pitchfork, hay fork
fume cupboard: hood
"""


def plain(text: str) -> str:
    """Lower case, without accents, one space between words: how nouns are compared."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in folded if not unicodedata.combining(c))))


def _read() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for row in _TABLE.strip().splitlines():
        name, _, rest = row.partition(":")
        table[name] = (name, *(word.strip() for word in rest.split(",")))
    return table


NOUNS: dict[str, tuple[str, ...]] = _read()
"""English name of a thing -> every word for it (the name first)."""

_WISHES = {plain(word): name for name, words in reversed(NOUNS.items()) for word in reversed(words)}


def nouns(name: str) -> tuple[str, ...]:
    """The words that mean a thing; a thing the table lacks is known by its name alone."""
    return NOUNS.get(name, (name,))


def wished(words: Collection[str]) -> frozenset[str]:
    """Which things of the table a scene's nouns ask for."""
    found = set()
    for word in words:
        text = plain(word)
        last = text.rsplit(" ", 1)[-1]
        for form in (text, last, text.removesuffix("s"), last.removesuffix("s")):
            if form in _WISHES:
                found.add(_WISHES[form])
                break
    return frozenset(found)
