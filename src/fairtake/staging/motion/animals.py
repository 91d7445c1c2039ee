"""The motion of animals, whatever they go on: one way in for staging."""

from __future__ import annotations

from fairtake.model.performance import Contact
from fairtake.staging.motion.birds import Wings, play_bird, prepare_bird
from fairtake.staging.motion.gaze import Place
from fairtake.staging.motion.perform import Performed
from fairtake.staging.motion.quadrupeds import FourLegs, paw_contacts, play_quadruped, prepare_quadruped
from fairtake.staging.motion.score import Score

__all__ = ["AnimalBody", "animal_contacts", "play_animal", "prepare_animal"]

AnimalBody = FourLegs | Wings


def prepare_animal(score: Score, frames: int, fps: int) -> AnimalBody:
    """The body without its look; its `eyes` (N, 3) are about where the head will be."""
    if score.figure.species == "bird":
        return prepare_bird(score, frames, fps)
    return prepare_quadruped(score, frames, fps)


def play_animal(score: Score, body: AnimalBody, place: Place, frames: int, fps: int) -> Performed:
    """The whole performance of an animal; see `perform.play`."""
    if isinstance(body, Wings):
        return play_bird(score, body, place, frames, fps)
    return play_quadruped(score, body, place, frames, fps)


def animal_contacts(score: Score, body: AnimalBody, ground: str) -> list[Contact]:
    """What is heard of its feet."""
    return [] if isinstance(body, Wings) else paw_contacts(score, body, ground)
