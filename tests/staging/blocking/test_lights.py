"""Light as events of a scene: when it changes, what is heard, what cannot be seen."""

from __future__ import annotations

from dataclasses import replace

from playhouse import event, figure, line, prop, room, scene, takes

from fairtake.model.breakdown import Action, Scene
from fairtake.model.light import Halo, Light, LightKind
from fairtake.model.performance import ScenePerformance
from fairtake.model.set import Set
from fairtake.staging import props_needed, roles_on_set, stage_scene

LAMP = (0.4, 2.2, 0.3)


def lamplit() -> Set:
    place = room()
    light = place.lighting
    bulb = Light(LightKind.POINT, (1.0, 0.8, 0.5), 0.8, LAMP)
    return replace(
        place, lighting=replace(light, lights=(*light.lights, bulb), halos=(Halo(LAMP, (1, 0.8, 0.5), 0.4, 0.2),))
    )


def perform(made: Scene, place: Set) -> ScenePerformance:
    figures = {r: figure(r) for r in roles_on_set(made)}
    props = {n: prop(n) for n in props_needed(made)}
    return stage_scene(made, takes(made), place, figures, props, set_key="room")


def lit(performance: ScenePerformance) -> list[float]:
    assert performance.light is not None
    lights = [performance.light.at(f) for f in range(performance.frames)]
    return [light.halos[0].strength for light in lights]


def test_the_lamp_goes_out_when_the_line_before_is_over() -> None:
    made = scene(
        line(1, "ANNA", "Is that all there is?"),
        event(Action.LIGHT, verb="off", theme="power"),
        line(2, "BEN", "Who is there?"),
    )
    done = perform(made, lamplit())
    strengths = lit(done)
    out = strengths.index(0.0)
    assert strengths[0] > 0
    assert done.lines[0].end * done.fps - 1 <= out <= done.lines[1].start * done.fps
    assert set(strengths[out:]) == {0.0}
    assert not done.gaps


def test_a_room_that_is_dark_has_been_so_from_the_start() -> None:
    dark = event(Action.LIGHT, verb="off", theme="power")
    made = scene(event(Action.GO, "ANNA", verb="walk"), replace(dark, text="The room is dark"), line(1, "ANNA", "Oh."))
    assert set(lit(perform(made, lamplit()))) == {0.0}
    later = scene(line(1, "ANNA", "Oh."), replace(dark, text="The room is dark"), line(2, "ANNA", "Oh."))
    assert lit(perform(later, lamplit()))[0] > 0


def test_a_power_cut_without_lamps_is_a_gap_and_changes_nothing() -> None:
    done = perform(scene(event(Action.LIGHT, verb="off", theme="power"), line(1, "ANNA", "Oh.")), room())
    assert done.light is None
    assert any("no lamp burns" in gap.why for gap in done.gaps)


def test_thunder_follows_lightning_and_people_start() -> None:
    done = perform(scene(line(1, "ANNA", "Wait."), event(Action.LIGHT, verb="flash", theme="lightning")), lamplit())
    assert done.light is not None
    first = next(f for f in range(done.frames) if done.light.at(f) != lamplit().lighting)
    thunder = next(contact for contact in done.contacts if contact.kind == "thunder")
    assert 0.5 < thunder.time - first / done.fps < 2.0
