"""Every error Fairtake raises on purpose.

    FairtakeError                 something a person can mend; the message says how
    ├── ScriptError               the screenplay (file, line)
    ├── ProjectError              film.toml or the film folder (file, key)
    ├── VoiceError                speech could not be made
    ├── StagingError              a scene could not be staged
    ├── DirectingError            no shot list satisfies what was asked
    ├── RenderError               a picture could not be made
    ├── SoundError                sound could not be made or mixed
    ├── ClearanceError            a grant, a key or a credential is wrong, or does not allow what was asked
    ├── GuardError                a file is not what it says, so no safe copy can be made of it
    ├── ScreenError               a dataset, or a result of screening one, cannot be read
    ├── OutputError               a result could not be written (disk full, no permission)
    └── StoreError                a stored result is damaged

Each carries what happened, where, and the fix, and prints as one line:
``file:line: what happened. How to mend it.``
"""

from __future__ import annotations

__all__ = [
    "ClearanceError",
    "DirectingError",
    "FairtakeError",
    "GuardError",
    "OutputError",
    "ProjectError",
    "RenderError",
    "ScreenError",
    "ScriptError",
    "SoundError",
    "StagingError",
    "StoreError",
    "VoiceError",
]


class FairtakeError(Exception):
    """Something went wrong that a person can mend.

    `what` is a sentence without its full stop, `fix` a sentence that says what to do,
    `file` a path, `line` 1-based, `key` a dotted key of a settings file.
    """

    def __init__(
        self,
        what: str,
        *,
        fix: str = "",
        file: str | None = None,
        line: int | None = None,
        key: str | None = None,
    ) -> None:
        super().__init__(what)
        self.what = what
        self.fix = fix
        self.file = file
        self.line = line
        self.key = key

    def __str__(self) -> str:
        where = self.file or ""
        if where and self.line is not None:
            where += f":{self.line}"
        if self.key is not None:
            where = f"{where} [{self.key}]" if where else f"[{self.key}]"
        text = f"{where}: {self.what}" if where else self.what
        text = text.rstrip(".") + "."
        return f"{text} {self.fix}" if self.fix else text

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process borders (render workers); keyword-only arguments need help.
        return _rebuild, (type(self), self.what, self.fix, self.file, self.line, self.key)


def _rebuild(
    kind: type[FairtakeError],
    what: str,
    fix: str,
    file: str | None,
    line: int | None,
    key: str | None,
) -> FairtakeError:
    return kind(what, fix=fix, file=file, line=line, key=key)


class ScriptError(FairtakeError):
    """The screenplay cannot be read; `file` and `line` say where."""


class ProjectError(FairtakeError):
    """film.toml or the film folder is wrong; `file` and `key` say where."""


class VoiceError(FairtakeError):
    """Speech could not be made."""


class StagingError(FairtakeError):
    """A scene could not be staged."""


class DirectingError(FairtakeError):
    """No shot list satisfies what was asked."""


class RenderError(FairtakeError):
    """A picture could not be made."""


class SoundError(FairtakeError):
    """Sound could not be made or mixed."""


class ClearanceError(FairtakeError):
    """A grant, a key or a credential is wrong, or does not allow what was asked; `file` and `key` say where."""


class GuardError(FairtakeError):
    """A file is not what it says it is, so that no safe copy can be made of it."""


class ScreenError(FairtakeError):
    """A dataset, or a result of screening one, cannot be read."""


class OutputError(FairtakeError):
    """A result could not be written."""


class StoreError(FairtakeError):
    """A stored result is damaged."""
