"""Marks that stay when everything beside the film is stripped: in go a key, a number and a picture (or
sound); out comes one that looks (or sounds) the same and says that number to whoever has the key.

`payload` writes a number so that it can be read out of noise, `picture` hides it in pictures and
finds it again, `fingerprints` knows a film again that bears no mark at all.
"""
