"""Which talks a recap retells: by its headings where it has some, else by how it introduces a speaker."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from rapidfuzz import fuzz

from corpus.blocks import Block
from corpus.headings import LABEL, MAX_HEADING, Heading, employer, parse_heading, people_with_affiliation, shortened
from corpus.marked import (
    beside_titles,
    heads_line,
    on_profiles,
    on_speaker_pages,
    run_in,
    title_alone,
    title_told,
    title_with_name,
    told_on,
    went_to,
    within_link,
)
from corpus.names import DEGREES, FIRM, FULL_NAME, ROLE, TOKEN, VERB, Names
from corpus.plain import plain
from corpus.recap import OPENING, Talk, TalkKind
from corpus.sentences import sentence_spans

#: In a part of lightning talks, one whose speaker is not named: "The first one presented …", "Finally a guy from …".
_NAMELESS = re.compile(
    r"""(?ix)^(?:(?:and|then|after\ that),?\s+)?(?:
        the\ (?:very\ )?(?:first|second|third|fourth|fifth|next|last|final|other)\ +
        (?:one|(?:\w+\ ){0,2}?(?:talk|speaker|presenter|guy|woman|person))\b
      | (?:then|next|finally|lastly|after\ that),?\ (?:there\ was\ |we\ had\ )?(?:this|an?|another|some)\ +
        (?:guy|man|woman|girl|person|speaker|talk|presenter)\b
      | (?:another|one)\ (?:lightning\ talk|guy|speaker|presenter)\b
    )"""
)
#: Among lightning talks a first name alone introduces somebody: "Then Ada showed …".
_IN_TURN = re.compile(rf"^(?:Then|Next|Finally|After that),?\s+(?P<name>{TOKEN})\s+{VERB}\b")
#: "Ada (Analytical) goes through …".
_FIRST_NAME_AT = re.compile(rf"(?:^|\band\s+|,\s+)(?P<name>{TOKEN})\s+\((?P<org>[A-Z][^()]{{1,40}})\)")
_INITIALS = re.compile(rf"^(?P<name>[A-Z]{{2,4}})\s+{VERB}\b(?=[^.!?]*\b(?:keynote|talk|session)\b)")  # "DHH opened with a keynote"
#: "Ada is an engineer", "as Ada talked about", "It was Ada, an engineer".
_FIRST_NAME_TELLS = re.compile(
    rf"(?:^|\bas\s+|\bit was\s+)(?P<name>{TOKEN})"
    rf"(?:\s+is\s+an?|,\s+an?|\s+(?:spoke|talked|presented|explained|told|shared|discussed|walked)\b)"
    rf"(?=[^.!?]{{0,40}}\b(?:{ROLE}|about|us)\b)"
)
#: What follows a lightning talk and is none: "Then we had …".
_ON_TO_ANOTHER = re.compile(r"(?i)(?:then we|after|next|the last|back to)")
_ORG = r"(?:the\s+)?(?P<{}>[A-Z][\w.&+'’-]*(?:\s+(?:of\s+)?[A-Z][\w.&+'’-]*){{0,3}}|[a-z]+\.[a-z]{{2,4}}\b)"
_AFFILIATION = re.compile(
    rf"^(?:,?\s+(?:from|at)\s+{_ORG.format('org')}"
    rf"|,?\s+(?:who\s+)?(?:work(?:s|ed|ing)\s+(?:for|at))\s+{_ORG.format('employer')}"
    rf"|,\s+(?:\w+[ -]){{0,4}}?{ROLE}\s+(?:\w+\s+){{0,3}}?(?:of|at|for)\s+{_ORG.format('led')}"
    r"|\s*\((?P<paren>[A-Z][^)]{1,40})\))"
)
#: Headings of parts that are no talk.
_OTHER_PART = re.compile(
    r"""(?ix)^\W*(?:\d+[.)]\s*)?
    (?:(?:a\ few|some|my|our|the|general|final|closing|overall|other|notable|random|quick|first|personal|more|main|invited|selected
      |technical|parting)\ )*
    (?:
        intro(?:duction)? | in\ conclusion
      | opening\ remarks | prologue | preamble | background | context | overview | contents | table\ of\ contents
      | conclusions? | closing | wrap[- ]?up | wrapping\ up | (?:in\ )?summary | recap | review | epilogue | outro | end | tl;?dr
      | lunch\b.* | breakfast | (?:coffee\ )?breaks? | (?:after-?)?party | food | social\b.*
      | (?:conference\ )?program(?:me)?s? | .*\bposter\ sessions? | meet-?ups?\b.* | socials? | workshop\ day | key\ take-?aways?\b.*
      | the\ (?:conference|event)\ (?:begins|starts|ends|is\ over) | one\ (?:more|last)\ thing | (?:random|useful)\ .* | overall\b.*
      | the\ end
      | venue | location | city | organi[sz]ation | agenda | schedule | registration | sponsors? | community | people | hallway\b.*
      | event | conference | concept | format\b.* | experience | good | bad
      | references | resources | links | footnotes | notes | comments? | disclaimer | meta | misc\b.*
      | thanks | thank\ you | acknowledge?ments? | questions | q&a
      | remarks | thoughts | impressions | take-?aways? | overall | highlights | lowlights | faves? | favou?rites
      | talks(?:\W+talks)* | sessions | speakers? | keynotes | workshops? | tutorials | panels
      | presentations | lectures | posters? | papers? | topics?
      | .*\bwhich\ talks?\b.*
      | (?:about|before|things|other|more|catching\ up|what'?s\ next|see\ you|until\ next)\b.*
      | next\ (?:month|year|time|steps)\b.*
      | day\b.* | .*\bday\ (?:one|two|three|\d) | (?:mon|tues|wednes|thurs|fri|satur|sun)day\b.* | (?:morning|afternoon|evening)\b.*
      | (?:january|february|march|april|may|june|july|august|september|october|november|december)\ \d.*
    )\W*$"""
)
#: The title of a recap that is a list: "8 takeaways from …", and its items.
_COUNTED = re.compile(
    r"(?i)(?:^|[:–—-]\s+)(?:(?:my|our|the|top|some)\s+)*(?:\d{1,2}|three|four|five|six|seven|eight|nine|ten)\s+(?:\w+\s+){0,2}?(?:take-?aways?|things|lessons|learnings|reasons|ideas|tips"
    r"|trends|insights|thoughts|points|ways|moments|highlights)\b"
)
_BY_NUMBER = re.compile(r"\W*\d{1,2}[.):]\s")
#: Headings over talks that have none of their own.
_OVER_TALKS = re.compile(
    r"(?i)\W*(?:(?:the|some|other|technical|invited|contributed|\w+day)\W+)*(?:(?:talk|session|keynote|tutorial|workshop|presentation)s?\b|day\b|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b)"
)
#: A title that begins a block is no shorter, in words; that many of them in a part head talks, whoever gave them.
LONG_TITLE, RUN_INS = 3, 3
#: Parts in which people are named without a talk of theirs being retold.
_NOT_RETOLD = re.compile(
    r"(?i)\W*(?:conclusion|closing|lunch|wrap|intro|about|catching up|(?:\w+ )?(?:links|videos|resources)|(?:what )?i missed"
    r"|.*\bwhich talks?\b)"
)
_SUMMING_UP = re.compile(
    r"""(?ix)\W*(?:
        overall,?\s+(?:(?:the\s+)?(?:conference|day|event)|it\b|i\b|this\s+was) | all\ in\ all | in\ conclusion | to\ conclude
      | to\ sum\ up | in\ summary | the\ (?:day|conference|event)\ (?:was\ concluded|ended|closed|wrapped)
      | (?:and\ )?that['’]?s\ (?:it|all) | this\ was\ a\ (?:really\ )?great | you\ can\ (?:follow|find|reach)\ me
      | thanks?\ (?:to|for) | after\ this\ there\ were | we\ are\ hiring
    )"""
)
#: "My week in Brno": the writer tells of no talk, or of their own.
_WRITERS_OWN = re.compile(r"(?i)\W*(?:my|our)\b")
_LIGHTNING = re.compile(r"(?i)\b(?:lightning|ignite|flash|rapid[- ]fire|lightening|lighting(?=\s+talks?\b))\b")
#: "Quickie: Notes on the Engine": one of them.
_SHORT = re.compile(r"(?i)\W*(?:quickie|lightning\ talk)\s*(?:\d+\s*)?[:–—-]\s+\w")
#: "There was another presentation by Ada Lovelace": one more of hers.
_ONE_MORE = re.compile(
    r"(?i)\b(?:another|a\s+second|(?:his|her|their)\s+(?:second|other|next))\s+(?:[\w-]+\s+){0,2}?(?:talk|presentation|session|keynote|tutorial)\b"
)
#: "The day began with a keynote delivered by …".
_KEYNOTE_BY = re.compile(r"(?i)\bkeynote\W+(?:\w+\W+){0,3}?(?:by|from|with|of)\W+(?:\w+\W+){0,3}$")
_KEYNOTE = re.compile(r"(?i)\bkeynote\b")
#: A heading over keynotes.
_KEYNOTES = re.compile(r"(?i)\W*(?:the\s+)?keynotes\W*")
#: "Ada Lovelace gave a keynote", "in this keynote", "the funny keynote by", "this was my favourite keynote".
_TOLD_AS_KEYNOTE = re.compile(
    r"""(?ix)
    \b(?:g[ai]ve[ns]?|h[eo]ld|(?:deliver|provid|present|open|start|kick|clos|end)(?:ed|e?s)|beg[au]n|this\ (?:was|is))\b
        (?:(?!\b(?:after|as|before|between|during|from|like|talk|until)\b)[^.!?()]){0,60}\bkeynote\b
    | \b(?:this|(?:in|with)\ (?:the|his|her|their)(?:\ \w+)?)\ keynote\b
    | (?<=['’]s)\ (?:(?:opening|closing|morning|evening|final|great)\ )*keynote\b
    | \bkeynote\ (?:\S+\ ){0,2}(?:by|from|with)\s
    """
)
#: "This lightning talk was …", "gave a lightning talk".
_TOLD_AS_LIGHTNING = re.compile(
    r"(?i)\b(?:this|(?:g[ai]ve[ns]?|in|with)\s+(?:an?|the|his|her|their))\s+(?:[\w-]+\s+)?(?:lightning|ignite)\s+talk\b"
)
#: What somebody goes by elsewhere: "@ada", "(@ada)".
_HANDLE = re.compile(r"\s*\(?(?<!\w)@\w+\)?")
#: Characters. A line of a list of talks is no longer; likeness of its title to that of the telling, up to 100.
LISTED, SAME_TITLE = 250, 70


def _is_other(words: str) -> bool:
    """Whether a heading stands over a part that is no talk."""
    return len(words) <= MAX_HEADING and bool(_OTHER_PART.match(words))


@dataclass(slots=True)
class _Section:
    """A heading with the blocks below it, up to the next heading; and the sections nested under it."""

    heading: Block | None
    blocks: list[Block]
    children: list[_Section]
    end: int  #: of its own blocks

    @property
    def words(self) -> str:
        return self.heading.words if self.heading else ""

    @property
    def level(self) -> int:
        return self.heading.level if self.heading else 0

    @property
    def start(self) -> int:
        first = self.heading or self.blocks[0]
        return first.start

    @property
    def whole_end(self) -> int:
        return self.children[-1].whole_end if self.children else self.end


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of the text."""

    start: int
    end: int
    raw: str  #: as it is written
    words: str  #: as it reads


@dataclass(slots=True)
class _Begun:
    """The talks that have begun in a part that introduces speakers, as far as it has been read."""

    seen: set[str]  #: last names of speakers whose talk has begun, here or before
    lightning: bool  #: whether talks that begin now are lightning talks
    talks: list[tuple[int, Heading, bool]] = field(default_factory=list)  #: where each begins, what is said of it, whether it is one
    keynotes: set[int] = field(default_factory=set)  #: where those begin that are called keynotes
    told_with_title: bool = False

    def add(self, start: int, heading: Heading) -> None:
        self.talks.append((start, heading, self.lightning))
        self.seen.update(_last_name(name) for name in heading.speakers)


def find_talks(text: str, blocks: Sequence[Block], title: str) -> list[Talk]:
    """The talks of a recap, in reading order, none overlapping. `title` is the recap's own, which heads no talk."""
    return _Finder(text, blocks, title).find() if blocks else []


class _Finder:
    """Learns how one recap writes its headings, then walks its sections and collects its talks, once."""

    def __init__(self, text: str, blocks: Sequence[Block], title: str) -> None:
        self._text = text
        self._names = Names(" ".join(block.words for block in blocks if block.kind != "code"))
        self._headings: dict[str, Heading] = {}  # each taken apart, by its words
        self._known: set[str] = set()  # last names of speakers whose talk has begun
        self._talks: list[Talk] = []
        self._title = _key(title)
        # "LoomConf 2015" of "LoomConf 2015 - Of wool": a heading of these words stands over the whole event
        self._edition = {_key(part) for part in re.split(r"\s+[-–—|]\s+|:\s+", title) if re.search(r"\d", part)}
        self._is_list = bool(_COUNTED.search(title))
        sections = _sections(blocks)
        self._starts = [section.start for section in sections]
        self._with_heading = [section for section in sections if section.heading is not None]
        self._over_all = _heading_over_all(self._with_heading)
        votes = [self._side(section.words) for section in self._with_heading]
        self._speaker_first = votes.count("left") > votes.count("right")
        self._name_levels = {level for level in range(1, 8) if self._names_head_talks(level)}
        self._top = _nested(sections)
        self._own_lines = 0  # headings with a speaker in a line of its own below; none while they are counted
        self._own_lines = sum(bool(self._speaker_in_own_line(part, Heading(None, (), None))) for part in _every(self._top))

    def find(self) -> list[Talk]:
        """The talks, in reading order."""
        for section in self._top:
            self._walk(section, lightning=False)
        self._talks.sort(key=lambda talk: talk.start)
        self._call_keynotes()
        self._drop_outer()
        self._drop_listed()
        return self._talks

    def _call_keynotes(self) -> None:
        """Call the talks under a heading over keynotes what they are."""
        parts = [part for part in _every(self._top) if _KEYNOTES.fullmatch(part.words)]
        for at, talk in enumerate(self._talks):
            if talk.kind == "talk" and any(part.start <= talk.start < part.whole_end for part in parts):
                self._talks[at] = replace(talk, kind="keynote")

    def _names_head_talks(self, level: int) -> bool:
        """Whether most headings of a level, those of other parts left out, name a speaker."""
        here = [section.words for section in self._with_heading if section.level == level]
        here = [words for words in here if words and not _is_other(words) and not _LIGHTNING.search(words)]
        named = sum(bool(self._parsed(words).speakers) for words in here)
        return named >= 2 and named * 2 > len(here)

    def _side(self, words: str) -> str:
        cut = re.split(r"\s+[—–|-]{1,3}\s+|:\s+", LABEL.sub("", words), maxsplit=1)
        if len(cut) == 2:
            left, right = (bool(self._names.people(side.split(",")[0])) for side in cut)
            if left != right:
                return "left" if left else "right"
        return ""

    def _parsed(self, words: str) -> Heading:
        """A heading taken apart. It is asked for again and again: of a section, and of each that stands above it."""
        if words not in self._headings:
            self._headings[words] = parse_heading(words, self._names, speaker_first=self._speaker_first)
        return self._headings[words]

    def _named_below(self, section: _Section) -> list[_Section]:
        """The sections right under one whose headings name a speaker."""
        return [child for child in section.children if self._parsed(child.words).speakers]

    def _walk(self, section: _Section, *, lightning: bool) -> None:
        words = section.words
        heading = self._parsed(words)
        if not any(char.isalnum() for char in words) and section.heading is not None:
            self._add(Heading(None, (), None), section.start, section.whole_end, lightning, "")  # a heading left empty
        elif section.heading is None:
            if not self._introduced(section, lightning=False, least=2, one_titled=True):
                self._titled(section)
        elif not heading.speakers and (named := self._speaker_in_own_line(section, heading)):
            self._add(named, section.start, section.whole_end, lightning, words)
        elif _LIGHTNING.search(words) and not heading.speakers and not _SHORT.match(words):
            if section.children:
                for child in section.children:
                    self._walk(child, lightning=True)
                self._unnamed_before(section)
            else:
                self._introduced(section, lightning=True, least=1)
        elif self._is_no_talk(section, heading):
            if not _NOT_RETOLD.match(words) and not self._introduced(section, lightning=lightning, least=2, one_titled=True):
                self._titled(section)
            for child in section.children:
                self._walk(child, lightning=lightning)
        elif not heading.speakers and self._is_container(section):
            self._introduced(section, lightning=lightning, least=2)
            for child in section.children:
                self._walk(child, lightning=lightning)
        else:
            self._headed(section, heading, lightning)

    def _is_no_talk(self, section: _Section, heading: Heading) -> bool:
        """Whether a section is no talk: under the recap's own title, one of its takeaways by number, or another part by its words."""
        words = section.words
        if _key(words) == self._title or section.heading is self._over_all:
            return True
        by_number = self._is_list and bool(_BY_NUMBER.match(words))
        return not heading.speakers and (_key(words) in self._edition or by_number or _is_other(words))

    def _drop_outer(self) -> None:
        """Drop what stands before the first talk with a speaker and after the last, under a heading that names none or asks the reader.

        Only where most talks name their speaker in or below the heading: elsewhere a heading without a name may well be a talk.
        """
        named = [talk for talk in self._talks if talk.speakers]
        if len(named) < 4 or len(named) < 0.6 * len(self._talks):
            return
        starts = {section.start for section in self._with_heading}
        first, last = named[0].start, named[-1].start
        labelled = {section.start for section in self._with_heading if LABEL.match(section.words)}
        self._talks = [
            talk
            for talk in self._talks
            if talk.speakers
            or talk.start not in starts
            or talk.start in labelled
            or talk.kind != "talk"
            or (first < talk.start < last and not (talk.title or "").endswith("?"))
        ]

    def _drop_listed(self) -> None:
        """Drop what only lists a talk that is told further on, as a table of contents does; who gave it is taken from there if need be."""
        kept: list[tuple[Talk, str]] = []  # each with its title as it is compared
        for talk in reversed(self._talks):
            title = _key(talk.title or "")
            at = next((at for at, (other, told) in enumerate(kept) if _lists(talk, title, other, told)), None)
            if at is None:
                kept.append((talk, title))
            elif not kept[at][0].speakers:
                kept[at] = replace(kept[at][0], title=talk.title, speakers=talk.speakers, affiliation=talk.affiliation), title
        self._talks = [talk for talk, _ in reversed(kept)]

    def _is_container(self, section: _Section) -> bool:
        """Whether a heading stands over talks that have headings of their own."""
        if not section.children:
            return False
        named = self._named_below(section)
        if not named and self._speaker_below(section, Heading(section.words, (), None)).speakers:
            return False  # a talk with headings of its own
        own_words = sum(len(block.words.split()) for block in section.blocks)
        return bool(len(named) >= 2 or (own_words < 40 and len(section.children) >= 2))

    def _headed(self, section: _Section, heading: Heading, lightning: bool) -> None:
        """A talk that has a heading of its own, or several under one heading that names a theme."""
        if heading.speakers and heading.title is None and (others := self._labelled_below(section)):
            heading = Heading(section.words, others, None)  # "Relay Runners" is what Ada Lovelace spoke of
        if not heading.speakers:
            words = section.words
            if section.level in self._name_levels and self._names.can_be_first_name(words):
                heading = Heading(None, (words,), None)
            elif not section.children and self._introduced(section, lightning=lightning, least=2):
                return
            else:
                heading = self._speaker_below(section, heading)
                if not heading.speakers and not _WRITERS_OWN.match(words):
                    heading = self._speaker_told_of(section, heading)
                    heading = heading if heading.speakers else replace(heading, speakers=self._on_profiles(section))
        if not any(block.words for block in section.blocks) and not section.children and not heading.speakers:
            return
        named = self._named_below(section)
        if named and (heading.speakers or any(LABEL.match(child.words) for child in named)):  # they stand a level too low
            self._add(heading, section.start, named[0].start, lightning, section.words)
            for child in named:
                self._walk(child, lightning=lightning)
        else:
            self._add(heading, section.start, section.whole_end, lightning, section.words)

    def _speaker_in_own_line(self, section: _Section, heading: Heading) -> Heading | None:
        """The speaker in the only line right below a heading that looks like one itself and is all a name: "**Ada Lovelace**"."""
        if section.heading is None or section.blocks or len(section.children) != 1:
            return None
        line = section.children[0].words
        people = self._names.people(line) or self._names.alone(line)
        if not people and self._own_lines >= 2 and re.fullmatch(FULL_NAME, line):
            people = (line,)  # the recap names all speakers so
        return Heading(heading.title, people, None) if people else None

    def _labelled_below(self, section: _Section) -> tuple[str, ...]:
        """Who the first line below a heading names as speakers, by that word: "Speaker: Ada Lovelace"; nobody where it does not."""
        first = plain(self._text[section.blocks[0].start : section.blocks[0].end].split("\n")[0]) if section.blocks else ""
        label = re.match(r"(?i)\W*(?:speakers?|presenters?)\s*:\s*(?=\w)", first)
        return self._names.people(first[label.end() :]) if label else ()

    def _speaker_below(self, section: _Section, heading: Heading) -> Heading:
        """The speaker of a talk whose heading is a title: on a line below it, or introduced in the first sentences."""
        opening = [block for block in section.blocks if block.kind != "code"][:3]
        for block in opening[:2]:
            whole = re.sub(
                r"^([^.\n]+[a-z])\. ([A-Z][\w ]{1,30})\.?\s*$", r"\1 - \2", self._text[block.start : block.end]
            )  # "Ada Lovelace. Mills."
            if len(whole) <= MAX_HEADING and (several := self._names.people(plain(whole)) or self._names.alone(plain(whole))):
                return Heading(heading.title, several, None)
            if with_roles := self._speakers_by_line(whole):
                return Heading(heading.title, *with_roles)
            line = _HANDLE.sub("", plain(whole.splitlines()[0][:MAX_HEADING]))
            line = re.sub(r"(?i)^\W*(?:speakers?|by|with|presenters?)\s*:?\s+(?:our\s+own\s+)?", "", line)
            who, *role = re.split(r"\s+[-–—|]\s+", line)
            parsed = people_with_affiliation(who.strip(" .*_"), self._names)
            if parsed:
                return Heading(heading.title, parsed[0], shortened(parsed[1]) or (employer(role[-1]) if role else None))
        sentences = [sentence for block in opening for sentence in self._sentences(block)][:4]
        for start, end in sentences:
            sentence = plain(self._text[start:end])
            people = self._names.introduced(sentence)
            if people:
                first = _together(people, sentence)[0]
                return Heading(heading.title, tuple(name for name, *_ in first), self._org(sentence[first[-1][2] :]))
        return heading

    def _speaker_told_of(self, section: _Section, heading: Heading) -> Heading:
        """The speaker of a talk that nothing introduces: who is named in its first sentences, and again or with an employer or role."""
        prose = [block for block in section.blocks if block.kind in ("paragraph", "item")]
        words = Counter(re.findall(r"\w[\w'’-]*\w", " ".join(block.words for block in section.blocks)))
        opening = [plain(self._text[start:end]) for block in prose for start, end in self._sentences(block)][:4]
        for sentence in opening:
            for match in re.finditer(rf"(?<![\w.])(?P<name>{FULL_NAME})", sentence):
                name = re.sub(r"['’]s?(?:\s.*)?$", "", match["name"]).rstrip(".")  # "Ada Lovelace's Engine"
                again = any(words[part] > 1 for part in (name.split()[0], name.split()[-1]))
                own = self._text[section.start : section.end]
                spelled = r"\s+".join(map(re.escape, name.split()))
                marked = f"*{name}*" in own or re.search(spelled + r"['’]s\s+[*_“\"]", own)
                if self._names.is_name(name) and (again or marked):
                    return Heading(heading.title, (name,), self._org(sentence[match.start() + len(name) :]))
            if alone := [match for match in _FIRST_NAME_AT.finditer(sentence) if self._names.can_be_first_name(match["name"])]:
                return Heading(heading.title, tuple(match["name"] for match in alone), alone[0]["org"])
            if (initials := _INITIALS.match(sentence)) and words[initials["name"]] > 1:
                return Heading(heading.title, (initials["name"],), None)
            if (tells := _FIRST_NAME_TELLS.search(sentence)) and self._names.can_be_first_name(tells["name"]):
                return Heading(heading.title, (tells["name"],), None)
        return heading

    def _on_profiles(self, section: _Section) -> tuple[str, ...]:
        """Who a talk links to by a profile of theirs, where that is one or two: "[Follow Ada Lovelace](https://twitter.com/ada)"."""
        following = bisect_right(self._starts, section.start)  # such a line may be no block
        end = self._starts[following] if following < len(self._starts) else len(self._text)
        named = dict.fromkeys(name for name in on_profiles(self._text[section.start : end]) if self._names.is_name(name))
        return tuple(named) if len(named) <= 2 else ()

    def _speakers_by_line(self, text: str) -> tuple[tuple[str, ...], str | None] | None:
        """Two speakers or more, each on a line with a role, and the first role: "Ada Lovelace - Engineer"; None for other lines."""
        lines = [plain(line[:MAX_HEADING]).strip(" .*_") for line in text.splitlines()[:5]]
        cut = [re.split(r"\s+[-–—|]\s+", line, maxsplit=1) for line in lines]
        speakers = [parts[0] for parts in cut if len(parts) == 2 and self._names.is_name(parts[0])]
        if len(speakers) < 2 or len(speakers) < len(lines):
            return None
        return tuple(speakers), employer(cut[0][1])

    def _org(self, following: str) -> str | None:
        found = _AFFILIATION.match(following)
        return next(group for group in found.groups() if group).rstrip(".,") if found else None

    def _sentences(self, block: Block) -> list[tuple[int, int]]:
        return sentence_spans(self._text, block.start, block.end)

    def _introduced(self, section: _Section, *, lightning: bool, least: int, one_titled: bool = False) -> bool:
        """Cut a section's own blocks into talks where speakers are introduced; nothing where fewer than `least` are.

        With `one_titled`, a single one whose talk has a title will do.
        """
        begun = _Begun(set(self._known), lightning)
        marked = self._marked_talks(section, one_titled=one_titled)
        before: Block | None = None
        for block in section.blocks:
            if block.kind in ("code", "quote", "row"):
                continue
            if before is not None and before.kind == "item" and block.kind == "paragraph":
                begun.lightning = lightning  # the list of lightning talks is over
            before = block
            entry = marked.get(block.start) or (self._entry(block) if block.kind == "item" or lightning else None)
            if entry is not None:
                begun.add(block.start, entry)
            else:
                self._introduced_in(block, section, begun, lightning=lightning)
        if len(begun.talks) < least and not (one_titled and begun.told_with_title):
            return False
        ends = [*(start for start, *_ in begun.talks[1:]), section.end]
        for (start, heading, short), following in zip(begun.talks, ends, strict=True):
            self._add(heading, start, self._told_until(section, start, following), short, "keynote" if start in begun.keynotes else "")
        return True

    def _marked_talks(self, section: _Section, *, one_titled: bool) -> dict[int, Heading]:
        """The talks that blocks of a section name at their heads as a heading would, by where they start: where there are several."""
        blocks = [block for block in section.blocks if block.kind in ("item", "paragraph")]
        entries = [(block, entry) for block in blocks if (entry := self._marked_entry(block))]
        named = Counter(block.kind for block, entry in entries if entry.speakers)
        marked = {  # with two that name who gave it, one without a name is a talk too where it is an item
            block.start: entry for block, entry in entries if named[block.kind] >= 2 and (entry.speakers or block.kind == "item")
        }
        heads = {block.start: entry for block in blocks if (entry := self._run_in(block))} | self._over_names(section)
        whole = sum(bool(entry.speakers and entry.title) for entry in heads.values())
        several = whole >= 2 or (one_titled and len(heads) >= RUN_INS and _OVER_TALKS.match(section.words))
        return heads | marked if several else marked

    def _introduced_in(self, block: Block, section: _Section, begun: _Begun, *, lightning: bool) -> None:
        """Begin the talks whose speakers the sentences of a block introduce; `lightning` says what the section is of."""
        for number, (start, end) in enumerate(self._sentences(block)):
            raw = self._text[start:end]
            sentence = _Sentence(start, end, raw, plain(raw))
            if _LIGHTNING.search(sentence.words) and len(sentence.words) < 220:
                begun.lightning = True
            elif block.kind == "paragraph" and number == 0 and not lightning and not re.search(r"(?i)lightning", section.words):
                begun.lightning = begun.lightning and not _ON_TO_ANOTHER.match(sentence.words)
            told = self._told_of(sentence, at_line=start == block.start or self._text[start - 1] == "\n")
            title = title_told(sentence.words, raw) if told else None
            new = self._not_yet_told(told, title, sentence.words, begun, lightning=lightning)
            if new:
                first = number <= 1 and (not begun.talks or begun.talks[-1][0] < block.start)
                self._begin(begun, new, title, sentence, block.start if first else start)
            elif lightning and _NAMELESS.match(sentence.words):
                begun.add(start, Heading(None, (), None))

    def _not_yet_told(
        self, told: Sequence[tuple[str, int, int]], title: str | None, sentence: str, begun: _Begun, *, lightning: bool
    ) -> list[tuple[str, int, int]]:
        """Those of whom a sentence introduces whose talk has not begun, or who give one more; among lightning talks a first name too."""
        again = bool(_ONE_MORE.search(sentence))
        new = [item for item in told if (again or _last_name(item[0]) not in begun.seen) and item[0] not in (title or "")]
        turn = _IN_TURN.match(sentence) if lightning and not new else None
        if turn and self._names.can_be_first_name(turn["name"]):
            return [(turn["name"], *turn.span("name"))]
        return new

    def _begin(self, begun: _Begun, new: Sequence[tuple[str, int, int]], title: str | None, sentence: _Sentence, start: int) -> None:
        """Begin a talk of those whom a sentence introduces; of several that it tells on one after another, one each."""
        groups = _together(new, sentence.words)
        if _KEYNOTE_BY.search(sentence.words, 0, new[0][1]):
            begun.keynotes.add(start)
        ends = [*(group[0][1] for group in groups[1:]), len(sentence.words)]
        others = [
            (at, own, group)
            for group, until in zip(groups[1:], ends[1:], strict=True)
            if (own := told_on(sentence.words, group[-1][2], until)) and (at := self._where_written(group[0][0], sentence)) is not None
        ]
        if others:
            title = told_on(sentence.words, 0, ends[0])
        begun.told_with_title = begun.told_with_title or title is not None
        for at, own, group in [(start, title, groups[0]), *others]:
            begun.add(at, Heading(own, tuple(name for name, *_ in group), self._org(sentence.words[group[-1][2] :])))

    def _titled(self, section: _Section) -> None:
        """The talks of a part that names no speaker by their titles in quotes, a paragraph each: "I went to “Notes on the Engine”"."""
        found = [
            (Heading(title, (), None), block)
            for block in section.blocks
            if block.kind in ("paragraph", "item")
            for title in [went_to(plain(self._text[block.start : block.end]))]
            if title and len(title.split()) > 2
        ]
        for heading, block in found:
            self._add(heading, block.start, block.end, False, "")

    def _told_until(self, section: _Section, start: int, following: int) -> int:
        """Where a talk without a heading ends: at the next one, with its list item, or where the recap sums up."""
        first = bisect_right(section.blocks, start, key=lambda block: block.end)
        own = section.blocks[first : bisect_left(section.blocks, following, key=lambda block: block.start)]
        end = min(own[0].end, following)
        for block in own[1:]:
            if (own[0].kind == "item" and block.kind != "item") or _SUMMING_UP.match(block.words):
                break
            end = min(block.end, following)
        return end

    def _entry(self, block: Block) -> Heading | None:
        """A list item that names a talk: "Title by A", "Title (A)", "Title, A", "A: …" before its first full stop; "*Title* by A"."""
        if (marked := self._marked_entry(block)) and marked.speakers:
            return marked
        head = re.split(r"(?<=[\w)”\"])[.:!?]\s|\s[–—-]\s(?=[a-z])", block.words, maxsplit=1)[0]
        if not 2 <= len(head.split()) <= 22 or re.match(r"(?i)there\s+(?:was|were|is|are)\b", head):
            return None
        whole = re.match(r"^(?P<title>.{3,140}?)\s*\((?P<who>[^()]+)\)", block.words)
        if whole and self._names.people(whole["who"]):
            return Heading(whole["title"], self._names.people(whole["who"]), None)
        heading = parse_heading(head, self._names)
        if block.words[len(head) : len(head) + 1] == ":" and len(block.words.split()) <= 22:  # "Looms: a history, by Ada Lovelace"
            line = parse_heading(block.words, self._names)
            heading = line if line.title and line.speakers and self._names.people(line.speakers[0]) else heading
        if heading.speakers and not heading.title and len(block.words.split()) < len(head.split()) + 3:
            return None  # nothing is told of it
        return heading if heading.speakers and (heading.title or len(head.split()) <= 8) else None

    def _marked_entry(self, block: Block) -> Heading | None:
        """A talk whose title is in italics, in quotes or linked at the head of a block, with its speakers where they stand beside it."""
        text = re.sub(r"([*_])\s*\n\s*\1", " ", self._text[block.start : block.end][:1000])
        title, who = title_with_name(text) or ("", "")
        people = self._names.people(who) if who else ()
        title = title if people else title_alone(text) or ""
        return Heading(title, people, None) if len(title.split()) > 1 else None

    def _run_in(self, block: Block) -> Heading | None:
        """A talk whose title, or speaker, begins a paragraph or an item as a heading would."""
        words = run_in(self._text[block.start : block.end][:600])
        heading = self._parsed(words) if words and not _is_other(words) else None
        if not heading or not (heading.speakers or len((heading.title or "").split()) >= LONG_TITLE):
            return None
        return replace(heading, title=heading.title.strip('"“”')) if heading.title else heading

    def _over_names(self, section: _Section) -> dict[int, Heading]:
        """The talks of items that are a title with an item of names right below, by where they start."""
        found = {}
        for title, below in pairwise(section.blocks):
            people = self._names.people(below.words) if title.kind == below.kind == "item" and len(below.words) <= MAX_HEADING else ()
            if (
                people
                and len(title.words) <= MAX_HEADING
                and len(title.words.split()) >= LONG_TITLE
                and not self._names.people(title.words)
            ):
                found[title.start] = Heading(title.words.strip(" .:"), people, None)
        return found

    def _told_of(self, sentence: _Sentence, *, at_line: bool) -> list[tuple[str, int, int]]:
        """Whom a sentence introduces as speakers, each with the span of the name in the sentence as it reads, in order.

        By its words; else by the marked title of a talk beside the name, a link to a speaker's page, or a linked name that heads the line.
        """
        introduced = [item for item in self._names.introduced(sentence.words) if not within_link(item[0], sentence.raw)]
        first = heads_line(sentence.raw) if at_line else None
        if introduced and (not first or first in (name for name, *_ in introduced)):
            return introduced
        people = [name for who in beside_titles(sentence.raw) for name in self._names.people(who)]
        named = people or on_speaker_pages(sentence.raw) or ([first] if first else [])
        names = [name for name in dict.fromkeys(named) if self._names.is_name(name) and name in sentence.words]
        return sorted(((name, at := sentence.words.find(name), at + len(name)) for name in names), key=lambda item: item[1]) or introduced

    def _where_written(self, name: str, sentence: _Sentence) -> int | None:
        """Where a name of a sentence stands in the text, with the marks before it; None where it is broken by marks."""
        found = re.compile(r"[_*\[]*" + r"\s+".join(map(re.escape, name.split()))).search(self._text, sentence.start, sentence.end)
        return found.start() if found else None

    def _unnamed_before(self, section: _Section) -> None:
        """Notes under a lightning heading, before its first named talk, are a talk whose speaker is not named."""
        own = [block for block in section.blocks if block.kind != "code"]
        words = " ".join(block.words for block in own)
        if len(words.split()) >= 25 and not re.search(r"(?i)\blightning|after (?:the )?lunch|once\b.*talk", words[:200]):
            self._talks.append(Talk(None, (), None, "lightning talk", own[0].start, own[-1].end))

    def _add(self, heading: Heading, start: int, end: int, lightning: bool, words: str) -> None:
        self._known.update(_last_name(name) for name in heading.speakers)
        lightning = lightning or bool(_SHORT.match(words)) or self._told_as(_TOLD_AS_LIGHTNING, start, end)
        keynote = _KEYNOTE.search(words) or self._told_as(_TOLD_AS_KEYNOTE, start, end)
        kind: TalkKind = "lightning talk" if lightning else "keynote" if keynote else "talk"
        self._talks.append(Talk(heading.title, heading.speakers, heading.affiliation, kind, start, end))

    def _told_as(self, kind: re.Pattern[str], start: int, end: int) -> bool:
        """Whether one of the first sentences of a talk calls it one of a kind."""
        return any(
            kind.search(plain(self._text[first:last])) for first, last in sentence_spans(self._text, start, min(end, start + OPENING))[:3]
        )


def _heading_over_all(headed: Sequence[_Section]) -> Block | None:
    """The one heading of the first level over all others: a title, be it another than the metadata's."""
    over = len(headed) > 2 and headed[0].level == 1 and all(section.level > 1 for section in headed[1:])
    return headed[0].heading if over else None


def _lists(talk: Talk, title: str, other: Talk, told: str) -> bool:
    """Whether a talk, as far as it is told here, is only listed, and told as the other further on; with their titles as compared."""
    if not title or not told:
        return False
    if title == told:
        return True
    bare = talk.end - talk.start <= LISTED < other.end - other.start and (talk.speakers == other.speakers or not other.speakers)
    return bare and fuzz.token_set_ratio(title, told) >= SAME_TITLE


def _together(named: Sequence[tuple[str, int, int]], sentence: str) -> list[list[tuple[str, int, int]]]:
    """People named in a sentence in groups that gave one talk: "Ada Lovelace and Tom Babbage"."""
    groups: list[list[tuple[str, int, int]]] = []
    for item in named:
        if groups and re.fullmatch(rf"{DEGREES}{FIRM}\s*(?:,|and|&|,\s*and)\s*", sentence[groups[-1][-1][2] : item[1]]):
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


def _key(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().lower()


def _last_name(name: str) -> str:
    return name.split()[-1].lower()


def _sections(blocks: Sequence[Block]) -> list[_Section]:
    """Each heading with the blocks below it, in reading order; first, without a heading, what stands before them all."""
    sections: list[_Section] = []
    for block in blocks:
        if block.kind == "heading":
            sections.append(_Section(block, [], [], block.end))
        else:
            if not sections:
                sections.append(_Section(None, [], [], block.end))
            sections[-1].blocks.append(block)
            sections[-1].end = block.end
    return sections


def _every(sections: Iterable[_Section]) -> Iterator[_Section]:
    """Some sections and all that are nested under them."""
    for section in sections:
        yield section
        yield from _every(section.children)


def _nested(sections: Sequence[_Section]) -> list[_Section]:
    """The sections as a tree by their levels; the top of it."""
    top: list[_Section] = []
    path: list[_Section] = []
    for section in sections:
        if section.heading is None:
            top.append(section)
            continue
        while path and path[-1].level >= section.level:
            path.pop()
        (path[-1].children if path else top).append(section)
        path.append(section)
    return top
