"""An index in PostgreSQL: what holds of an index in a folder holds of it, and what can go wrong with a server is said.

`python -m pytest -m slow tests/test_embeddings_postgres.py` kills a rebuild at each of its steps.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import psycopg
import pytest
from conftest import SHARED, WordEncoder
from copied_index import copied, written
from postgres_server import PASSWORD, CannotRun, Server, a_server

from corpus import Recap
from embeddings import Index, IndexFault, Model, Threshold, open_index, store_at
from embeddings import postgres as module
from embeddings.build import BuildError, build, is_current, main
from embeddings.index import Layout
from embeddings.vectors import Vectors
from qa import Assistant
from qa.live import Live

ONE = "# Engine Conf 2015\n\n## Ada Lovelace\n\nAda counted 20 engines. They count numbers.\n"
TWO = "# Loom Conf 2016\n\n## Charles Babbage\n\nCharles spoke of looms. They weave cloth.\n"
QUESTIONS = [
    "How many drives of a group can fail?",
    "What is just-right-consistency?",
    "why no amazon",
    "Who won the football world cup?",
    "Which talks mention Kafka?",
    "How many lightning talks were there in 2016?",
    "Who works at Google?",
    "Compare 2015 and 2016",
    "What was Gleb Budman's talk about?",
    "when do reboots run at gov.uk",
    "How do the two recaps of 2015 differ?",
    "What did Jeremy Edberg say over the years?",
]
_databases = itertools.count()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    try:
        with a_server() as server:
            yield server
    except CannotRun as error:
        pytest.skip(str(error))


def new_database(server: Server) -> str:
    name = f"recaps_{next(_databases)}"
    server.execute(f"CREATE DATABASE {name}")
    return name


@pytest.fixture
def database(server: Server) -> str:
    return new_database(server)


@pytest.fixture
def url(server: Server, database: str) -> str:
    return server.url(database)


@pytest.fixture(autouse=True)
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What rebuilds keep while they run goes to a folder of the test."""
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *_, **__: str(tmp_path / "cache"))


@pytest.fixture(params=["folder", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str | Path:
    """A place for an index, of each kind of store."""
    return tmp_path / "index" if request.param == "folder" else request.getfixturevalue("url")


@pytest.fixture
def recaps(tmp_path: Path) -> Path:
    folder = tmp_path / "recaps"
    folder.mkdir()
    (folder / "one.md").write_text(ONE)
    (folder / "two.md").write_text(TWO)
    return folder


def said(index: Index) -> str:
    return " ".join(passage.text for _, passage in index.rows)


def generations(server: Server, database: str) -> list[object]:
    rows = server.execute("SELECT nspname::text FROM pg_namespace WHERE nspname LIKE 'recaps_gen%' ORDER BY 1", database=database)
    return [name for (name,) in rows]


# what holds of every store


def test_scores_are_exact(place: str | Path, recaps: Path, encoder: WordEncoder) -> None:
    assert (store_at(place).current(), store_at(place).manifest()) == (None, None)
    build(recaps, place, encoder)
    first, second = open_index(place, encoder).search(encoder.encode(["They count numbers"])[0], "engines")
    assert (first.passage, second.passage) == (0, 1)
    assert first.sentences == pytest.approx((0.0, 1.0), abs=1e-6)
    assert second.sentences == pytest.approx((0.0, 1 / 3), abs=1e-6)
    assert first.bm25 > 0 == second.bm25


def test_a_filter_is_obeyed_by_every_ranking(place: str | Path, recaps: Path, encoder: WordEncoder) -> None:
    build(recaps, place, encoder)
    index, vector = open_index(place, encoder), encoder.encode(["They count numbers"])[0]
    assert [match.passage for match in index.search(vector, "engines", only=np.array([1]))] == [1]
    assert index.search(vector, "engines", only=np.array([], dtype=np.int64)) == []


def test_words_are_counted_and_found(place: str | Path, recaps: Path, encoder: WordEncoder) -> None:
    build(recaps, place, encoder)
    index = open_index(place, encoder)
    assert (index.knows("engin"), index.knows("kafka"), index.knows("")) == (True, False, False)
    assert (index.holding(["engin"]), index.holding(["conf"]), index.holding(["engin", "loom"]), index.holding(["kafka"])) == (
        [0],
        [0, 1],
        [],
        [],
    )
    assert index.rarity("engin") == pytest.approx(np.log(2))  # in one of two passages


def test_only_a_changed_recap_is_embedded_again(place: str | Path, recaps: Path, encoder: WordEncoder) -> None:
    build(recaps, place, encoder)
    encoder.encoded = 0
    (recaps / "two.md").write_text(TWO.replace("weave", "spin"))
    assert (build(recaps, place, encoder).embedded, encoder.encoded) == (1, 3)  # one passage and its two sentences
    (recaps / "one.md").unlink()
    assert (build(recaps, place, encoder).removed, encoder.encoded) == (1, 3)
    index = open_index(place, encoder)
    assert [recap.file for recap in index.recaps] == ["two.md"]
    assert (index.sentence_vectors(0)[1] == encoder.encode(["They spin cloth."])[0]).all()


def test_where_nothing_changed_nothing_is_written(place: str | Path, recaps: Path, encoder: WordEncoder) -> None:
    assert not is_current(recaps, place, encoder)
    build(recaps, place, encoder)
    before, encoder.encoded = store_at(place).current(), 0
    assert is_current(recaps, place, encoder)
    build(recaps, place, encoder)
    assert (store_at(place).current(), encoder.encoded) == (before, 0)


def test_a_reader_goes_on_and_a_live_one_takes_up_the_new(place: str | Path, recaps: Path, encoder: WordEncoder) -> None:
    build(recaps, place, encoder)
    open_before = open_index(place, encoder)
    live = Live(Assistant(open_index(place, encoder), encoder), recaps, place)
    (recaps / "one.md").write_text(ONE.replace("20", "30"))
    build(recaps, place, encoder)
    assert "20 engines" in said(open_before)
    assert len(open_before.search(encoder.encode(["engines"])[0], "engines")) == 2
    live.look()
    assert "30 engines" in live.assistant.retrieve("How many engines were counted?", 1)[0].citation.text


def test_of_two_rebuilds_one_waits(place: str | Path, recaps: Path, encoder: WordEncoder) -> None:
    waiting = threading.Thread(target=build, args=(recaps, place, encoder))
    with store_at(place).lock(1):
        with pytest.raises(TimeoutError), store_at(place).lock(0.2):
            pass
        waiting.start()
        waiting.join(0.3)
        assert (waiting.is_alive(), store_at(place).current()) == (True, None)
    waiting.join(20)
    assert store_at(place).current() is not None


def test_odd_texts_come_back(place: str | Path, recap: Callable[..., Recap], recaps: Path, encoder: WordEncoder) -> None:
    build(recaps, place, encoder)
    index = open_index(place, encoder)
    odd = recap("# Conf 2015\n\n## Ada\n\nA nul \0, half a pair \ud83d, a whole one \U0001f600 and Ωμέγα.\n", name="odd\udcff.md")
    changed = Index(
        [odd], Layout.of([odd]), index._passages, index._sentences, index._lexicon, replace(index.manifest, passages=1, sentences=1)
    )
    vectors = encoder.encode(["a nul"])
    written(place, changed, vectors, vectors)
    assert list(open_index(place, encoder).recaps) == [odd]


def test_a_fitted_threshold_outlives_a_rebuild(place: str | Path, recaps: Path, encoder: WordEncoder) -> None:
    build(recaps, place, encoder)
    assert store_at(place).threshold() is None
    store_at(place).keep_threshold(Threshold(0.25, "one"))
    store_at(place).keep_threshold(Threshold(0.375, "two"))
    (recaps / "one.md").unlink()
    build(recaps, place, encoder)
    assert store_at(place).threshold() == Threshold(0.375, "two")


def test_another_model_or_a_missing_index_is_refused(place: str | Path, recaps: Path, encoder: WordEncoder) -> None:
    with pytest.raises(IndexFault, match=r"there is no index in .*rebuild it: python -m embeddings.build"):
        open_index(place, encoder)
    build(recaps, place, encoder)
    encoder.digest = "another"
    with pytest.raises(IndexFault, match="was built with the model words"):
        open_index(place, encoder)


# the two side by side


@pytest.fixture(scope="module")
def shipped_in_postgres(server: Server, shipped_index: Path, model: Model) -> str:
    url = server.url(new_database(server))
    copied(url, open_index(shipped_index, model))
    return url


def test_answers_are_the_same_over_both(shipped: Assistant, shipped_in_postgres: str, model: Model) -> None:
    other = Assistant(open_index(shipped_in_postgres, model), model)
    for question in QUESTIONS:
        wanted, found = (asdict(replace(assistant.ask(question), ms=0)) for assistant in (shipped, other))
        assert found == wanted, question
    assert other.retrieve("databases", 10, years=[2015]) == shipped.retrieve("databases", 10, years=[2015])


def test_the_nearest_of_all_are_those_of_faiss(shipped_index: Path, shipped_in_postgres: str, model: Model) -> None:
    here, there = open_index(shipped_index, model), open_index(shipped_in_postgres, model)
    assert there.manifest.kinds == {"passages": "flat", "sentences": "flat"}
    queries = model.encode(QUESTIONS)
    shares = [len({*here._sentences.nearest(query, 10)} & {*there._sentences.nearest(query, 10)}) / 10 for query in queries]
    assert np.mean(shares) >= 0.99
    scores = [(index._lexicon.scores("how drives of a group fail, drives", np.arange(len(index.rows)))) for index in (here, there)]
    assert (scores[0] == scores[1]).all()
    assert scores[0].max() > 0


def of_vectors(url: str, recaps: Path, encoder: WordEncoder, vectors: Vectors) -> Index:
    """An index whose sentences have other vectors: to search in these."""
    encoder.encode = lambda texts: vectors[: len(texts)]  # type: ignore[method-assign]
    build(recaps, url, encoder)
    index = open_index(url, encoder)
    changed = Index(
        index.recaps,
        Layout.of(index.recaps),
        index._passages,
        index._sentences,
        index._lexicon,
        replace(index.manifest, sentences=len(vectors)),
    )
    written(url, changed, vectors[: len(index.rows)], vectors)
    return open_index(url, encoder)


def recall(index: Index, vectors: Vectors, queries: Vectors, depth: int = 200) -> float:
    shares = []
    for query in queries:
        exact = set(np.argsort(-(vectors @ query))[:depth].tolist())
        shares.append(len(exact & set(index._sentences.nearest(query, depth).tolist())) / depth)
    return float(np.mean(shares))


def plan(index: Index, query: Vectors) -> str:
    """How the server finds the nearest sentences."""
    given = {"query": str(query.tolist()), "depth": 200, "only": None}
    return str(index._sentences._generation.ask("EXPLAIN " + module._NEAREST, given, table="sentences"))


def cloud() -> Vectors:
    """4,000 unit vectors in 40 clusters, as texts of 40 subjects lie."""
    chance = np.random.default_rng(1)
    points = np.repeat(chance.standard_normal((40, 64)), 100, axis=0) + 0.8 * chance.standard_normal((4000, 64))
    return (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32)


def test_hnsw_finds_the_nearest_and_obeys_filters(
    server: Server, database: str, url: str, recaps: Path, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "EXACT", 1000)
    monkeypatch.setattr(module, "FEW", 1000)
    server.execute(f"ALTER DATABASE {database} SET enable_seqscan = off")  # so few vectors are looked at one by one otherwise
    vectors = cloud()
    index = of_vectors(url, recaps, encoder, vectors)
    assert index.manifest.kinds == {"passages": "flat", "sentences": "hnsw"}
    asked: list[str] = []
    monkeypatch.setattr(
        module._Generation,
        "ask",
        lambda self, query, *given, ask=module._Generation.ask, **table: (asked.append(query), ask(self, query, *given, **table))[1],
    )
    assert recall(index, vectors, vectors[::200]) >= 0.95
    assert set(asked) == {module._NEAREST}
    assert "sentences_vec_idx" in plan(index, vectors[0])
    half, few = np.arange(1, 4000, 2), np.arange(0, 4000, 400)
    assert (found := index._sentences.nearest(vectors[0], 200, half)).tolist() and set(found.tolist()) <= set(half.tolist())
    assert len(set(found.tolist())) == 200
    assert sorted(index._sentences.nearest(vectors[0], 200, few).tolist()) == few.tolist()


def test_where_hnsw_gives_up_all_are_looked_at(url: str, recaps: Path, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EXACT", 5)
    monkeypatch.setattr(module, "FEW", 5)
    vectors = cloud()
    index = of_vectors(url, recaps, encoder, vectors)
    far = np.argsort(vectors @ vectors[0])[:20]  # HNSW would come to these last
    monkeypatch.setattr(module, "_NEAREST", module._NEAREST.replace("row = ANY", "false AND row = ANY"))  # as if it had given up at once
    assert set(index._sentences.nearest(vectors[0], 200, np.sort(far)).tolist()) == set(far.tolist())


@pytest.mark.slow
def test_hnsw_finds_the_nearest_of_real_sentences(
    server: Server, database: str, url: str, recaps: Path, encoder: WordEncoder, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = SHARED / "data" / "squad-a.jsonl"
    if not file.exists():
        pytest.skip(f"{file} is not on this machine")
    server.execute(f"ALTER DATABASE {database} SET enable_seqscan = off")
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    vectors = model.encode([sentence for row in rows for sentence in row["text"].split(". ")][:4000])
    queries = model.encode([question["q"] for row in rows for question in row["questions"]][:1000:20])
    monkeypatch.setattr(module, "EXACT", 1000)
    index = of_vectors(url, recaps, encoder, vectors)
    assert "sentences_vec_idx" in plan(index, queries[0])
    assert recall(index, vectors, queries) >= 0.95


# generations


def test_the_generation_before_is_kept_and_older_ones_go(
    server: Server, database: str, url: str, recaps: Path, encoder: WordEncoder
) -> None:
    server.execute("CREATE SCHEMA recaps_gen_of_somebody", "CREATE SCHEMA others", database=database)
    build(recaps, url, encoder)
    oldest = open_index(url, encoder)
    for many in (30, 40):
        (recaps / "one.md").write_text(ONE.replace("20", str(many)))
        build(recaps, url, encoder)
    kept = [str(name) for name in generations(server, database)]
    assert [name[:17] for name in kept] == ["recaps_gen_000002", "recaps_gen_000003", "recaps_gen_of_som"]
    with pytest.raises(IndexFault, match=r"replaced this generation .* open it again"):
        oldest.search(encoder.encode(["engines"])[0], "engines")
    assert "40 engines" in said(open_index(url, encoder))


def test_a_backup_that_reads_an_old_generation_holds_nothing_up(
    server: Server, database: str, url: str, recaps: Path, encoder: WordEncoder
) -> None:
    build(recaps, url, encoder)
    with psycopg.connect(url) as backup:
        backup.execute(f"SELECT * FROM {generations(server, database)[0]}.words".encode())
        for many in (30, 40):
            (recaps / "one.md").write_text(ONE.replace("20", str(many)))
            build(recaps, url, encoder)
        assert "40 engines" in said(open_index(url, encoder))
        assert len(generations(server, database)) == 3
    build(recaps, url, encoder)  # nothing has changed, but what was left is removed
    assert len(generations(server, database)) == 2


KILLED = """
import os, signal, sys
sys.path[:0] = [{root!r}, {tests!r}]
from pathlib import Path
import psycopg
from conftest import WordEncoder
from embeddings import build as module
import bm25s
seen, wait = 0, psycopg.Connection.wait

def counted(self, *given, **more):
    global seen
    seen += 1
    if seen == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
    return wait(self, *given, **more)

psycopg.Connection.wait = counted  # all that is sent and received passes through it
module.build(Path(sys.argv[1]), sys.argv[2], WordEncoder())
print(seen)
"""


def rebuild_killed(recaps: Path, url: str, nth: int) -> subprocess.CompletedProcess[str]:
    script = KILLED.format(root=str(Path(__file__).resolve().parents[1]), tests=str(Path(__file__).parent))
    command = [sys.executable, "-c", script, str(recaps), url, str(nth)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "XDG_CACHE_HOME": str(recaps.parent)})


def check_killed(server: Server, database: str, recaps: Path, steps: Callable[[int], list[int]]) -> None:
    url, encoder = server.url(database), WordEncoder()
    build(recaps, url, encoder)
    old = store_at(url).current()
    (recaps / "one.md").write_text(ONE.replace("20", "30"))
    whole = new_database(server)
    copied(server.url(whole), open_index(url, encoder))
    many = int(rebuild_killed(recaps, server.url(whole), 10**6).stdout)
    assert many > 40
    for nth in steps(many):
        assert rebuild_killed(recaps, url, nth).returncode == -9
        with store_at(url).lock(10):  # the server has noticed
            pass
        now = store_at(url).current()
        told = said(open_index(url, encoder))
        assert ("20 engines" in told, "30 engines" in told) == (now == old, now != old), f"step {nth}"
        assert len(generations(server, database)) == 1 + (now != old), f"step {nth}"
        if now != old:
            break  # it was killed after it was done
    build(recaps, url, encoder)
    assert "30 engines" in said(open_index(url, encoder))


def test_a_rebuild_killed_at_some_steps(server: Server, database: str, recaps: Path) -> None:
    check_killed(server, database, recaps, lambda many: [many // 3, many * 2 // 3, many - 8])


@pytest.mark.slow
def test_a_rebuild_killed_at_every_step(server: Server, database: str, recaps: Path) -> None:
    check_killed(server, database, recaps, lambda many: list(range(1, many)))


# servers that fail


def test_a_server_killed_amid_a_rebuild_leaves_the_old_index(
    server: Server, url: str, recaps: Path, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(recaps, url, encoder)
    (recaps / "one.md").write_text(ONE.replace("20", "30"))
    with monkeypatch.context() as patched:
        patched.setattr(module, "_write_words", lambda *given, write=module._write_words: (write(*given), server.kill()))
        with pytest.raises(BuildError, match=r"cannot be written: .*the index in use is unchanged"):
            build(recaps, url, encoder)
    with pytest.raises(IndexFault, match=rf"no connection to the index postgresql://postgres@127.0.0.1:{server.port}/recaps_"):
        open_index(url, encoder)
    server.start()
    assert "20 engines" in said(open_index(url, encoder))
    build(recaps, url, encoder)
    assert "30 engines" in said(open_index(url, encoder))


def test_a_server_killed_once_a_rebuild_is_written_serves_it_later(
    server: Server, url: str, recaps: Path, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(recaps, url, encoder)
    (recaps / "one.md").write_text(ONE.replace("20", "30"))
    with monkeypatch.context() as patched:
        clear = module.PostgresStore.remove_leftovers
        patched.setattr(module.PostgresStore, "remove_leftovers", lambda store: (server.kill(), clear(store)))
        build(recaps, url, encoder)
    server.start()
    assert "30 engines" in said(open_index(url, encoder))


def test_a_question_after_a_restart_is_answered(server: Server, url: str, recaps: Path, encoder: WordEncoder) -> None:
    build(recaps, url, encoder)
    index, vector = open_index(url, encoder), encoder.encode(["engines"])[0]
    before = index.search(vector, "engines")
    with ThreadPoolExecutor(4) as threads:  # so that several connections are kept
        assert all(found == before for found in threads.map(lambda _: index.search(vector, "engines"), range(40)))
    server.kill()
    with pytest.raises(IndexFault, match=r"no connection to the index .*check host and port, and that the server runs"):
        index.search(vector, "engines")
    server.start()
    assert index.search(vector, "engines") == before
    assert len(server.execute("SELECT FROM pg_stat_activity WHERE application_name = 'recaps'")) <= module.MOST_CONNECTIONS


def test_connections_that_an_administrator_ends_are_made_anew(
    server: Server, database: str, url: str, recaps: Path, encoder: WordEncoder
) -> None:
    build(recaps, url, encoder)
    index, vector = open_index(url, encoder), encoder.encode(["engines"])[0]
    before = index.search(vector, "engines")
    server.execute(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{database}'")
    assert index.search(vector, "engines") == before


def test_a_search_that_takes_too_long_is_ended(server: Server, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SEARCH_SECONDS", 1)
    with pytest.raises(IndexFault, match=r"took longer than 1 s"):
        module._Database(url).ask(module.sql.SQL("SELECT pg_sleep(20)"))


FAULTS = {
    "wrong password": ("postgres:wr0ng@127.0.0.1:{port}/{database}", "authentication failed.*check the user, and the password"),
    "no password": ("postgres@127.0.0.1:{port}/{database}", "password.*check the user, and the password"),
    "no database": ("postgres:{password}@127.0.0.1:{port}/nowhere", 'database "nowhere" does not exist; make it with createdb'),
    "no server": ("postgres:{password}@127.0.0.1:1/{database}", "refused.*check host and port"),
    "no host": ("postgres:{password}@nowhere.invalid/{database}", "nowhere.invalid.*check host and port"),
    "an unescaped @": ("postgres:{password}@{password}@127.0.0.1:{port}/{database}", "cannot be read; write it as"),
    "an unescaped /": ("postgres:12/{password}@127.0.0.1:{port}/{database}", "cannot be read; write it as"),
    "an unescaped / in words": ("postgres:{password}/{password}@127.0.0.1:{port}/{database}", "cannot be read; write it as"),
    "an unescaped %": ("postgres:%{password}@127.0.0.1:{port}/{database}", "cannot be read; write it as"),
    "an unknown option": ("postgres@127.0.0.1:{port}/{database}?{password}", "cannot be read; write it as"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_no_connection_is_said_without_the_password(server: Server, database: str, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PGPASSWORD", "PGUSER"):
        monkeypatch.delenv(name, raising=False)
    written, message = FAULTS[fault]
    with pytest.raises(IndexFault, match=message) as raised:
        store_at("postgresql://" + written.format(port=server.port, database=database, password=PASSWORD)).current()
    told = "".join(traceback.format_exception(raised.value))
    told = "".join(line for line in told.splitlines(keepends=True) if "File " not in line)
    assert PASSWORD not in told
    assert "wr0ng" not in told


def test_a_password_is_said_nowhere(url: str, recaps: Path, encoder: WordEncoder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--recaps", str(recaps), "--store", url], encoder=lambda _: encoder) == 0
    out = capsys.readouterr()
    assert out.out.splitlines()[-1] == f"index: {url.replace(':' + PASSWORD, '')}"
    store = store_at(url)
    assert PASSWORD not in f"{out} {store} {store!r} {store.scratch} {store.current()} {store.manifest()}"
    assert store.scratch == store_at(url.replace(PASSWORD, "other")).scratch


def test_the_command_line_takes_a_url_for_the_store_alone(
    recaps: Path, encoder: WordEncoder, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["--recaps", str(recaps), "--index", f"postgresql://me:{PASSWORD}@127.0.0.1/x"], encoder=lambda _: encoder) == 2
    said = capsys.readouterr().err
    assert "give --store postgresql://" in said
    assert PASSWORD not in said
    assert not list(tmp_path.glob("postgres*"))
    with pytest.raises(IndexFault, match="mysql:… is neither a folder nor"):
        store_at("mysql://me@host/x")


def test_a_database_without_pgvector_says_what_to_do(server: Server, database: str, recaps: Path, encoder: WordEncoder) -> None:
    server.execute(f"CREATE ROLE plain_{database} LOGIN PASSWORD '{PASSWORD}'", f"GRANT CREATE ON DATABASE {database} TO plain_{database}")
    url = server.url(database, f"plain_{database}")
    with pytest.raises(IndexFault, match=r"has no pgvector; install it .* CREATE EXTENSION vector"):
        build(recaps, url, encoder)
    server.execute("CREATE SCHEMA extensions", "CREATE EXTENSION vector SCHEMA extensions", database=database)
    server.execute(f"GRANT USAGE ON SCHEMA extensions TO plain_{database}", database=database)
    build(recaps, url, encoder)  # wherever it is
    assert "20 engines" in said(open_index(url, encoder))
    server.execute("DROP EXTENSION vector CASCADE", database=database)
    with pytest.raises(IndexFault, match="has no pgvector"):
        open_index(url, encoder)


def test_an_old_pgvector_or_server_says_what_to_do(url: str, recaps: Path, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    build(recaps, url, encoder)
    with (
        monkeypatch.context() as patched,
        pytest.raises(IndexFault, match=r"has pgvector 0\.\d+\.\d+; 99\.0 or newer is needed: .* UPDATE"),
    ):
        patched.setattr(module, "PGVECTOR", (99, 0))
        open_index(url, encoder)
    module._database.cache_clear()
    monkeypatch.setattr(module, "POSTGRES", 990000)
    with pytest.raises(IndexFault, match=r"is PostgreSQL \d\d; 99 or newer is needed"):
        open_index(url, encoder)


# who may do what


def test_a_read_only_server_is_opened_and_not_written(server: Server, database: str, url: str, recaps: Path, encoder: WordEncoder) -> None:
    build(recaps, url, encoder)
    server.execute(f"ALTER DATABASE {database} SET default_transaction_read_only = on")
    module._database.cache_clear()
    assert is_current(recaps, url, encoder)
    assert len(open_index(url, encoder).search(encoder.encode(["engines"])[0], "engines")) == 2
    (recaps / "one.md").write_text(ONE.replace("20", "30"))
    encoder.encoded = 0
    with pytest.raises(BuildError, match="the server is read-only; give the address of the one that is written to"):
        build(recaps, url, encoder)
    assert encoder.encoded == 0


def test_a_user_who_may_not_write_is_told_before_the_work(
    server: Server, database: str, url: str, recaps: Path, encoder: WordEncoder
) -> None:
    reader = f"reader_{database}"
    server.execute(f"CREATE ROLE {reader} LOGIN PASSWORD '{PASSWORD}'")
    with pytest.raises(BuildError, match="may not make schemas in this database; have an administrator run GRANT CREATE"):
        build(recaps, server.url(database, reader), encoder)
    assert encoder.encoded == 0
    build(recaps, url, encoder)
    with pytest.raises(IndexFault, match=r"may not be read: .* GRANT pg_read_all_data"):
        open_index(server.url(database, reader), encoder)
    server.execute(f"GRANT pg_read_all_data TO {reader}")
    assert "20 engines" in said(open_index(server.url(database, reader), encoder))


def test_a_table_that_was_tampered_with_is_noticed(server: Server, database: str, url: str, recaps: Path, encoder: WordEncoder) -> None:
    build(recaps, url, encoder)
    schema = generations(server, database)[0]
    index = open_index(url, encoder)
    server.execute(f"DELETE FROM {schema}.sentences WHERE row = 1", database=database)
    with pytest.raises(IndexFault, match="sentences lacks vectors; rebuild it"):
        index.search(encoder.encode(["engines"])[0], "engines")
    server.execute(f"DELETE FROM {schema}.sentences WHERE row > 1", database=database)
    with pytest.raises(IndexFault, match="does not hold what the manifest says"):
        open_index(url, encoder)
    server.execute(
        f"UPDATE {schema}.recaps SET fields = convert_to(replace(convert_from(fields, 'UTF8'), '20', '21'), 'UTF8')", database=database
    )
    with pytest.raises(IndexFault, match="the checksum of its recaps differs"):
        open_index(url, encoder)
    server.execute("UPDATE recaps.current SET manifest = '{}'", database=database)
    with pytest.raises(IndexFault, match="the manifest: its checksum differs"):
        open_index(url, encoder)
    build(recaps, url, encoder)  # made anew
    assert "20 engines" in said(open_index(url, encoder))


# without the package


def test_an_index_in_a_folder_needs_no_package_for_postgres(tmp_path: Path) -> None:
    script = "import sys; from embeddings import store_at; store_at('here').current(); sys.exit('psycopg' in sys.modules)"
    root = Path(__file__).resolve().parents[1]
    assert subprocess.run([sys.executable, "-c", script], cwd=root, check=False).returncode == 0


def test_a_missing_package_is_said_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "embeddings.postgres")
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(IndexFault, match=r"pip install -e '\.\[postgres\]'"):
        store_at("postgresql://me@host/x")
