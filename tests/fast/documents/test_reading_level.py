"""What clients read is easy to read: short, and in words that a child in sixth grade knows."""

from statistics import median

from tests.support.reading import answers, hardest, questionnaires, said

MOST_OF_THE_MEDIAN = 7.0
MOST_OF_ONE = 10.0  # so that no text hides behind the easy ones; four names of medicines alone make 9.9
MOST_OF_AN_ANSWER = 8.0  # names of medicines and illnesses have many syllables
MOST_WORDS = 60


def test_what_the_bot_says_is_easy_to_read() -> None:
    texts = said()
    found = median(text.grade for text in texts)
    assert found <= MOST_OF_THE_MEDIAN, f"the median grade is {found:.1f}; the hardest:\n{hardest(texts)}"


def test_the_questionnaires_leave_it_easy_to_read() -> None:
    texts = [*said(), *questionnaires()]
    found = median(text.grade for text in texts)
    assert found <= MOST_OF_THE_MEDIAN, f"the median grade is {found:.1f}; the hardest:\n{hardest(texts)}"


def test_no_single_text_is_hard_to_read() -> None:
    hard = [text for text in said() if text.grade > MOST_OF_ONE]
    assert not hard, f"find plainer words, or shorter sentences:\n{hardest(hard)}"


def test_no_text_is_long() -> None:
    long = [text for text in said() if text.length > MOST_WORDS]
    assert not long, "\n".join(map(str, long))


def test_the_answers_of_the_library_are_easy_to_read() -> None:
    texts = answers()
    found = median(text.grade for text in texts)
    assert found <= MOST_OF_THE_MEDIAN, f"the median grade is {found:.1f}; the hardest:\n{hardest(texts)}"
    hard = [text for text in texts if text.grade > MOST_OF_AN_ANSWER]
    assert not hard, f"find plainer words, or shorter sentences:\n{hardest(hard)}"
