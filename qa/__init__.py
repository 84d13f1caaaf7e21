"""Ask the conference recaps, and get their own words back, each with its source."""

from qa.answer import Answer
from qa.assistant import Assistant
from qa.citation import Citation
from qa.question import QuestionError
from qa.retriever import Hit
from qa.shortcuts import ask, catalogue, retrieve
from qa.verification import Verdict, verify

__all__ = ["Answer", "Assistant", "Citation", "Hit", "QuestionError", "Verdict", "ask", "catalogue", "retrieve", "verify"]
