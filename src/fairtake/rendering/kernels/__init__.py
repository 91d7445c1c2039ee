"""Compiled kernels: serial, `nogil`, float32, one concern a file.

Arrays come in packed as `columns` says and are filled in place. Nothing here knows the nouns
of the model; `fairtake.rendering.scene` and its neighbours pack them. Every kernel has one
signature (float32 and int32 arrays, np.float32 and int scalars), so each compiles once.
"""
