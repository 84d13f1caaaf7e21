"""A post that is no plain text (a web page, a PDF, a Word document) as Markdown: its words, headings, lists and tables."""

from __future__ import annotations

import logging
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from corpus.source import MAX_BYTES, SourceError

#: Bytes. A Word document is a zip file; unpacked it may be this much larger than a recap, for its pictures.
MAX_UNPACKED = 100_000_000

#: In Markdown these would begin a tag, though the post only speaks of one.
_TAG_LIKE = re.compile(r"<(?=[A-Za-z/!?])")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "b", "strong")

for _converter in ("trafilatura", "htmldate", "pypdf"):  # what they log is for their programmers; what matters is raised here
    logging.getLogger(_converter).addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Converted:
    """A post as Markdown, and what it says about itself; what it does not say is None."""

    text: str
    title: str | None = None
    author: str | None = None
    date: date | None = None
    link: str | None = None


def convert(data: bytes, suffix: str) -> Converted:
    """Convert the bytes of a file that ends in one of `CONVERTED`; one without text gives none.

    Raises SourceError where the bytes are not what the ending says, or need a package that is not installed.
    """
    try:
        with warnings.catch_warnings(action="ignore"):  # a converter's warnings tell its programmer something, not its user
            return CONVERTED[suffix](data)
    except SourceError:
        raise
    except Exception as error:  # a converter fails in its own ways on a broken file
        raise SourceError(f"cannot be read as {suffix[1:]}: {type(error).__name__}: {error}"[:300]) from error


def _from_html(data: bytes) -> Converted:
    """The main text of a web page, without menus, comments and the like."""
    import trafilatura
    from lxml import etree

    page = trafilatura.load_html(data)
    if page is None:
        return Converted("")
    about = trafilatura.extract_metadata(page, extensive=False)  # extensive: dates guessed from anywhere in the page
    for heading in page.iter(*_HEADINGS):
        etree.strip_tags(heading, "a")  # a heading that is all link would be taken for a menu, and lost
    text = trafilatura.extract(page, output_format="markdown", include_comments=False, include_formatting=True) or ""
    return Converted(
        text.replace("\\<", "&lt;"),  # escaped or not, the reader of recaps takes it for a tag
        title=about.title,
        author=about.author.replace(";", ",") if about.author else None,
        date=date.fromisoformat(about.date) if about.date else None,
        link=about.url,
    )


def _from_pdf(data: bytes) -> Converted:
    """The text of a PDF, page after page. What it says about itself is left out but for a title that reads like one."""
    try:
        from pypdf import PdfReader
    except ModuleNotFoundError as error:
        raise _missing("PDF", error) from error

    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted:
        raise SourceError("is locked with a password; save it without one")
    pages: list[str] = []
    for page in reader.pages:
        pages.append(page.extract_text().strip())
        if sum(map(len, pages)) > MAX_BYTES:
            raise SourceError(f"holds more than {MAX_BYTES:,} characters")
    title = (reader.metadata.title if reader.metadata else None) or ""
    # a program's idea of a title: "Microsoft Word - notes.docx", "untitled"
    told = " " in title.strip() and not re.search(r"(?i)^microsoft |\.\w{2,4}$", title)
    return Converted(_TAG_LIKE.sub("&lt;", _joined(pages)), title=title if told else None)


def _joined(pages: list[str]) -> str:
    """Pages as one text, without lines that are only a page's number; a sentence may go on over the end of a page."""
    text = ""
    for page in pages:
        bare = re.sub(r"\A\s*\d{1,4}[ \t]*\n|\n[ \t]*\d{1,4}\s*\Z", "", page).replace("\u00ad\n", "").strip()
        text += ("" if not text else "\n\n" if text[-1] in '.!?:”"' else "\n") + bare
    return text


def _from_docx(data: bytes) -> Converted:
    """The paragraphs of a Word document, with its headings, lists and tables."""
    try:
        import docx
    except ModuleNotFoundError as error:
        raise _missing("Word documents", error) from error

    with zipfile.ZipFile(BytesIO(data)) as packed:
        if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
            raise SourceError(f"unpacks to more than {MAX_UNPACKED:,} bytes")
    document = docx.Document(BytesIO(data))

    def lines() -> Iterator[str]:
        for part in document.iter_inner_content():
            if isinstance(part, docx.table.Table):
                yield "\n".join("| " + " | ".join(" ".join(cell.text.split()) for cell in row.cells) + " |" for row in part.rows)
                continue
            words = part.text.strip()
            style = (part.style.name if part.style else None) or ""
            level = re.fullmatch(r"Heading ([1-6])", style)
            if words:
                yield (
                    "#" * int(level[1]) + " " if level else "# " if style == "Title" else "- " if style.startswith("List") else ""
                ) + words

    about = document.core_properties
    text = _TAG_LIKE.sub("&lt;", "\n\n".join(lines()))
    return Converted(text, title=about.title or None, author=about.author or None)


def _missing(what: str, error: ModuleNotFoundError) -> SourceError:
    return SourceError(f"reading {what} needs {error.name}; in the folder of this project: pip install -e '.[documents]'")


#: What is converted, by the ending of its file.
CONVERTED = {".html": _from_html, ".htm": _from_html, ".xhtml": _from_html, ".pdf": _from_pdf, ".docx": _from_docx}
