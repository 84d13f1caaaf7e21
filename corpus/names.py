"""Which words of a recap are people's names.

There is no model here, and no list of names but of a few that are everyday words too. A name is told from other
capitalised words by what the recap does with it: it introduces the person ("next was …", "… from Viacom explained"), or
puts it in a heading and goes on to speak of the person by first or last name. A word that the same recap also writes in
lower case is no name.
"""

from __future__ import annotations

import re
from collections import Counter

TOKEN = r"(?:(?:[A-Z]\.){2,3}|(?:[dDlLO]['’])?[A-ZÀ-ÖØ-ÞŁŚŠŽĆČĐ][\w'’]*(?:-[\w'’]+)*+\.?)"
_PARTICLE = r"(?:van|von|de|der|den|del|di|da|du|la|le|el|bin|al|dos|ten|ter)"
FULL_NAME = rf"{TOKEN}(?:\s+(?:{_PARTICLE}\s+)*{TOKEN}){{1,3}}"
ANY_NAME = rf"{TOKEN}(?:\s+(?:{_PARTICLE}\s+)*{TOKEN}){{0,3}}"
#: What stands behind a name: "Ada Lovelace, Ph.D."
DEGREES = r"(?:,?\s+(?:Ph\.?\s?D|M\.?D|R\.?N|MBA|MSc?|MPH|BSc?|DDS|JD|Esq|FACP)\b\.?)*"
#: "Ada Lovelace (Analytical)"
FIRM = r"(?:\s*\([^()]{1,40}\))?"
_NO_NAME = frozenset(
    """a about after all also although an and another api april as at august back because before besides big both building but by city
    cloud collective club code conf conference cto ceo csail data database day days december demo design dev developer development
    different digital during each engineer engineering europe evening event ever every february finally first five follow following
    for foundation four friday from future group he her here his home how i if in inc institute intelligence internet interestingly
    introduction is it its january july labs languages lisp chess june just keynote lab language last later learning lesson lessons
    library life lightning like live lunch machine making manager march may meanwhile meetup microsoft monday more morning most my
    network networks new next no not november now october of on once one online open opening or other our overall panel part
    performance platform problem product programming project q&a react read really research room saturday science second security
    see senior september service session shared she since so software some source speaker state stories story street sunday system
    systems talk talks team tech technology that the their then theory there though these they third this those three thursday time
    to today together tools tuesday two university up us using very was way we web wednesday week welcome what when where which
    while who why with workshop world year yet you your google facebook twitter amazon apple netflix docker kubernetes javascript
    python java ruby rails linux windows android mozilla github unfortunately actually yes""".split()
)
_HONORIFICS = frozenset(("Dr", "Mr", "Mrs", "Ms", "Prof", "Profs"))
#: First names that are everyday words too.
_FIRST_NAMES = frozenset(
    """charity chase clement dawn drew faith felicity frank gene grace grant hope irving jack mark nick pat rich rose
    sterling trinity verity will""".split()
)
VERB = (
    r"(?:spoke|speaks?|talk(?:ed|s)|gave|gives|presented|presents|explain(?:ed|s)|show(?:ed|s|cased)|told|tells|started|starts|describ(?:ed|es)"
    r"|illustrated?s?|introduc(?:ed|es)|discuss(?:ed|es)|demonstrat(?:ed|es)|demoed|came|took|kicked|cover(?:ed|s)|walk(?:ed|s)|shar(?:ed|es)"
    r"|delivered|held|opened|closed|argued|outlined|went|did|made|held|ran|led|announced|looked|taught|detailed|took|continued|finished"
    r"|offer(?:ed|s)\s+(?:\w+\s+){0,2}(?:insights?|tips|advice|ideas|lessons|examples|views?|looks?)|pitched|lectured"
    r"|highlighted|summari[sz]ed|reviewed|recapped|began|begins|focus(?:ed|es)|provided|compared|explored|addressed|delved|dived|dove"
    r"|tackled|examined|elaborated|proposed|reminded|urged|encouraged|advised|revealed|touched|dug|guided|(?:pointed|wrapped)\s+(?:out|up)"
    r"|(?:stood|got|stepped)\s+up|(?:tried|managed)\s+to\s+\w+|was\s+\w{3,}ing)"
)
#: After "has", beside those verbs.
_DONE = r"(?:spoken|given|shown|taken|begun|mentioned)"
ROLE = (
    r"(?:co-?founder|founder|creator|author|co-?author|engineer|developer|cto|ceo|vp|director|head|lead|maintainer|member|professor|"
    r"researcher|scientist|manager|architect|evangelist|advocate|programmer|consultant|designer|president|employee|contributor)"
)
_TALK_NOUN = (
    r"(?:talks?|speakers?|presenters?|keynotes?|presentations?|sessions?|stage|turn|lightning|panel|workshops?|tutorials?|up|one|slot)"
)
_INTRODUCTIONS = [
    # "Next was Ada Lovelace's turn", "Ada Lovelace's talk", "Ada Lovelace's and Charles Babbage's keynote"
    re.compile(rf"\b(?P<name>{FULL_NAME})['’]s?\s+(?:\w+\s+){{0,3}}(?i:talk|turn|keynote|presentation|session|speech|chat)\b"),
    # "as Ada Lovelace showed in her opening keynote"
    re.compile(
        rf"\b(?P<name>{FULL_NAME})\b(?:\s+(?:from|of|at)\s+[A-Z][\w.&-]*(?:\s[A-Z][\w.&-]*){{0,2}})?"
        rf"[^.!?A-Z]{{0,140}}?\b(?:in|with|during)\s+(?:his|her|their)\s+(?:[\w-]+\s+){{0,5}}?"
        rf"(?:talk|keynote|presentation|session|speech|demo(?:nstration)?)\b"
    ),
    # "one tool shown at the conference by Ada Lovelace"
    re.compile(
        rf"\b(?:talked\s+about|presented|shown|demonstrated|explained|pointed\s+out)\b(?:\s+(?:at|in|on|here)\b[^.!?,]{{0,40}}?)?\s+by\s+(?P<name>{FULL_NAME})\b"
    ),
    # "The next talk was given by …", "a talk by …", "was followed by …"
    re.compile(
        rf"(?:\b(?!up\b){_TALK_NOUN}\b[^.!?]{{0,160}}?|\bup\b[^.!?]{{0,30}}?|\b(?:given|presented|delivered|held|followed|told)\s+)"
        rf"\bby\s+(?:the\s+|an?\s+)?(?:\w+\s+){{0,3}}?(?P<name>{FULL_NAME})\b"
    ),
    # "The next talk was with …", "the last talk is from …", where nobody it is by has been named
    re.compile(
        rf"\b{_TALK_NOUN}\b(?![^.!?]*\bby\s+(?:the\s+|an?\s+)?{TOKEN})(?:(?!\b(?:he|she|they)\b)[^.!?]){{0,120}}?"
        rf"\b(?:with|from|was|is|to|features?d?|:)\s+(?:the\s+|an?\s+)?(?:\w+\s+){{0,3}}?(?P<name>{FULL_NAME})\b"
    ),
    # '"Notes on the Engine" by …'
    re.compile(rf"^\W{{0,4}}[“\"‘'][^”\"]{{4,140}}[”\"’'],?\s+(?:by|from|with)\s+(?P<name>{FULL_NAME})\b"),
    # "Ada Lovelace, from Analytical, explained …", "Ada Lovelace (Analytical) spoke …", "Ada Lovelace kicked off …"
    re.compile(
        rf"\b(?P<name>{FULL_NAME})(?:\s*\([^)]*\))?"
        rf"(?:\s*,[^.!?]{{2,110}}?,|\s*,\s+(?:an?|the)\s+[^.!?,]{{2,60}}?|\s+who\s+[^.!?,]{{2,60}}?|\s+[–—-]\s+[^.!?]{{2,110}}?\s+[–—-]"
        rf"|\s+(?:from|of|at)\s+(?:[^.!?,]|\.(?=\w)){{2,50}}?,?|,)?"
        rf"(?:\s+(?:then|also|who|again|from|first|next|next,|then,))?\s+(?:{VERB}|(?:has|have)\s+(?:{VERB}|{_DONE}))\b"
    ),
    # "Ada Lovelace, creator of the Engine", "The first presenter, Ada Lovelace"
    re.compile(rf"\b(?P<name>{FULL_NAME})\s*,\s+(?:the\s+|an?\s+)?(?:\w+[ -]){{0,3}}{ROLE}\b"),
    # "Ada Lovelace had another talk"
    re.compile(rf"\b(?P<name>{FULL_NAME}),?\s+had\s+(?:an?|another|the)\s+(?:\w+\s+)?(?:talk|presentation|session|keynote)\b"),
    # "We saw Ada Lovelace, presenting her talk"
    re.compile(
        rf"\b(?P<name>{FULL_NAME}),?\s+"
        r"(?:presenting|speaking|talking|giving|explaining|showing|telling|demonstrating|discussing|describing|reminding|sharing|arguing)\b"
    ),
    # "Next stop was Ada Lovelace", "went to see Ada Lovelace explain …"
    re.compile(
        rf"^(?![^.!?]*\bby\s+{TOKEN})(?:The\s+)?(?:[Nn]ext|[Ff]irst|[Ll]ast|Then|Finally)\s+(?:\w+\s+){{0,2}}(?:was|came|is)\s+(?P<name>{FULL_NAME})\b"
    ),
    re.compile(
        rf"\b(?:to\s+(?:see|hear|watch)|listening\s+to)\s+(?:\w+\s+){{0,3}}?(?P<name>{FULL_NAME})\s+"
        rf"(?:tell|speak|talk|present|show|explain|giv|demo|shar|discuss)(?:e|ing)?\b"
    ),
    re.compile(rf"\b(?:speaker|presenter)s?\s*(?:,|:|was|is)\s+(?P<name>{FULL_NAME})\b"),
]
#: Capitals within a word, as products have them and few names: "GraphQL", "PRs"; not "McDonald".
_INNER_CAPITAL = re.compile(
    r"(?<!^Mc)(?<!^Mac)(?<!^De)(?<!^Di)(?<!^Du)(?<!^Le)(?<!^La)(?<!^Van)(?<!^Fitz)(?<=[a-z])[A-Z]|^[A-Z]{2,}[a-z]|-[A-Z]\w*[A-Z]"
)
#: Who leads through the day gives no talk by that.
_HOST = re.compile(r"(?i)\b(?:mc|emcee|host|moderator|compère)s?\s+(?:was|is|were)\s+$")
#: Who stands beside somebody that is introduced: "Ada Lovelace and …", "… and Ada Lovelace".
_BESIDE = re.compile(rf"(?P<name>{FULL_NAME}){FIRM},?\s+(?:and|&)\s+$")
_AND_WITH = re.compile(rf"{DEGREES}{FIRM}\s+(?:and|&)\s+(?P<name>{FULL_NAME})\b(?!['’]|\s+{VERB})")
#: Where one is, or works, is no person: "at Analytical Engines".
_WHERE = re.compile(r"\b[Aa]t\s+(?:the\s+)?$")
#: What has an employee is no person: "Analytical Engines engineer Ada Lovelace".
_EMPLOYS = re.compile(rf"\s+(?:[a-z]+\s+)?{ROLE}\s+{TOKEN}")
_FIRST_NAME_ONLY = re.compile(
    rf"^(?:Then\s+|Next\s+)?(?P<name>{TOKEN})(?:\s+and\s+(?P<other>{TOKEN}))?,?\s+(?:from|of)\s+[A-Z][^.!?,]{{1,50}},?\s+{VERB}\b"
)


class Names:
    """What one recap's own use of words says about which of them are people's names."""

    def __init__(self, words: str) -> None:
        self._lower = set(re.findall(r"(?<![\w@#/.-])[a-zà-ÿ][\w'’]+", words))
        self._times = Counter(re.findall(r"[\w'’.-]*\w", words))
        self._before = set(re.findall(r"\b(?:at|from|of|with|the|using)\s+([A-Z][\w'’]*)", words))

    def is_name(self, text: str) -> bool:
        """Whether a text can be a person's full name: of two to four words with a capital, and particles, five in all."""
        tokens = text.split()
        if not re.fullmatch(FULL_NAME, text) or len(tokens) > 5:
            return False
        solid = [token for token in tokens if not re.fullmatch(_PARTICLE, token)]
        if (
            len(solid[0]) > 5
            and solid[0].lower() not in _FIRST_NAMES
            and re.search(r"(?:ing|tion|ment|ity|ness|ware|ics|ism)$", solid[0].lower())
        ):
            return False  # "Scaling Ruby"
        if re.search(r"(?:tion|ssion|ment|ness|ware|ism|sis|ailure|.[A-Z]|ments|tecture)$", solid[-1]):
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
        if not re.fullmatch(TOKEN, text) or low in _NO_NAME or low in self._lower or text.isupper() or len(text) < 3:
            return False
        if re.search(r"(?:ing|tion|ment|ity|ness|ware|ics|ism)$", low):
            return False
        return text not in self._before

    def alone(self, text: str) -> tuple[str, ...]:
        """A name of two words that is all of a text, its last name a common word; empty for another text."""
        words = text.split()
        common = {word.lower() for word in words} & _NO_NAME
        if len(words) != 2 or common or not all(re.fullmatch(TOKEN, word) for word in words) or words[0].lower() in self._lower:
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
        parts = [re.sub(rf"^(?:{'|'.join(_HONORIFICS)})\.?\s+", "", re.sub(r"\s*\([^)]*\)", "", part)) for part in parts]
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
                while len(words) > 2 and (words[0].rstrip(".") in _HONORIFICS or not self.is_name(" ".join(words))):  # "Then Ada Lovelace"
                    start += len(words[0]) + 1
                    words = words[1:]
                clean = re.sub(r"['’]s?$", "", " ".join(words)).rstrip(".")
                if (
                    self.is_name(clean)
                    and not _HOST.search(sentence, 0, start)
                    and not _WHERE.search(sentence, 0, start)
                    and not _EMPLOYS.match(sentence, start + len(clean))
                ):
                    with_them = _BESIDE.search(sentence, 0, start)
                    if with_them and self.is_name(with_them["name"]):
                        found.setdefault(with_them["name"], with_them.span("name"))
                    found.setdefault(clean, (start, start + len(clean)))
                    after = _AND_WITH.match(sentence, start + len(clean))
                    if after and self.is_name(after["name"].rstrip(".")):
                        found.setdefault(after["name"].rstrip("."), after.span("name"))
        if not found:
            alone = _FIRST_NAME_ONLY.match(sentence)
            for part in ("name", "other") if alone and self.can_be_first_name(alone["name"]) else ():
                if alone and alone[part]:
                    found[alone[part]] = alone.span(part)
        return sorted(((name, *span) for name, span in found.items()), key=lambda item: item[1])
