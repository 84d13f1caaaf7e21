import pytest

from qa import Assistant
from qa.spelling import corrected


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Who made Dsique?", "Who made Disque?"),
        ("conteiners and pods", "containers and pods"),
        ("Salvatore Sanfillipo", "Salvatore Sanfilippo"),
        ("What did Linus Torvalds say?", "What did Linus Torvalds say?"),
        ("Who made Disque?", "Who made Disque?"),
        ("xyz qqqqq", "xyz qqqqq"),
        ("Does the search giant rehearse for catastrophes?", "Does the search giant rehearse for catastrophes?"),
        ("hwo mny speekers", "how many speakers"),
        ("Wich talks mention Talos", "which talks mention Talos"),
        ("What did Jay Kreps keap?", "What did Jay Kreps keep?"),
        ("Is Redsi faster?", "Is Redis faster?"),
        ("What does Back Blaze pay?", "What does BackBlaze pay?"),
        ("Which talks name GraphDB?", "Which talks name GraphDB?"),
        ("Is a GraphDatabase named?", "Is a Graph Database named?"),
    ],
)
def test_reads_slips_as_the_words_of_the_recaps(shipped: Assistant, typed: str, meant: str) -> None:
    assert corrected(shipped._retriever.index, typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("What company is Preti Vaydia from?", "What company is Preeti Vaidya from?"),
        ("Who is Preti Lovelace?", "Who is Preeti Lovelace?"),
    ],
)
def test_reads_a_name_with_slips_in_both_its_parts(shipped: Assistant, typed: str, meant: str) -> None:
    assert corrected(shipped._retriever.index, typed, shipped.catalogue) == meant
