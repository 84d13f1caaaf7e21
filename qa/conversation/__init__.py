"""Conversations: messages that ask several things, and follow-ups read as questions that stand alone."""

from qa.conversation.focus import Focus, Part, Understood
from qa.conversation.lists import RowNames, names_of
from qa.conversation.reading import MAX_HISTORY, left_by, understand
from qa.conversation.several import questions_of
from qa.conversation.wording import is_chat

__all__ = ["MAX_HISTORY", "Focus", "Part", "RowNames", "Understood", "is_chat", "left_by", "names_of", "questions_of", "understand"]
