"""Two acts of one kind between the same parties in one sentence: two rows where the days differ, one where not."""

import dragoman
from dragoman.pipeline import read_text

CODER = dragoman.Coder()


def days(text: str, type_: str, published: str = "2003-12-01") -> list[tuple[str | None, str | None]]:
    """First and last days of the rows of a type."""
    return [(m.date_start, m.date_end) for m in read_text(text, CODER, published).mentions if m.type == type_]


def test_two_attacks_of_different_months_are_two_rows() -> None:
    text = (
        "Chad bombed Libya's airfield in March 1987, and a Chadian raid on Libyan depots in September 1987 cost more."
    )
    assert days(text, "ASSAULT") == [("1987-03-01", "1987-03-31"), ("1987-09-01", "1987-09-30")]


def test_two_words_for_one_attack_are_one_row() -> None:
    text = "Chad attacked Libya in March 1987, and the Chadian attack on Libyan depots cost many lives."
    assert len(days(text, "ASSAULT")) == 1


def test_who_is_moved_to_act_by_an_attack_is_its_victim() -> None:
    text = "The Israeli attack in June that led Lebanon to close its airport cost twelve lives."
    rows = read_text(text, CODER, "1999-07-20").mentions
    assert any((m.actors, m.type, m.recipients) == (("ISR",), "ASSAULT", ("LBN",)) for m in rows)


def test_a_month_told_on_in_a_text_without_a_day() -> None:
    text = "In March 1987 Chad took the base. In September the Chadian army attacked a Libyan airfield."
    found = [t.value for t in read_text(text, CODER).times]
    assert found == ["1987-03", "1987-09"]


def test_an_earlier_month_is_not_told_on() -> None:
    text = "In September 1987 Chad took the base. In March the Chadian army attacked a Libyan airfield."
    assert [t.value for t in read_text(text, CODER).times] == ["1987-09", "XXXX-03"]


def test_the_dead_are_those_of_the_act_of_force() -> None:
    text = "Kenyan troops killed 24 Ethiopian soldiers in a raid on Tuesday, and Ethiopia expelled the Kenyan envoy."
    told = {m.type: [q.value for q in m.quantities] for m in read_text(text, CODER, "2015-12-10").mentions}
    assert told == {"ASSAULT": [24], "SANCTION": []}
