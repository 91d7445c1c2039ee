"""What a thing's wording says of its looks: "red", "golden", "wooden", "old", "dark blue",
in English, French, German and Spanish; the noun decides what it is, this what it looks like.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fairtake.model.mesh import Color
from fairtake.staging.sets.modeller import mix, tone
from fairtake.staging.sets.nouns import plain

__all__ = ["Wording", "is_color", "read_wording"]

_COLORS = """
#d0392b: red, crimson, scarlet, ruby, rouge, écarlate, rot*, rojo, roja
#2f5fa8: blue, cobalt, bleu, bleue, blau*, azul, azule
#2b3a66: navy, indigo, marine, marineblau
#4f9a4a: green, emerald, vert, verte, grün*, verde
#e2b32c: yellow, mustard, lemon, jaune, gelb*, amarillo, amarilla
#efe9da: white, ivory, blanc, blanche, weiß*, blanco, blanca
#33323c: black, noir, noire, schwarz*, negro, negra
#7d5338: brown, brun, brune, marron, braun*, marrón, café, tan
#8e929a: grey, gray, gris, grise, grau*, grise
#e07b2c: orange, naranja, anaranjado, anaranjada
#e08aa4: pink, rosy, rose, rosa, rosado, rosada
#7a4f96: purple, violet, lilac, mauve, violette, lila, violett*, morado, morada
#2f8f8f: teal, turquoise, türkis, turquesa
#e6d3a8: beige, cream, creme, crème, crema
#dcae3e: gold, golden, gilded, brass, doré, dorée, golden*, dorado, dorada, oro, messing
#c3c8d0: silver, silvery, chrome, argenté, argentée, silbern*, silber, plateado, plateada
#b0703c: copper, bronze, cuivre, kupfern*, cobre, bronce
#8b929a: steel, iron, metal, metallic, acier, fer, métallique, stahl, eisern*, acero, hierro
#b07a46: wooden, wood, oak, bois, hölzern*, holz, madera
#8a5638: leather, cuir, ledern*, leder, cuero
#b98a50: straw, wicker, paille, osier, stroh, paja, mimbre
#b8d0d0: crystal, transparent, cristal, durchsichtig*
"""
_SIZES = """
0.55: tiny, minuscule, miniature, minute, toute petite, winzig*, diminuto, diminuta, minúsculo, minúscula
0.72: small, little, petit, petite, klein*, pequeño, pequeña, chico, pequeñito, pequeñita, short
1.3: big, large, grand, grande, gros, grosse, groß*, gran, long, tall, thick, heavy
1.7: huge, enormous, giant, gigantic, massive, oversized, immense, énorme, géant, géante, riesig*, enorme, gigantesco, gigantesca, inmenso, inmensa
"""
_AGES = "old, ancient, worn, battered, faded, dusty, shabby, antique, vieux, vieille, vieil, ancien, ancienne, usé, usée, alt*, abgenutzt*, verblasst*, viejo, vieja, antiguo, antigua, gastado, gastada"
_DARK = "dark, deep, foncé, foncée, sombre, dunkel*, dunkl*, oscuro, oscura"
_PALE = "light, pale, bright, clair, claire, pâle, hell*, blass*, claro, clara, pálido, pálida"


def _forms(words: str) -> frozenset[str]:
    found = set()
    for word in words.split(","):
        stem = plain(word)
        found |= {stem, f"{stem}s"}
        if word.strip().endswith("*"):  # German: roter, rote, rotes, roten, rotem
            found |= {stem + ending for ending in ("e", "er", "es", "en", "em")}
    return frozenset(found)


def _table() -> dict[str, Color]:
    table: dict[str, Color] = {}
    for row in _COLORS.strip().splitlines():
        color, _, words = row.partition(":")
        for form in sorted(_forms(words)):
            table.setdefault(form, tone(color))
    return table


_OF_WORD = _table()
_SIZE_OF = {
    form: float(row.partition(":")[0]) for row in _SIZES.strip().splitlines() for form in _forms(row.partition(":")[2])
}
_OLD, _DEEP, _LIGHT = _forms(_AGES), _forms(_DARK), _forms(_PALE)


@dataclass(frozen=True, slots=True)
class Wording:
    """The looks a wording asks for: a colour if it names one, whether the thing is old, dark or
    pale, and how many times its usual `size` it is."""

    color: Color | None = None
    old: bool = False
    dark: bool = False
    pale: bool = False
    size: float = 1.0

    def over(self, color: Color, named: bool = True) -> Color:
        """What becomes of a paint; the wording's own colour counts only where `named`."""
        if named:
            color = self.color or color
            color = mix(color, "#1c1a26", 0.42) if self.dark else mix(color, "#ffffff", 0.36) if self.pale else color
        return mix(color, "#7a6a56", 0.3) if self.old else color


def is_color(word: str) -> bool:
    """Whether a plain word names a colour (or a stuff that stands for one)."""
    return word in _OF_WORD


def read_wording(words: Sequence[str]) -> Wording:
    """The looks that plain words ask for; the last colour named counts, for in "gold and red"
    neither is more meant than the other and nouns come last."""
    color: Color | None = None
    for word in words:
        color = _OF_WORD.get(word, color)
    known = set(words)
    size = next((_SIZE_OF[word] for word in words if word in _SIZE_OF), 1.0)
    return Wording(
        color,
        bool(known & _OLD),
        color is not None and bool(known & _DEEP),
        color is not None and bool(known & _LIGHT),
        size,
    )
