"""Train the evidence model: which sentence of a passage answers a question, or none.

    python qa/evidence/train.py ../shared --out DIR [--start evidence.pt]        two hours or less on two cores; writes evidence.pt

Data: SQuAD 1.1 and 2.0 questions (`shared/data`, CC BY-SA 4.0); the questions of `questions.jsonl`, written by us over those paragraphs
and over recaps of other conferences (`shared/wild`); and `passages.jsonl`, invented recaps with their questions, all of it ours. The texts
of others are read from `shared` and are no part of the project; the recaps that the project ships, and the posts they retell, are not
among them.

The model is the default embedding model, read as a cross-encoder: question and passage go in together, each token of the passage
gets a number, and a sentence's score is the mean over its tokens. Each question is trained with its passage and with others that
the retriever would have offered: a softmax over all their sentences and over "none of them", whose score is 0 (a null answer as in
Devlin et al. 2019, section 4.3), and one over those of each passage.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import bm25s
import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModel

from corpus import plain
from corpus.read import read_recaps
from corpus.sentences import sentence_spans
from embeddings import Model
from embeddings.model import packaged_folder
from embeddings.text import context
from embeddings.words import words
from qa.evidence.reading import Reading, encode, load_tokenizer

HERE = Path(__file__).parent
#: Articles and posts that no question is trained on: for fitting what comes after the model, and for reporting.
HELD_ARTICLES = 6
HELD_POSTS = 8
HELD_SAMPLE = 400  #: of their questions, looked at while training
EPOCHS = 6
#: How often a question is seen in an epoch, by kind; half of most, drawn anew in each.
SEEN = {"squad": 0.5, "trick": 0.5, "plain": 1, "para": 0.5, "short": 0.5, "absent": 0.5, "topic": 1}
GROUP = 4  #: passages a question is trained with
BATCH = 8  #: questions a step
PARTS = 4  #: in which the readings of a step go through the model, by length: less padding
ENCODER_RATE, HEAD_RATE = 1e-4, 1e-3
#: Share of answerable questions whose passage is left out of their group, so that "none" is right.
LEFT_OUT = 0.2
#: Passages, of those that a retriever offers first, from which a question's others are drawn.
NEAR = 7


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage to read: where it is from, its context, its sentences and their places in the source."""

    source: str
    context: str
    sentences: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A question, the piece it was asked about and the sentences of it that answer; none where nothing does."""

    question: str
    piece: int
    answers: tuple[int, ...]
    kind: str
    held: bool
    others: list[int] = field(default_factory=list)  #: pieces that a retriever would offer too, best first


class EvidenceModel(nn.Module):
    """The encoder with a number a token."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            packaged_folder(),
            add_pooling_layer=False,
            attn_implementation="eager",  # on a processor, in training, twice as fast as the fused one
            attention_probs_dropout_prob=0.0,
            hidden_dropout_prob=0.0,  # half as fast with it, and the model does not learn all that it is shown as it is
        )
        self.head = nn.Linear(self.encoder.config.hidden_size, 1)
        nn.init.zeros_(self.head.bias)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, segments: torch.Tensor) -> torch.Tensor:
        """Numbers `(batch, tokens)` for token ids, mask and segments of that shape."""
        states = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=segments).last_hidden_state
        numbers: torch.Tensor = self.head(states).squeeze(-1)
        return numbers


def load(shared: Path) -> tuple[list[Piece], list[Row]]:
    """All pieces and rows. An article or post is held back whole, with all its questions."""
    pieces: list[Piece] = []
    at: dict[str, list[int]] = {}  # source: its pieces

    def add(source: str, about: str, sentences: Sequence[str], spans: Sequence[tuple[int, int]]) -> None:
        at.setdefault(source, []).append(len(pieces))
        pieces.append(Piece(source, about, tuple(sentences), tuple(spans)))

    paragraphs = [json.loads(line) for line in (shared / "data" / "squad-a.jsonl").open(encoding="utf-8")]
    for number, row in enumerate(paragraphs):
        text = row["text"]
        run: list[tuple[int, int]] = []
        for span in sentence_spans(text, 0, len(text)):
            run.append(span)
            if sum(len(text[start:end].split()) for start, end in run) > 110:
                add(f"s:{number}", row["article"].replace("_", " "), [plain(text[a:b]) for a, b in run], run)
                run = []
        if run:
            add(f"s:{number}", row["article"].replace("_", " "), [plain(text[a:b]) for a, b in run], run)
    recaps, _ = read_recaps(shared / "wild")
    for recap in recaps:
        for passage in recap.passages:
            spans = [(span.start, span.end) for span in passage.sentences]
            add(f"w:{recap.file}", context(recap, passage), [plain(recap.text[a:b]) for a, b in spans], spans)

    invented = [json.loads(line) for line in (HERE / "passages.jsonl").open(encoding="utf-8")]
    for number, row in enumerate(invented):
        add(f"i:{number}", row["context"], row["sentences"], [(at, at + 1) for at in range(len(row["sentences"]))])

    chance = random.Random(11)
    articles = sorted({row["article"] for row in paragraphs})
    held = set(chance.sample(articles, HELD_ARTICLES)) | {f"w:{recap.file}" for recap in chance.sample(recaps, HELD_POSTS)}
    rows: list[Row] = []
    for number, row in enumerate(paragraphs):
        here = at[f"s:{number}"]
        for question in row["questions"]:
            found = _squad_answer(question["q"], question["answers"], [pieces[piece] for piece in here])
            if question["answers"] and found is None:
                continue
            piece, answers = found or (0, ())
            rows.append(Row(question["q"], here[piece], answers, "squad" if answers else "trick", row["article"] in held))
    for line in (HERE / "questions.jsonl").open(encoding="utf-8"):
        own = json.loads(line)
        for piece in at.get(own["source"], []):
            places = pieces[piece].spans
            if places[0][0] <= own["at"] < places[-1][1]:
                answers = tuple(i for i, (start, end) in enumerate(places) if any(start <= middle < end for middle in own["answers"]))
                if bool(answers) == bool(own["answers"]):
                    about = paragraphs[int(own["source"][2:])]["article"] if own["source"].startswith("s:") else own["source"]
                    rows.append(Row(own["q"], piece, answers, own["kind"], about in held))
                break
    for number, row in enumerate(invented):
        (piece,) = at[f"i:{number}"]
        rows += [Row(question["q"], piece, tuple(question["answers"]), question["kind"], held=False) for question in row["questions"]]
    return pieces, rows


def _squad_answer(question: str, answers: Sequence[str], pieces: Sequence[Piece]) -> tuple[int, tuple[int, ...]] | None:
    """The sentence that holds an answer, by piece and position: of several, the one that shares most words with the question."""
    asked = set(words(question))
    best: tuple[float, int, int] | None = None
    for number, piece in enumerate(pieces):
        for position, sentence in enumerate(piece.sentences):
            if any(answer in sentence for answer in answers) or not answers:
                shared = len(asked & set(words(sentence)))
                if best is None or shared > best[0]:
                    best = (shared, number, position)
    if best is None:
        return None
    return (best[1], (best[2],)) if answers else (best[1], ())


def add_others(pieces: Sequence[Piece], rows: Sequence[Row], many: int = 8) -> None:
    """Give each row the pieces that a retriever would offer beside its own: by vector and by words."""
    model = Model()
    texts = [f"{piece.context}: {' '.join(piece.sentences)}" for piece in pieces]
    vectors = model.encode(texts)
    asked = model.encode([row.question for row in rows])
    index = bm25s.BM25()
    index.index([words(text) for text in texts], show_progress=False)
    for row, vector in zip(rows, asked, strict=True):
        known = [word for word in words(row.question) if word in index.vocab_dict]
        lexical = index.get_scores(known) if known else np.zeros(len(pieces), dtype=np.float32)
        scores = vectors @ vector + 0.6 * lexical / max(float(lexical.max()), 1e-6)
        others = [int(piece) for piece in np.argsort(-scores)[: 4 * many] if piece != row.piece]
        if row.kind == "topic":  # what is offered first may well treat the same
            others = [piece for piece in others if pieces[piece].context != pieces[row.piece].context][many:]
        row.others.extend(others[:many])


def groups(pieces: Sequence[Piece], rows: Sequence[Row], tokenizer: Tokenizer, chance: random.Random) -> Iterator[list[Reading]]:
    """One epoch: batches of readings, GROUP for each of BATCH questions, with the right sentences marked."""
    order = [row for row in rows for _ in range(int(SEEN[row.kind] + chance.random()))]
    chance.shuffle(order)
    for start in range(0, len(order) - BATCH + 1, BATCH):
        batch: list[Reading] = []
        for row in order[start : start + BATCH]:
            others = chance.sample(row.others[:NEAR], GROUP)
            leave_out = bool(row.answers) and chance.random() < LEFT_OUT
            chosen = others if leave_out else [row.piece, *others[: GROUP - 1]]
            for piece in chosen:
                right = row.answers if piece == row.piece else ()
                batch.append(encode(tokenizer, row.question, pieces[piece].context, pieces[piece].sentences, right=right))
        yield batch


def tensors(batch: Sequence[Reading]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Token ids, mask and segments of readings, padded to the longest."""
    width = max(len(reading.ids) for reading in batch)
    ids = torch.zeros(len(batch), width, dtype=torch.long)
    mask, segments = torch.zeros_like(ids), torch.zeros_like(ids)
    for at, reading in enumerate(batch):
        n = len(reading.ids)
        ids[at, :n], mask[at, :n], segments[at, :n] = torch.tensor(reading.ids), 1, torch.tensor(reading.segments)
    return ids, mask, segments


def numbers_of(model: EvidenceModel, batch: Sequence[Reading]) -> list[torch.Tensor]:
    """A number a token for each reading."""
    order = sorted(range(len(batch)), key=lambda at: len(batch[at].ids))
    found: dict[int, torch.Tensor] = {}
    with torch.autocast("cpu", dtype=torch.bfloat16):
        for part in np.array_split(order, min(PARTS, len(order))):
            found.update(zip(part.tolist(), model(*tensors([batch[at] for at in part])).float(), strict=True))
    return [found[at] for at in range(len(batch))]


def sentence_scores(numbers: torch.Tensor, reading: Reading) -> list[torch.Tensor]:
    """The score of each sentence of a reading: the mean of its tokens' numbers."""
    return [numbers[start:end].mean() for start, end in reading.sentences]


def loss_of(numbers: Sequence[torch.Tensor], batch: Sequence[Reading]) -> torch.Tensor:
    """Of all sentences of a question's group and of "none" the right ones should win, and so in each of its passages alone.

    The first (listwise) orders sentences of different passages, the second says of each passage whether it answers at all.
    """

    def loss(scores: Iterable[torch.Tensor], right: Iterable[torch.Tensor]) -> torch.Tensor:
        none = torch.zeros(())
        return torch.logsumexp(torch.stack([none, *scores]), 0) - torch.logsumexp(torch.stack([*right] or [none]), 0)

    losses = []
    for start in range(0, len(batch), GROUP):
        group = batch[start : start + GROUP]
        scores = [sentence_scores(numbers[start + at], reading) for at, reading in enumerate(group)]
        right = [[found[i] for i in reading.right if i < len(found)] for found, reading in zip(scores, group, strict=True)]
        alone = torch.stack([loss(*passage) for passage in zip(scores, right, strict=True)]).mean()
        losses.append(loss(chain(*scores), chain(*right)) + alone)
    return torch.stack(losses).mean()


@torch.no_grad()
def held_back(model: EvidenceModel, pieces: Sequence[Piece], rows: Sequence[Row], tokenizer: Tokenizer) -> str:
    """How the model does on questions it is not trained on, each with its passage and GROUP - 1 others.

    For each kind the share with the right sentence above all others and above "none", the mean loss beside it.
    """
    model.eval()
    figures: dict[str, list[tuple[float, float]]] = {}
    for row in rows:
        chosen = [row.piece, *row.others[: GROUP - 1]]
        batch = [
            encode(tokenizer, row.question, pieces[at].context, pieces[at].sentences, right=row.answers if at == row.piece else ())
            for at in chosen
        ]
        numbers = numbers_of(model, batch)
        scores = [float(score) for at in range(GROUP) for score in sentence_scores(numbers[at], batch[at])]
        best = int(np.argmax(scores))
        good = best in row.answers and scores[best] > 0 if row.answers else scores[best] < 0
        figures.setdefault(row.kind, []).append((float(good), float(loss_of(numbers, batch))))
    model.train()
    return "  ".join(f"{kind} {np.mean(good):.2f}/{np.mean(loss):.2f}" for kind, (good, loss) in
                     ((kind, zip(*found, strict=True)) for kind, found in sorted(figures.items())))  # fmt: skip


def train(
    pieces: Sequence[Piece], rows: Sequence[Row], held: Sequence[Row], out: Path, *, minutes: float, start: Path | None, seed: int
) -> EvidenceModel:
    """Train for EPOCHS epochs, or until `minutes` are over; the learning rate falls to nothing over that time.

    `start` is what an earlier sitting left, to go on from (warm restarts, Loshchilov and Hutter 2017), with another seed.
    """
    torch.manual_seed(seed)
    chance = random.Random(seed)
    tokenizer = load_tokenizer(packaged_folder() / "tokenizer.json")
    model = EvidenceModel()
    if start:
        model.load_state_dict(torch.load(start, weights_only=True))
    model.encoder.embeddings.requires_grad_(False)
    parameters = [
        {"params": [p for p in model.encoder.parameters() if p.requires_grad], "lr": ENCODER_RATE},
        {"params": model.head.parameters(), "lr": HEAD_RATE},
    ]
    optimizer = torch.optim.AdamW(parameters, weight_decay=0.01)
    steps = EPOCHS * int(sum(SEEN[row.kind] for row in rows) / BATCH)
    rates = [group["lr"] for group in optimizer.param_groups]
    began, step, smooth = time.monotonic(), 0, 0.0
    model.train()
    for _ in range(EPOCHS):
        for batch in groups(pieces, rows, tokenizer, chance):
            done = max(step / steps, (time.monotonic() - began) / (minutes * 60))
            if done >= 1:
                break
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * min(1.0, (step + 1) / 150) * (1 - done)
            loss = loss_of(numbers_of(model, batch), batch)
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            step += 1
            smooth = loss.item() if step == 1 else 0.98 * smooth + 0.02 * loss.item()
            if step % 50 == 0:
                print(f"step {step}/{steps}  loss {smooth:.3f}  {time.monotonic() - began:.0f} s", flush=True)
            if step % 500 == 0:
                torch.save(model.state_dict(), out / "evidence.pt")
                print(f"held back: {held_back(model, pieces, held, tokenizer)}", flush=True)
    torch.save(model.state_dict(), out / "evidence.pt")
    print(f"held back: {held_back(model, pieces, held, tokenizer)}", flush=True)
    return model


def main() -> None:
    """Load, train, save."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--seed", type=int, default=5, help="of the order of questions; another one for each sitting")
    parser.add_argument("--threads", type=int, default=2, help="two sittings of one thread each get further than one of two")
    parser.add_argument("--start", type=Path, help="evidence.pt of an earlier sitting")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    pieces, rows = load(options.shared)
    add_others(pieces, rows)
    training = [row for row in rows if not row.held]
    print(f"{len(pieces)} passages, {len(rows)} questions, {len(training)} to train on", flush=True)
    held = random.Random(1).sample([row for row in rows if row.held], HELD_SAMPLE)
    train(pieces, training, held, options.out, minutes=options.minutes, start=options.start, seed=options.seed)


if __name__ == "__main__":
    main()
