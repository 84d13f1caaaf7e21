"""The evidence model: which sentence of a passage answers a question, and whether any does."""
