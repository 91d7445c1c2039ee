"""Ways to get somebody's face, voice or work into a film without their word, and to change what was agreed.

Each attack is a function of a `Stage` (a film folder with people, keys, grants and files, all of which is in
order) that tries one thing and returns what it was told. An attack that gets through raises `Breach`.
`Stage.clear` and the rest go through the same doors a film goes through.
"""
