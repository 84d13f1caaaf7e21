"""Ours beside plain sentence-transformers with FAISS, txtai and LlamaIndex, on one machine and in one run.

    python tests/benchmarks/peers.py ../shared/data/squad-a.jsonl [--questions 300] [--rounds 3]

The same paragraphs and the same model for all, the peers at their defaults and in a virtual environment of their own, which the first
run makes (several gigabytes; kept in the work folder). Each is asked in processes of its own, one after the other in every round. Printed
are medians: seconds from the start of a process over a saved index to its first answer, the memory that took, milliseconds of a further
question, paragraphs a second when building, and how often the paragraph that a question was written for comes first.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from retrieval import write_recaps  # the file beside this one

from embeddings.model import packaged_folder

NEEDED = ["torch==2.13.*", "sentence-transformers", "faiss-cpu", "txtai", "llama-index-core", "llama-index-embeddings-huggingface"]

#: Run by a process of its own: argv is the work folder, the model's folder, and what to do. `build(texts)` and `opened()` are the peer's.
COMMON = """
import json, os, resource, statistics, sys, time
began = time.perf_counter()
os.environ.update(HF_HUB_OFFLINE="1", TOKENIZERS_PARALLELISM="false")
work, model_folder, what = sys.argv[1], sys.argv[2], sys.argv[3]
texts = json.load(open(work + "/texts.json"))
asked = json.load(open(work + "/asked.json"))
{peer}
if what == "build":
    build(texts[:20])  # the model is loaded
    began = time.perf_counter()
    build(texts)
    print(json.dumps({{"rate": len(texts) / (time.perf_counter() - began)}}))
else:
    search = opened()
    search(asked[0][0])
    cold, memory = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    times, ranks = [], []
    for question, gold in asked:
        start = time.perf_counter()
        found = search(question)
        times.append(time.perf_counter() - start)
        ranks.append(found.index(gold) + 1 if gold in found else 0)
    print(json.dumps({{"cold": cold, "memory": memory, "warm": statistics.median(times) * 1000,
        "hit1": sum(rank == 1 for rank in ranks) / len(ranks), "mrr": sum(1 / rank for rank in ranks if rank) / len(ranks)}}))
"""

PEERS = {
    "ours": """
from bisect import bisect_right
from pathlib import Path
from embeddings import Model, open_index
starts = json.load(open(work + "/starts.json"))
def build(texts):
    import shutil
    from embeddings.build import build as rebuild
    shutil.rmtree(work + "/ours", ignore_errors=True)
    rebuild(Path(work, "recaps" if len(texts) > 20 else "few"), Path(work, "ours"), model)
def opened():
    from qa.retriever import Retriever
    retriever = Retriever(open_index(Path(work, "ours"), model), model)
    def search(question):
        found = []
        for hit in retriever.retrieve(question, 20):
            places = starts[hit.citation.recap]
            row = places[bisect_right(places, [hit.citation.start, 10**9]) - 1][1]
            found += [row] if row not in found else []
        return found[:10]
    return search
model = Model()
""",
    "plain": """
def load():
    from sentence_transformers import SentenceTransformer
    return SentenceTransformer(model_folder, device="cpu")
def build(texts, models=[]):
    import faiss
    models or models.append(load())
    vectors = models[0].encode(texts, normalize_embeddings=True)
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    faiss.write_index(index, work + "/plain.faiss")
def opened():
    import faiss
    model, index = load(), faiss.read_index(work + "/plain.faiss")
    return lambda question: index.search(model.encode([question], normalize_embeddings=True), 10)[1][0].tolist()
""",
    "txtai": """
def build(texts, kept=[]):
    from txtai import Embeddings
    kept or kept.append(Embeddings(path=model_folder, content=False))
    kept[0].index((row, text, None) for row, text in enumerate(texts))
    kept[0].save(work + "/txtai")
def opened():
    from txtai import Embeddings
    index = Embeddings()
    index.load(work + "/txtai")
    return lambda question: [int(row) for row, _ in index.search(question, 10)]
""",
    "LlamaIndex": """
def settings():
    from llama_index.core import Settings
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding
    Settings.llm = None
    Settings.embed_model = HuggingFaceEmbedding(model_name=model_folder, device="cpu")
def build(texts, kept=[]):
    from llama_index.core import VectorStoreIndex
    from llama_index.core.schema import TextNode
    kept or kept.append(settings())
    index = VectorStoreIndex([TextNode(text=text, id_=str(row)) for row, text in enumerate(texts)])
    index.storage_context.persist(work + "/llama")
def opened():
    from llama_index.core import StorageContext, load_index_from_storage
    settings()
    index = load_index_from_storage(StorageContext.from_defaults(persist_dir=work + "/llama"))
    retriever = index.as_retriever(similarity_top_k=10)
    return lambda question: [int(hit.node.node_id) for hit in retriever.retrieve(question)]
""",
}


def environment(work: Path) -> Path:
    """The interpreter of the peers' own environment, made where it is not there."""
    python = work / "venv" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", work / "venv"], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *NEEDED], check=True)
    return python


def run(python: Path, peer: str, work: Path, what: str) -> dict[str, float]:
    """What one process of a peer printed last."""
    script = COMMON.format(peer=PEERS[peer])
    command = [str(python), "-c", script, str(work), str(packaged_folder()), what]
    root = str(Path(__file__).resolve().parents[2])
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": root if peer == "ours" else ""}
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Build with each, ask each in turn, print the medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "recap-qa-peers", help="kept between runs")
    options = parser.parse_args()
    work: Path = options.work
    rows = [json.loads(line) for line in options.data.open(encoding="utf-8")]
    starts = write_recaps(rows, work / "recaps")
    write_recaps(rows[:20], work / "few")
    asked = [(question["q"], row) for row, paragraph in enumerate(rows) for question in paragraph["questions"] if question["answers"]]
    for name, value in (
        ("starts", starts),
        ("texts", [row["text"] for row in rows]),
        ("asked", random.Random(7).sample(asked, options.questions)),
    ):
        (work / f"{name}.json").write_text(json.dumps(value), encoding="utf-8")
    python = {name: Path(sys.executable) if name == "ours" else environment(work) for name in PEERS}
    rates = {name: run(python[name], name, work, "build")["rate"] for name in PEERS}
    rounds = [{name: run(python[name], name, work, "ask") for name in PEERS} for _ in range(options.rounds)]
    cores = len(os.sched_getaffinity(0))
    print(f"{platform.machine()}, {cores} cores, Python {platform.python_version()}; {len(rows)} paragraphs, {options.questions} questions")
    print(f"{'':<11} cold s  memory MB  warm ms  build/s  hit@1  MRR@10")
    for name in PEERS:
        cold, memory, warm, hit1, mrr = (
            statistics.median(one[name][what] for one in rounds) for what in ("cold", "memory", "warm", "hit1", "mrr")
        )
        print(f"{name:<11} {cold:6.2f} {memory:10.0f} {warm:8.1f} {rates[name]:8.0f} {hit1:6.3f} {mrr:7.3f}")


if __name__ == "__main__":
    main()
