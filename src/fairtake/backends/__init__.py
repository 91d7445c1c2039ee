"""Engines that people bring: one file each, each in a program of its own, nothing imported until asked for.

`PiperVoice` speaks with a voice file for Piper (the `Voice` port without its last step: what it
gives are samples and the times of sounds, of which `voices.brought_take` makes a take). Raises
VoiceError.
"""

from fairtake.backends.piper import PiperVoice, Utterance

__all__ = ["PiperVoice", "Utterance"]
