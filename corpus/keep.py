"""Files put into a recaps folder and taken out of it, so that nothing a person wrote is ever overwritten or lost."""

from __future__ import annotations

import os
import secrets
from pathlib import Path, PurePosixPath

from corpus.recap import SHIPPED
from corpus.source import list_sources

#: Where removed recaps lie, in the recaps folder; hidden, so not read.
REMOVED = ".removed"


class KeepError(ValueError):
    """A file that cannot be put there or taken away; the message says why and what to do."""


def check_free(folder: Path, name: str) -> None:
    """Raise KeepError where a file of this name cannot be put into a folder: it is there, or the folder is not to be written."""
    list_sources(folder)  # says what is wrong with it
    _check_own(folder)
    if os.path.lexists(folder / name):
        raise _taken(folder, name)


def put(folder: Path, name: str, data: bytes) -> Path:
    """Write a file into a recaps folder, whole or not at all, and never over another one.

    The bytes are written and synced under a hidden name first; killed half-way, that hidden file is all that is left. Raises
    KeepError where the name is taken, also by one who was faster, and OSError where the disk does not take it.
    """
    check_free(folder, name)
    target = folder / name
    part = folder / f".{secrets.token_hex(8)}.part"
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _place(part, target)
    except FileExistsError as error:
        raise _taken(folder, name) from error
    finally:
        part.unlink(missing_ok=True)
    _sync(folder)
    return target


def take_out(folder: Path, name: str) -> Path:
    """Move a recap into the folder's `.removed` folder, under a name that is free there; where it lies then.

    Raises KeepError where `name` is none that `list_sources` lists, or is one that comes with the project.
    """
    names, _ = list_sources(folder)
    if name not in names:
        raise KeepError(f"{name!r} is no recap in {folder}; `recaps list` shows their names")
    _check_own((folder / name).parent)
    removed = folder / REMOVED
    if removed.is_symlink():
        raise KeepError(f"{removed} is a link; removed recaps would leave the recaps folder: put a folder in its place")
    removed.mkdir(exist_ok=True)
    flat = PurePosixPath(name.replace("/", "-"))
    number = 1
    while True:
        place = removed / (flat.name if number == 1 else f"{flat.stem}-{number}{flat.suffix}")
        try:
            place.open("xb").close()  # the name is ours from here on
            break
        except FileExistsError:
            number += 1
    try:
        (folder / name).replace(place)
    except OSError:
        place.unlink()
        raise
    _sync(removed)
    _sync((folder / name).parent)
    return place


def _place(part: Path, target: Path) -> None:
    """Give a finished file its name. Raises FileExistsError where that is taken."""
    try:
        target.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links: take the name first, then fill it at once
        target.open("xb").close()
        try:
            part.replace(target)
        except OSError:
            target.unlink()
            raise


def _check_own(folder: Path) -> None:
    if folder.resolve().is_relative_to(SHIPPED.resolve()):
        raise KeepError(
            f"{folder} holds the recaps that come with the project, which stay as they are; give a folder of your own with --recaps"
        )


def _taken(folder: Path, name: str) -> KeepError:
    return KeepError(f"{folder / name} is there already and stays as it is; choose another name with --name, or remove that one first")


def _sync(folder: Path) -> None:
    """Make a folder's list of names durable."""
    if os.name == "nt":
        return  # Windows cannot sync a folder
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
