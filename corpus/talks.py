"""Which talks a recap retells: by its headings where it has some, else by how it introduces a speaker.

There is no list of names and no model here. A name is told from other capitalised words by what the recap does with
it: it introduces the person ("next was …", "… from Viacom explained"), or puts it in a heading and goes on to speak
of the person by first or last name. A word that the same recap also writes in lower case is no name.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from corpus.blocks import Block
from corpus.plain import plain
from corpus.recap import OPENING, Talk, TalkKind
from corpus.sentences import sentence_spans

_TOKEN = r"(?:(?:[A-Z]\.){2,3}|(?:[dDlLO]['’])?[A-ZÀ-ÖØ-ÞŁŚŠŽĆČĐ][\w'’]*(?:-[\w'’]+)*+\.?)"
_PARTICLE = r"(?:van|von|de|der|den|del|di|da|du|la|le|el|bin|al|dos|ten|ter)"
_FULL_NAME = rf"{_TOKEN}(?:\s+(?:{_PARTICLE}\s+)*{_TOKEN}){{1,3}}"
_ANY_NAME = rf"{_TOKEN}(?:\s+(?:{_PARTICLE}\s+)*{_TOKEN}){{0,3}}"

_NO_NAME = frozenset(
    """a about after all also an and another api april as at august back because before besides big both but by city cloud club code
    conf conference cto ceo csail data database day days december demo design dev developer development different digital during each
    engineer engineering europe evening event ever every february finally first five follow following for foundation four friday from
    future group he her here his home how i if in inc institute intelligence internet interestingly introduction is it its january july labs
    june just keynote lab language last later learning lesson lessons library life lightning like live lunch machine making manager
    march may meetup microsoft monday more morning most my network networks new next no not november now october of on one online open
    opening or other our overall panel part performance platform problem product programming project q&a react really research room
    saturday science second security senior september service session shared she since so software some source speaker state stories
    story street sunday system systems talk talks team tech technology that the their then theory there these they third this those
    three thursday time to today together tools tuesday two university up us using very was we web wednesday week welcome what when
    where which while who why with workshop world year you your google facebook twitter amazon apple netflix docker kubernetes
    javascript python java ruby rails linux windows android mozilla github overall unfortunately actually yes""".split()
)
_TITLES = frozenset(("Dr", "Mr", "Mrs", "Ms", "Prof", "Profs"))
#: First names that are everyday words too.
_FIRST_NAMES = frozenset("chase dawn drew faith frank gene grace grant hope jack mark nick pat rich rose will".split())
_VERB = (
    r"(?:spoke|speaks?|talk(?:ed|s)|gave|gives|presented|presents|explain(?:ed|s)|show(?:ed|s|cased)|told|tells|started|starts|describ(?:ed|es)"
    r"|illustrated?s?|introduc(?:ed|es)|discuss(?:ed|es)|demonstrat(?:ed|es)|demoed|came|took|kicked|cover(?:ed|s)|walked|shar(?:ed|es)"
    r"|delivered|held|opened|closed|argued|outlined|went|did|made|held|ran|led|announced|looked|taught|detailed|took|continued|finished"
    r"|highlighted|summari[sz]ed|reviewed|recapped|began|begins|focus(?:ed|es)|provided|compared|(?:tried|managed)\s+to\s+\w+|was\s+\w{3,}ing)"
)
_ROLE = (
    r"(?:co-?founder|founder|creator|author|co-?author|engineer|developer|cto|ceo|vp|director|head|lead|maintainer|member|professor|"
    r"researcher|scientist|manager|architect|evangelist|advocate|programmer|consultant|designer|president|employee|contributor)"
)
_TALK_NOUN = r"(?:talks?|speakers?|presenters?|keynotes?|presentations?|sessions?|stage|turn|lightning|panel|workshop|up|one|slot)"
_INTRODUCTIONS = [
    # "Next was Ada Lovelace's turn", "Ada Lovelace's talk", "Ada Lovelace's and Charles Babbage's keynote"
    re.compile(rf"\b(?P<name>{_FULL_NAME})['’]s?\s+(?:\w+\s+){{0,3}}(?:talk|turn|keynote|presentation|session|speech)\b"),
    # "The next talk was given by …", "a talk by …", "was followed by …"
    re.compile(
        rf"(?:\b(?!up\b){_TALK_NOUN}\b[^.!?]{{0,160}}?|\bup\b[^.!?]{{0,30}}?|\b(?:given|presented|delivered|held|followed|told)\s+)"
        rf"\bby\s+(?:the\s+|an?\s+)?(?:\w+\s+){{0,3}}?(?P<name>{_FULL_NAME})\b"
    ),
    # "The next talk was with …", "the last talk is from …", where nobody it is by has been named
    re.compile(
        rf"\b{_TALK_NOUN}\b(?![^.!?]*\bby\s+(?:the\s+|an?\s+)?{_TOKEN})[^.!?]{{0,120}}?"
        rf"\b(?:with|from|was|is|to|features?d?|:)\s+(?:the\s+|an?\s+)?(?:\w+\s+){{0,3}}?(?P<name>{_FULL_NAME})\b"
    ),
    # '"Notes on the Engine" by …'
    re.compile(rf"^\W{{0,4}}[“\"‘'][^”\"]{{4,140}}[”\"’'],?\s+(?:by|from|with)\s+(?P<name>{_FULL_NAME})\b"),
    # "Ada Lovelace, from Analytical, explained …", "Ada Lovelace (Analytical) spoke …", "Ada Lovelace kicked off …"
    re.compile(
        rf"\b(?P<name>{_FULL_NAME})(?:\s*\([^)]*\))?"
        rf"(?:\s*,[^.!?]{{2,110}}?,|\s*,\s+(?:an?|the)\s+[^.!?,]{{2,60}}?|\s+who\s+[^.!?,]{{2,60}}?|\s+[–—-]\s+[^.!?]{{2,110}}?\s+[–—-]"
        rf"|\s+(?:from|of|at)\s+[^.!?,]{{2,50}}?|,)?"
        rf"(?:\s+(?:then|also|who|again|from|first|next|next,|then,))?\s+{_VERB}\b"
    ),
    # "Ada Lovelace, creator of the Engine", "The first presenter, Ada Lovelace"
    re.compile(rf"\b(?P<name>{_FULL_NAME})\s*,\s+(?:the\s+|an?\s+)?(?:\w+[ -]){{0,3}}{_ROLE}\b"),
    # "Next stop was Ada Lovelace", "went to see Ada Lovelace explain …"
    re.compile(
        rf"^(?![^.!?]*\bby\s+{_TOKEN})(?:The\s+)?(?:[Nn]ext|[Ff]irst|[Ll]ast|Then|Finally)\s+(?:\w+\s+){{0,2}}(?:was|came|is)\s+(?P<name>{_FULL_NAME})\b"
    ),
    re.compile(
        rf"\bto\s+(?:see|hear|watch)\s+(?:\w+\s+){{0,3}}?(?P<name>{_FULL_NAME})\s+(?:tell|speak|talk|present|show|explain|give|demo)\b"
    ),
    re.compile(rf"\b(?:speaker|presenter)s?\s*(?:,|:|was|is)\s+(?P<name>{_FULL_NAME})\b"),
]
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
#: Capitals within a word, as products have them and few names: "GraphQL", "PRs"; not "McDonald".
_INNER_CAPITAL = re.compile(
    r"(?<!^Mc)(?<!^Mac)(?<!^De)(?<!^Di)(?<!^Du)(?<!^Le)(?<!^La)(?<!^Van)(?<!^Fitz)(?<=[a-z])[A-Z]|^[A-Z]{2,}[a-z]|-[A-Z]\w*[A-Z]"
)
#: "… was [Notes on the Engine](https://…) by".
_LINKED_TITLE = re.compile(r"\[([^\[\]]{4,120})\]\([^()\s]{1,300}\),?\s+by\s")
#: Who leads through the day gives no talk by that.
_HOST = re.compile(r"(?i)\b(?:mc|emcee|host|moderator|compère)s?\s+(?:was|is|were)\s+$")
#: Who stands before somebody that is introduced: "Ada Lovelace and …".
_BESIDE = re.compile(rf"(?P<name>{_FULL_NAME}),?\s+(?:and|&)\s+$")
#: A first name alone introduces somebody only at the head of a block and with where they are from.
_IN_TURN = re.compile(rf"^(?:Then|Next|Finally|After that),?\s+(?P<name>{_TOKEN})\s+{_VERB}\b")
_FIRST_NAME_ONLY = re.compile(
    rf"^(?:Then\s+|Next\s+)?(?P<name>{_TOKEN})(?:\s+and\s+(?P<other>{_TOKEN}))?,?\s+(?:from|of)\s+[A-Z][^.!?,]{{1,50}},?\s+{_VERB}\b"
)
#: "Ada (Analytical) goes through …", "Ada is an engineer", "as Ada talked about", "It was Ada, an engineer".
_FIRST_NAME_AT = re.compile(rf"(?:^|\band\s+|,\s+)(?P<name>{_TOKEN})\s+\((?P<org>[A-Z][^()]{{1,40}})\)")
_INITIALS = re.compile(rf"^(?P<name>[A-Z]{{2,4}})\s+{_VERB}\b(?=[^.!?]*\b(?:keynote|talk|session)\b)")  # "DHH opened with a keynote"
_FIRST_NAME_TELLS = re.compile(
    rf"(?:^|\bas\s+|\bit was\s+)(?P<name>{_TOKEN})"
    rf"(?:\s+is\s+an?|,\s+an?|\s+(?:spoke|talked|presented|explained|told|shared|discussed|walked)\b)"
    rf"(?=[^.!?]{{0,40}}\b(?:{_ROLE}|about|us)\b)"
)
_ORG = r"(?:the\s+)?(?P<{}>[A-Z][\w.&+'’-]*(?:\s+(?:of\s+)?[A-Z][\w.&+'’-]*){{0,3}}|[a-z]+\.[a-z]{{2,4}}\b)"
_AFFILIATION = re.compile(
    rf"^(?:,?\s+(?:from|at)\s+{_ORG.format('org')}"
    rf"|,?\s+(?:who\s+)?(?:work(?:s|ed|ing)\s+(?:for|at))\s+{_ORG.format('employer')}"
    rf"|,\s+(?:\w+[ -]){{0,4}}?{_ROLE}\s+(?:\w+\s+){{0,3}}?(?:of|at|for)\s+{_ORG.format('led')}"
    r"|\s*\((?P<paren>[A-Z][^)]{1,40})\))"
)

#: Headings of parts that are no talk.
_OTHER_PART = re.compile(
    r"""(?ix)^\W*(?:\d+[.)]\s*)?
    (?:(?:a\ few|some|my|our|the|general|final|closing|overall|other|notable|random|quick|first|personal|more)\ )*
    (?:
        intro(?:duction)? | opening\ remarks | prologue | preamble | background | context | overview | contents | table\ of\ contents
      | conclusions? | closing | wrap[- ]?up | wrapping\ up | (?:in\ )?summary | recap | review | epilogue | outro | end | tl;?dr
      | lunch(?:\ ?break|time)? | breakfast | (?:coffee\ )?breaks? | (?:after-?)?party | food | social\b.*
      | (?:conference\ )?program(?:me)?s? | .*\bposter\ sessions? | meet-?ups?\b.* | socials? | workshop\ day | key\ take-?aways?\b.*
      | the\ (?:conference|event)\ (?:begins|starts|ends|is\ over) | one\ (?:more|last)\ thing | (?:random|useful)\ .* | overall\b.*
      | the\ end
      | venue | location | city | organi[sz]ation | agenda | schedule | registration | sponsors? | community | people | hallway\b.*
      | event | conference | concept | format\b.* | experience | good | bad
      | references | resources | links | footnotes | notes | comments? | disclaimer | meta | misc\b.*
      | thanks | thank\ you | acknowledge?ments? | questions | q&a
      | remarks | thoughts | impressions | take-?aways? | overall | highlights | lowlights | faves? | favou?rites
      | talks | sessions | speakers? | keynotes | workshops? | posters? | papers? | topics?
      | .*\bwhich\ talks?\b.*
      | (?:about|before|things|other|more|catching\ up|what'?s\ next|see\ you|until\ next)\b.*
      | next\ (?:month|year|time|steps)\b.*
      | day\b.* | .*\bday\ (?:one|two|three|\d) | (?:mon|tues|wednes|thurs|fri|satur|sun)day\b.* | (?:morning|afternoon|evening)\b.*
      | (?:january|february|march|april|may|june|july|august|september|october|november|december)\ \d.*
    )\W*$"""
)
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
_LIGHTNING = re.compile(r"(?i)\b(?:lightning|ignite|flash|rapid[- ]fire|lightening)\b")
#: "The day began with a keynote delivered by …".
_KEYNOTE_BY = re.compile(r"(?i)\bkeynote\W+(?:\w+\W+){0,3}?(?:by|from|with|of)\W+(?:\w+\W+){0,3}$")
_KEYNOTE = re.compile(r"(?i)\bkeynote\b")
#: A heading over keynotes.
_KEYNOTES = re.compile(r"(?i)\W*(?:the\s+)?keynotes\W*")
#: "Ada Lovelace gave a keynote", "in this keynote", "the funny keynote by", "this was my favourite keynote".
_TOLD_AS_KEYNOTE = re.compile(
    r"""(?ix)
    \b(?:g[ai]ve[ns]?|h[eo]ld|(?:deliver|provid|present|open|start|kick|clos|end)(?:ed|e?s)|beg[au]n|this\ (?:was|is))\b
        (?:(?!\b(?:after|before|between|during|like|talk|until)\b)[^.!?()]){0,60}\bkeynote\b
    | \b(?:this|in\ (?:the|his|her|their)(?:\ \w+)?)\ keynote\b
    | \bkeynote\ (?:\S+\ ){0,2}(?:by|from|with)\s
    """
)
_LABEL = re.compile(
    r"""(?ix)^\s*(?:
        \d{1,2}[.):]\s+ | \[(?:talk|keynote|workshop|session)s?\]\s*
      | (?:talk|keynote|tutorial|session|lightning\ talk)\s*(?:\d+\s*)?[:–—-]\s+
      | (?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\W+)?\d{1,2}[:.h]\d{2}(?:\s*[ap]\.?m\b\.?)?
        (?:\s*(?:to|-|–|—)\s*\d{1,2}[:.h]\d{2}(?:\s*[ap]\.?m\b\.?)?)?\W+
    )"""
)
_MARKED = (
    r"""(?:[*_]{1,3}\[?(?P<marked>[^*_\n\[\]]{4,140}(?:\n[^*_\n\[\]]{1,140})?)(?:\]\([^()\s]*\))?[*_]{1,3}"""
    r"""|["“](?P<quoted>[^"”\n]{4,140}(?:\n[^"”\n]{1,140})?)["”]|\[(?P<linked>[^\[\]]{4,140})\]\([^()\s]*\))"""
)
_NAMED = rf"(?P<who>\[?(?:{_FULL_NAME})(?:\]\([^()\s]*\))?(?:\s*(?:,|&|and)\s*\[?{_FULL_NAME}(?:\]\([^()\s]*\))?)*)"
#: At the head of a block: "*Notes on the Engine* by Ada Lovelace …", "In “Notes …”, Ada Lovelace …", "Ada Lovelace's *Notes …* …".
_MARKED_TITLES = tuple(
    map(
        re.compile,
        (
            rf"{_MARKED},?\s+(?:(?:a|the)\s+)?(?:talk\s+|presented\s+|given\s+)?(?:by|from|with)\s+{_NAMED}",
            rf"In\s+{_MARKED},\s+{_NAMED}",
            rf"{_NAMED}['’]s?\s+{_MARKED}",
        ),
    )
)
#: The same where nobody is named: "*Notes on the Engine* was …".
_MARKED_ALONE = re.compile(rf"{_MARKED}\s+(?:was|is|were|had|gave|told|showed|covered|dealt)\b")
#: "a session called “Notes on the Engine”", "I then went to “Notes …”".
_WENT_TO = re.compile(
    r"""(?:\b(?:session|talk|presentation|keynote|lecture|panel)\b[^.!?"“]{0,100}\b(?:called|titled|entitled|named|was|is)\W{0,4}|\b(?:went|listened)\s+to\s+)["“](?P<title>[A-Z][^"”]{8,140})["”]"""
)
_RATING = re.compile(r"""(?:\(\d{1,3}/\d{1,3}\)|[^\w\s()"'”’?!.+#])$""")
#: Characters. A line of a list of talks is no longer; likeness of its title to that of the telling, up to 100.
LISTED, SAME_TITLE = 250, 70
#: Characters. What is longer is no heading that names a speaker.
MAX_HEADING = 300


class Names:
    """What one recap's own use of words says about which of them are people's names."""

    def __init__(self, words: str) -> None:
        self._lower = set(re.findall(r"(?<![\w@#/.-])[a-zà-ÿ][\w'’]+", words))
        self._times = Counter(re.findall(r"[\w'’.-]*\w", words))
        self._before = set(re.findall(r"\b(?:at|from|of|with|the|using)\s+([A-Z][\w'’]*)", words))

    def is_name(self, text: str) -> bool:
        """Whether a text of two to four words can be a person's full name."""
        tokens = text.split()
        if not re.fullmatch(_FULL_NAME, text) or len(tokens) > 5:
            return False
        solid = [token for token in tokens if not re.fullmatch(_PARTICLE, token)]
        if len(solid[0]) > 5 and re.search(r"(?:ing|tion|ment|ity|ness|ware|ics|ism)$", solid[0].lower()):
            return False  # "Scaling Ruby"
        if re.search(r"(?:tion|ssion|ment|ness|ware|ism|sis|ailure|.[A-Z]|ments)$", solid[-1]):
            return False  # "Concept Compression"
        for token in solid:
            if _INNER_CAPITAL.search(token) or re.search(r"-[a-zà-ÿ]", token) or (token is not solid[-1] and re.search(r"['’]s$", token)):
                return False  # "GraphQL", "PRs"
            low = token.lower().strip(".").removesuffix("'s").removesuffix("’s")
            if (low in _NO_NAME and not re.fullmatch(r"[A-Z]\.", token)) or any(part.isdigit() for part in token):
                return False
            if token.isupper() and len(token.strip(".")) > 2 and "." not in token.strip("."):
                return False
            if len(low) > 3 and low in self._lower and not (token is solid[0] and low in _FIRST_NAMES):
                return False
        return True

    def can_be_first_name(self, text: str) -> bool:
        """Whether one capitalised word can be somebody's first name: no common word, and no place that people are from."""
        low = text.lower()
        if not re.fullmatch(_TOKEN, text) or low in _NO_NAME or low in self._lower or text.isupper() or len(text) < 3:
            return False
        if re.search(r"(?:ing|tion|ment|ity|ness|ware|ics|ism)$", low):
            return False
        return text not in self._before

    def alone(self, text: str) -> tuple[str, ...]:
        """A name of two words that is all of a text, its last name a common word; empty for another text."""
        words = text.split()
        common = {word.lower() for word in words} & _NO_NAME
        if len(words) != 2 or common or not all(re.fullmatch(_TOKEN, word) for word in words) or words[0].lower() in self._lower:
            return ()
        return (text,)

    def knows(self, name: str) -> bool:
        """Whether the recap writes a part of a name more than once."""
        return any(self._times[part] > 1 for part in name.split())

    def goes_by(self, text: str) -> bool:
        """Whether a word can be a first name and the recap calls somebody by it more than once."""
        return self._times[text] > 1 and self.can_be_first_name(text)

    def people(self, text: str) -> tuple[str, ...]:
        """The names in "A", "A and B", "A, B & C"; empty where one part of it is no name."""
        parts = [part.strip() for part in re.split(r"\s*(?:,|&|\+|/|\band\b)\s*", text.strip(" .:")) if part.strip()]
        parts = [re.sub(rf"^(?:{'|'.join(_TITLES)})\.?\s+", "", re.sub(r"\s*\([^)]*\)", "", part)) for part in parts]
        if not parts or not all(self.is_name(part) for part in parts):
            return ()
        if len(parts) == 2 and "," in text and not self._spoken_of(parts[1]):
            return ()  # "A, Org"
        return tuple(parts)

    def _spoken_of(self, name: str) -> bool:
        """Whether the recap calls somebody by the first or last name alone, and not by both each time."""
        first, last = self._times[name.split()[0]], self._times[name.split()[-1]]
        return first != last

    def introduced(self, sentence: str) -> list[tuple[str, int, int]]:
        """People a sentence introduces as speakers, each with the span of the name in the sentence, in order."""
        found: dict[str, tuple[int, int]] = {}
        for pattern in _INTRODUCTIONS:
            for match in pattern.finditer(sentence):
                name, start = match["name"], match.start("name")
                words = name.split()
                while len(words) > 2 and (words[0].rstrip(".") in _TITLES or not self.is_name(" ".join(words))):  # "Then Ada Lovelace"
                    start += len(words[0]) + 1
                    words = words[1:]
                clean = re.sub(r"['’]s?$", "", " ".join(words)).rstrip(".")
                if self.is_name(clean) and not _HOST.search(sentence, 0, start):
                    with_them = _BESIDE.search(sentence, 0, start)
                    if with_them and self.is_name(with_them["name"]):
                        found.setdefault(with_them["name"], with_them.span("name"))
                    found.setdefault(clean, (start, start + len(clean)))
        if not found:
            alone = _FIRST_NAME_ONLY.match(sentence)
            for part in ("name", "other") if alone and self.can_be_first_name(alone["name"]) else ():
                if alone and alone[part]:
                    found[alone[part]] = alone.span(part)
        return sorted(((name, *span) for name, span in found.items()), key=lambda item: item[1])


@dataclass(frozen=True, slots=True)
class Heading:
    """What the heading of a talk says."""

    title: str | None
    speakers: tuple[str, ...]
    affiliation: str | None


#: Between a title and a name without space: "Engines-Ada Lovelace".
_HYPHEN = r"(?<=\w)-(?=[A-Z])"


def parse_heading(words: str, names: Names, *, speaker_first: bool = False) -> Heading:
    """Take a heading apart into title, speakers and affiliation.

    Knows "Title, by A", "Title — A, Org", "Title (A)", "A: Title", "A, Org", "A" and the like; `speaker_first` says which
    side of a dash is the speaker where both could be. What is not told apart stays in the title.
    """
    if len(words) > MAX_HEADING:
        return Heading(words, (), None)
    words = _LABEL.sub("", words).strip()
    while _RATING.search(words):
        words = _RATING.sub("", words).rstrip()
    by = re.search(rf",?\s+[bB]y:?\s+(?P<who>(?:{_ANY_NAME})(?:\s*(?:,|&|and)\s*(?:{_ANY_NAME}))*)(?P<rest>.*)$", words)
    if by and by.start() > 0:
        people = tuple(part.strip() for part in re.split(r"\s*(?:,|&|\band\b)\s*", by["who"]) if part.strip())
        if names.people(by["who"]) or (len(people) == 1 and names.can_be_first_name(people[0])):
            return Heading(words[: by.start()].strip(' ,_*"“”–—-'), people, _affiliation(by["rest"]))
    alone = names.people(words)
    if len(alone) == 1 or (alone and "," not in words):
        return Heading(None, alone, None)
    several = _several_after(words, names)
    if several:
        return several
    for separator in (r"\s+(?:—|–|--|---|\|)\s+", r"\s+-\s+", r":\s+", _HYPHEN):
        cuts = list(re.finditer(separator, words))
        if not cuts:
            continue
        left, right = words[: cuts[0].start()], words[cuts[0].end() :]
        last_left, last_right = words[: cuts[-1].start()], words[cuts[-1].end() :]
        options = [(last_right, last_left), (left, right)]
        for who, title in reversed(options) if speaker_first else options:
            parsed = _people_with_affiliation(who, names)
            if parsed and separator == _HYPHEN and not names.knows(parsed[0][0]):
                parsed = None  # "The Dual-Boot Way"
            if parsed:
                return Heading(None, parsed[0], title) if _is_role(title) else Heading(title.strip(), *parsed)
    in_parens = re.search(r"^(?P<title>.+?)\s*\((?P<who>[^()]+)\)\s*$", words)
    if in_parens and names.people(in_parens["who"]):
        return Heading(in_parens["title"], names.people(in_parens["who"]), None)
    parsed = _people_with_affiliation(words, names)
    if parsed:
        if parsed[1] is None or _is_role(parsed[1]) or (len(parsed[1].split()) <= 4 and not re.match(r"[a-z]+ ", parsed[1])):
            return Heading(None, *parsed)
        if parsed[1][0].isupper():
            return Heading(parsed[1], parsed[0], None)  # "A, What A spoke about"
    last = re.match(r"^(?P<title>.+),\s+(?P<who>[^,]+)$", words)
    if last and names.people(last["who"]):
        return Heading(last["title"], names.people(last["who"]), None)
    first, _, last_name = (dashed := re.split(r"\s+[-–—]\s+", words))[-1].partition(" ")
    if len(dashed) > 1 and names.goes_by(first) and re.fullmatch(_TOKEN, last_name):
        return Heading(words[: -len(dashed[-1])].rstrip(" -–—"), (dashed[-1],), None)  # with a last name that is a word too
    return Heading(words or None, (), None)


def _several_after(words: str, names: Names) -> Heading | None:
    """ "Title: subtitle, A, B, Org": two people or more after a title that may look like a name itself; None for others."""
    title, *parts = words.split(", ")
    if re.search(r"\s[-–—|]+\s", words) or not parts or names.people(re.split(r":\s+", title)[-1]):
        return None
    for first in range(len(parts)):
        for last in (len(parts), len(parts) - 1):
            people = names.people(", ".join(parts[first:last]))
            if len(people) >= 2:
                return Heading(", ".join([title, *parts[:first]]), people, parts[last] if last < len(parts) else None)
    return None


def _is_other(words: str) -> bool:
    """Whether a heading stands over a part that is no talk."""
    return len(words) <= MAX_HEADING and bool(_OTHER_PART.match(words))


def _is_role(text: str) -> bool:
    return bool(re.search(rf"(?i)\b{_ROLE}\b", text)) and len(text.split()) <= 8


def _employer(role: str) -> str:
    """ "Analytical" of "Engineer @ Analytical"; the role itself where it has no such mark."""
    return role.rsplit(" @ ", maxsplit=1)[-1].strip()


def _affiliation(rest: str) -> str | None:
    rest = re.sub(r"^\s*(?:,|\(|from|of|at)\s*", "", rest).strip(" ).")
    return rest or None


def _short(affiliation: str | None) -> str | None:
    """ "Mills" of "from Mills, told us at length of looms"."""
    return _affiliation(affiliation.split(", ")[0]) if affiliation and len(affiliation.split()) > 6 else affiliation


def _people_with_affiliation(text: str, names: Names) -> tuple[tuple[str, ...], str | None] | None:
    """ "A, Org" or "A (Org)" or "A and B" as speakers and affiliation; None where it does not begin with a name."""
    people = names.people(text)
    if people:
        return people, None
    paren = re.fullmatch(r"(?P<who>[^()]+?)\s*\((?P<org>[^()]+)\)", text.strip())
    if paren and names.people(paren["who"]):
        return names.people(paren["who"]), paren["org"]
    parts = text.split(", ")
    for cut in range(len(parts) - 1, 0, -1):
        people = names.people(", ".join(parts[:cut]))
        if people:
            return people, ", ".join(parts[cut:]).strip() or None
    if len(parts) == 2 and names.can_be_first_name(parts[0]) and re.fullmatch(r"[A-Z][\w.]*(?:\s[A-Z][\w.]*)?", parts[1]):
        return (parts[0],), parts[1]
    return None


@dataclass(slots=True)
class _Section:
    """A heading with the blocks below it, up to the next heading; and the sections nested under it."""

    heading: Block | None
    blocks: list[Block]
    children: list[_Section]
    end: int

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
    def last(self) -> int:
        return self.children[-1].last if self.children else self.end


def find_talks(text: str, blocks: Sequence[Block], title: str) -> list[Talk]:
    """The talks of a recap, in reading order, none overlapping. `title` is the recap's own, which heads no talk."""
    return _Finder(text, blocks, title).talks if blocks else []


class _Finder:
    """Walks the sections of one recap and collects its talks."""

    def __init__(self, text: str, blocks: Sequence[Block], title: str) -> None:
        self._text = text
        self._names = Names(" ".join(block.words for block in blocks if block.kind != "code"))
        self._known: set[str] = set()  # last names of speakers whose talk has begun
        self.talks: list[Talk] = []
        sections = _sections(blocks)
        headed = [section for section in sections if section.heading is not None]
        votes = [self._side(section.words) for section in headed]
        self._speaker_first = votes.count("left") > votes.count("right")
        self._name_levels = {level for level in range(1, 8) if self._names_head_talks(headed, level)}
        self._title = _key(title)
        nested = _nested(sections)
        self._own_lines = 0  #: headings with a speaker in a line of its own below
        self._own_lines = sum(bool(self._speaker_in_own_line(part, Heading(None, (), None))) for part in _every(nested))
        for section in nested:
            self._walk(section, lightning=False)
        self.talks.sort(key=lambda talk: talk.start)
        for part in _every(nested):
            if _KEYNOTES.fullmatch(part.words):
                self.talks = [
                    replace(talk, kind="keynote") if talk.kind == "talk" and part.start <= talk.start < part.last else talk
                    for talk in self.talks
                ]
        self._drop_outer(headed)
        self._drop_listed()

    def _names_head_talks(self, headed: Sequence[_Section], level: int) -> bool:
        """Whether most headings of a level, those of other parts left out, name a speaker."""
        here = [section.words for section in headed if section.level == level]
        here = [words for words in here if words and not _is_other(words) and not _LIGHTNING.search(words)]
        named = sum(bool(parse_heading(words, self._names, speaker_first=self._speaker_first).speakers) for words in here)
        return named >= 2 and named * 2 > len(here)

    def _side(self, words: str) -> str:
        cut = re.split(r"\s+[—–|-]{1,3}\s+|:\s+", _LABEL.sub("", words), maxsplit=1)
        if len(cut) == 2:
            left, right = (bool(self._names.people(side.split(",")[0])) for side in cut)
            if left != right:
                return "left" if left else "right"
        return ""

    def _walk(self, section: _Section, *, lightning: bool) -> None:
        words = section.words
        heading = parse_heading(words, self._names, speaker_first=self._speaker_first)
        if not any(char.isalnum() for char in words) and section.heading is not None:
            self._add(Heading(None, (), None), section.start, section.last, lightning, "")  # a heading left empty
        elif section.heading is None:
            if not self._introduced(section, lightning=False, least=2):
                self._titled(section)
        elif not heading.speakers and (named := self._speaker_in_own_line(section, heading)):
            self._add(named, section.start, section.last, lightning, words)
        elif _LIGHTNING.search(words) and not heading.speakers:
            if section.children:
                for child in section.children:
                    self._walk(child, lightning=True)
                self._unnamed_before(section)
            else:
                self._introduced(section, lightning=True, least=1)
        elif _key(words) == self._title or (not heading.speakers and _is_other(words)):
            if not _NOT_RETOLD.match(words) and not self._introduced(section, lightning=lightning, least=2):
                self._titled(section)
            for child in section.children:
                self._walk(child, lightning=lightning)
        elif not heading.speakers and self._is_container(section):
            self._introduced(section, lightning=lightning, least=2)
            for child in section.children:
                self._walk(child, lightning=lightning)
        else:
            self._headed(section, heading, lightning)

    def _drop_outer(self, headed: Sequence[_Section]) -> None:
        """Drop what stands before the first talk with a speaker and after the last, under a heading that names none or asks the reader.

        Only where most talks name their speaker in or below the heading: elsewhere a heading without a name may well be a talk.
        """
        named = [talk for talk in self.talks if talk.speakers]
        if len(named) < 4 or len(named) < 0.6 * len(self.talks):
            return
        starts = {section.start for section in headed}
        first, last = named[0].start, named[-1].start
        labelled = {section.start for section in headed if _LABEL.match(section.words)}
        self.talks = [
            talk
            for talk in self.talks
            if talk.speakers
            or talk.start not in starts
            or talk.start in labelled
            or talk.kind != "talk"
            or (first < talk.start < last and not (talk.title or "").endswith("?"))
        ]

    def _drop_listed(self) -> None:
        """Drop what only lists a talk that is told further on, as a table of contents does."""

        def is_told(talk: Talk, other: Talk) -> bool:
            if not talk.title or not other.title or other.start <= talk.start:
                return False
            bare = other.end - other.start > LISTED and talk.speakers == other.speakers and talk.end - talk.start <= LISTED
            return _key(talk.title) == _key(other.title) or (
                bare and fuzz.token_set_ratio(_key(talk.title), _key(other.title)) >= SAME_TITLE
            )

        self.talks = [talk for talk in self.talks if not any(is_told(talk, other) for other in self.talks)]

    def _is_container(self, section: _Section) -> bool:
        """Whether a heading stands over talks that have headings of their own."""
        if len(section.children) < 1:
            return False
        if self._speaker_below(section, Heading(section.words, (), None)).speakers and not any(
            parse_heading(child.words, self._names, speaker_first=self._speaker_first).speakers for child in section.children
        ):
            return False  # a talk with headings of its own
        named = [child for child in section.children if parse_heading(child.words, self._names, speaker_first=self._speaker_first).speakers]
        own_words = sum(len(block.words.split()) for block in section.blocks)
        return bool(len(named) >= 2 or (own_words < 40 and len(section.children) >= 2))

    def _headed(self, section: _Section, heading: Heading, lightning: bool) -> None:
        """A talk that has a heading of its own, or several under one heading that names a theme."""
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
        if not any(block.words for block in section.blocks) and not section.children and not heading.speakers:
            return
        named = [child for child in section.children if parse_heading(child.words, self._names, speaker_first=self._speaker_first).speakers]
        if named and (heading.speakers or any(_LABEL.match(child.words) for child in named)):  # they stand a level too low
            self._add(heading, section.start, named[0].start, lightning, section.words)
            for child in named:
                self._walk(child, lightning=lightning)
        else:
            self._add(heading, section.start, section.last, lightning, section.words)

    def _speaker_in_own_line(self, section: _Section, heading: Heading) -> Heading | None:
        """The speaker in the only line right below a heading that looks like one itself and is all a name: "**Ada Lovelace**"."""
        if section.heading is None or section.blocks or len(section.children) != 1:
            return None
        line = section.children[0].words
        people = self._names.people(line) or self._names.alone(line)
        if not people and self._own_lines >= 2 and re.fullmatch(_FULL_NAME, line):
            people = (line,)  # the recap names all speakers so
        return Heading(heading.title, people, None) if people else None

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
            line = plain(whole.splitlines()[0][:MAX_HEADING])
            line = re.sub(r"(?i)^\W*(?:speakers?|by|with|presenters?)\s*:?\s+(?:our\s+own\s+)?", "", line)
            who, *role = re.split(r"\s+[-–—|]\s+", line)
            parsed = _people_with_affiliation(who.strip(" .*_"), self._names)
            if parsed:
                return Heading(heading.title, parsed[0], _short(parsed[1]) or (_employer(role[-1]) if role else None))
        sentences = [sentence for block in opening for sentence in self._sentences(block)][:4]
        for start, end in sentences:
            sentence = plain(self._text[start:end])
            people = self._names.introduced(sentence)
            if people:
                name, _, stop = people[0]
                return Heading(heading.title, (name,), self._org(sentence[stop:]))
        return heading

    def _speaker_told_of(self, section: _Section, heading: Heading) -> Heading:
        """The speaker of a talk that nothing introduces: who is named in its first sentences, and again or with an employer or role."""
        prose = [block for block in section.blocks if block.kind in ("paragraph", "item")]
        words = Counter(re.findall(r"\w[\w'’-]*\w", " ".join(block.words for block in section.blocks)))
        opening = [plain(self._text[start:end]) for block in prose for start, end in self._sentences(block)][:4]
        for sentence in opening:
            for match in re.finditer(rf"(?<![\w.])(?P<name>{_FULL_NAME})", sentence):
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

    def _speakers_by_line(self, text: str) -> tuple[tuple[str, ...], str | None] | None:
        """Two speakers or more, each on a line with a role, and the first role: "Ada Lovelace - Engineer"; None for other lines."""
        lines = [plain(line[:MAX_HEADING]).strip(" .*_") for line in text.splitlines()[:5]]
        cut = [re.split(r"\s+[-–—|]\s+", line, maxsplit=1) for line in lines]
        speakers = [parts[0] for parts in cut if len(parts) == 2 and self._names.is_name(parts[0])]
        if len(speakers) < 2 or len(speakers) < len(lines):
            return None
        return tuple(speakers), _employer(cut[0][1])

    def _org(self, following: str) -> str | None:
        found = _AFFILIATION.match(following)
        return next(group for group in found.groups() if group).rstrip(".,") if found else None

    def _sentences(self, block: Block) -> list[tuple[int, int]]:
        return sentence_spans(self._text, block.start, block.end)

    def _introduced(self, section: _Section, *, lightning: bool, least: int) -> bool:
        """Cut a section's own blocks into talks where speakers are introduced; nothing where fewer than `least` are."""
        starts: list[tuple[int, Heading, bool]] = []
        keynotes: set[int] = set()
        seen = set(self._known)
        now_lightning = lightning
        before: Block | None = None
        items = [entry for block in section.blocks if block.kind == "item" and (entry := self._marked_entry(block))]
        marked = sum(bool(entry.speakers) for entry in items) >= 2  # so that one without a name is a talk too
        for block in section.blocks:
            if block.kind in ("code", "quote", "row"):
                continue
            if before is not None and before.kind == "item" and block.kind == "paragraph":
                now_lightning = lightning  # the list of lightning talks is over
            before = block
            entry = self._entry(block) if block.kind == "item" or lightning else None
            if entry is None and marked and block.kind == "item":
                entry = self._marked_entry(block)
            if entry is not None:
                starts.append((block.start, entry, now_lightning))
                seen.update(_last_name(name) for name in entry.speakers)
                continue
            for number, (start, end) in enumerate(self._sentences(block)):
                sentence = plain(self._text[start:end])
                if _LIGHTNING.search(sentence) and len(sentence) < 220:
                    now_lightning = True
                elif block.kind == "paragraph" and number == 0 and not lightning and not re.search(r"(?i)lightning", section.words):
                    now_lightning = now_lightning and not re.match(r"(?i)(?:then we|after|next|the last|back to)", sentence)
                new = [item for item in self._names.introduced(sentence) if _last_name(item[0]) not in seen]
                turn = _IN_TURN.match(sentence) if lightning and not new else None
                if turn and self._names.can_be_first_name(turn["name"]):
                    new = [(turn["name"], *turn.span("name"))]
                if not new and lightning and _NAMELESS.match(sentence):
                    starts.append((start, Heading(None, (), None), True))
                if not new:
                    continue
                name, _, stop = new[0]
                speakers = [name]
                for other, first, last in new[1:]:
                    if not re.fullmatch(r"\s*(?:,|and|&|,\s*and)\s*", sentence[stop:first]):
                        break
                    speakers.append(other)
                    stop = last
                seen.update(map(_last_name, speakers))
                begin = block.start if number <= 1 and (not starts or starts[-1][0] < block.start) else start
                linked = _LINKED_TITLE.search(self._text, start, end)
                if _KEYNOTE_BY.search(sentence, 0, new[0][1]):
                    keynotes.add(begin)
                quoted = re.search(r"[“\"]([^”\"]{4,90})[”\"]", sentence)
                called = quoted and (
                    sentence.startswith(("“", '"'))
                    or re.search(r"(?i)\b(?:title|titled|called|entitled|talk|topic)\b", sentence)
                    or _in_title_case(quoted[1])
                )
                starts.append(
                    (
                        begin,
                        Heading(
                            quoted[1].strip(" ,.") if quoted and called else plain(linked[1]) if linked else None,
                            tuple(speakers),
                            self._org(sentence[stop:]),
                        ),
                        now_lightning,
                    )
                )
        if len(starts) < least:
            return False
        for (start, heading, short), following in zip(starts, [*(at for at, *_ in starts[1:]), section.end], strict=True):
            self._add(heading, start, self._told_until(section, start, following), short, "keynote" if start in keynotes else "")
        return True

    def _titled(self, section: _Section) -> None:
        """The talks of a part that names no speaker by their titles in quotes, a paragraph each: "I went to “Notes on the Engine”"."""
        found = [
            (Heading(title["title"].strip(" .,"), (), None), block)
            for block in section.blocks
            if block.kind in ("paragraph", "item")
            for title in [_WENT_TO.search(plain(self._text[block.start : block.end]))]
            if title and len(title["title"].split()) > 2
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
        found = next(filter(None, (pattern.match(text) for pattern in _MARKED_TITLES)), None)
        people = self._names.people(plain(found["who"])) if found else ()
        if not people:
            found = _MARKED_ALONE.match(text)
        if not found:
            return None
        title = " ".join(plain(found["marked"] or found["quoted"] or found["linked"]).split()).strip(" .,")
        return Heading(title, people, None) if len(title.split()) > 1 else None

    def _unnamed_before(self, section: _Section) -> None:
        """Notes under a lightning heading, before its first named talk, are a talk whose speaker is not named."""
        own = [block for block in section.blocks if block.kind != "code"]
        words = " ".join(block.words for block in own)
        if len(words.split()) >= 25 and not re.search(r"(?i)\blightning|after (?:the )?lunch|once\b.*talk", words[:200]):
            self.talks.append(Talk(None, (), None, "lightning talk", own[0].start, own[-1].end))

    def _add(self, heading: Heading, start: int, end: int, lightning: bool, words: str) -> None:
        self._known.update(_last_name(name) for name in heading.speakers)
        keynote = _KEYNOTE.search(words) or self._told_as_keynote(start, end)
        kind: TalkKind = "lightning talk" if lightning else "keynote" if keynote else "talk"
        self.talks.append(Talk(heading.title, heading.speakers, heading.affiliation, kind, start, end))

    def _told_as_keynote(self, start: int, end: int) -> bool:
        """Whether one of the first sentences of a talk calls it a keynote."""
        return any(
            _TOLD_AS_KEYNOTE.search(plain(self._text[first:last]))
            for first, last in sentence_spans(self._text, start, min(end, start + OPENING))[:3]
        )


def _in_title_case(text: str) -> bool:
    """Whether all longer words of a text are written with a capital, two at least."""
    longer = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    return len(longer) >= 2 and all(word[0].isupper() for word in longer)


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
