"""The assistant of a server: a newer one takes its place when the index has a new generation, and changed recaps are noticed."""

from __future__ import annotations

import threading
from pathlib import Path

from corpus import SourceError, list_sources
from embeddings import IndexFault, store_at
from embeddings.build import BuildError, Progress, build, is_current, silent
from qa.assistant import Assistant, places

#: Seconds between two looks at the index and the recaps.
EVERY = 2.0


class Live:
    """An assistant that is kept up to date. Take `assistant` once for each question: it never changes under one."""

    def __init__(self, assistant: Assistant, recaps: Path, index: str | Path, *, watch: bool = False) -> None:
        """`watch` rebuilds the index by itself where the recaps have changed; otherwise `changed` says that they have."""
        self.assistant, self.changed, self.fault = assistant, False, ""
        self._recaps, self._index, self._watch = recaps, index, watch
        self._store = store_at(index)
        self._generation = self._store.current()
        self._seen = self._files()
        self._stop = threading.Event()
        self._rebuilding = threading.Lock()

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
        """`Assistant.open`, kept up to date from then on."""
        live = cls(Assistant.open(recaps, index, model=model, progress=progress), *places(recaps, index, model), watch=watch)
        threading.Thread(target=live._run, name="recaps-live", daemon=True).start()
        return live

    @property
    def generation(self) -> str:
        """Name of the generation that answers."""
        return (self._generation or "").split(" ")[0]

    @property
    def rebuilding(self) -> bool:
        """Whether a rebuild is under way."""
        return self._rebuilding.locked()

    def stop(self) -> None:
        """Stop looking."""
        self._stop.set()

    def _run(self) -> None:
        while not self._stop.wait(EVERY):
            self.look()

    def look(self) -> None:
        """Take up a new generation; notice changed recaps, and rebuild where that is wanted."""
        try:
            named = self._store.current()
            if named != self._generation and named is not None:
                self.assistant = self.assistant.again(self._index)
                self._generation, self.changed = named, False
            files = self._files()
            if files != self._seen:
                self.changed = not is_current(self._recaps, self._index, self.assistant.encoder)
                self._seen = files
            if self.changed and self._watch:
                self.rebuild()
        except (IndexFault, BuildError, SourceError, OSError) as error:
            self.fault = str(error)  # the assistant that is there goes on answering

    def rebuild(self, progress: Progress = silent) -> None:
        """Bring the index up to date and take it up; at once back where a rebuild is under way. Raises BuildError or IndexFault."""
        if not self._rebuilding.acquire(blocking=False):
            return
        try:
            build(self._recaps, self._index, self.assistant.encoder, progress=progress)
            named = self._store.current()
            if named != self._generation:
                self.assistant = self.assistant.again(self._index)
                self._generation = named
            self.changed, self.fault = False, ""
        finally:
            self._rebuilding.release()

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
