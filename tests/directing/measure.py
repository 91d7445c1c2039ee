"""Continuity and visibility measured from shots and performance alone, as a script supervisor
would from the floor plan; shares no code with the planner."""

from __future__ import annotations

import itertools
import math

import numpy as np

from fairtake.geometry.camera import project
from fairtake.model.shotlist import Move

SIZES = ("ELS", "VLS", "LS", "MLS", "MS", "MCU", "CU", "BCU", "ECU")


def _track(performance, role):
    return next(t for t in performance.performers if t.role == role)


def _roles(performance, shot):
    known = {t.role for t in performance.performers}
    return [s for s in shot.subjects if s in known]


def _camera(shot, frame):
    row = min(max(frame - shot.start, 0), shot.frames - 1)
    c = shot.camera
    return (
        c.position[row].astype(float),
        c.orientation[row].astype(float),
        float(c.fovy[row]),
        c.shift[row].astype(float),
    )


def on_screen(shot, frame, points, aspect=16 / 9):
    position, orientation, fovy, shift = _camera(shot, frame)
    return project(np.asarray(points, float), position, orientation, fovy, aspect, shift)


def _side(performance, a, b, shot, frame):
    here, there = _track(performance, a).head[frame], _track(performance, b).head[frame]
    camera = _camera(shot, frame)[0]
    line, way = there - here, camera - here
    return float(line[0] * way[2] - line[2] * way[0])


def _faces(performance, a, b, frame, degrees=35):
    here, there = _track(performance, a), _track(performance, b)
    way = there.head[frame] - here.head[frame]
    return float(way @ here.gaze[frame]) / float(np.linalg.norm(way)) > math.cos(math.radians(degrees))


def line_errors(performance, shots):
    """Cuts on which the camera changes sides of the two who face each other."""
    found = []
    for old, new in itertools.pairwise(shots):
        cut = new.start
        frame = min(cut, performance.frames - 1)
        present = [t.role for t in performance.performers if t.present[frame]]
        was, now = set(_roles(performance, old)), set(_roles(performance, new))
        for place, a in enumerate(present):
            for b in present[place + 1 :]:
                if not (was & {a, b} and now & {a, b}):
                    continue
                both = len(present) == 2 or ({a, b} <= was | now and len(was) <= 2 and len(now) <= 2)
                if not both or not (_faces(performance, a, b, frame) and _faces(performance, b, a, frame)):
                    continue
                if _side(performance, a, b, old, frame - 1) * _side(performance, a, b, new, frame) < 0:
                    found.append((old.number, new.number, a, b))
    return found


def _between(old, new, point, cut):
    a = _camera(old, cut - 1)[0] - point
    b = _camera(new, cut)[0] - point
    cos = (a[0] * b[0] + a[2] * b[2]) / max(math.hypot(a[0], a[2]) * math.hypot(b[0], b[2]), 1e-9)
    return math.degrees(math.acos(max(-1.0, min(1.0, cos))))


def _same_subject(performance, old, new):
    return bool(old.subjects) and (old.subjects[0] == new.subjects[0] or set(old.subjects) == set(new.subjects))


def thirty_degree_errors(performance, shots):
    found = []
    for old, new in itertools.pairwise(shots):
        if not _same_subject(performance, old, new) or not _roles(performance, new):
            continue
        if abs(SIZES.index(old.size) - SIZES.index(new.size)) >= 2:
            continue
        about = _roles(performance, new)
        solo = len(about) == 1 or new.kind == "over-the-shoulder"
        heads = [
            _track(performance, r).head[min(new.start, performance.frames - 1)] for r in about[: 1 if solo else None]
        ]
        if _between(old, new, np.mean(heads, axis=0), new.start) < 30:
            found.append((old.number, new.number))
    return found


def jump_cuts(performance, shots):
    return [
        (old.number, new.number)
        for old, new in itertools.pairwise(shots)
        if _same_subject(performance, old, new) and old.size == new.size and _roles(performance, new)
    ]


def order_errors(performance, shots, aspect=16 / 9):
    """Cuts on which two subjects of both shots, seen in both, swap left and right."""
    found = []
    for old, new in itertools.pairwise(shots):
        both = sorted(set(_roles(performance, old)) & set(_roles(performance, new)))
        for place, a in enumerate(both):
            for b in both[place + 1 :]:
                order = []
                for shot, frame in ((old, new.start - 1), (new, new.start)):
                    p = on_screen(shot, frame, [_track(performance, r).head[frame] for r in (a, b)], aspect)
                    seen = (np.abs(p[:, :2]) < 0.95).all() and (p[:, 2] > 0).all()
                    order.append(p[0, 0] - p[1, 0] if seen else 0)
                if order[0] * order[1] < -0.01:
                    found.append((old.number, new.number, a, b))
    return found


def direction_errors(performance, shots):
    """Cuts on which somebody who walks, seen in both shots, changes direction on the screen."""
    found = []
    for old, new in itertools.pairwise(shots):
        a, b = max(new.start - 3, 0), min(new.start + 3, performance.frames - 1)
        for track in performance.performers:
            velocity = (track.head[b] - track.head[a]).astype(float) * performance.fps / max(b - a, 1)
            if not (track.present[a] and track.present[b]) or math.hypot(velocity[0], velocity[2]) < 0.5:
                continue
            runs = []
            for shot, frame in ((old, new.start - 1), (new, new.start)):
                p = on_screen(shot, frame, np.stack([track.head[frame], track.head[frame] + velocity * 0.1]))
                seen = (np.abs(p[0, :2]) < 0.95).all() and p[0, 2] > 0
                runs.append((p[1, 0] - p[0, 0]) if seen else 0)
            if runs[0] * runs[1] < -1e-4 and track.role in old.subjects and track.role in new.subjects:
                found.append((old.number, new.number, track.role))
    return found


def _box_hit(a, b, box):
    sin, cos = math.sin(box.yaw), math.cos(box.yaw)

    def local(p):
        d = np.asarray(p, float) - np.array(box.center)
        return np.array([d[0] * cos - d[2] * sin, d[1], d[0] * sin + d[2] * cos])

    p, q = local(a), local(b)
    half = np.array(box.half)
    if (np.abs(q) <= half).all():
        return False
    return any((np.abs(p + (q - p) * t) <= half).all() for t in np.linspace(0, 1, 60))


def _built_into(box, set_, hidden):
    centre = np.array(box.center)
    for part in set_.parts:
        if part.name in hidden and (centre >= np.array(part.low)).all() and (centre <= np.array(part.high)).all():
            return True
    return False


def inside_box(point, box, clear=0.0):
    sin, cos = math.sin(box.yaw), math.cos(box.yaw)
    d = np.asarray(point, float) - np.array(box.center)
    local = np.array([d[0] * cos - d[2] * sin, d[1], d[0] * sin + d[2] * cos])
    return bool((np.abs(local) < np.array(box.half) + clear).all())


def head_hidden(performance, set_, shot, frame, role):
    """Whether boxes, walls left standing or other people hide somebody's eyes."""
    camera = _camera(shot, frame)[0]
    eyes = _track(performance, role).head[frame].astype(float)
    for box in set_.obstacles:
        # What is built against a wall goes with the wall.
        if not _built_into(box, set_, shot.hidden) and _box_hit(camera, eyes, box):
            return True
    for part in set_.parts:
        size = np.array(part.high) - np.array(part.low)
        # Boxes about big scattered parts (a street, a ceiling with its lamps) say nothing.
        if part.name in shot.hidden or min(size[0], size[2]) > 0.5 or size[1] < 1.5:
            continue
        for t in np.linspace(0, 1, 80):
            p = camera + (eyes - camera) * t
            if all(low <= v <= high for low, v, high in zip(part.low, p, part.high, strict=True)):
                return True
    way = eyes - camera
    length = np.linalg.norm(way)
    for other in performance.performers:
        if other.role == role or not other.present[frame]:
            continue
        top, foot = other.head[frame].astype(float), other.root[frame].astype(float) - [0, 0.8, 0]
        for t in np.linspace(0, 1, 12):
            radius = 0.12 if t == 0 else 0.16
            point = top if t == 0 else top + [0, -0.25, 0] + (foot - top) * (t * 0.85)
            along = float(np.clip((point - camera) @ way / length**2, 0, 1))
            if along < 0.95 and np.linalg.norm(camera + way * along - point) < radius:
                return True
    return False


def speaker_share(performance, set_, shots, aspect=16 / 9, every=6):
    """(share of spoken frames on which the speaker's face is seen, share on which the speaker
    is in frame but hidden)."""
    spoken = seen = hidden = 0
    for shot in shots:
        for frame in range(shot.start, shot.end, every):
            for track in performance.performers:
                if not track.speaking[frame] or not track.present[frame]:
                    continue
                spoken += 1
                x, y, depth = on_screen(shot, frame, track.head[frame], aspect)
                if depth <= 0.2 or abs(x) > 0.95 or abs(y) > 0.98:
                    continue
                camera = _camera(shot, frame)[0]
                toward = (camera - track.head[frame]) @ track.gaze[frame] / np.linalg.norm(camera - track.head[frame])
                if toward < 0:
                    continue
                if head_hidden(performance, set_, shot, frame, track.role):
                    hidden += 1
                else:
                    seen += 1
    return (seen / spoken, hidden / spoken) if spoken else (1.0, 0.0)


def subject_lost(performance, shots, aspect=16 / 9, every=6):
    """Share of frames on which a standing camera has lost its main subject."""
    lost = total = 0
    for shot in shots:
        roles = _roles(performance, shot)
        if not roles or shot.kind == "insert":
            continue
        for frame in range(shot.start, shot.end, every):
            track = _track(performance, roles[0])
            if not track.present[frame]:
                continue
            total += 1
            x, y, depth = on_screen(shot, frame, track.head[frame], aspect)
            lost += depth < 0.2 or abs(x) > 1 or abs(y) > 1
    return lost / max(total, 1)


def head_room(performance, shots, aspect=16 / 9):
    """(number, crown, eyes) heights in the frame of each single's subject at mid-shot."""
    rows = []
    for shot in shots:
        roles = _roles(performance, shot)
        if len(roles) != 1 or shot.move is not Move.STATIC or shot.kind == "insert":
            continue
        frame = (shot.start + shot.end) // 2
        head = _track(performance, roles[0]).head[frame].astype(float)
        p = on_screen(shot, frame, [head + np.array([0, 0.15, 0]), head], aspect)
        rows.append((shot.number, shot.size.value, float(p[0, 1]), float(p[1, 1])))
    return rows


def backs(performance, shots, every=6):
    """Seconds, of all seconds of standing singles, in which the subject stands still and shows
    the back of the head; and the share in which the face is within sixty degrees."""
    back = fair = total = 0
    for shot in shots:
        roles = _roles(performance, shot)
        if shot.kind != "single" or shot.move is not Move.STATIC or len(roles) != 1:
            continue
        track = _track(performance, roles[0])
        for frame in range(shot.start, shot.end, every):
            way = _camera(shot, frame)[0] - track.head[frame]
            toward = float(way @ track.gaze[frame] / np.linalg.norm(way))
            total += 1
            back += toward < -0.2
            fair += toward > 0.4
    return (back / total, fair / total) if total else (0.0, 1.0)


def errors(performance, shots):
    return {
        "line": line_errors(performance, shots),
        "thirty": thirty_degree_errors(performance, shots),
        "jump": jump_cuts(performance, shots),
        "order": order_errors(performance, shots),
        "direction": direction_errors(performance, shots),
    }
