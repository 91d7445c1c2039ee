"""A cut made by the planner from a script, and one rule at a time broken in its files.

What is broken is shots.json or performance.json, as somebody else would write them; what must
come of it is a finding of that very rule, at that very place.
"""

from __future__ import annotations

import copy
import json
import math

import numpy as np
import pytest

from fairtake.continuity import RULES, IdMap, check, cut_from_shots, read_performance, read_shots
from fairtake.errors import FairtakeError
from fairtake.geometry.camera import look_at, project
from fairtake.geometry.quaternion import from_axis_angle, multiply, rotate
from fairtake.pipeline.planning import planned
from fairtake.project import load

SCRIPT = """
Title: Mutations

INT. KITCHEN - DAY

ANNA (60s, silver hair) stands by the window. BEN (30s, beard) enters. He stops by the table.

[[shot: MCU BEN]]

BEN
You kept my letter, all these years.

[[shot: MCU ANNA]]

ANNA
It was raining on the day you went, and I never had another one from you.

Ben picks up the letter. He gives it to Anna.

[[shot: MLS ANNA and BEN]]

BEN
Then take it now, for it is yours.

ANNA
And what will you do without it?

[[shot: MCU BEN]]

BEN
I will forget it, as I always did.

[[shot: LS ANNA and BEN]]

Anna walks to the door.

ANNA
Come with me, my boy.
"""
"""Two who talk, one who walks, and a thing that changes hands. The notes see to it that there
are singles and shots of both to break; everything else is the planner's."""

ASPECT = 16 / 9


class Files:
    """shots.json and performance.json as data, to be broken."""

    def __init__(self, shots, played):
        self.shots, self.played = shots, played

    @property
    def list(self):
        return self.shots["shots"]

    @property
    def scene(self):
        return self.played["scenes"][0]

    @property
    def letter(self):
        return next(prop for prop in self.scene["props"] if prop["name"] == "letter")

    def who(self, role):
        return next(one for one in self.scene["performers"] if one["role"] == role)

    def row(self, frame):
        """A frame of the film as a row of the scene."""
        return frame - self.scene["start_frame"]

    def head(self, role, frame):
        """Somebody's eyes on a frame of the film."""
        return np.array(self.who(role)["head"][self.row(frame)])

    def heads(self, frame):
        return self.head("ANNA", frame), self.head("BEN", frame)

    def subject(self, shot):
        """The eyes of a shot's subject halfway through it."""
        return self.head(shot["subjects"][0], (shot["start_frame"] + shot["end_frame"]) // 2)

    def thing(self, frame):
        """Where the letter is on a frame of the film."""
        return np.array([row[1:] for row in self.letter["position"] if row[0] <= frame][-1])

    def other(self, role):
        return "BEN" if role == "ANNA" else "ANNA"

    def off_look(self, role, frame):
        """Degrees, seen from above, by which somebody's look misses the other."""
        gaze = np.array(self.who(role)["gaze"][self.row(frame)]) * [1, 0, 1]
        way = (self.head(self.other(role), frame) - self.head(role, frame)) * [1, 0, 1]
        return math.degrees(math.acos(gaze @ way / np.linalg.norm(gaze) / np.linalg.norm(way)))

    def first(self, wanted, after=0):
        """The first shot that is wanted, and its place."""
        found = [(n, shot) for n, shot in enumerate(self.list) if n >= after and wanted(shot)]
        assert found, "the planner made no such shot of this script"
        return found[0]

    def single(self):
        """A shot of one person, within the talk, its camera held still; and its place."""

        place, shot = self.first(self._lone, 1)
        hold(shot)
        return place, shot

    def _lone(self, shot):
        return shot["kind"] == "single" and len(shot["subjects"]) == 1

    def answer(self):
        """A single, held still, cut to from a shot of the other, who looks at its subject."""

        def wanted(shot):
            place = self.list.index(shot)
            if not self._lone(shot) or not place:
                return False
            other = self.other(shot["subjects"][0])
            return self.list[place - 1]["subjects"][0] == other and self.off_look(other, shot["start_frame"] - 1) < 20

        _, shot = self.first(wanted, 1)
        hold(shot)
        return shot

    def split(self, place, frame, change):
        """What follows a frame of the film in a shot, taken by another camera: `change` gets it."""
        shot = self.list[place]
        row = frame - shot["start_frame"]
        rest = copy.deepcopy(shot)
        rest["number"], rest["start_frame"] = f"{shot['number']}9", frame
        rest["camera"] = rest["camera"][row:]
        shot["end_frame"], shot["camera"] = frame, shot["camera"][:row]
        self.list.insert(place + 1, rest)
        change(rest)
        return rest

    def judge(self, folder, ids=None):
        for name, data in (("shots", self.shots), ("performance", self.played)):
            (folder / f"{name}.json").write_text(json.dumps(data))
        played = read_performance(folder / "performance.json")
        cut = cut_from_shots(read_shots(folder / "shots.json"), played)
        return check(cut, played, ids(cut) if ids else None)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The files the planner's cut left."""
    folder = tmp_path_factory.mktemp("mutations")
    (folder / "s.fountain").write_text(SCRIPT.lstrip())
    with planned(load(folder / "s.fountain"), folder / "out"):
        pass
    return tuple(json.loads((folder / "out" / f"{name}.json").read_text()) for name in ("shots", "performance"))


@pytest.fixture
def files(made):
    return Files(*copy.deepcopy(made))


# -- cameras -------------------------------------------------------------------------------------


def rows_of(shot, name):
    return np.array([row[name] for row in shot["camera"]], float)


def put(shot, **columns):
    """Set columns of a camera: a row for each frame, or one for all."""
    for name, values in columns.items():
        wide = rows_of(shot, name).shape
        for row, value in zip(shot["camera"], np.broadcast_to(values, wide).tolist(), strict=True):
            row[name] = value


def hold(shot):
    """The camera stays as it is halfway through the shot."""
    row = shot["camera"][len(shot["camera"]) // 2]
    shot["camera"] = [copy.deepcopy(row) for _ in shot["camera"]]


def stand(shot, position, target):
    """The camera stands at a point and looks at another."""
    put(shot, position=position, orientation=look_at(position, target), shift=np.zeros(2))


def go_round(shot, point, degrees, farther=1.0):
    """The camera goes round a point, and away from it."""
    turn = from_axis_angle([0.0, 1.0, 0.0], math.radians(degrees))
    off = rotate(np.broadcast_to(turn, (len(shot["camera"]), 4)), rows_of(shot, "position") - point)
    put(shot, position=point + off * farther, orientation=multiply(turn, rows_of(shot, "orientation")))


def mirror(shot, a, b):
    """The camera on the other side of the upright plane through two points."""
    along = (b - a) * [1, 0, 1]
    normal = np.array([along[2], 0, -along[0]]) / np.linalg.norm(along)
    position, turned = rows_of(shot, "position")[0], rows_of(shot, "orientation")[0]
    target = position + rotate(turned, np.array([0.0, 0.0, -1.0]))
    shift = rows_of(shot, "shift")[0] * [-1, 1]
    stand(shot, *(point - 2 * normal * ((point - a) @ normal) for point in (position, target)))
    put(shot, shift=shift)


def halfway(shot):
    return (shot["start_frame"] + shot["end_frame"]) // 2


def seen(shot, point, row):
    track = [rows_of(shot, name)[row] for name in ("position", "orientation", "fovy")]
    return project(np.asarray(point), *track, ASPECT, rows_of(shot, "shift")[row])


def reframe(shot, point, x=None, y=None, tall=None):
    """Moves the picture (not the camera) until a point falls on x, y of the screen, with so many
    metres in the frame's height."""
    middle = len(shot["camera"]) // 2
    if tall is not None:
        put(shot, fovy=2 * math.atan(tall / 2 / seen(shot, point, middle)[2]))
    at = seen(shot, point, middle)
    put(shot, shift=np.add(rows_of(shot, "shift"), [0 if x is None else at[0] - x, 0 if y is None else at[1] - y]))


def in_view(shot, point, row):
    x, y, depth = seen(shot, point, row)
    return abs(x) < 0.9 and abs(y) < 0.9 and depth > 0.3


def of_both(files):
    """The second half of a shot of both who talk and stay where they are, from 40° further round
    them on the same side: a cut as it should be."""

    def wanted(shot):
        ends = zip(files.heads(shot["start_frame"]), files.heads(shot["end_frame"] - 1), strict=True)
        return (
            len(shot["camera"]) > 48
            and all(np.linalg.norm(there - here) < 0.2 for here, there in ends)
            and all(in_view(shot, head, len(shot["camera"]) // 2) for head in files.heads(halfway(shot)))
            and any(line["start_frame"] < shot["end_frame"] > shot["start_frame"] < line["end_frame"] for line in lines)
        )

    lines = files.scene["lines"]
    place, shot = files.first(wanted, 1)
    hold(shot)
    heads = files.heads(halfway(shot))
    off = rows_of(shot, "position")[0] - heads[0]
    rest = files.split(place, halfway(shot), lambda rest: None)
    for degrees in (40, -40):
        turned = copy.deepcopy(rest)
        go_round(turned, sum(heads) / 2, degrees, 1.2)
        way, now = heads[1] - heads[0], rows_of(turned, "position")[0] - heads[0]
        same_side = (way[0] * off[2] - way[2] * off[0]) * (way[0] * now[2] - way[2] * now[0]) > 0
        if same_side and all(in_view(turned, head, 0) for head in heads):
            rest.update(turned)
            return place + 1, rest
    raise AssertionError("neither side of the shot of both shows both")


def of_the_letter(files):
    """The second half of a shot that shows the letter, from 40° further round it."""

    def wanted(shot):
        half = len(shot["camera"]) // 2
        thing = files.thing(halfway(shot))
        return half > 24 and in_view(shot, thing, half) and seen(shot, thing, half)[2] < 5

    place, shot = files.first(wanted)
    hold(shot)
    reframe(shot, files.thing(halfway(shot)), 0, 0, tall=2.0)
    return files.split(place, halfway(shot), lambda rest: go_round(rest, files.thing(halfway(shot)), 40))


# -- the breaks ----------------------------------------------------------------------------------
# Each changes the files, and returns the number of a shot the finding must be about.


def over_the_line(files):
    _, shot = files.single()
    mirror(shot, *files.heads(shot["start_frame"]))
    return shot["number"]


def a_two_shot_over_the_line(files):
    _, shot = of_both(files)
    mirror(shot, *files.heads(shot["start_frame"]))
    return shot["number"]


def ten_degrees_and_one_size(files):
    place, shot = files.single()
    head = files.subject(shot)
    return files.split(place, halfway(shot), lambda rest: go_round(rest, head, 10, 1.4))["number"]


def ten_degrees_in_the_same_size(files):
    place, shot = files.single()
    head = files.subject(shot)
    return files.split(place, halfway(shot), lambda rest: go_round(rest, head, 10))["number"]


def both_look_the_same_way(files):
    """The camera almost on the line, and a look that goes past it on the far side."""
    shot = files.answer()
    role, frame = shot["subjects"][0], shot["start_frame"]
    head, there = files.head(role, frame), files.head(files.other(role), frame)
    way, off = there - head, rows_of(shot, "position")[0] - head
    side = math.copysign(1, way[0] * off[2] - way[2] * off[0])

    def turned(degrees):
        """A direction so far off the line, on the camera's side."""
        angle = math.atan2(way[2], way[0]) + side * math.radians(degrees)
        return np.array([math.cos(angle), 0.0, math.sin(angle)])

    stand(shot, head + turned(12) * np.linalg.norm(off), head)
    for row in range(files.row(frame), files.row(shot["end_frame"])):
        files.who(role)["gaze"][row] = turned(30).tolist()
    return shot["number"]


def the_walk_turns_round(files):
    """A cut within ANNA's walk, to the other side of her way. She is alone: the line of two who
    talk is not broken with it."""
    go = next(one for one in files.scene["happenings"] if (one["action"], one["agent"]) == ("go", "ANNA"))
    frame = (go["start_frame"] + go["end_frame"]) // 2
    place, shot = files.first(lambda shot: shot["start_frame"] + 12 < frame < shot["end_frame"] - 12)
    walk = [files.head("ANNA", frame + off) for off in (-12, 12)]
    files.scene["performers"] = [files.who("ANNA")]
    files.scene["lines"] = []
    middle = sum(walk) / 2
    along = (walk[1] - walk[0]) * [1, 0, 1]
    across = 4 * np.array([along[2], 0, -along[0]]) / np.linalg.norm(along)
    stand(shot, middle + across, middle)
    rest = files.split(place, frame, lambda rest: stand(rest, middle - across * 0.6, middle))
    for one in (shot, rest):
        one["subjects"] = ["ANNA"]
    return rest["number"]


def strangers_change_places(files):
    """Two who have nothing to do with each other have no line, but an order."""
    place, shot = of_both(files)
    anna, ben = files.heads(shot["start_frame"])
    ahead = np.array([anna[2] - ben[2], 0.0, ben[0] - anna[0]])
    files.scene["lines"] = []
    for one in files.scene["performers"]:
        one["speaking"] = [False] * len(one["speaking"])
        one["gaze"] = [(ahead / np.linalg.norm(ahead)).tolist()] * len(one["gaze"])
    mirror(shot, anna, ben)
    for one in (files.list[place - 1], shot):
        one["subjects"] = ["ANNA", "BEN"]
    return shot["number"]


def somebody_is_elsewhere(files):
    _, shot = of_both(files)
    anna, ben = files.heads(shot["start_frame"])
    nearer = 0.5 * (ben - anna) * [1, 0, 1] / np.linalg.norm(ben - anna)
    head = files.who("ANNA")["head"]
    for row in range(files.row(shot["start_frame"]), len(head)):
        head[row] = (head[row] + nearer).tolist()
    return shot["number"]


def somebody_is_gone(files):
    _, shot = of_both(files)
    row, present = files.row(shot["start_frame"]), files.who("ANNA")["present"]
    files.who("ANNA")["present"] = present[:row] + [False] * (len(present) - row)
    return shot["number"]


def the_letter_lies_elsewhere(files):
    shot = of_the_letter(files)
    frame = shot["start_frame"]
    rows = {row[0]: row[1:] for row in files.letter["position"]}
    rows[frame] = files.thing(frame).tolist()
    files.letter["position"] = [
        [at, *(np.add(place, 0.3 if at >= frame else 0.0).tolist())] for at, place in sorted(rows.items())
    ]
    return shot["number"]


def the_letter_is_gone(files):
    shot = of_the_letter(files)
    shown = [row for row in files.letter["visible"] if row[0] < shot["start_frame"]]
    files.letter["visible"] = [*shown, [shot["start_frame"], False]]
    return shot["number"]


def the_head_cut_off(files):
    _, shot = files.single()
    reframe(shot, files.subject(shot), y=0.97)
    return shot["number"]


def too_much_air(files):
    _, shot = files.single()
    reframe(shot, files.subject(shot), y=0.08, tall=1.0)
    return shot["number"]


def eyes_too_low(files):
    _, shot = files.single()
    reframe(shot, files.subject(shot), y=-0.1, tall=0.5)
    return shot["number"]


def no_room_before_the_face(files):
    shot = files.answer()
    head, frame = files.subject(shot), halfway(shot)
    look = np.array(files.who(shot["subjects"][0])["gaze"][files.row(frame)])
    middle = len(shot["camera"]) // 2
    side = np.sign(seen(shot, head + 0.3 * look, middle)[0] - seen(shot, head, middle)[0])
    reframe(shot, head, x=0.6 * side, tall=0.7)
    return shot["number"]


def the_camera_looks_elsewhere(files):
    _, shot = files.single()
    reframe(shot, files.subject(shot), x=2.5)
    return shot["number"]


def the_speaker_is_forgotten(files):
    """The shot of one goes on all through a long line of the other."""
    _, shot = files.single()
    other = files.other(shot["subjects"][0])
    line = next(one for one in files.scene["lines"] if one["role"] == other)
    assert line["end_frame"] - line["start_frame"] > 3.2 * 24
    touched = [one for one in files.list if one["start_frame"] < line["end_frame"] > line["start_frame"] < one["end_frame"]]  # fmt: skip
    for one in touched:
        one["subjects"] = shot["subjects"]
        put(one, **{name: rows_of(shot, name)[0] for name in ("position", "orientation", "shift", "fovy")})
        assert not in_view(one, files.head(other, line["start_frame"]), 0)
    return max(touched, key=lambda one: len(one["camera"]))["number"]


def a_flash(files):
    """All but six frames of a shot go to the next."""
    place, shot = files.single()
    after = files.list[place + 1]
    taken = len(shot["camera"]) - 6
    shot["camera"], shot["end_frame"] = shot["camera"][:6], shot["start_frame"] + 6
    after["camera"] = [after["camera"][0]] * taken + after["camera"]
    after["start_frame"] -= taken
    return shot["number"]


def in_a_head(files):
    _, shot = files.single()
    stand(shot, files.head(files.other(shot["subjects"][0]), halfway(shot)), files.subject(shot))
    return shot["number"]


def a_jerk(files):
    _, shot = files.single()
    position = rows_of(shot, "position")
    position[len(position) // 2 :] += [0.06, 0, 0]
    put(shot, position=position)
    return shot["number"]


BREAKS = [
    (over_the_line, "180° line", "error"),
    (a_two_shot_over_the_line, "180° line", "error"),
    (ten_degrees_and_one_size, "30° rule", "error"),
    (ten_degrees_in_the_same_size, "jump cut", "error"),
    (both_look_the_same_way, "eyeline match", "error"),
    (the_walk_turns_round, "screen direction", "error"),
    (strangers_change_places, "left–right order", "error"),
    (somebody_is_elsewhere, "position", "error"),
    (somebody_is_gone, "position", "error"),
    (the_letter_lies_elsewhere, "prop", "error"),
    (the_letter_is_gone, "prop", "error"),
    (the_head_cut_off, "head room", "error"),
    (too_much_air, "head room", "warning"),
    (eyes_too_low, "eyes on thirds", "warning"),
    (no_room_before_the_face, "lead room", "warning"),
    (the_camera_looks_elsewhere, "subject out of frame", "error"),
    (the_speaker_is_forgotten, "speaker out of frame", "warning"),
    (a_flash, "too short to read", "error"),
    (in_a_head, "camera inside a head", "error"),
    (a_jerk, "camera motion", "error"),
]


def test_the_planners_cut_is_clean(files, tmp_path):
    report = files.judge(tmp_path)
    assert report.errors == (), [one.sentence for one in report.errors]
    assert report.cuts >= 6


def test_a_fair_cut_between_two_shots_of_both_breaks_nothing(files, tmp_path):
    before = files.judge(tmp_path)
    _, shot = of_both(files)
    after = files.judge(tmp_path)
    assert after.cuts == before.cuts + 1
    assert not [one.sentence for one in after.errors if shot["number"] in one.shots]


@pytest.mark.parametrize(("broken", "rule", "severity"), BREAKS, ids=[one[0].__name__ for one in BREAKS])
def test_each_break_is_found_by_its_rule(files, tmp_path, broken, rule, severity):
    clean = [(one.rule, one.shots, one.sentence) for one in files.judge(tmp_path).findings]
    number = broken(files)
    found = [one for one in files.judge(tmp_path).findings if (one.rule, one.shots, one.sentence) not in clean]
    told = [(one.rule, one.severity.value, one.shots, one.sentence) for one in found]
    assert any(one.rule == rule and one.severity.value == severity and number in one.shots for one in found), told


def test_who_stands_up_is_no_walker(files, tmp_path):
    """The same cut, while she rises faster than she goes."""
    number = the_walk_turns_round(files)
    go = next(one for one in files.scene["happenings"] if (one["action"], one["agent"]) == ("go", "ANNA"))
    for row, head in enumerate(files.who("ANNA")["head"]):
        head[1] += 2.0 / 24 * (row - files.row(go["start_frame"]))
    found = files.judge(tmp_path).findings
    assert not [one for one in found if one.rule == "screen direction" and number in one.shots]


def test_every_rule_is_broken():
    assert {one[1] for one in BREAKS} | {"occluded speaker"} == set(RULES)


# -- who is hidden -------------------------------------------------------------------------------


def all_of(name):
    """Id maps, of every sixth frame, on which everything is one thing."""
    picture = IdMap(np.ones((90, 160), np.int32), {1: name})
    return lambda cut: {one.at + row: picture for one in cut.segments for row in range(0, one.frames, 6)}


def test_a_lamp_before_the_speaker_is_found(files, tmp_path):
    found = files.judge(tmp_path, all_of("lamp")).findings
    assert {one.rule for one in found} == {"occluded speaker"}
    assert {one.who for one in found} == {("ANNA",), ("BEN",)}
    assert {one.who for one in files.judge(tmp_path, all_of("BEN")).findings} == {("ANNA",)}


# -- what was asked for, and what is no cut --------------------------------------------------------


def test_a_line_that_was_to_be_crossed_is_no_error(files, tmp_path):
    number = over_the_line(files)
    assert files.judge(tmp_path).errors
    for shot in files.list:
        shot["asked"] = ["cross the line"]
    report = files.judge(tmp_path)
    assert report.errors == ()
    assert report.counts["180° line"].asked
    assert any(number in one.shots for one in report.findings)


@pytest.mark.parametrize(("frames", "says"), [(-5, "an overlap of 5 frames"), (5, "a gap of 5 frames")])
def test_shots_that_do_not_meet_are_no_shot_list(files, tmp_path, frames, says):
    shot = files.list[2]
    shot["start_frame"] += frames
    shot["camera"] = shot["camera"][frames:] if frames > 0 else [shot["camera"][0]] * -frames + shot["camera"]
    with pytest.raises(FairtakeError, match=says) as told:
        files.judge(tmp_path)
    assert shot["number"] in (told.value.fix or "")
