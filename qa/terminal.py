"""Text of recaps on a terminal."""


def shown(text: str) -> str:
    """A text that was written elsewhere, without what would steer the terminal; its line ends stay."""
    return "".join(char if char.isprintable() or char == "\n" else "\ufffd" for char in text)
