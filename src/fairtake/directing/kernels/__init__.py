"""Compiled inner loops of the director: thousands of lines of sight a scene."""

from numba import njit

__all__ = ["kernel"]


def kernel(function):
    """Compile a function on its first call; cached on disk where a folder can be written."""
    try:
        return njit(cache=True, nogil=True, error_model="numpy")(function)
    except RuntimeError:  # no writable cache folder: compile anew in each process
        return njit(nogil=True, error_model="numpy")(function)
