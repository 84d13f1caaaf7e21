"""An index in PostgreSQL with pgvector: for several machines or processes over one index, or one that outgrows a machine's memory.

    recaps.current                    one row: names the generation in use, with its manifest and the manifest's sha256
    recaps.threshold                  one row, where it was fitted: the confidence below which there is no answer, and for which judge
    recaps_gen_000007_1a2b3c4d        one generation: a schema of its own, never changed once it is named
        recaps (n, fields)            the recaps with their text, talks and passages
        passages (row, vec)           a vector a passage
        sentences (row, vec)          a vector a sentence, in the order of the passages
        stems (stem, word, passages)  every stem, and how many passages hold it
        words (stem, row, score)      BM25 over the passages

A writer makes a generation and names it in one transaction: whatever instant it or the server dies at, the old one or the new one is in
use. The one before is kept, for readers that have it open. Texts are stored as bytes: PostgreSQL's text holds neither NUL nor half a
surrogate pair, nor, in a database of another encoding, every letter. Scores are computed here from the vectors, as over any store.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, LiteralString
from urllib.parse import quote

import numpy as np
import numpy.typing as npt
import psycopg
from psycopg import conninfo, errors, sql

from corpus import Recap
from embeddings.cache import cache_folder
from embeddings.index import (
    Describe,
    Index,
    IndexFault,
    Layout,
    Manifest,
    Threshold,
    check_model,
    how_to_rebuild,
    open_in_use,
    read_manifest,
    recap_fields,
    recap_from,
)
from embeddings.lexicon import Columns, columns_of
from embeddings.model import Encoder
from embeddings.vectors import Kind, Rows, Vectors
from embeddings.words import words

#: The oldest PostgreSQL that is still supported and has all we use, as libpq counts; and the first pgvector that scans on under a filter.
POSTGRES, PGVECTOR = 140000, (0, 8)
#: Vectors up to which all are looked at; above, HNSW finds candidates. And rows that a filter leaves, up to which each is looked at.
EXACT, FEW = 50_000, 20_000
#: Dimensions up to which pgvector makes an HNSW index.
MOST_DIMENSIONS = 4_000
#: Candidates that HNSW keeps while it is made, and while it searches: more of both than usual, for many sentences are nearly the same.
EF_CONSTRUCTION, EF_SEARCH = 200, 1_000
#: Seconds that one search may take, and that a connection may take to be made.
SEARCH_SECONDS, CONNECT_SECONDS = 30, 10
#: Connections of this process to a database, for searching.
MOST_CONNECTIONS = 8
#: Rows that are sent to the server at a time.
BLOCK = 10_000

#: One rebuild at a time in a database: the key of its advisory lock.
_LOCK = int.from_bytes(b"recaps\0\0")
#: Names of our schemas: nothing else in the database is ours to remove.
_GENERATION = re.compile(r"recaps_gen_(\d{6,})_[0-9a-f]{8}")
_HOW_TO_WRITE = (
    "postgresql://USER@HOST:5432/DATABASE, special letters of the password as %40 and the like (or leave it to PGPASSWORD or ~/.pgpass)"
)
#: What a server or libpq says where no connection can be made, and what to do.
_ADVICE = {
    "authentication failed|no password supplied": "check the user, and the password in the address, PGPASSWORD or ~/.pgpass",
    "database .* does not exist": "make it with createdb, or name another database",
    "role .* does not exist": "make it with createuser, or name another user",
    "pg_hba.conf": "let this machine and user in by the server's pg_hba.conf, or add ?sslmode=require to the address",
    "too many|remaining connection slots": "raise max_connections of the server, or end other programs that use it",
    "starting up|shutting down|recovery": "try again in a moment",
    "resolve|translate|refused|timeout|unreachable|No such file": "check host and port, and that the server runs and listens there",
}

#: The nearest by HNSW, which holds copies in half precision: they halve it, and only find candidates. And by a look at every vector: a sum
#: is nothing that HNSW could give the order of.
_NEAREST: LiteralString = """
    SELECT row FROM {}.{table} WHERE %(only)s::int[] IS NULL OR row = ANY(%(only)s::int[])
    ORDER BY vec::{vector}.halfvec({size}) OPERATOR({vector}.<#>) %(query)s::{vector}.halfvec({size}) LIMIT %(depth)s"""
_NEAREST_OF_ALL: LiteralString = """
    SELECT row FROM {}.{table} WHERE %(only)s::int[] IS NULL OR row = ANY(%(only)s::int[])
    ORDER BY (vec OPERATOR({vector}.<#>) %(query)s::{vector}.vector) + 0, row LIMIT %(depth)s"""
#: The highest BM25: a word that is said twice joins twice. The sum in double precision is the same in any order.
_BEST: LiteralString = """
    SELECT row FROM unnest(%(stems)s::int[]) AS asked (stem) JOIN {}.words USING (stem)
    WHERE %(only)s::int[] IS NULL OR row = ANY(%(only)s::int[])
    GROUP BY row ORDER BY sum(score::float8) DESC, row LIMIT %(depth)s"""

_Given = Sequence[object] | Mapping[str, object]
_Connection = psycopg.Connection[tuple[Any, ...]]


class _Gone(Exception):
    """A table or schema that is not there."""


class PostgresStore:
    """The store of an index in a PostgreSQL database, by its URL. Its `str` leaves the password out, and so does every message."""

    def __init__(self, url: str) -> None:
        """Nothing is connected to before it is needed. Raises IndexFault for what is no such URL."""
        self._database = _database(url, os.getpid())
        self._writer: _Connection | None = None
        self._vector = ""  #: the schema that pgvector lies in, as the writer found it

    def __str__(self) -> str:
        return self._database.name

    @property
    def scratch(self) -> Path:
        """A folder in this user's cache for what a rebuild keeps while it runs, one for each database."""
        return cache_folder("rebuild", str(self))

    def current(self) -> str | None:
        """Which generation is in use; None where there is no index. Raises IndexFault where the database cannot be read."""
        named = self._named()
        return " ".join(named) if named else None

    def manifest(self) -> Manifest | None:
        """The manifest of the generation in use; None where there is no index. Raises IndexFault where it is damaged."""
        return open_in_use(self, self._named, lambda _, digest: self._manifest(digest)) if self._named() else None

    def open(self, encoder: Encoder) -> Index:
        """Open the generation in use; nothing is written, so that a read-only server will do.

        Raises IndexFault where there is none, where it is damaged or cannot be read, and where it was built by another format or model.
        """
        return open_in_use(self, self._named, lambda generation, digest: self._open(generation, digest, encoder))

    def threshold(self) -> Threshold | None:
        """What was fitted for these recaps; None where nothing was. Raises IndexFault where the database cannot be asked."""
        try:
            rows = self._database.ask(sql.SQL("SELECT threshold, judge FROM recaps.threshold"))
        except _Gone:
            return None
        return Threshold(float(rows[0][0]), rows[0][1]) if rows else None

    def keep_threshold(self, threshold: Threshold) -> None:
        """Record a fitted threshold: it stays for the generations to come. Raises OSError."""
        with closing(self._database.connect()) as writer, self._writing(), writer.transaction():
            writer.execute("CREATE SCHEMA IF NOT EXISTS recaps")
            writer.execute(
                "CREATE TABLE IF NOT EXISTS recaps.threshold "
                "(one bool PRIMARY KEY CHECK (one), threshold float8 NOT NULL CHECK (threshold BETWEEN 0 AND 1), judge text NOT NULL)"
            )
            writer.execute(
                "INSERT INTO recaps.threshold VALUES (true, %s, %s) ON CONFLICT (one) DO UPDATE SET threshold = excluded.threshold,"
                " judge = excluded.judge",
                (threshold.value, threshold.judge),
            )

    @contextmanager
    def lock(self, seconds: float) -> Iterator[None]:
        """Keeps other rebuilds out, on every machine.

        Raises TimeoutError where one runs for longer, OSError where the database cannot be written, IndexFault where there is no
        connection. The lock and what is written belong to one connection: where that is lost, so is the rebuild.
        """
        self.scratch.mkdir(parents=True, exist_ok=True)
        with closing(self._database.connect()) as writer:
            with self._writing():
                # embedding may take hours: neither the search's limit nor one for idle sessions may end it
                _set(writer, statement_timeout="0", idle_session_timeout="0", lock_timeout=f"{max(1, round(seconds * 1000))}ms")
                try:
                    writer.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
                except errors.LockNotAvailable as error:
                    raise TimeoutError(f"another rebuild of {self} runs") from error
                _set(writer, lock_timeout="0")
                _check_writable(writer)
                self._vector = self._database.vector(writer)
            self._writer = writer
            try:
                yield
            finally:
                self._writer = None  # closing it releases the lock

    def write(self, recaps: Sequence[Recap], passages: Vectors, sentences: Vectors, texts: Iterable[str], describe: Describe) -> None:
        """Write a generation and put it to use, in one transaction. The caller holds the lock.

        `passages` and `sentences` are their vectors, `(n, dim)`, `texts` the words under which each passage is found. Raises OSError.
        """
        writer = self._held()
        with self._writing(), writer.transaction():
            writer.execute("CREATE SCHEMA IF NOT EXISTS recaps")
            writer.execute(
                "CREATE TABLE IF NOT EXISTS recaps.current (one bool PRIMARY KEY CHECK (one), generation text NOT NULL, "
                "digest text NOT NULL, manifest bytea NOT NULL)"
            )
            number = max(map(_number, _generations(writer)), default=0) + 1
            generation = f"recaps_gen_{number:06d}_{secrets.token_hex(4)}"
            writer.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(generation)))
            digest = _write_recaps(writer, generation, recaps)
            kinds = {
                "passages": _write_vectors(writer, generation, "passages", passages, self._vector),
                "sentences": _write_vectors(writer, generation, "sentences", sentences, self._vector),
            }
            _write_words(writer, generation, columns_of(texts))
            manifest = describe({"recaps": digest}, kinds).to_json()
            writer.execute(
                "INSERT INTO recaps.current VALUES (true, %s, %s, %s) ON CONFLICT (one) DO UPDATE "
                "SET generation = excluded.generation, digest = excluded.digest, manifest = excluded.manifest",
                (generation, hashlib.sha256(manifest).hexdigest(), manifest),
            )

    def remove_leftovers(self) -> None:
        """Remove the generations before the previous one, and what a stopped rebuild kept. The caller holds the lock.

        Not in the transaction that names a new generation: a backup that reads an old one would hold that up. What cannot be
        removed now is removed by a later rebuild.
        """
        for left in self.scratch.glob("unfinished-*"):
            shutil.rmtree(left, ignore_errors=True)
        writer = self._held()
        with suppress(psycopg.Error, IndexFault):  # by now what was built is in use: nothing that fails here is a fault of the rebuild
            named = self._named()
            if named is None:
                return
            before = sorted((name for name in _generations(writer) if _number(name) < _number(named[0])), key=_number)
            for generation in before[:-1]:
                with writer.transaction():
                    writer.execute("SET LOCAL lock_timeout = '2s'")
                    writer.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(generation)))

    def _held(self) -> _Connection:
        if self._writer is None:
            raise RuntimeError(f"a rebuild of {self} writes without its lock; call this within `with store.lock(…)`")
        return self._writer

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Faults of the database as OSError, which is what a rebuild expects of a place that cannot be written."""
        try:
            yield
        except psycopg.Error as error:
            raise OSError(_said(error)) from error

    def _named(self) -> tuple[str, str] | None:
        """Name and manifest digest of the generation in use."""
        try:
            rows = self._database.ask(sql.SQL("SELECT generation, digest FROM recaps.current"))
        except _Gone:
            return None
        if not rows:
            return None
        generation, digest = rows[0]
        if not _GENERATION.fullmatch(generation):
            raise self._damaged("recaps.current does not name a generation")
        return generation, digest

    def _manifest(self, digest: str) -> Manifest:
        try:
            rows = self._database.ask(sql.SQL("SELECT manifest FROM recaps.current WHERE digest = %s"), [digest])
            if not rows or hashlib.sha256(rows[0][0]).hexdigest() != digest:
                raise ValueError("its checksum differs")
            return read_manifest(rows[0][0], self)
        except (ValueError, KeyError, TypeError, _Gone) as error:
            raise self._damaged(f"the manifest: {error}") from error

    def _open(self, name: str, digest: str, encoder: Encoder) -> Index:
        manifest = self._manifest(digest)
        check_model(self, manifest, encoder)
        generation = _Generation(self._database, name, self._database.vector(), manifest.dimension)
        stored = [fields for (fields,) in generation.ask("SELECT fields FROM {}.recaps ORDER BY n")]
        try:
            if hashlib.sha256(b"\n".join(stored)).hexdigest() != manifest.files["recaps"]:
                raise ValueError("the checksum of its recaps differs")
            recaps = [recap_from(json.loads(fields)) for fields in stored]
            passages, sentences = (_Vectors(generation, name, manifest) for name in ("passages", "sentences"))
            if (len(passages), len(sentences)) != (manifest.passages, manifest.sentences):
                raise ValueError("it does not hold what the manifest says")
            return Index(recaps, Layout.of(recaps), passages, sentences, _Words(generation), manifest)
        except (KeyError, ValueError, TypeError) as error:
            raise self._damaged(f"{name}: {error}") from error

    def _damaged(self, why: str) -> IndexFault:
        return IndexFault(f"the index {self} is damaged: {why}; {how_to_rebuild(self)}")


class _Database:
    """A database, and a few connections to it, each lent to one thread at a time; one that is lost is made anew."""

    def __init__(self, url: str) -> None:
        self._options = _options(url)
        self.name = _without_password(self._options)
        self._idle: deque[_Connection] = deque()
        self._turns = threading.BoundedSemaphore(MOST_CONNECTIONS)

    def connect(self) -> _Connection:
        """A new connection. Raises IndexFault where there is none to be had, or the server is too old."""
        try:
            connection = psycopg.connect(**self._options, autocommit=True, prepare_threshold=None)
            _set(
                connection,
                search_path="pg_catalog, pg_temp",  # of what others have made, only what is named with its schema is used
                statement_timeout=f"{SEARCH_SECONDS}s",
                jit="off",  # it takes longer to compile a search than to run it
            )
            connection.execute(f"SET hnsw.ef_search = {EF_SEARCH}")
            connection.execute("SET hnsw.iterative_scan = strict_order")
        except psycopg.Error as error:
            said = _said(error)
            advice = next((advice for words, advice in _ADVICE.items() if re.search(words, said)), "check the address and the server's log")
            raise IndexFault(f"no connection to the index {self.name}: {said}; {advice}") from error
        if connection.info.server_version < POSTGRES:
            version = connection.info.server_version // 10000
            connection.close()
            raise IndexFault(
                f"the server of the index {self.name} is PostgreSQL {version}; {POSTGRES // 10000} or newer is needed: upgrade it"
            )
        return connection

    def ask(self, query: sql.SQL | sql.Composed, given: _Given = ()) -> list[tuple[Any, ...]]:
        """The rows that a query finds. Raises _Gone for a table that is not there, and IndexFault for all else, saying what to do.

        Where a connection that was kept turns out to be lost, as after a restart of the server, the query is sent over a new one.
        """
        with self._turns:
            while True:
                kept = self._kept()
                connection = kept or self.connect()
                try:
                    rows: list[tuple[Any, ...]] = connection.execute(query, given, binary=True).fetchall()
                except psycopg.Error as error:
                    lost = connection.closed or isinstance(error, (errors.AdminShutdown, errors.CrashShutdown))
                    if lost:
                        connection.close()
                    else:
                        self._idle.append(connection)
                    if not lost or kept is None:
                        raise self._fault(error) from error
                else:
                    self._idle.append(connection)
                    return rows

    def _kept(self) -> _Connection | None:
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def vector(self, writer: _Connection | None = None) -> str:
        """The schema that pgvector lies in; a writer adds pgvector where it may.

        Raises IndexFault where the database lacks it or has an old one.
        """
        query = sql.SQL(
            "SELECT extversion, nspname::text FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace WHERE extname = 'vector'"
        )
        found = writer.execute(query).fetchall() if writer else self.ask(query)
        if not found and writer:
            try:
                writer.execute("CREATE EXTENSION vector SCHEMA public")
            except psycopg.Error as error:
                raise IndexFault(f"{self._without_vector} ({_said(error)})") from error
            found = writer.execute(query).fetchall()
        if not found:
            raise IndexFault(self._without_vector)
        version, schema = map(str, found[0])
        if tuple(map(int, re.findall(r"\d+", version)[:2])) < PGVECTOR:
            raise IndexFault(
                f"the database of the index {self.name} has pgvector {version}; {'.'.join(map(str, PGVECTOR))} or newer is needed: "
                "install it on the server, then run ALTER EXTENSION vector UPDATE in that database"
            )
        return schema

    @property
    def _without_vector(self) -> str:
        return (
            f"the database of the index {self.name} has no pgvector; install it on the server (Debian's postgresql-17-pgvector, or the "
            "image pgvector/pgvector), then have an administrator run CREATE EXTENSION vector in that database"
        )

    def _fault(self, error: psycopg.Error) -> Exception:
        match error:
            case errors.UndefinedTable() | errors.InvalidSchemaName():
                return _Gone(_said(error))
            case errors.QueryCanceled():
                return IndexFault(f"a search of the index {self.name} took longer than {SEARCH_SECONDS} s; see what keeps the server busy")
            case errors.InsufficientPrivilege():
                return IndexFault(
                    f"the index {self.name} may not be read: {_said(error)}; have an administrator run GRANT pg_read_all_data TO that user"
                )
            case psycopg.OperationalError():
                return IndexFault(f"the connection to the index {self.name} was lost: {_said(error)}; ask again when the server is back")
        return IndexFault(f"the index {self.name} cannot be read: {_said(error)}; {how_to_rebuild(self.name)}")


class _Generation:
    """One generation of an index, for its tables to be asked."""

    def __init__(self, database: _Database, name: str, vector: str, dimension: int) -> None:
        self._database, self._schema = database, sql.Identifier(name)
        self._vector, self._size = sql.Identifier(vector), sql.Literal(dimension)
        self.place = database.name

    def ask(self, query: LiteralString, given: _Given = (), *, table: str = "") -> list[tuple[Any, ...]]:
        """The rows that a query finds; `{}` is the schema, `{table}` a table, `{vector}` pgvector's schema, `{size}` the dimension."""
        try:
            names = {"table": sql.Identifier(table), "vector": self._vector, "size": self._size}
            return self._database.ask(sql.SQL(query).format(self._schema, **names), given)
        except _Gone as error:
            raise IndexFault(
                f"later rebuilds have replaced this generation of the index {self.place} and removed it; open it again"
            ) from error


class _Vectors:
    """Unit vectors, a row each. Immutable, and safe to share between threads."""

    def __init__(self, generation: _Generation, table: str, manifest: Manifest) -> None:
        self._generation, self._table = generation, table
        self._kind = manifest.kinds[table]
        self._stored = _stored(manifest.dimension)
        ((self._rows,),) = generation.ask("SELECT coalesce(max(row) + 1, 0) FROM {}.{table}", table=table)  # a look at the end of its key

    def __len__(self) -> int:
        return int(self._rows)

    def of(self, rows: Rows) -> Vectors:
        """The vectors of some rows, `(len(rows), dim)`. Raises IndexFault where one is missing."""
        query: LiteralString = "SELECT row, vec FROM {}.{table} WHERE row = ANY(%s::int[]) ORDER BY row"
        found = self._generation.ask(query, [_array(rows)], table=self._table)
        held = np.fromiter((row for row, _ in found), dtype=np.int64, count=len(found))
        vectors = np.frombuffer(b"".join(vector for _, vector in found), dtype=self._stored)["vec"].astype(np.float32)
        place = np.searchsorted(held, rows)
        if len(rows) and (not len(held) or not (held[np.minimum(place, len(held) - 1)] == rows).all()):
            raise IndexFault(
                f"the index {self._generation.place} is damaged: {self._table} lacks vectors; {how_to_rebuild(self._generation.place)}"
            )
        return vectors[place]

    def nearest(self, query: Vectors, depth: int, only: Rows | None = None) -> Rows:
        """Rows of the `depth` vectors nearest to one, `(dim,)`; of some rows alone where they are given."""
        wanted = min(depth, len(self) if only is None else len(only))
        if self._kind == "hnsw" and (only is None or len(only) > FEW):
            found = self._found(_NEAREST, query, depth, only)
            if len(found) == wanted:
                return found
            # it gives up after so many vectors that do not pass the filter: then all are looked at
        return self._found(_NEAREST_OF_ALL, query, depth, only)

    def _found(self, search: LiteralString, query: Vectors, depth: int, only: Rows | None) -> Rows:
        vector = "[" + ",".join(map(repr, query.tolist())) + "]"
        given = {"query": vector, "depth": depth, "only": None if only is None else _array(only)}
        return _rows(self._generation.ask(search, given, table=self._table))


class _Words:
    """BM25 of the passages, by stem. Immutable, and safe to share between threads."""

    def __init__(self, generation: _Generation) -> None:
        self._generation = generation
        found = generation.ask("SELECT word, stem, passages FROM {}.stems")
        self._stems = {bytes(word).decode("utf-8", "surrogatepass"): (stem, passages) for word, stem, passages in found}

    def __contains__(self, stem: str) -> bool:
        return stem in self._stems

    def best(self, text: str, depth: int, only: Rows | None = None) -> Rows:
        """Rows of the `depth` passages with the highest BM25 for a text, best first; of some rows alone where they are given."""
        given = {"stems": self._known(text), "depth": depth, "only": None if only is None else _array(only)}
        return _rows(self._generation.ask(_BEST, given))

    def scores(self, text: str, rows: Rows) -> Vectors:
        """BM25 of some passages, in ascending order, for a text's words, `(len(rows),)`; a word that is said twice counts twice."""
        scores = np.zeros(len(rows), dtype=np.float32)
        asked = self._known(text)
        query: LiteralString = "SELECT stem, row, score FROM {}.words WHERE stem = ANY(%s::int[]) AND row = ANY(%s::int[])"
        found = self._generation.ask(query, [asked, _array(rows)])
        stems, held = (np.fromiter((row[column] for row in found), dtype=np.int64, count=len(found)) for column in (0, 1))
        added = np.fromiter((score for _, _, score in found), dtype=np.float32, count=len(found))
        for stem in asked:  # in the order of the text, so that sums are the same to the last bit as those of another store
            scores[np.searchsorted(rows, held[stems == stem])] += added[stems == stem]
        return scores

    def holding(self, stem: str) -> Rows:
        """Rows of the passages that hold a stem, in themselves or their context."""
        stem_at, _ = self._stems.get(stem, (None, 0))
        return _rows(self._generation.ask("SELECT row FROM {}.words WHERE stem = %s::int ORDER BY row", [stem_at]))

    def count(self, stem: str) -> int:
        """How many passages hold a stem."""
        return int(self._stems[stem][1]) if stem in self else 0

    def _known(self, text: str) -> list[int]:
        return [self._stems[stem][0] for stem in words(text) if stem in self._stems]


@cache
def _database(url: str, process: int) -> _Database:
    """The database of a URL: one for all of a process, since a connection may be used neither twice at a time nor by a child process."""
    return _Database(url)


def _options(url: str) -> dict[str, Any]:
    """What a URL says, and our settings where it does not. Raises IndexFault, without a word of what may be a password."""
    try:
        options: dict[str, Any] = conninfo.conninfo_to_dict(url)
    except psycopg.Error:
        options = {"port": "unreadable"}
    # a password with an unescaped @ or / ends up, in part, as one of these
    if not re.fullmatch(r"[\d,]*", str(options.get("port", ""))) or any("@" in str(options.get(name, "")) for name in ("host", "dbname")):
        raise IndexFault(f"the address of the database cannot be read; write it as {_HOW_TO_WRITE}") from None
    ours = {"connect_timeout": CONNECT_SECONDS, "application_name": "recaps", "client_encoding": "utf8"}
    alive = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3, "tcp_user_timeout": SEARCH_SECONDS * 1000}
    return {**alive, **ours, **options}


def _without_password(options: dict[str, Any]) -> str:
    """The URL of a database with its user, hosts and name alone."""
    hosts, ports = str(options.get("host", "")).split(","), str(options.get("port", "")).split(",")
    ports = ports if len(ports) == len(hosts) else ports * len(hosts)
    named = [f"[{host}]" if ":" in host else quote(host, safe="") for host in hosts]
    places = ",".join(f"{host}:{port}" if port else host for host, port in zip(named, ports, strict=False))
    user = f"{quote(str(options['user']), safe='')}@" if "user" in options else ""
    return f"postgresql://{user}{places}/{quote(str(options.get('dbname', '')), safe='')}"


def _said(error: psycopg.Error) -> str:
    """What a server or libpq says of a fault, in one line."""
    return " ".join((error.diag.message_primary or str(error)).split()) or type(error).__name__


def _set(connection: _Connection, **settings: str) -> None:
    for name, value in settings.items():
        connection.execute("SELECT set_config(%s, %s, false)", (name, value))


def _check_writable(writer: _Connection) -> None:
    """Raise OSError where a rebuild would find only at its end that it cannot write."""
    rows = writer.execute("SELECT current_setting('transaction_read_only') = 'on', has_database_privilege(current_database(), 'CREATE')")
    ((read_only, may_create),) = rows.fetchall()
    if read_only:
        raise OSError("the server is read-only; give the address of the one that is written to")
    if not may_create:
        raise OSError("the user may not make schemas in this database; have an administrator run GRANT CREATE ON DATABASE … TO that user")


def _generations(connection: _Connection) -> list[str]:
    """Names of the schemas that are generations."""
    rows = connection.execute("SELECT nspname::text FROM pg_namespace").fetchall()
    return [name for (name,) in rows if _GENERATION.fullmatch(name)]


def _number(generation: str) -> int:
    return int(generation.split("_")[2])


def _array(rows: Rows) -> str:
    """Rows as PostgreSQL writes an array: many times faster to send than a list of Python's."""
    return "{" + ",".join(map(str, rows.tolist())) + "}"


def _rows(found: Sequence[tuple[Any, ...]]) -> Rows:
    """The first column of what was found."""
    return np.fromiter((row[0] for row in found), dtype=np.int64, count=len(found))


def _stored(dimension: int) -> np.dtype[np.void]:
    """A vector as pgvector sends and receives it in binary (`vector_send` in its src/vector.c)."""
    return np.dtype([("dim", ">i2"), ("unused", ">i2"), ("vec", ">f4", (dimension,))])


def _write_recaps(writer: _Connection, generation: str, recaps: Sequence[Recap]) -> str:
    """Write the recaps; the sha256 of what was written."""
    stored = [json.dumps(recap_fields(recap)).encode() for recap in recaps]
    schema = sql.Identifier(generation)
    writer.execute(sql.SQL("CREATE TABLE {}.recaps (n int PRIMARY KEY, fields bytea NOT NULL)").format(schema))
    with writer.cursor().copy(sql.SQL("COPY {}.recaps FROM STDIN (FORMAT binary, FREEZE)").format(schema)) as copy:
        copy.set_types(["int4", "bytea"])
        for n, fields in enumerate(stored):
            copy.write_row((n, fields))
    return hashlib.sha256(b"\n".join(stored)).hexdigest()


def _write_vectors(writer: _Connection, generation: str, name: str, vectors: Vectors, schema: str) -> Kind:
    """Write unit vectors, `(rows, dim)`, and an index of the kind that their number asks for; the kind. `schema` is pgvector's."""
    rows, dimension = vectors.shape
    stored = _stored(dimension)

    def block(start: int) -> Sequence[npt.NDArray[Any]]:
        some = np.zeros(len(vectors[start : start + BLOCK]), dtype=stored)
        some["dim"], some["vec"] = dimension, vectors[start : start + BLOCK]
        return np.arange(start, start + len(some), dtype=">i4"), some

    at = {
        "schema": sql.Identifier(generation),
        "table": sql.Identifier(name),
        "vector": sql.Identifier(schema),
        "size": sql.Literal(dimension),
    }
    writer.execute(sql.SQL("CREATE TABLE {schema}.{table} (row int, vec {vector}.vector({size}))").format(**at))
    _copy(writer, generation, name, map(block, range(0, rows, BLOCK)))
    writer.execute(sql.SQL("ALTER TABLE {schema}.{table} ADD PRIMARY KEY (row)").format(**at))
    kind: Kind = "flat" if rows <= EXACT or dimension > MOST_DIMENSIONS else "hnsw"
    if kind == "hnsw":
        index: LiteralString = """
            CREATE INDEX ON {schema}.{table} USING hnsw ((vec::{vector}.halfvec({size})) {vector}.halfvec_ip_ops)
            WITH (ef_construction = {kept})"""
        writer.execute(sql.SQL(index).format(**at, kept=sql.Literal(EF_CONSTRUCTION)))
    writer.execute(sql.SQL("ANALYZE {schema}.{table}").format(**at))
    return kind


def _write_words(writer: _Connection, generation: str, columns: Columns) -> None:
    """Write the stems, and BM25 of every passage that holds one."""
    schema = sql.Identifier(generation)
    counts = np.diff(columns.starts)
    writer.execute(sql.SQL("CREATE TABLE {}.stems (stem int PRIMARY KEY, word bytea NOT NULL, passages int NOT NULL)").format(schema))
    with writer.cursor().copy(sql.SQL("COPY {}.stems FROM STDIN (FORMAT binary, FREEZE)").format(schema)) as copy:
        copy.set_types(["int4", "bytea", "int4"])
        for word, stem in columns.stems.items():
            copy.write_row((stem, word.encode("utf-8", "surrogatepass"), int(counts[stem])))
    stems = np.repeat(np.arange(len(counts)), counts)
    writer.execute(sql.SQL("CREATE TABLE {}.words (stem int, row int, score real)").format(schema))

    def block(start: int) -> Sequence[npt.NDArray[Any]]:
        some = slice(start, start + BLOCK)
        return stems[some].astype(">i4"), columns.rows[some].astype(">i4"), columns.scores[some].astype(">f4")

    _copy(writer, generation, "words", map(block, range(0, len(stems), BLOCK)))
    writer.execute(sql.SQL("ALTER TABLE {}.words ADD PRIMARY KEY (stem, row)").format(schema))
    writer.execute(sql.SQL("ANALYZE {}.words").format(schema))


def _copy(writer: _Connection, generation: str, table: str, blocks: Iterable[Sequence[npt.NDArray[Any]]]) -> None:
    """Write columns of fixed size to a table in PostgreSQL's binary format (its manual on COPY), a block of rows at a time.

    Python would take a thousand times as long to make each row by itself.
    """
    query = sql.SQL("COPY {}.{} FROM STDIN (FORMAT binary, FREEZE)").format(sql.Identifier(generation), sql.Identifier(table))
    with writer.cursor().copy(query) as copy:
        copy.write(b"PGCOPY\n\xff\r\n\0" + bytes(8))
        for columns in blocks:
            parts = [(f"{name}{n}", kind) for n, column in enumerate(columns) for name, kind in (("size", ">i4"), ("value", column.dtype))]
            record = np.zeros(len(columns[0]), dtype=[("columns", ">i2"), *parts])
            record["columns"] = len(columns)
            for n, column in enumerate(columns):
                record[f"size{n}"], record[f"value{n}"] = column.dtype.itemsize, column
            copy.write(record.tobytes())
        copy.write(b"\xff\xff")
