"""The assistant of a server: a newer one takes its place when the index has a new generation, and changed recaps are noticed."""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path

from corpus import SourceError, list_sources
from embeddings import IndexFault, Store, Threshold, store_at
from embeddings.build import BuildError, Progress, build, is_current, silent
from qa.assistant import Assistant, places

_log = logging.getLogger(__name__)
#: Seconds between two looks at the index and the recaps.
EVERY = 2.0


class Live:
    """An assistant that is kept up to date once it is started. Take `assistant` once for each question: it never changes under one."""

    def __init__(self, assistant: Assistant, recaps: Path, index: str | Path, *, watch: bool = False) -> None:
        """`watch` rebuilds the index by itself where the recaps have changed; otherwise `changed` says that they have."""
        self.assistant, self.changed, self.fault = assistant, False, ""
        self._recaps, self._index, self._watch = recaps, index, watch
        self._store = store_at(index)
        self._taken = _in_use(self._store)
        self._seen: dict[str, tuple[int, int]] | None = None  # the files when they were last compared with the index
        self._rebuilding, self._taking_up = threading.Lock(), threading.Lock()

    @classmethod
    def open(
        cls,
        recaps: str | Path | None,
        index: str | Path | None,
        *,
        model: str | None = None,
        watch: bool = False,
        progress: Progress = silent,
    ) -> Live:
        """`Assistant.open`, kept up to date from `start` on."""
        places_of = places(recaps, index, model)
        before = _in_use(store_at(places_of[1]))
        live = cls(Assistant.open(recaps, index, model=model, progress=progress), *places_of, watch=watch)
        live._taken = before  # what replaced it meanwhile is taken up at the first look
        return live

    def start(self) -> None:
        """Look every now and then, in a thread of its own.

        Not before Gradio is imported: its import parses Python, opening an index does too, and in CPython 3.11 two threads that parse at
        the same time can fail ("AST constructor recursion depth mismatch").
        """
        threading.Thread(target=self._run, name="recaps-live", daemon=True).start()

    @property
    def generation(self) -> str:
        """Name of the generation that answers."""
        return (self._taken[0] or "").split(" ")[0]

    @property
    def rebuilding(self) -> bool:
        """Whether a rebuild is under way."""
        return self._rebuilding.locked()

    def _run(self) -> None:
        while True:
            time.sleep(EVERY)
            self.look()

    def look(self) -> None:
        """Take up a new generation or threshold; notice changed recaps, and rebuild where that is wanted."""
        try:
            self._take_up()
            files = self._files()
            if files != self._seen:
                self.changed = not is_current(self._recaps, self._index, self.assistant.encoder)
                if self.changed and self._watch:
                    self.rebuild()
                self._seen = files  # not before: what failed is tried again at the next look
            self.fault = ""
        except (IndexFault, BuildError, SourceError, OSError) as error:
            if str(error) != self.fault:  # said once; the assistant that is there goes on answering
                _log.error("error: %s", error)
            self.fault = str(error)

    def rebuild(self, progress: Progress = silent) -> None:
        """Bring the index up to date and take it up; at once back where a rebuild is under way. Raises BuildError or IndexFault."""
        if not self._rebuilding.acquire(blocking=False):
            return
        try:
            files = self._files()
            build(self._recaps, self._index, self.assistant.encoder, progress=progress)
            self._take_up()
            self._seen, self.changed, self.fault = files, False, ""  # what changed since is seen at the next look
        finally:
            self._rebuilding.release()

    def _take_up(self) -> None:
        with self._taking_up:  # the thread that looks, and one that rebuilds
            in_use = _in_use(self._store)
            if in_use != self._taken and in_use[0] is not None:
                self.assistant = self.assistant.again(self._index)
                self._taken, self._seen = in_use, None

    def _files(self) -> dict[str, tuple[int, int]]:
        """Size and time of each file of the recaps folder: what can be looked at often."""
        try:
            names, _ = list_sources(self._recaps)
        except SourceError:
            return {}
        found = {}
        for name in names:
            try:
                status = (self._recaps / name).stat()
            except OSError:
                continue
            found[name] = (status.st_size, status.st_mtime_ns)
        return found


def _in_use(store: Store) -> tuple[str | None, Threshold | None]:
    """Which generation a store has in use, and with which threshold."""
    return store.current(), store.threshold()
