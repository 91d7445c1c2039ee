"""A real PostgreSQL server for the tests: the binaries of the `pgserver` wheel, a data folder and a socket of its own."""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "fairtake"


def wheel() -> Path | None:
    """The folder of the binaries; None where no wheel is installed. The package is not imported: that does more than asked."""
    found = importlib.util.find_spec("pgserver")
    if found is None or not found.submodule_search_locations:
        return None
    folder = Path(found.submodule_search_locations[0]) / "pginstall"
    return folder if (folder / "bin" / "postgres").exists() else None


@contextmanager
def running(binaries: Path) -> Iterator[Path]:
    """A server that listens on a socket in the folder that is given, stopped and removed at the end."""
    # Not pytest's folder: others must be able to reach it, and a socket's path has to be short.
    folder = Path(tempfile.mkdtemp(prefix="fairtake-pg-", dir="/tmp" if Path("/tmp").is_dir() else None))
    as_whom: dict[str, object] = {}
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        as_whom = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}

    def run(program: Path, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(program), *words],
            cwd=folder,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=60,
            **as_whom,
        )

    programs = binaries / "bin"
    data = str(folder / "data")
    try:
        try:
            runs = run(programs / "initdb", "--version").returncode == 0
        except PermissionError:
            runs = False
        if not runs:
            programs = _copied(binaries, folder) / "bin"
        made = run(
            programs / "initdb", "-D", data, "-U", USER, "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"
        )
        assert made.returncode == 0, f"initdb failed:\n{made.stdout}"
        log = folder / "log"
        options = f"-k {folder} -c listen_addresses=''"
        started = run(programs / "pg_ctl", "-D", data, "-w", "-t", "50", "-l", str(log), "-o", options, "start")
        said = log.read_text() if log.exists() else ""
        assert started.returncode == 0, f"the server did not start:\n{started.stdout}\n{said}"
        yield folder
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            run(programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _copied(binaries: Path, folder: Path) -> Path:
    """The binaries where everybody may run them: the environment lies where only root may look, as in /root."""
    package = binaries.parent
    copy = folder / package.name / binaries.name
    shutil.copytree(binaries, copy, symlinks=True)
    for beside in package.parent.glob("pgserver.*libs"):  # libraries that the wheel brings, found by their place
        shutil.copytree(beside, folder / beside.name)
    for path in [folder / package.name, *folder.rglob("*")]:
        if not path.is_symlink() and path.is_dir():
            path.chmod(0o755)
    return copy
