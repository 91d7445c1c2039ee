"""Arithmetic that several stages share: rotations, poses, cameras. Arrays in, arrays out."""
