"""Words for sounds: "a car passes outside", "glass shatters", "she coughs", "the crowd cheers".

In: an action element and the beats its sentences became. Out: the same beats, those that are heard
with their noises, and a beat of its own for every sound that no beat told of. Which classes of sound
there are is sound's own table; the words that call each are here, in docs/foley.md as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from fairtake.breakdown.sound_words_abroad import ABROAD, Rule
from fairtake.breakdown.source import locate, plain
from fairtake.model.breakdown import Action, Beat, Event, Line, Noise
from fairtake.model.screenplay import Element
from fairtake.model.span import Gap, Span

__all__ = ["RULES", "with_sounds"]

_ADV = r"(?:\w+ly\s+|then\s+|suddenly\s+)?"
_FEW = r"(?:[\w'’-]+\s+){0,3}?"
_ENDS = r"(?:e?s|ed|ing)?"


def _does(subject: str, verbs: str) -> str:
    """A thing that does something: "the car horn blares", "a horn, distant, honks"."""
    return rf"\b(?:{subject})\b[,\s]+{_ADV}(?:[\w'’-]+\s+){{0,2}}?(?:{verbs})\b"


_CAR = r"cars?|taxis?|cabs?|vans?|vehicles?|sedans?|jeeps?|limousines?|limos?|suvs?"
_HEAVY = r"trucks?|lorr(?:y|ies)|bus(?:es)?|tractors?|garbage trucks?"
_MOTOR = r"motorcycles?|motorbikes?|scooters?|mopeds?"
_TRAIN = r"trains?|locomotives?|freight trains?|subways?|trams?|metros?"
_BY = r"passe?s?(?:es)?(?:\s+by)?|passing|drives?\s+(?:by|past|off|away)|speeds?\s+(?:by|past|off|away)|roars?\s+(?:by|past|off|away)|goes\s+by|goes\s+past|rumbles?(?:\s+(?:by|past))?|rattles?(?:\s+(?:by|past))?|thunders?(?:\s+(?:by|past))?|rolls?\s+(?:by|past)|rushes\s+(?:by|past)"
_SHOUT = r"blares?|honks?|blasts?|sounds?|beeps?|toots?|blows?|hoots?|wails?|screams?|echo(?:es)?|shrieks?"
_BREAKS = r"shatters?|breaks?|smash(?:es)?|explodes?|cracks?|bursts?"
_CROWD = r"crowds?|audience|spectators|fans|people|everyone|everybody|congregation|guests|the room|the hall|classmates|students|children|mob"
_PHONE = r"phones?|telephones?|cell\s?phones?|mobiles?|mobile phones?|cell|smartphones?|handset|landline|iphone"

# (class, stuff, strength, where it comes from, pattern). Earlier rules win where two meet.
RULES: tuple[Rule, ...] = (
    # -- telephones, bells, alarms ----------------------------------------------------------------
    ("buzz", "", 0.4, "thing", _does(_PHONE + "|pager", r"buzz(?:es)?|buzzing|vibrates?|vibrating|hums?")),
    ("mobile ring", "", 0.6, "thing", _does(r"cell\s?phones?|mobiles?|mobile phones?|cell|smartphones?|iphone", r"rings?|ringing|chimes?")),
    ("alarm", "clock", 0.6, "thing", _does(r"alarm clocks?", r"rings?|goes off|buzz(?:es)?|blares?|sounds?|shrills?")),
    ("alarm", "car", 0.6, "outside", _does(r"car alarms?", r"goes off|blares?|sounds?|wails?|screams?|shrieks?|beeps?")),
    ("alarm", "fire", 0.8, "above", _does(r"fire alarms?|fire bells?|school bells?", r"rings?|goes off|blares?|sounds?|wails?|screams?")),
    ("alarm", "", 0.8, "above", _does(r"alarms?|klaxons?|smoke detectors?|buzzers?", r"rings?|goes off|blares?|sounds?|wails?|screams?|shrieks?|beeps?|trip(?:s|ped)|buzz(?:es)?")),
    ("doorbell", "", 0.6, "door", _does(r"doorbells?|door bells?|the bell", r"rings?|chimes?|sounds?|buzz(?:es)?") + r"|\brings?\s+the\s+(?:door\s?)?bell\b|\bdoorbell\b(?=\s*[.!])"),
    ("chime", "shop", 0.5, "door", _does(r"shop bell|bell (?:above|over|on) the (?:shop |front )?door|the little bell|counter bell|wind chimes?", r"rings?|tinkles?|jingles?|chimes?|dings?")),
    ("church bell", "", 0.5, "far", _does(r"church bells?|cathedral bells?|steeple bells?|bells?", r"tolls?|peals?|rings?|chimes?|sounds?|clangs?") + r"|\b(?:tolling|pealing|toll|peal)\s+of\s+(?:a |the )?bells?\b|\bchurch bells\b"),
    ("clock strike", "", 0.5, "thing", _does(r"clocks?|grandfather clock|big ben", r"strikes?|chimes?|tolls?") + r"(?:\s+(?P<stuff>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|midnight|noon))?"),
    ("clock", "", 0.4, "thing", _does(r"clocks?|watch|metronome|timer|time bomb|bomb", r"ticks?|ticking|tick-tocks?")),
    ("siren", "ambulance", 0.5, "far", _does(r"ambulances?(?: sirens?)?|fire engines?|fire trucks?", r"wails?|approach(?:es)?|passe?s?|screams?|blares?|races?\s+by|howls?")),
    ("siren", "", 0.5, "far", r"\bsirens?\b"),
    ("dial", "", 0.4, "agent", r"\bdials?\b|\bdialing\b|\bpunch(?:es)?\s+in\s+(?:a|the|his|her)\s+(?:number|code)"),
    ("beep", "", 0.4, "thing", r"\b(?:beeps?|beeping|pings?|bleeps?)\b|" + _does(r"computer|monitor|machine|scanner|microwave", r"dings?|chimes?|chirps?")),
    ("ring", "", 0.7, "thing", _does(_PHONE, r"rings?|ringing|shrills?|trills?|jangles?") + r"|\bthe\s+ring(?:ing)?\s+of\s+(?:a|the)\s+(?:tele)?phone\b"),
    ("bicycle bell", "", 0.5, "outside", _does(r"bicycle bells?|bike bells?|cyclists?", r"rings?|dings?|tinkles?")),
    ("gong", "", 0.7, "thing", r"\bgongs?\b"),
    ("radio", "", 0.5, "thing", _does(r"radios?|walkie-talkies?|intercoms?|speakers?|police scanne", r"crackles?|hiss(?:es)?|squawks?|buzz(?:es)?|sputters?|whines?") + r"|\bradio static\b|\bburst of static\b"),
    ("electric", "", 0.5, "thing", _does(r"wires?|sparks?|fuse box|cables?|outlet|panel|electricity|transforme", r"sparks?|fly|flies|crackles?|fizz(?:es)?|hums?|arcs?|buzz(?:es)?|sizzles?")),
    ("elevator", "", 0.5, "door", _does(r"elevators?(?: doors?)?|lift(?: doors?)?", r"dings?|arrives?|opens?|pings?|chimes?")),
    # -- engines and wheels -----------------------------------------------------------------------
    ("horn", "train", 0.6, "far", _does(rf"(?:{_TRAIN}) horns?", _SHOUT) + rf"|\b(?:{_TRAIN})\s+(?:blows|sounds)\s+its\s+horn\b"),
    ("whistle", "train", 0.6, "far", _does(rf"(?:{_TRAIN}|steam|factory) whistles?", _SHOUT) + rf"|\b(?:{_TRAIN})\s+whistles?\b|\bwhistle\s+of\s+a\s+(?:{_TRAIN})\b"),
    ("horn", "ship", 0.6, "far", _does(r"fog\s?horns?|ship(?:[’']s)? horns?|ferry horns?|ferr(?:y|ies)", _SHOUT) + r"|\bfog\s?horn\b"),
    ("horn", "truck", 0.6, "outside", _does(rf"(?:{_HEAVY}) horns?", _SHOUT)),
    ("horn", "car", 0.6, "outside", _does(r"car horns?|horns?", _SHOUT) + rf"|\b(?:{_CAR}|driver|somebody|someone|{_HEAVY})\s+(?:honks?|blows the horn)\b|\bhonk(?:s|ing)?\s+(?:the|his|her|its)\s+horn\b|\bhonk(?:s|ing)?\b"),
    ("brakes", "", 0.7, "outside", _does(r"ti?y?res?|brakes?|wheels", r"screech(?:es)?|squeals?|screams?|shrieks?") + r"|\bscreech(?:es|ing)?\s+(?:of\s+(?:ti?y?res|brakes)|to\s+a\s+(?:halt|stop))\b"),
    ("crash", "", 0.9, "outside", rf"\b(?:car|{_CAR}|{_HEAVY})\s+(?:crash(?:es)?|collides?|smash(?:es)?|slams?\s+into)\b|\b(?:car crash|crash of metal|metal crunch(?:es)?|collision)\b"),
    ("train stop", "", 0.6, "outside", _does(_TRAIN, r"pulls?\s+in(?:to)?|stops?|arrives?|brakes?|screech(?:es)?|squeals?|hiss(?:es)?|slows?|comes?\s+to\s+a\s+(?:stop|halt)|draws\s+in")),
    ("train pass", "", 0.6, "outside", _does(_TRAIN, _BY + "|pulls? (?:out|away)|leaves|departs")),
    ("car start", "", 0.6, "outside", _does(r"engines?|motors?|ignition|" + _CAR, r"starts?(?: up)?|roars?(?: to life)?|revs?|catch(?:es)?|turns? over|sputters?|coughs?|growls?") + r"|\b(?:starts?|revs?|guns?)\s+(?:up\s+)?(?:the|his|her|a|its)\s+(?:engine|car|motor|ignition)\b|\bengine\s+starting\b|\bturns\s+the\s+(?:key|ignition)\b"),
    ("car stop", "", 0.5, "outside", _does(_CAR + "|" + _HEAVY, r"pulls?\s+(?:up|over|in|into)|stops?|parks?|draws?\s+up|halts?|arrives?|brakes?|rolls?\s+to\s+a\s+stop")),
    ("car idle", "", 0.5, "outside", _does(r"engines?|motors?|" + _CAR, r"idles?|idling|hums?|purrs?|runs?|running|ticks\s+over")),
    ("car pass", "truck", 0.6, "outside", _does(_HEAVY, _BY)),
    ("car pass", "motorcycle", 0.6, "outside", _does(_MOTOR, _BY + r"|roars?|growls?|revs?")),
    ("car pass", "", 0.5, "outside", _does(_CAR + r"|traffic|headlights", _BY)),
    ("bicycle", "", 0.5, "outside", _does(r"bicycles?|bikes?|cyclists?", _BY + r"|whirs?|clicks?|coasts?|rolls?") + r"|\bfreewheel\w*\b"),
    ("helicopter", "", 0.6, "above", r"\b(?:helicopters?|choppers?)\b"),
    ("plane", "propeller", 0.5, "above", _does(r"biplanes?|propeller planes?|light aircraft|small planes?", _BY + r"|drones?|buzz(?:es)?|overhead|flies|circles?")),
    ("plane", "", 0.5, "above", _does(r"planes?|airplanes?|aeroplanes?|jets?|airliners?|aircraft", _BY + r"|drones?|flies|overhead|screams?|takes\s+off|lands|circles?|roars?")),
    ("boat", "", 0.5, "outside", _does(r"boats?|motorboats?|speedboats?|trawlers?|outboards?|barges?|launch", _BY + r"|chugs?|putters?|putt-putts|approach(?:es)?|hums?|roars?")),
    ("oars", "", 0.4, "agent", r"\bo[ai]rs?\b[^.;]{0,24}\b(?:creaks?|dips?|splash(?:es)?|knocks?|water)\b|\brows\b|\browing\b"),
    ("cart", "", 0.5, "outside", _does(r"carts?|wagons?|carriages?|coach|wheelbarrows?", _BY + r"|creaks?|rattles?|rolls?|clatters?")),
    ("machine", "", 0.5, "thing", _does(r"machines?|machinery|generators?|printers?|motors?|photocopiers?|drills?|mixers?|blenders?|washing machine|lathe|projectors?|fans?|gears|lawn\s?mowers?|vacuum(?: cleaner)?|conveyor", r"whirs?|whirrs?|hums?|rattles?|clanks?|starts?|runs?|roars?|drones?|chugs?|grinds?|clatters?|throbs?")),
    # -- doors, rooms, furniture ------------------------------------------------------------------
    ("door slam", "", 0.9, "door", r"\bslam(?:s|med|ming)?\b(?:\s+(?:the|a|his|her|it|shut|their|\w+)){0,3}?\s+(?:door|gate|window|shut|lid|trunk|behind)\b|" + _does(r"doors?|gates?", r"slams?|bangs?(?: shut)?|crashes shut") + r"|\bslam of a door\b|\bslams\s+(?:it|out)\b"),
    ("door creak", "", 0.5, "door", _does(r"doors?|hinges?|gates?|shutters?|swings?|signs?", r"creaks?|squeaks?|groans?|squeals?|creaking") + r"|\bcreak(?:s|ing)?\s+(?:open|shut)\b"),
    ("board creak", "", 0.5, "near", _does(r"floors?|floorboards?|floor boards?|stairs?|steps|boards?|planks?|house|bed|chair|timbers?|ladde", r"creaks?|squeaks?|groans?|creaking") + r"|\bcreak\b"),
    ("door handle", "", 0.5, "door", _does(r"door\s?knobs?|door\s?handles?|handles?|knobs?|latch(?:es)?", r"turns?|rattles?|jiggles?|clicks?|moves?") + r"|\b(?:tries|rattles|jiggles)\s+the\s+(?:door|handle|knob|doorknob|lock)\b"),
    ("lock", "", 0.5, "agent", rf"\b(?:un)?lock(?:s|ed|ing)?\s+(?:the|a|his|her|its|their)\s+{_FEW}(?:doors?|gates?|cells?|drawers?|cabinets?|safe|car|box|trunk|case|window)\b|" + _does(r"locks?|bolts?|keys?|dead\s?bolts?", r"clicks?|turns?|slides?|snaps?") + r"|\bturns\s+(?:the|a|his|her)\s+key\b|\bbolts\s+the\s+door\b"),
    ("window", "", 0.5, "agent", r"\b(?:opens?|closes?|shuts?|raises?|lifts?|throws\s+open|pushes\s+(?:up|open))\s+(?:up\s+)?(?:the|a|his|her)\s+(?:\w+\s+)?(?:window|sash|casement)\b"),
    ("drawer", "", 0.5, "agent", r"\b(?:opens?|closes?|shuts?|pulls?|slides?|yanks?|slams?)\s+(?:open\s+|out\s+|shut\s+)?(?:the|a|his|her)\s+(?:\w+\s+)?drawers?\b|\brummages?\s+(?:through|in)\b"),
    ("zip", "", 0.5, "agent", r"\b(?:un)?zip(?:s|ped|ping|per)?s?\b"),
    ("box", "", 0.5, "agent", r"\b(?:opens?|closes?|shuts?|lifts?)\s+(?:up\s+)?(?:the\s+lid|(?:the|a|his|her)\s+(?:\w+\s+)?(?:box|chest|trunk|suitcase|briefcase|case|casket|coffin|lid|crate))\b"),
    ("cork", "", 0.6, "agent", r"\b(?:pops?|uncorks?|pulls)\s+(?:the|a|open)\s+(?:\w+\s+)?(?:champagne|cork|bottle|wine)\b|\b(?:cork|champagne)\s+pops?\b|\buncorks?\b"),
    ("cork", "can", 0.5, "agent", r"\b(?:opens|cracks\s+open|pops)\s+(?:a|the|his|her)\s+(?:can|beer|soda|coke)\b"),
    ("umbrella", "", 0.5, "agent", r"\b(?:opens?|closes?|unfurls?|folds|shakes|puts\s+up|snaps)\s+(?:open\s+|out\s+)?(?:the|an|his|her|their)\s+(?:\w+\s+)?umbrellas?\b|\bumbrellas?\s+(?:open|pop|snap)s?\b"),
    ("chair scrape", "", 0.5, "agent", _does(r"chairs?|stools?|table|desk", r"scrapes?|screech(?:es)?|drags?") + r"|\b(?:pulls|pushes|drags|scrapes|shoves|kicks)\s+(?:back\s+|up\s+|out\s+)?(?:the|a|his|her|another)\s+(?:\w+\s+)?(?:chair|stool|table|desk|bench)\b"),
    ("curtain", "", 0.5, "agent", r"\b(?:draws?|pulls?|yanks?|tears?)\s+(?:back\s+|open\s+|aside\s+)?(?:the|a)\s+(?:\w+\s+)?(?:curtains?|drapes|blinds?)\b"),
    ("switch", "", 0.5, "agent", r"\b(?:flips?|flicks?|hits?|throws?|presses|finds?)\s+(?:the|a)\s+(?:light\s*|wall\s+|main\s+)?switch\b|\b(?:turns?|switch(?:es)?|flicks?|clicks?|snaps?)\s+(?:on|off)\s+(?:the|a|his|her)\s+(?:\w+\s+)?(?:lights?|lamps?|tv|television|radio|fan|flashlight|torch)\b|\b(?:turns?|switch(?:es)?|flicks?)\s+(?:the|a|his|her)\s+(?:\w+\s+)?(?:lights?|lamps?|tv|television|radio|flashlight|torch)\s+(?:on|off)\b"),
    # -- glass, china, paper, metal ---------------------------------------------------------------
    ("glass break", "", 0.8, "thing", _does(r"glass(?:es)?|windows?|window\s?panes?|vases?|mirrors?|bottles?|wind\s?shields?|light bulbs?|jars?", _BREAKS) + r"|\b(?:shatter(?:s|ing)?|break(?:s|ing)?|smash(?:es|ing)?)\s+(?:of\s+)?(?:(?:the|a|his|her)\s+)?(?:\w+\s+)?(?:glass|window|windowpane|vase|mirror|bottle|jar)\b|\bbreaking glass\b|\bshattering glass\b"),
    ("china break", "", 0.7, "thing", _does(r"plates?|cups?|mugs?|dish(?:es)?|saucers?|teapots?|bowls?|pots?|porcelain", _BREAKS) + r"|\b(?:shatters|breaks|smashes)\s+(?:the|a|his|her)\s+(?:\w+\s+)?(?:plate|cup|mug|dish|saucer|teapot|bowl|pot)\b"),
    ("clink", "", 0.5, "agent", r"\bclink(?:s|ing)?\b|\btoasts?\s+(?:each|one|to)\b|\b(?:raise|touch)(?:s|es)?\s+(?:their\s+)?glasses\b"),
    ("plates", "", 0.5, "thing", _does(r"dish(?:es)?|plates|cutlery|silverware|crockery|forks?|pots and pans|pans|pots", r"clatters?|rattles?|clinks?|clanks?|bangs?") + r"|\bclatter\s+of\s+(?:dishes|plates|cutlery|pans)\b|\b(?:washes|clears|stacks|does)\s+(?:up\s+)?(?:the\s+)?(?:dishes|plates|table)\b|\bsets\s+the\s+table\b"),
    ("cup", "", 0.5, "agent", r"\b(?:puts?|sets?|places?)\s+(?:down\s+)?(?:the|a|his|her)\s+(?:\w+\s+)?(?:tea\s?cup|cup|mug|saucer)\b|" + _does(r"cups?|saucers?|teacups?", r"rattles?|clinks?|clatters?|tinkles?")),
    ("keys", "", 0.5, "agent", r"\b(?:jingl|jangl|rattl|dangl|fumbl|toss|twirl|pocket|grab)\w*\s+(?:with\s+|for\s+)?(?:the|a|his|her|some|their|bunch\s+of|set\s+of)?\s*(?:\w+\s+)?keys\b|" + _does(r"keys", r"jingles?|jangles?|rattles?|clinks?|tinkles?|drop") + r"|\b(?:takes?|pulls?|fishes|digs|gets)\s+out\s+(?:his|her|the|their)\s+(?:\w+\s+)?keys\b|\bbunch\s+of\s+keys\b"),
    ("coins", "", 0.5, "thing", _does(r"coins?|change|pennies|a penny|tokens?", r"clinks?|jingles?|rings?|falls?|drops?|spins?|rolls?|clatters?|rattles?") + r"|\b(?:drops|tosses|flips|throws|counts|spins)\s+(?:a|the|some|his|her)?\s*(?:\w+\s+)?(?:coins?|penny|change|quarter)\b"),
    ("tear", "", 0.6, "agent", r"\b(?:tears?|rips?|tearing|ripping)\s+(?:up\s+|open\s+|apart\s+)?(?:the|a|an|his|her|it|out|off|another)\s*(?:\w+\s+)?(?:letter|page|paper|pages|photo|photograph|envelope|sheet|note|ticket|contract|cheque|check|map|poster|picture|bill|it|up|in\s+(?:two|half)|to\s+(?:pieces|shreds))\b|\btears\s+(?:it|them)\b|\bripping\s+(?:paper|cloth)\b"),
    ("crumple", "", 0.5, "agent", r"\b(?:crumples?|scrunch(?:es)?|balls?\s+up|crushes)\b(?=[^.;]{0,30}\b(?:paper|letter|note|page|it|up|sheet|bag|napkin|receipt|photo|cup|can|envelope)\b)"),
    ("page", "", 0.4, "agent", r"\b(?:turns?|flips?|leafs?|thumbs?)\s+(?:through\s+)?(?:the|a|his|her|over)?\s*(?:\w+\s+)?(?:pages?|book|magazine|newspaper|notebook|diary|album|file|script)\b|\bpages?\s+(?:turn|flutter|rustle)s?\b"),
    ("paper", "", 0.4, "agent", r"\b(?:unfolds?|folds?|shuffles?|rustles?|opens?|smooths?|sorts?|gathers?)\s+(?:up\s+|out\s+)?(?:the|a|an|his|her|some|through)?\s*(?:\w+\s+)?(?:letters?|papers?|newspapers?|envelopes?|notes?|maps?|documents?|sheets?|mail|files?)\b|" + _does(r"papers?|newspapers?", r"rustles?|crackles?|flutters?") + r"|\brustle\s+of\s+papers?\b"),
    ("writing", "", 0.4, "agent", r"\b(?:writes?|writing|scribbles?|scribbling|scrawls?|jots?|signs|sketch(?:es)?|notes\s+down|fills\s+(?:in|out))\b(?!\s+(?:language|for))"),
    ("typewriter", "", 0.5, "agent", r"\btypewriters?\b(?=[^.;]{0,40}\b(?:clack|clatter|rattle|tap|hammer|pound|type|click)\w*)|\btyp(?:es|ing)\b[^.;]{0,30}\btypewriter\b|\b(?:bangs|hammers|pounds)\s+(?:away\s+)?(?:at|on)\s+(?:the|a|his|her)\s+typewriter\b"),
    ("typing", "", 0.4, "agent", r"\btyp(?:es|ing)\b|\b(?:keyboards?|keys)\s+(?:clack|clatter|click|tap)\w*|\btaps?\s+(?:at|on)\s+(?:the|a|his|her)\s+(?:\w+\s+)?(?:keyboard|laptop|keys|phone|tablet)\b|\btexts?\b(?=\s+(?:a|her|his|back|[A-Z]))"),
    ("scissors", "", 0.5, "agent", r"\b(?:scissors|shears)\b(?=[^.;]{0,30}\b(?:snip|cut|snap|open|clip)\w*)|\bsnips?\b"),
    ("camera", "", 0.5, "agent", r"\b(?:takes?|snaps?|shoots)\s+(?:a|the|another|some|his|her|their)\s+(?:\w+\s+)?(?:photos?|photographs?|pictures?|selfies?|snapshots?|shots?)\b|\bphotographs\s+(?:the|a|her|him|them|[A-Z])|" + _does(r"cameras?|shutters?|flash ?bulbs?", r"clicks?|flash(?:es)?|whirs?|snaps?|pops?|go off") + r"|\bclick of a camera\b"),
    ("match", "", 0.5, "agent", r"\b(?:strikes?|lights?)\s+(?:a|the|another)\s+match(?:es)?\b|\bmatch\s+(?:flares?|scrapes?|strikes?|ignites?)\b"),
    ("lighter", "", 0.5, "agent", r"\b(?:flicks?|snaps?|clicks?|lights?|sparks?|thumbs?)\s+(?:open\s+|on\s+)?(?:a|the|his|her|another)\s+(?:\w+\s+)?(?:lighter|zippo|cigarettes?|cigar|pipe|joint)\b|\blights\s+up\b"),
    ("broom", "", 0.4, "agent", r"\bsweep(?:s|ing)?\s+(?:up\s+)?(?:the|a|his|her)\s+(?:\w+\s+)?(?:floor|steps|yard|porch|room|leaves|glass|path|sidewalk)\b"),
    ("hammer", "", 0.6, "agent", r"(?<!rain )\bhammer(?:s|ing)\b(?=\s+(?:a|an|the|at|in|it|nails?|away|on\s+the\s+(?:anvil|metal|wood)|his|her)\b)|\bnails\s+(?:a|the|up|it|shut)\b|\bhammers?\b(?=\s*\.)|\bsound\s+of\s+hammering\b"),
    ("saw", "", 0.5, "agent", r"\bsaw(?:s|ing)\s+(?:a|the|at|through|wood|into)\b"),
    ("drum", "", 0.4, "agent", r"\b(?:drums?|drumming|taps)\s+(?:his|her|their|with)\s+(?:\w+\s+)?fingers\b|\bfingers\s+drum\b"),
    ("drumbeat", "", 0.6, "far", r"\bdrums?\s+(?:beats?|pound|roll|thump|play)s?\b|\bdrum\s?beats?\b|\bbeating\s+of\s+(?:a\s+)?drums?\b"),
    ("rattle", "metal", 0.5, "thing", _does(r"chains?|shackles|cans?|cage|bars|window frames?|shutters?|pipes?|tools?|buckets?|medals?|bracelets?", r"rattles?|clanks?|jingles?|clatters?|clang(?:s)?|clinks?")),
    ("sword", "", 0.6, "agent", r"\b(?:swords?|blades?|steel|sabres?|sabers?|rapiers?)\s+(?:\w+\s+)?(?:clash|cross|clang|ring|meet|sing)\w*\b|\bdraws\s+(?:a|his|her|the)\s+(?:sword|blade|sabre|saber|rapier)\b"),
    # -- kitchen and water ------------------------------------------------------------------------
    ("pour", "", 0.5, "agent", r"\bpour(?:s|ing|ed)?\s+(?!in\b|down\b|through\b|over\b|out\s+of\b|into\s+the\s+(?:street|room))(?:out\s+|some\s+|more\s+|a\s+|the\s+|another\s+|him|her|them|himself|herself|tea|coffee|wine|water|whisk(?:e)?y|beer|milk|champagne|two|from)\b|\brefills?\s+(?:the|a|his|her|their)\s+(?:\w+\s+)?(?:glass(?:es)?|cups?|mugs?)\b|\bfills?\s+(?:the|a|his|her)\s+(?:\w+\s+)?(?:glass|cup|kettle|mug|pot|bucket|jug|vase|bowl)\b"),
    ("tap water", "", 0.5, "agent", r"\b(?:turns?|switch(?:es)?)\s+(?:on|off)\s+(?:the|a)\s+(?:\w+\s+)?(?:tap|faucet|water|shower|hose)\b|\bruns?\s+(?:the|a)\s+(?:\w+\s+)?(?:tap|faucet|water|bath|shower)\b|" + _does(r"taps?|faucets?|shower|the water", r"runs?|running|gush(?:es)?|is on") + r"|\b(?:washes|rinses)\s+(?:his|her|the|their|a|off)\s+(?:\w+\s+)?(?:hands?|face|cup|glass|plate|dish|blood)\b"),
    ("drip", "", 0.4, "thing", r"\bdrip(?:s|ping)?\b"),
    ("splash", "", 0.6, "outside", r"\bsplash(?:es|ing)?\b|\b(?:falls|jumps|dives|plunges|leaps)\s+into\s+the\s+(?:water|pool|river|sea|lake|pond)\b"),
    ("kettle", "", 0.5, "thing", _does(r"kettles?|teapot", r"whistles?|sings?|screams?|shrieks?|boils?|hiss(?:es)?")),
    ("sizzle", "", 0.5, "thing", r"\bsizzl(?:es?|ing)\b|\b(?:fries|frying)\s+(?:an?|some|the|eggs|bacon|onions)\b"),
    ("chop", "", 0.5, "agent", r"\b(?:chops?|chopping|slices|dices)\s+(?!up\s+the\s+wood)(?:the\s+|some\s+|an?\s+|up\s+)?(?:\w+)"),
    ("stir", "", 0.4, "agent", r"\bstirs?\s+(?:the|a|his|her|in|some|sugar|milk|it)\b|\bstirring\b|\bspoon\s+(?:clinks?|circles?)\b"),
    ("sip", "", 0.4, "agent", r"\b(?:sips?|drinks?|gulps?|slurps?|downs|takes\s+a\s+(?:sip|drink|gulp|swig))\b(?!\s+(?:machine|menu))"),
    ("bite", "", 0.4, "agent", r"\b(?:bites?\s+into|munch(?:es|ing)?|chews?|chewing|crunch(?:es|ing)?\s+(?:on|an?|the)\s|takes\s+a\s+bite)\b|\beats\s+(?:an\s+apple|toast|crisps|chips|cereal|a\s+biscuit|a\s+cookie)"),
    ("steam", "", 0.5, "thing", _does(r"steam|radiators?|pipes?|valves?|gas|espresso machine|coffee machine", r"hiss(?:es)?|escapes?|sputters?|gush(?:es)?|blasts?")),
    ("spray", "", 0.4, "agent", r"\bspray(?:s|ing)\b"),
    # -- weather, fire, water out there -----------------------------------------------------------
    ("thunder", "", 0.9, "above", r"\bthunder\s+(?:crash|crack|boom|clap|explode)\w*\b|\b(?:crash|crack|clap|boom|peal)\s+of\s+thunder\b|\bthunderclap\b"),
    ("thunder", "", 0.45, "above", r"\bthunder\b(?!s?\s+(?:past|by|down|across))"),
    ("gust", "", 0.5, "outside", _does(r"wind|winds|gale|gusts?|storm|draught|draft", r"howls?|moans?|whistles?|gusts?|wails?|shrieks?|screams?|roars?|rattles?|whips?|picks\s+up|sweeps?|blows?") + r"|\bgusts?\s+of\s+wind\b"),
    ("rain burst", "roof", 0.5, "above", r"\brain\s+(?:\w+\s+)?(?:hammers?|drums?|pounds?|patters?|beats?|rattles?|pelts?)\s+(?:down\s+)?(?:on|against|onto)\s+(?:the\s+)?(?:\w+\s+)?(?:roof|shingles|tiles|porch|ceiling)\b"),
    ("rain burst", "tin", 0.5, "above", r"\brain\s+(?:\w+\s+)?(?:hammers?|drums?|pounds?|patters?|beats?|rattles?|pelts?)\s+(?:down\s+)?(?:on|against|onto)\s+(?:the\s+)?(?:\w+\s+)?(?:tin|metal|car|hood|bonnet|iron)\b"),
    ("rain burst", "window", 0.5, "outside", r"\brain\s+(?:\w+\s+)?(?:lashes|hammers?|drums?|pounds?|patters?|beats?|rattles?|pelts?|hits|streams|taps)\s+(?:down\s+)?(?:on|against|onto)\s+(?:the\s+)?(?:\w+\s+)?(?:windows?|panes?|glass|windscreen|windshield)\b"),
    ("wave", "", 0.6, "outside", _does(r"waves?|surf|breakers?|sea", r"crash(?:es)?|breaks?|roll|rolls|pounds?|laps?|washes")),
    ("blaze", "", 0.7, "thing", r"\b(?:bursts?|goes\s+up|erupts?)\s+(?:in|into)\s+flames?\b|\bcatch(?:es)?\s+fire\b|\bflames\s+(?:roar|leap|shoot|erupt)\b"),
    ("crackle", "", 0.4, "thing", r"\b(?:fire|campfire|logs?|embers|flames|fireplace|hearth)\b[^.;]{0,24}\b(?:crackl|pop|spit|snap)\w*\b"),
    ("fireworks", "", 0.7, "above", r"\bfireworks?\b|\bfirecrackers?\b"),
    # -- violence that is heard -------------------------------------------------------------------
    ("gunshot", "", 0.9, "outside", r"\bgun\s?shots?\b|\bgunfire\b|\bshots?\s+(?:rings?|is\s+fired|are\s+fired|echo(?:es)?|cracks?|explodes?)\b|" + _does(r"guns?|pistols?|rifles?|shotguns?|revolvers?", r"goes off|fires?|barks?|cracks?|booms?|discharges?") + r"|\b(?:fires|shoots)\s+(?:a|the|his|her|at|into|twice|again|once|wildly|blindly|back)\b|\bpulls\s+the\s+trigger\b|\bBANG\b(?=[!.])"),
    ("explosion", "", 0.9, "outside", r"\bexplosions?\b|\bdetonat(?:es?|ion)\b|" + _does(r"bombs?|grenades?|shells?|cars?|buildings?|house|gas tank|engine|ship|truck|barrels?|mines?", r"explodes?|blows\s+up|goes\s+off|detonates?|erupts?") + r"|\bexplodes?\s+(?:in|into|behind|outside)\b|\bKABOOM\b|\bBOOM\b"),
    ("slap", "", 0.6, "agent", r"\bslaps?\b(?!\s+(?:on|down|him\s+on\s+the\s+back))"),
    ("hit", "", 0.6, "agent", r"\b(?:punch(?:es)?|socks|decks|clobbers|wallops)\s+(?:him|her|them|[A-Z]\w+|the)\b"),
    ("wood break", "", 0.8, "thing", _does(r"wood|doors?|branch(?:es)?|twigs?|planks?|boards?|beams?|chairs?|masts?|trees?|ice|bones?", r"splinters?|snaps?|cracks?|breaks?|gives way|bursts? open") + r"|\b(?:kicks|breaks|smashes|batters)\s+(?:in|down)\s+the\s+door\b"),
    ("rubble", "", 0.7, "thing", _does(r"walls?|rocks?|stones?|rubble|ceiling|roof|bricks?|building|bridge|tower|debris|avalanche", r"collapses?|crumbles?|falls?|tumbles?|gives\s+way|comes\s+down|rains?\s+down")),
    # -- crowds -----------------------------------------------------------------------------------
    ("applause", "", 0.7, "crowd", rf"\bapplauds?\b|\bapplause\b|\bapplauding\b|\b(?:{_CROWD})\s+{_ADV}claps?\b|\bstanding\s+ovation\b"),
    ("cheer", "", 0.7, "crowd", rf"\b(?:{_CROWD})\s+{_ADV}(?:cheers?|roars?|whoops?|hollers?|goes\s+wild|erupts?)\b|\bcheering\b|\bcheers\s+(?:from|go\s+up|erupt|of)\b|\bthe\s+roar\s+of\s+(?:the|a)\s+crowd\b|\bcheers\b(?=\s*[.!])"),
    ("gasps", "", 0.6, "crowd", rf"\b(?:{_CROWD})\s+{_ADV}(?:gasps?|draws?\s+breath)\b|\bgasps\s+(?:from|go\s+up|of)\b|\bcollective\s+gasp\b"),
    ("laughter", "", 0.6, "crowd", rf"\b(?:{_CROWD})\s+{_ADV}(?:laughs?|roars?\s+with\s+laughter|bursts?\s+(?:out\s+laughing|into\s+laughter)|giggles?)\b|\blaughter\s+(?:from|erupts|fills|rings|echoes|drifts)\b|\blaughter\b(?=\s*[.!])|\broars?\s+of\s+laughter\b|\b(?:somebody|someone|people)\s+laughs?\b"),
    ("boo", "", 0.6, "crowd", rf"\b(?:{_CROWD})\s+{_ADV}(?:boos?|jeers?|heckles?)\b|\bboos\s+(?:from|and)\b"),
    ("murmur", "", 0.5, "crowd", rf"\b(?:{_CROWD}|jury|gallery|court|reporters)\s+{_ADV}(?:murmurs?|mutters?|whispers?|chatters?|stirs?|buzz(?:es)?)\b|\b(?:murmur|hubbub|chatter|buzz|babble)\s+(?:of|from|in|fills)\b|\ba\s+murmur\b"),
    # -- voices without words ---------------------------------------------------------------------
    ("baby cry", "baby", 0.6, "thing", _does(r"bab(?:y|ies)|infants?|newborn", r"cries|cry|crying|wails?|screams?|bawls?|howls?|fusses|squalls?")),
    ("cough", "", 0.5, "agent", r"\bcough(?:s|ing|ed)?\b|\bclears?\s+(?:his|her|their)\s+throat\b"),
    ("sneeze", "", 0.6, "agent", r"\bsneez(?:es?|ing|ed)\b"),
    ("laugh", "", 0.5, "agent", r"\b(?:laugh|chuckl|giggl|cackl|guffaw|snicker|snigger|titter)(?:e?s|ing|ed)?\b(?!\s+lines?)"),
    ("sob", "", 0.5, "agent", r"\b(?:sobs?|sobbing|weeps?|weeping|bawls?|blubbers?)\b|\b(?:bursts?|breaks?)\s+(?:into|down\s+in)\s+tears\b|\b(?:begins|starts)\s+(?:to\s+cry|crying)\b|\bcries\s+(?:softly|quietly|silently|openly|uncontrollably|into)\b"),
    ("scream", "", 0.8, "agent", r"\b(?:screams?|shrieks?|screaming|shrieking)\b(?!\s+(?:of\s+(?:tyres|tires|brakes)|past|by|overhead|to\s+a\s+(?:stop|halt)))"),
    ("gasp", "", 0.5, "agent", r"\bgasp(?:s|ing|ed)?\b"),
    ("sigh", "", 0.5, "agent", r"\bsigh(?:s|ing|ed)?\b|\blets?\s+out\s+a\s+(?:long\s+)?(?:breath|sigh)\b"),
    ("groan", "", 0.5, "agent", r"\b(?:groan|moan)(?:s|ing|ed)?\b"),
    ("grunt", "", 0.5, "agent", r"\bgrunt(?:s|ing|ed)?\b|\bheaves\b|\bstrains\s+(?:against|to)\b"),
    ("yawn", "", 0.5, "agent", r"\byawn(?:s|ing|ed)?\b"),
    ("snore", "", 0.5, "agent", r"\bsnor(?:es?|ing)\b"),
    ("swallow", "", 0.4, "agent", r"\bswallows?\b|\bgulps?\b(?=\s*[.,])"),
    ("hum", "", 0.4, "agent", r"\bhums\s+(?:a|to|softly|quietly|along|the)\b|\bhumming\s+(?:a|to|softly|along)\b"),
    ("whistle", "police", 0.7, "outside", _does(r"police whistles?|referees?|(?:the|a)\s+whistle", r"blows?|shrills?|shrieks?|whistles?")),
    ("whistle", "", 0.5, "agent", r"\bwhistl(?:es|ing)\b"),
    ("breath", "", 0.5, "agent", r"\b(?:breathes?|breathing)\s+(?:heavily|hard|deeply|in|out|fast|again)\b|\btakes?\s+a\s+(?:deep\s+|long\s+)?breath\b|\b(?:exhales?|inhales?|pants|panting)\b|\bcatch(?:es)?\s+(?:his|her|their)\s+breath\b|\bout\s+of\s+breath\b"),
    ("snap", "", 0.5, "agent", r"\bsnaps?\s+(?:his|her|their)\s+fingers\b"),
    ("clap", "", 0.6, "agent", r"\bclaps?\s+(?:his|her|their)\s+hands\b|\bclaps?\b(?=\s*(?:[.,!]|once|twice|slowly))"),
    ("kiss", "", 0.4, "agent", r"\bkiss(?:es|ing|ed)?\b"),
    # -- animals nobody sees ----------------------------------------------------------------------
    ("bark", "large", 0.5, "outside", _does(r"dogs?|hounds?", r"barks?|barking")),
    ("meow", "", 0.5, "outside", _does(r"cats?|kittens?", r"meows?|mews?|miaows?|yowls?|meowing")),
    ("neigh", "", 0.5, "outside", _does(r"horses?|ponies", r"neighs?|whinn(?:y|ies)|neighing")),
    ("owl", "", 0.5, "outside", _does(r"owls?", r"hoots?|calls?|screech(?:es)?|cries") + r"|\bhoot\s+of\s+an\s+owl\b"),
    ("gull", "", 0.5, "outside", _does(r"gulls?|seagulls?|sea birds?", r"cry|cries|screams?|calls?|wheel|circle|circles|squawks?|shrieks?")),
    ("crow", "", 0.5, "outside", _does(r"crows?|ravens?|rooks?|magpies?", r"caws?|calls?|cries|cry|croaks?|squawks?")),
    ("rooster", "", 0.5, "outside", _does(r"roosters?|cocks?|cockerels?", r"crows?|calls?") + r"|\bcock-?crow\b"),
    ("wings", "", 0.5, "outside", _does(r"birds?|pigeons?|flock|doves?|bats?|wings", r"scatter|take off|takes off|take flight|takes flight|fly up|flies up|explode|flutter|flutters|flap|beat|rise|bursts? up") + r"|\bflutter\s+of\s+wings\b"),
    ("bird", "", 0.5, "outside", _does(r"birds?|sparrows?|nightingales?|larks?|robins?|thrush|blackbirds?|cuckoos?", r"sings?|chirps?|twitters?|calls?|tweets?|warbles?|chirrups?|trills?") + r"|\bbird\s?song\b"),
    ("frog", "", 0.5, "outside", _does(r"frogs?|toads?", r"croaks?|calls?|sings?")),
    ("cow", "", 0.5, "outside", _does(r"cows?|cattle|bulls?|calf|calves", r"moos?|lows?|bellows?|bawls?")),
    ("sheep", "", 0.5, "outside", _does(r"sheep|lambs?|goats?", r"bleats?|baas?|calls?|cry|cries")),
    ("pig", "", 0.5, "outside", _does(r"pigs?|hogs?|sows?|boars?", r"grunts?|oinks?|squeals?|snorts?")),
    ("bee", "", 0.4, "near", _does(r"bees?|wasps?|fly|flies|hornets?|mosquito(?:es)?|insects?", r"buzz(?:es)?|hums?|drones?|whines?")),
    ("crickets", "", 0.4, "outside", _does(r"crickets?|cicadas?|grasshoppers?", r"chirps?|sings?|hums?|buzz(?:es)?") + r"|\bcrickets\b(?=\s*\.)"),
    ("wolf", "", 0.5, "far", _does(r"wol(?:f|ves)|coyotes?", r"howls?|cry|cries|calls?")),
    ("squeak", "", 0.4, "near", _does(r"mice|mouse|rats?", r"squeaks?|scurr(?:y|ies)|scratch(?:es)?")),
    ("step", "", 0.5, "steps", r"\bfootsteps?\b(?:\s+(?:approach|echo|fade|sound|come|stop|creak|on|in|outside|behind|from|overhead|above)\w*)?|\bfootfalls?\b|\bsteps\s+(?:approach|echo|outside|on\s+the\s+stairs)\w*\b"),
    ("knock", "", 0.7, "door", r"\b(?:a|the|another|loud|soft)\s+knock(?:ing)?\b|\bknock(?:ing)?\s+(?:at|on)\s+the\s+(?:door|window)\b|\bthere\s+is\s+a\s+knock\b"),
    ("land", "", 0.8, "near", r"\b(?:a|loud|dull|heavy|soft|the)\s+(?:thud|thump|crash|bang|clunk)\b"),
)  # fmt: skip

_NUMBERS = {"twice": 2, "two": 2, "double": 2, "three": 3, "thrice": 3, "four": 4, "several": 3, "five": 5, "six": 6}
_TIMES = re.compile(
    r"\b(twice|two|three|thrice|four|five|six|several)\b(?=\s+(?:times|gun|shots|knocks))|\b(twice|thrice)\b",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"\b(?:outside|off ?screen|o\.s\.|in the (?:street|distance|yard|garden|hall|hallway|corridor|night)|next door|from (?:the )?(?:next|other) room|below|downstairs|beyond)\b",
    re.IGNORECASE,
)
_FAR = re.compile(
    r"\b(?:distant(?:ly)?|far (?:away|off)|in the distance|faint(?:ly)?|somewhere|miles away|across town)\b",
    re.IGNORECASE,
)
_ABOVE = re.compile(r"\b(?:overhead|above|upstairs|on the roof)\b", re.IGNORECASE)
_UNREAL = re.compile(r"(?:\bas (?:if|though)|\blike|\bno|\bwithout|\bnever|n['’]t|\bnot|\bimagines?|\bremembers?|\bwaits? for|\babout to|\btr(?:y|ies) (?:not )?to|\bstops?|\bwants? to|\bready to|\bfights? (?:back|off))\s+(?:[\w'’]+\s+){0,2}$", re.IGNORECASE)  # fmt: skip
_ASKED = re.compile(r"\b(?:the\s+)?(?:sounds?|noises?)\s+of\b[^.;!?\n]*|\bwe\s+hear\b[^.;!?\n]*|\bsfx\b[^.;!?\n]*|\boff ?screen\s+sounds?\b[^.;!?\n]*", re.IGNORECASE)  # fmt: skip
_LOUD = re.compile(
    r"\b(?:loud(?:ly)?|hard|violent(?:ly)?|deafening|thunderous|huge|sharp(?:ly)?|suddenly|furious(?:ly)?)\b|!",
    re.IGNORECASE,
)
_SOFT = re.compile(
    r"\b(?:soft(?:ly)?|quiet(?:ly)?|gentl[ey]|faint(?:ly)?|muffled|barely|low|little|tiny|distant)\b", re.IGNORECASE
)


@lru_cache(maxsize=8)
def _compiled(language: str) -> tuple[tuple[str, str, float, str, re.Pattern[str]], ...]:
    rules = RULES if language in ("", "en") else ABROAD.get(language.split("-")[0], ())
    return tuple((*rule[:4], re.compile(rule[4], re.IGNORECASE)) for rule in rules)


def _found(text: str, language: str) -> list[tuple[int, int, Noise]]:
    """(start, end, noise) of every sound a text names, in order."""
    found: list[tuple[int, int, Noise]] = []
    for kind, stuff, strength, where, pattern in _compiled(language):
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(a < end and b > start for a, b, _ in found) or _UNREAL.search(text[max(0, start - 60) : start]):
                continue
            left = max(text.rfind(mark, 0, start) for mark in ".;!?\n") + 1
            right = min((spot for mark in ".;!?\n" if (spot := text.find(mark, end)) >= 0), default=len(text))
            clause = text[left : right + 1]
            count = _TIMES.search(clause)
            times = _NUMBERS.get((count.group(1) or count.group(2)).casefold(), 1) if count else 1
            force = strength + (0.15 if _LOUD.search(clause) else 0) - (0.15 if _SOFT.search(clause) else 0)
            groups = match.groupdict()
            place = where
            if where not in ("agent", "crowd"):
                place = "far" if _FAR.search(clause) else "above" if _ABOVE.search(clause) else where
                if place == where and where not in ("above", "far", "steps") and _OUTSIDE.search(clause):
                    place = "outside"
            noise = Noise(kind, place, groups.get("stuff") or stuff, round(min(max(force, 0.1), 1.0), 2), times)
            found.append((start, end, noise))
    return sorted(found, key=lambda one: one[:2])


def with_sounds(
    element: Element, source: str, beats: Sequence[Beat], gaps: list[Gap], language: str = "en"
) -> list[Beat]:
    """The beats of an action element with what is heard of them. A sound that no beat tells of gets a
    beat of its own; gaps for its words are taken away."""
    text = plain(element.text)
    out = list(beats)
    for start, end, noise in _found(text, language):
        span = locate(element, source, start, end)
        over = [n for n, beat in enumerate(out) if _meets(beat, span)]
        told = [n for n in over if isinstance(out[n], Event) and _heard(out[n])]
        if told:
            # A deed before a change of light that it brings about.
            index = next((n for n in told if _agents(out[n])), told[0])
            event = out[index]
            assert isinstance(event, Event)
            out[index] = replace(event, noises=(*event.noises, noise))
        elif not any(isinstance(out[n], Line) for n in over):
            said = " ".join(text[start:end].split())
            event = Event(Action.APPEAR, (), span, said, verb="sound", noises=(noise,))
            at = next((n for n, beat in enumerate(out) if beat.span.start > span.start), len(out))
            out.insert(at, event)
        gaps[:] = [gap for gap in gaps if not (_over(gap, span) and _about(gap))]
    for match in _ASKED.finditer(text):
        # A sound is asked for by name, and nobody makes one of that name.
        span = locate(element, source, match.start(), match.end())
        if not any(_meets(beat, span) for beat in out) and not any(_over(gap, span) for gap in gaps):
            said = " ".join(match.group().split())
            gaps.append(
                Gap(
                    "breakdown",
                    said,
                    "no sound is known by this name",
                    "See the list of sounds in docs/foley.md.",
                    span,
                )
            )
    return out


def _over(gap: Gap, span: Span) -> bool:
    return gap.span is not None and gap.span.start < span.end and gap.span.end > span.start


def _meets(beat: Beat, span: Span) -> bool:
    return beat.span.start < span.end and beat.span.end > span.start


def _agents(beat: Beat) -> bool:
    return isinstance(beat, Event) and bool(beat.agents)


def _heard(beat: Beat) -> bool:
    """Whether a beat can be what is heard: a change of light is not."""
    return isinstance(beat, Event) and beat.action is not Action.LIGHT


def _about(gap: Gap) -> bool:
    """Whether a gap says no more than that nobody does this, which being heard answers."""
    return any(words in gap.why for words in ("makes the sound", "no stage action", "shots and titles", "nobody"))
