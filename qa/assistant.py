"""The assistant: one folder of recaps, its index and its model, ready to be asked."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache, partial
from pathlib import Path

from corpus import SHIPPED, Catalogue, Recap, Session, catalogue_of, plain
from corpus.catalogue import name_key
from embeddings import Encoder, Index, IndexFault, Model, store_at
from embeddings.build import Progress, build, default_index, is_current, silent
from embeddings.index import check_model
from embeddings.words import words
from qa.answer import CANDIDATES, OF_ONE_RECAP, THRESHOLD, Answer, choose, refusal, refusal_reason, together
from qa.citation import Citation, cite
from qa.conversation import MAX_HISTORY, Part, RowNames, Understood, is_chat, left_by, names_of, questions_of, understand
from qa.editions import YEAR, EditionMention, editions_in
from qa.evidence.judge import Judge, Judgement, identity
from qa.language import is_foreign
from qa.listing import Lister, why_nothing
from qa.people import people_in
from qa.question import QuestionError, Reason, clean
from qa.request import read_request
from qa.retriever import EVERYTHING, Filters, Hit, Retriever, numbers_of
from qa.rows import Listing, count
from qa.spelling import corrected
from qa.suggestions import first_questions, next_questions
from qa.tellings import lead
from qa.titles import called

#: Questions of conversations whose speakers are known without asking the evidence again: every turn is read with those before it.
REMEMBERED = 1_000
#: Conversations, each up to one of its questions, that need not be read again for the next one.
CONVERSATIONS = 250
#: Why there is no answer to "thanks" and "what can you do?".
NO_QUESTION: tuple[Reason, str] = "chat", "This finds what the recaps say, and adds nothing; ask about a talk, a speaker or a subject."
#: By how much less sure an answer may be that comes from the talk a conversation is about than one from all of them.
AT_HAND = 0.2
#: Talks of an answer whose tellings are shown side by side.
MOST_TOLD = 2
#: Words of a question of which at least one must stand in a recap; a longer one may say it all in other words.
FEW = 2
#: Passages retrieved for a list of talks by what is told of them, and talks of which the best one is read.
LISTED, READ = 40, 16


class Assistant:
    """Answers questions from the recaps of one index. Immutable, and safe to share between threads."""

    def __init__(self, index: Index, encoder: Encoder, judge: Judge | None = None, *, threshold: float = THRESHOLD) -> None:
        """`threshold` is the confidence, from 0 to 1, below which there is no answer."""
        self.encoder, self.threshold = encoder, threshold
        self._retriever = Retriever(index, encoder)
        self._judge = judge or Judge()
        self._once = threading.Lock()
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._talks_of_answer)
        self._weighed = lru_cache(maxsize=REMEMBERED)(self._weigh)
        self._rows_of = lru_cache(maxsize=REMEMBERED)(self._row_names)
        self._left = lru_cache(maxsize=CONVERSATIONS)(self._left_by)
        self._questions = lru_cache(maxsize=REMEMBERED)(self._questions_of)

    @classmethod
    def open(
        cls, recaps: str | Path | None = None, index: str | Path | None = None, *, model: str | None = None, progress: Progress = silent
    ) -> Assistant:
        """Open the index of a folder of recaps; build it, or bring it up to date, first where that is needed.

        Without `recaps` these are the recaps that come with the project, or those that `index` was built from. Without `index`
        it lies in this user's cache folder. Raises BuildError, IndexFault or ModelError, each saying what to do.
        """
        encoder = Model(model)
        source, place = places(recaps, index, model)
        store = store_at(place)
        manifest = store.manifest() if index is not None else None
        if manifest is not None:
            check_model(store, manifest, encoder)  # an index that somebody named is not rebuilt with another model
        if recaps is None and manifest is not None:
            return cls._over(place, encoder)
        try:
            if not is_current(source, place, encoder):
                build(source, place, encoder, progress=progress)
            return cls._over(place, encoder)
        except IndexFault:
            if index is not None:
                raise  # somebody's own: they are told, and rebuild it themselves
        build(source, place, encoder, progress=progress)  # one in our cache is made anew
        return cls._over(place, encoder)

    @classmethod
    def _over(cls, place: str | Path, encoder: Encoder, judge: Judge | None = None) -> Assistant:
        """An assistant over the index of a place as it is."""
        store = store_at(place)
        fitted = store.threshold()
        return cls(store.open(encoder), encoder, judge, threshold=fitted.value if fitted and fitted.judge == identity() else THRESHOLD)

    def again(self, index: str | Path) -> Assistant:
        """An assistant over the generation that is in use now, with the same models. Raises IndexFault."""
        return self._over(index, self.encoder, self._judge)

    @property
    def catalogue(self) -> Catalogue:
        """Every talk and speaker of the recaps. Passages are retrieved without it."""
        with self._once:  # two would each know their own sessions
            return self._catalogue

    @cached_property
    def _catalogue(self) -> Catalogue:
        return catalogue_of(self._retriever.index.recaps)

    @cached_property
    def _lister(self) -> Lister:
        return Lister(self._retriever.index, self.catalogue, self._told_in, self._dealing_with)

    @property
    def recaps(self) -> Sequence[Recap]:
        """The recaps that are searched."""
        return self._retriever.index.recaps

    @property
    def summary(self) -> str:
        """What is searched, in a few words: "5 recaps, 43 talks, 2015–2018"."""
        years = sorted({recap.edition for recap in self.recaps if recap.edition})
        span = f", {years[0]}–{years[-1]}" if len(years) > 1 else f", {years[0]}" if years else ""
        return f"{count(len(self.recaps), 'recap')}, {count(len(self.catalogue.sessions), 'talk')}{span}"

    def _editions_named(self, question: str) -> list[EditionMention]:
        """Where a question names editions of these recaps by year or event: only those are searched."""
        return [mention for mention in editions_in(question, self.catalogue) if mention.editions and not mention.span]

    def retrieve(
        self,
        question: str,
        k: int = 5,
        *,
        years: Collection[int] | None = None,
        recaps: Collection[str] | None = None,
        speakers: Collection[str] | None = None,
    ) -> list[Hit]:
        """The `k` best passages for a question, best first, each with its citation; see `Retriever.retrieve`."""
        return self._retriever.retrieve(question, k, years=years, recaps=recaps, speakers=self._spelled(speakers))

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        years: Collection[int] | None = None,
        recaps: Collection[str] | None = None,
        speakers: Collection[str] | None = None,
        without: Collection[Part] = (),
        threshold: float | None = None,
    ) -> Answer:
        """What the recaps say to a question, quoted exactly, or a refusal with its reason.

        `history` holds the earlier questions of the conversation, oldest first: a follow-up is read with them, `without` the
        parts of their focus that are named. A list, a count, a comparison, a summary or a judgement is answered from the
        catalogue. A question that names an edition of the recaps is answered from that edition, unless `years` says
        otherwise. Two questions in one are answered one after the other, where the recaps say something to one of them at
        least. The filters are those of `retrieve`; `threshold`, from 0 to 1, takes the place of the
        assistant's for what is not answered from the catalogue.
        Raises QuestionError for a question without a word or of more than 2,000 characters.
        """
        filters = Filters.of(years, recaps, self._spelled(speakers))
        asked = clean(question)
        earlier = tuple(one for text in map(_cleaned, history[-MAX_HISTORY:]) if text for one in self._questions(text))[-MAX_HISTORY:]
        questions = self._questions(asked)
        if len(questions) > 1:
            answers = [self._answer(one, (*earlier, *questions[:at]), filters, without, threshold) for at, one in enumerate(questions)]
            if not all(answer.refused for answer in answers):
                return together(asked, answers)
        return self._answer(asked, earlier, filters, without, threshold)

    def _questions_of(self, message: str) -> tuple[str, ...]:
        """What a message asks, one by one; what the catalogue answers as it stands is one question."""

        def is_one(sentence: str) -> bool:
            request = read_request(sentence, self.catalogue)
            return request is not None and not request.described

        return questions_of(message, is_one)

    def _left_by(self, earlier: tuple[str, ...], filters: Filters) -> Understood | None:
        """What the questions of a conversation, the oldest first, leave for the next one to be read with."""
        if not earlier:
            return None
        before = self._left(earlier[:-1], filters)
        return left_by(self._corrected(earlier[-1]), before, self.catalogue, self._speakers_of_answer, partial(self._rows_of, filters))

    def _row_names(self, filters: Filters, listed: str) -> tuple[RowNames, ...]:
        """What the rows of the list are called that a question asks for."""
        listing, _ = self._listed(listed, filters)
        return names_of(listing, self.catalogue) if listing else ()

    def _answer(self, asked: str, earlier: tuple[str, ...], filters: Filters, without: Collection[Part], threshold: float | None) -> Answer:
        """The answer to one question after those of its conversation."""
        began = time.perf_counter()
        stated = self._corrected(asked)
        rows_of = partial(self._rows_of, filters)
        before = self._left(earlier, filters)
        read = understand(stated, before, self.catalogue, self._speakers_of_answer, rows_of, without=without)
        if read.lost and not read.pointed and (meant := self._filtered_to(filters)):
            before = self._left((*earlier, meant), filters)
            read = understand(stated, before, self.catalogue, self._speakers_of_answer, rows_of, without=without)
        understood, focus = read.question, read.focus
        hits: list[Hit] = []
        listing: Listing | None = None
        judgement = Judgement((), 0.0)
        own = self._talks_by(read.talk_of, focus.editions)
        talk = None if "speaker" in without or read.pointed or own else self._talk_at_hand(stated, understood, read.after)
        at_hand = bool(own or talk)
        because = NO_QUESTION if is_chat(asked) else self._unanswerable(asked, understood, filters, lost=read.lost, at_hand=at_hand)
        if read.lost and read.listed and read.pointed:
            because = "context", "The list before has no such row, or nothing to call it by; ask for the talk by its title or its speaker."
        if because is None:
            listing, because = self._listed(understood, filters)
        least = self.threshold if threshold is None else threshold
        narrowed = replace(filters, talks=numbers_of(own)) if own else self._narrowed(understood, filters)
        searched = self._spelled_out(understood)
        if own:
            understood = f"{understood} ({' and '.join(read.talk_of)}'s talk)"
        if listing is None and because and because != NO_QUESTION:
            hits = self._retriever.search(searched, CANDIDATES, narrowed, of_one=OF_ONE_RECAP)
        if because is None and listing is None:
            hits, judgement = ([], judgement) if read.lost else self._weighed(searched, narrowed)
            if talk:
                of_talk = self._weighed(stated, replace(filters, talks=numbers_of([talk])))
                if read.lost or _is_of_talk(of_talk[1], judgement, least):
                    understood = f"{stated} ({called(talk)})" if called(talk) else stated
                    focus = replace(focus, speakers=talk.speakers)
                    hits, judgement = of_talk
            if not hits and narrowed != EVERYTHING:
                because = "nothing", "No passage passes the filters; take one away."
            elif judgement.confidence < least:
                because = refusal(self._retriever.index, self.catalogue, understood)
        quotes: list[Citation] = []
        support: list[Citation] = []
        if listing:
            quotes = list(dict.fromkeys(quote for row in listing.rows for quote in row.quotes))
        elif because is None:
            quotes, support = choose(judgement.evidence)
        return Answer(
            question=asked,
            understood_as=understood,
            kind="refusal" if because else listing.kind if listing else "quotes",
            reason=because[0] if because else None,
            text=because[1] if because else _in_words(listing) if listing else "\n".join(quote.shown for quote in quotes),
            quotes=tuple(quotes),
            considered=listing.considered if listing else "",
            columns=listing.columns if listing else (),
            rows=listing.rows if listing else (),
            focus=focus,
            support=tuple(support),
            nearest=tuple(_best_sentence(hit) for hit in hits[:3]) if because else (),
            confidence=1.0 if listing else round(judgement.confidence, 4),
            searched=(0, 0) if because == NO_QUESTION else self._retriever.extent(narrowed),
            ms=round((time.perf_counter() - began) * 1000, 1),
        )

    def next_questions(
        self,
        answer: Answer,
        *,
        years: Collection[int] | None = None,
        recaps: Collection[str] | None = None,
        speakers: Collection[str] | None = None,
    ) -> tuple[str, ...]:
        """What to ask after an answer; each has one under the same filters."""
        filters = Filters.of(years, recaps, self._spelled(speakers))
        return next_questions(answer, self._limited(filters)[0], lambda question: self._rows(question, filters))

    def first_questions(self) -> tuple[str, ...]:
        """What to ask these recaps at first: questions that show what can be asked."""
        return self._first_questions

    @cached_property
    def _first_questions(self) -> tuple[str, ...]:
        return first_questions(
            self.catalogue, lambda question: self._rows(question, EVERYTHING), lambda question: not self.ask(question).refused
        )

    def _rows(self, question: str, filters: Filters) -> int:
        """Rows that the catalogue answers a question with."""
        if self._unanswerable(question, question, filters, lost=False):
            return 0
        listing, _ = self._listed(question, filters)
        return len(listing.rows) if listing else 0

    def tellings(self, answer: Answer) -> tuple[tuple[Session, tuple[Citation, ...]], ...]:
        """The talks of an answer that more than one recap tells, with the sentence that says most of each telling."""
        cited = (self.catalogue.session_at(quote.recap, quote.start) for quote in answer.quotes)
        told = [session for session in dict.fromkeys(cited) if session and len(session.tellings) > 1][:MOST_TOLD]
        index = self._retriever.index
        return tuple((session, tuple(lead(telling, index) for telling in session.tellings)) for session in told)

    def _spelled(self, speakers: Collection[str] | None) -> list[str] | None:
        """Names of speakers with every spelling that the recaps have of them."""
        if speakers is None:
            return None
        full = self.catalogue.directory.full
        meant = {name for given in speakers for name in full.get(name_key(given), ())}
        known = [speaker for speaker in self.catalogue.speakers if speaker.name in meant]
        return [*speakers, *(spelling for speaker in known for spelling in (speaker.name, *speaker.spellings))]

    def _corrected(self, question: str) -> str:
        return corrected(self._retriever.index, question, self.catalogue)

    def _unanswerable(
        self, asked: str, understood: str, filters: Filters, *, lost: bool, at_hand: bool = False
    ) -> tuple[Reason, str] | None:
        """Why a question cannot be answered, whatever the passages hold; None where it can, of a talk that is `at_hand` at least."""
        index = self._retriever.index
        if lost and not at_hand:
            return "context", "This question needs an earlier one that it can be joined to; ask it in full."
        if is_foreign(index, asked):
            return "language", "The recaps are in English; ask in English. The passages below came closest."
        because = refusal_reason(index, self.catalogue, understood)
        if because:
            return because
        named = self._editions_named(understood)
        if named and filters.years is not None and not any(one.year in filters.years for mention in named for one in mention.editions):
            stated = " and ".join(mention.stated for mention in named)
            return "nothing", f"The question asks of {stated}, which the filters leave out; take one away."
        request = read_request(understood, self.catalogue)
        for mention in people_in(understood, self.catalogue) if request else ():
            if len(mention.names) > 1:
                name = understood[mention.start : mention.end]
                return "ambiguous", f"{len(mention.names)} speakers are called {name}: {', '.join(mention.names)}. Ask with the full name."
        stems = words(understood)
        if not at_hand and request is None and len(stems) <= FEW and not any(index.knows(stem) for stem in stems):
            return "nothing", "No recap says a word of this; ask about a talk, a speaker or a subject."
        return None

    def _narrowed(self, question: str, filters: Filters) -> Filters:
        """Filters that also keep to the editions of these recaps that a question names."""
        named = self._editions_named(question)
        if not named:
            return filters
        files = frozenset(recap.file for mention in named for edition in mention.editions for recap in edition.recaps)
        return replace(filters, recaps=files if filters.recaps is None else filters.recaps & files)

    def _spelled_out(self, question: str) -> str:
        """A question with the name of an event as the recaps write it, where they do not write the one that is given."""
        for mention in reversed(self._editions_named(question)):
            said = question[mention.start : mention.end]
            event = next(iter({edition.event for edition in mention.editions}), None) or ""
            given = re.sub(rf"\s*\b{YEAR}$", "", mention.stated)
            if given in said and not all(self._retriever.index.knows(stem) for stem in words(given)):
                question = f"{question[: mention.start]}{said.replace(given, event)}{question[mention.end :]}"
        return question

    def _filtered_to(self, filters: Filters) -> str | None:
        """A question about the one speaker or edition that some filters leave, for "the talk" and "it" to point at."""
        if filters == EVERYTHING:
            return None
        known, _ = self._limited(filters)
        if filters.speakers is not None and len(known.speakers) == 1:
            return f"What did {known.speakers[0].name} talk about?"
        return f"Which talks were there in {known.editions[0].name}?" if len(known.editions) == 1 else None

    def _limited(self, filters: Filters) -> tuple[Catalogue, Lister]:
        """The catalogue of what passes some filters, and what answers from it."""
        if filters == EVERYTHING:
            return self.catalogue, self._lister
        known = self.catalogue.only(years=filters.years, recaps=filters.recaps, speakers=filters.speakers)
        return known, Lister(self._retriever.index, known, self._told_in, self._dealing_with)

    def _listed(self, question: str, filters: Filters) -> tuple[Listing | None, tuple[Reason, str] | None]:
        """The answer to a question that asks something of the catalogue; or why there is none; or neither."""
        request = read_request(question, self.catalogue)
        if request is None:
            return None, None
        known, lister = self._limited(filters)
        if filters != EVERYTHING:
            asked = {(edition.event, edition.year) for edition in request.editions}
            left = tuple(edition for edition in known.editions if not asked or (edition.event, edition.year) in asked)
            if not left:
                return None, ("nothing", "No talk that is asked for passes the filters; take one away.")
            request = replace(request, editions=left if asked else ())
        listing = lister.answer(request)
        if listing is None and filters != EVERYTHING and request.kind in ("list", "count"):
            return None, ("nothing", "No talk that is asked for passes the filters; take one away.")
        if listing is None and (why := why_nothing(request, known)):
            return None, ("detail", why)
        if listing is not None and not listing.rows:
            label = next((session.label for session in known.sessions if session.id in request.talks), "")
            talk = f"the talk by {', '.join(request.speakers)}" if request.speakers else f"“{label}”"
            return None, ("detail", f"The recaps tell of {talk}, but give no judgement of it.")
        return listing, None

    def _told_in(self, question: str, filters: Filters) -> list[Citation]:
        """Quotes that answer a question in what passes some filters; none where it does not say."""
        hits = self._retriever.search(question, CANDIDATES, filters)
        judgement = self._judge.judge(self._retriever.index, question, hits)
        return choose(judgement.evidence)[0] if judgement.confidence >= self.threshold else []

    def _dealing_with(self, question: str, filters: Filters) -> list[Citation]:
        """A quote from each talk that deals with what a question asks for, of those whose passages are closest to it."""
        hits: dict[tuple[str, int | None], Hit] = {}
        for hit in self._retriever.search(question, LISTED, filters):
            if hit.passage.talk is not None:
                hits.setdefault((hit.recap.file, hit.passage.talk), hit)
        dealing = self._judge.dealing(self._retriever.index, question, list(hits.values())[:READ])
        spans = [(item.hit.recap, item.hit.passage, item.hit.passage.sentences[item.at]) for item in dealing]
        return [cite(recap, passage, span.start, span.end) for recap, passage, span in spans]

    def _weigh(self, question: str, filters: Filters) -> tuple[list[Hit], Judgement]:
        """The passages that fit a question best, and what they hold for it."""
        hits = self._retriever.search(question, CANDIDATES, filters, of_one=OF_ONE_RECAP)
        return hits, self._judge.judge(self._retriever.index, question, hits)

    def _talks_by(self, speakers: Collection[str], editions: Collection[str]) -> list[Session]:
        """The talks of some speakers, at some editions as `EditionMention.stated` names them; at all where none is named."""
        known = self.catalogue
        theirs = [session for session in known.sessions if set(session.speakers) & set(speakers)]
        named = [edition for stated in editions for mention in editions_in(stated, known) for edition in mention.editions]
        within = {session.id for edition in named for session in edition.sessions}
        return [session for session in theirs if session.id in within] or theirs

    def _talk_at_hand(self, stated: str, understood: str, after: Sequence[str]) -> Session | None:
        """The talk that answered the last question that was answered, for one of the evidence that names nobody and no edition."""
        known = self.catalogue
        if people_in(stated, known) or editions_in(stated, known) or read_request(understood, known):
            return None
        told = next((talks for at, question in enumerate(after, 1) if (talks := self._remembered(question, tuple(after[at:])))), ())
        return told[0] if len(told) == 1 else None

    def _speakers_of_answer(self, before: Understood) -> tuple[str, ...]:
        """The speakers of the talk that answers a question of a conversation; nobody where none or several do."""
        talks = self._remembered(before.stated, before.after)
        return talks[0].speakers if len(talks) == 1 else ()

    def _talks_of_answer(self, question: str, after: tuple[str, ...]) -> tuple[Session, ...]:
        """The talk that answers a question best, or those that a list or a comparison is of; none where the recaps do not say.

        `after` holds the questions before it, as ones that stand alone, the newest first.
        """
        talk = self._talk_at_hand(question, question, after)
        if self._unanswerable(question, question, EVERYTHING, lost=False, at_hand=talk is not None):
            return ()
        listing, _ = self._listed(question, EVERYTHING)
        if listing:
            quotes = dict.fromkeys(quote for row in listing.rows for quote in row.quotes)
        else:
            _, judgement = self._weighed(self._spelled_out(question), self._narrowed(question, EVERYTHING))
            if talk and _is_of_talk(self._weighed(question, Filters(talks=numbers_of([talk])))[1], judgement, self.threshold):
                return (talk,)
            sure = judgement.confidence >= self.threshold
            quotes = dict.fromkeys(choose(judgement.evidence)[0][:1] if sure else ())
        told = (self.catalogue.session_at(quote.recap, quote.start) for quote in quotes)
        return tuple(dict.fromkeys(session for session in told if session))


def _is_of_talk(talk: Judgement, everything: Judgement, least: float) -> bool:
    """Whether a question is answered from the talk at hand, by what is found there and in everything."""
    return talk.confidence >= max(least, everything.confidence - AT_HAND)


def places(recaps: str | Path | None, index: str | Path | None, model: str | None) -> tuple[Path, str | Path]:
    """The folders of the recaps and of the index that are meant where one or both are not named."""
    folder = None if index is None else index if "://" in str(index) else Path(index).expanduser()
    manifest = store_at(folder).manifest() if folder is not None and recaps is None else None
    source = Path(recaps).expanduser() if recaps is not None else Path(manifest.recaps_folder) if manifest else SHIPPED
    return source, folder or default_index(source, model)


def _in_words(listing: Listing) -> str:
    """A listing as text: what was found, then a line a row."""
    lines = []
    for row in listing.rows:
        cells = " · ".join(cell for cell in row.cells if cell and cell != "—")
        told = "" if any(quote.shown in cells for quote in row.quotes) else " ".join(f"“{plain(quote.text)}”" for quote in row.quotes)
        lines.append(f"{cells}: {told}" if told and listing.kind in ("summary", "opinion") else cells)
    return "\n".join([f"{listing.text} (considered: {listing.considered})", *lines])


def _best_sentence(hit: Hit) -> Citation:
    """The sentence of a hit that is closest to the question."""
    span = hit.passage.sentences[hit.sentences.index(max(hit.sentences))]
    return cite(hit.recap, hit.passage, span.start, span.end)


def _cleaned(earlier: str) -> str:
    try:
        return clean(earlier)
    except QuestionError:
        return ""
