"""The nouns every stage speaks in: frozen dataclasses over the standard library and NumPy.

A stage is a function from nouns to a noun; nothing here computes a film.
"""
