import pytest

from qa.emphasis import asked_for


@pytest.mark.parametrize(
    ("question", "quote", "bold"),
    [
        ("How many drives fit in a pod?", "In 2016 they fitted 60 drives into a pod.", ["60"]),
        ("How much RAM is needed?", "Only 64GB of RAM is needed.", ["64GB"]),
        ("How many of 20 drives may fail?", "Of 20 drives, 3 may fail.", ["3"]),
        ("When do the reboots run?", "They run between midnight and 5:55am.", ["midnight", "5:55am"]),
        ("When was it open-sourced?", "It was released in 1998.", ["1998"]),
        ("Who made Disque?", "Disque was made by Salvatore Sanfilippo.", ["Salvatore Sanfilippo"]),
        ("Where was it held?", "It was held at the Théâtre de Paris on Monday.", ["the Théâtre de Paris"]),
        ("What is a pod?", "A pod holds 60 drives.", []),
    ],
)
def test_finds_what_is_asked_for(question: str, quote: str, bold: list[str]) -> None:
    assert [quote[start:end] for start, end in asked_for(question, quote)] == bold
