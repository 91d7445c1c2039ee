"""Animals on the stage: where they begin, what they do, what is heard of them, what people do with them."""

from __future__ import annotations

import dataclasses
import math
from functools import cache

import numpy as np
from playhouse import SPAN, figure, line, prop, room, scene, takes

from fairtake.model.breakdown import Action, Event
from fairtake.model.figure import Figure, joint_index
from fairtake.model.set import Door
from fairtake.staging import props_needed, roles_on_set, stage_scene
from fairtake.staging.performers import build_figure
from fairtake.staging.performers.animal_looks import animal_appearance

SPECIES = {"REX": "dog", "CROW": "bird", "HORSE": "horse"}


@cache
def body(role: str) -> Figure:
    return build_figure(role, animal_appearance(role, SPECIES[role], "brown dog" if role == "REX" else ""))


def event(action: Action, role: str, **more: str) -> Event:
    return Event(action, (role,), SPAN, more.pop("text", ""), **more)


def perform(scene_, set_=None):
    figures = {r: body(r) if r in SPECIES else figure(r) for r in roles_on_set(scene_)}
    props = {n: prop(n) for n in props_needed(scene_)}
    return stage_scene(scene_, takes(scene_), set_ or room(), figures, props, set_key="room")


def test_a_dog_comes_in_barks_sits_and_lies_down() -> None:
    done = perform(
        scene(
            line(1, "ANNA", "Come here, you."),
            event(Action.ENTER, "REX", verb="trot", text="Rex trots in"),
            event(Action.EMOTE, "REX", verb="bark", theme="ANNA", text="barks at Anna"),
            event(Action.SIT, "REX", verb="sit", text="sits"),
            event(Action.LIE_DOWN, "REX", verb="lie", text="lies down"),
            roles=("ANNA", "REX"),
        )
    )
    assert not done.gaps
    rex, anna = done.performer("REX"), done.performer("ANNA")
    assert not rex.present[0]
    assert rex.present[-1]
    assert rex.rotations.shape[1] == len(body("REX").joint_names)
    barks = [c for c in done.contacts if c.kind == "bark"]
    assert len(barks) == 3
    assert all(c.role == "REX" for c in barks)
    assert any(c.kind == "paw" for c in done.contacts)
    # It looks up at who is barked at, and lies at the end.
    at = round(barks[0].time * done.fps) + 6
    way = anna.head[at] - rex.head[at]
    assert float(rex.gaze[at] @ (way / np.linalg.norm(way))) > 0.8
    assert rex.root[-1, 1] < 0.6 * body("REX").rest[0, 1]
    assert not rex.speaking.any()


def test_what_lies_by_the_table_lies_there_from_the_start_and_is_no_sitter_of_chairs() -> None:
    done = perform(
        scene(
            event(Action.LIE_DOWN, "REX", verb="lie", goal="table", text="lies by the table"),
            line(1, "ANNA", "Good dog."),
            event(Action.TOUCH, "ANNA", verb="stroke", theme="REX", text="Anna strokes the dog"),
            roles=("ANNA", "REX"),
        )
    )
    rex = done.performer("REX")
    assert rex.root[0, 1] < 0.6 * body("REX").rest[0, 1]
    # The hand that strokes comes to the dog.
    anna = done.performer("ANNA")
    assert min(np.linalg.norm(anna.root[:, [0, 2]] - rex.root[:, [0, 2]], axis=1)) < 1.1
    assert anna.head[:, 1].min() < 1.2
    assert not done.gaps


def test_a_crow_is_not_there_lands_on_the_table_caws_and_is_gone() -> None:
    done = perform(
        scene(
            line(1, "ANNA", "Nothing ever happens here."),
            event(Action.GO, "CROW", verb="land", goal="table", text="A crow lands on the table"),
            event(Action.EMOTE, "CROW", verb="caw", text="caws"),
            event(Action.EXIT, "CROW", verb="fly", text="flies away"),
            roles=("ANNA", "CROW"),
        )
    )
    crow = done.performer("CROW")
    assert not crow.present[0]
    assert not crow.present[-1]
    caw = next(c for c in done.contacts if c.kind == "caw")
    assert crow.present[round(caw.time * done.fps)]
    toe = crow.root[round(caw.time * done.fps), 1] - body("CROW").rest[0, 1]
    assert 0.5 < toe < 1.1
    assert {"caw", "flap"} <= {c.kind for c in done.contacts}


def test_a_horse_is_led_in_and_what_is_only_heard_stays_outside() -> None:
    done = perform(
        scene(
            event(Action.ENTER, "ANNA", verb="lead", theme="HORSE", text="Anna leads the horse in"),
            line(1, "ANNA", "Easy."),
            roles=("ANNA", "HORSE"),
        )
    )
    horse = done.performer("HORSE")
    assert not horse.present[0]
    assert horse.present[-1]
    assert any(c.kind == "hoof" for c in done.contacts)
    heard = perform(
        scene(
            line(1, "ANNA", "Listen."),
            event(Action.EMOTE, "HORSE", verb="neigh", text="a horse neighs"),
            roles=("ANNA", "HORSE"),
        )
    )
    assert [c.kind for c in heard.contacts].count("neigh") == 1
    assert "HORSE" not in {t.role for t in heard.performers if t.present.any()}


def test_what_an_animal_cannot_do_is_said() -> None:
    done = perform(
        scene(
            line(1, "ANNA", "Well?"),
            event(Action.OPEN, "REX", verb="open", theme="door", text="Rex opens the door"),
            event(Action.PICK_UP, "ANNA", verb="pick up", theme="REX", text="Anna picks up the dog"),
            roles=("ANNA", "REX"),
        )
    )
    whys = {gap.what: gap.why for gap in done.gaps}
    assert whys["Rex opens the door"] == "a dog cannot open here"
    assert "not lifted" in whys["Anna picks up the dog"]
    head = joint_index("head")
    assert np.isfinite(done.performer("REX").rotations[:, head]).all()


def test_a_led_horse_goes_a_length_behind_the_shoulder_of_whoever_leads_it() -> None:
    site = room(doors=False, furniture=False)
    edge = Door("edge", (-8.0, 0.0, 0.0), math.pi / 2, (-11.0, 0.0, 0.0))
    field = dataclasses.replace(
        site, interior=False, acting=(-8.0, -6.0, 8.0, 6.0), room=(-30, 0, -30, 30, 9, 30), doors=(edge,), landmarks=()
    )
    lead = event(Action.ENTER, "ANNA", verb="lead", theme="HORSE", text="Anna leads the horse in")
    done = perform(scene(lead, line(1, "ANNA", "Easy."), roles=("ANNA", "HORSE")), field)
    anna, horse = done.performer("ANNA"), done.performer("HORSE")
    walk = np.diff(anna.root[:, [0, 2]], axis=0) * done.fps
    speed = np.hypot(*walk.T)
    going = np.flatnonzero((speed > 0.6) & horse.present[1:] & anna.present[1:])
    assert len(going) > done.fps
    ahead = walk[going] / speed[going, None]
    off = (horse.root - anna.root)[going][:, [0, 2]]
    behind = -(off * ahead).sum(1)
    aside = off[:, 0] * ahead[:, 1] - off[:, 1] * ahead[:, 0]  # to the left
    assert np.median(behind) > 0.8
    assert 0.3 < np.median(aside) < 1.0
    assert np.linalg.norm(anna.head - horse.head, axis=1)[going].min() > 0.4
