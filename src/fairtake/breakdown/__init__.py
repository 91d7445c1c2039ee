"""Breakdown: a Screenplay comes in, a Breakdown goes out - scenes, settings, roles, props, beats.

    tokens → tagging → phrases → clauses → events     one action line, in English
    cues, dialogue, delivery, pauses                  one speech
    cast, discourse                                   who is meant
    headings, tension, props                          the scene around it
    notes, directions                                 what [[notes]] ask of the camera
    foreign                                           action lines in French, German, Spanish

Where an event's roles stand: looking, pointing, nodding, waving, touching, striking, embracing
and showing feeling have their target as `theme` ("each other" when two do it mutually); going,
turning, sitting, standing, kneeling and lying have theirs as `goal` (a role, a plain noun, or a
direction such as "up", "away", "back"); give, throw and put down have the thing as `theme` and
where it ends as `goal`. An event without agents is done by its theme ("the phone rings") or by
unnamed people (its theme is then their noun, "crowd").
"""

from fairtake.breakdown.breakdown import break_down
from fairtake.breakdown.directions import names_in
from fairtake.breakdown.notes import Names, read_direction

__all__ = ["Names", "break_down", "names_in", "read_direction"]
