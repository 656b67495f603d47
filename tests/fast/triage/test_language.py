"""Languages: which one a message is in, plain words of danger in it, and the cards."""

import json
import random
import re
import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import languages
from bot.triage import Tier, language
from bot.triage.examples import read
from bot.triage.language import acute, by_script, codes, normalized, phrases

LATIN = {
    "de": "ich habe heute mit meiner schwester telefoniert",
    "es": "hoy estoy muy cansado y triste",
    "fr": "je suis très fatigué aujourd'hui",
    "it": "oggi mi sento un po' meglio di ieri",
    "pt": "hoje estou muito cansado e triste",
    "nl": "ik heb vandaag goed geslapen",
    "pl": "dzisiaj jestem bardzo zmęczony",
    "sv": "jag har sovit dåligt i natt",
    "tr": "bugün kendimi çok yorgun hissediyorum",
    "vi": "hôm nay tôi rất mệt mỏi và buồn",
    "tl": "pagod na pagod ako ngayong araw na ito",
    "ro": "sunt foarte obosit și trist astăzi",
    "id": "saya sangat lelah dan sedih hari ini",
}
SCRIPTS = {
    "ru": "сегодня мне очень грустно, эх",
    "uk": "сьогодні мені дуже сумно, і їсти не хочу",
    "ar": "أنا متعب جدا اليوم",
    "fa": "امروز خیلی خسته‌ام و چیزی نخوردم، پس گریه کردم",
    "he": "אני עייף מאוד היום",
    "hi": "आज मैं बहुत थका हुआ हूँ",
    "zh": "我今天很累",
    "ja": "今日はとても疲れました",
    "ko": "오늘 너무 피곤해요",
    "th": "วันนี้ฉันเหนื่อยมาก",
    "el": "είμαι πολύ κουρασμένος σήμερα",
}
ENGLISH = [
    "i am so tired today",
    "lol",
    "ok",
    "hiya",
    "ketamine",
    "session tmrw",
    "cant sleep ugh",
    "thx and gracias to you!",
    "what does schadenfreude mean?",
    "6/10",
    "😂😂",
    "",
]
DENIED = [
    "no quiero morir",
    "no me quiero morir",
    "non voglio morire",
    "não quero morrer",
    "nie chcę umrzeć",
    "я не хочу умереть",
    "ich will nicht sterben",
    "je ne veux pas mourir",
    "不想自杀",
    "لا أريد الموت",
]


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    language.load()


@pytest.mark.parametrize(("code", "text"), [*LATIN.items(), *SCRIPTS.items()])
def test_a_language_is_recognised(code: str, text: str) -> None:
    assert language.language(text) == code


@pytest.mark.parametrize("text", ENGLISH)
def test_short_english_and_what_has_no_words_is_english(text: str) -> None:
    assert language.language(text) == "en"


def test_letters_with_accents_and_signs_of_vietnamese_are_latin() -> None:
    assert by_script("tôi muốn đi ngủ ế ệ ỡ") is None
    assert by_script("\U0001d4f2 \U0001d4cc\U0001d4b6\U0001d4c3\U0001d4c9") is None, "fancy letters are Latin"


def test_a_word_of_another_script_makes_no_other_language() -> None:
    assert by_script("the word любовь means love in russian, my teacher said") is None


@settings(deadline=None)
@given(st.text(max_size=100))
def test_any_text_has_a_language_and_can_be_searched(text: str) -> None:
    assert language.language(text)
    acute(text)


@pytest.mark.parametrize("code", codes())
def test_each_language_has_a_dozen_plain_words_of_danger_and_each_is_found(code: str) -> None:
    every = [(tier, phrase) for tier, some in phrases(code).items() for phrase in some]
    assert len(every) >= 12
    assert {tier for tier, _ in every} == {Tier.HIGH, Tier.ELEVATED}
    for tier, phrase in every:
        assert acute(phrase) == (tier, code)


@pytest.mark.parametrize(
    ("text", "tier", "code"),
    [
        ("Hola... quiero morir.", Tier.HIGH, "es"),
        ("no, quiero morir", Tier.HIGH, "es"),
        ("JE VEUX EN FINIR", Tier.HIGH, "fr"),
        ("also ich will sterben, ehrlich", Tier.HIGH, "de"),
        ("chce sie zabic", Tier.HIGH, "pl"),
        ("Chcę się zabić!!!", Tier.HIGH, "pl"),
        ("AUXILIO", Tier.ELEVATED, "es"),
        ("main marna chahta hoon", Tier.HIGH, "hi"),
        ("mai jeena nahi chahti bas", Tier.HIGH, "hi"),
        ("今天真的我想去死", Tier.HIGH, "zh"),
        ("もう死にたいです", Tier.HIGH, "ja"),
        ("진짜 죽고 싶어요", Tier.HIGH, "ko"),
        ("toi muon chet", Tier.HIGH, "vi"),
        ("ölmek istiyorum", Tier.HIGH, "tr"),
        ("OLMEK ISTIYORUM", Tier.HIGH, "tr"),
        ("я хочу умереть", Tier.HIGH, "ru"),
        ("انا اريد ان اموت", Tier.HIGH, "ar"),
        ("quero morrer", Tier.HIGH, "pt"),
        ("ich kann einfach nicht mehr", Tier.ELEVATED, "de"),
        ("verzeiht mir, was ich jetzt tue", Tier.HIGH, "de"),
    ],
)
def test_plain_words_of_danger_are_found_however_they_are_typed(text: str, tier: Tier, code: str) -> None:
    assert acute(text) == (tier, code)


@pytest.mark.parametrize("text", [*DENIED, "quiero tacos", "muero de sed", *LATIN.values()])
def test_a_denial_and_everyday_words_are_no_danger(text: str) -> None:
    assert acute(text) is None


FOREIGN = re.compile(r"mourir|quiero vivir|quiero morir|nicht mehr leben")  # what is really said in another language


def test_none_is_found_in_english_messages() -> None:
    folder = Path(language.__file__).parent / "data"
    texts = [e.text for e in (*read(folder / "messages"), *read(folder / "next"), *read(folder / "held_out"))][::4]
    assert len(texts) > 10_000
    assert [text for text in texts if acute(text) and not FOREIGN.search(text)] == []


def test_a_broken_file_finds_nothing_and_breaks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise OSError

    language._patterns.cache_clear()
    monkeypatch.setattr(language, "_content", broken)
    assert acute("quiero morir") is None
    monkeypatch.undo()
    assert acute("quiero morir") == (Tier.HIGH, "es")


@pytest.mark.parametrize("code", codes())
def test_a_card_is_in_its_language_with_the_numbers_and_raises_no_alarm_itself(code: str) -> None:
    card = languages.card(code, "112", "Lifeline (call 988)") or ""
    calm = languages.card(code, "112", "Lifeline (call 988)", calm=True) or ""
    assert "112" in card
    assert "Lifeline (call 988)" in card
    assert "112" not in calm
    for text in (card, calm.split("(I wrote")[0]):
        assert language.language(text) == code
        assert acute(text) is None


def test_random_letters_are_searched_quickly() -> None:
    chance = random.Random(1)
    text = "".join(chance.choices(string.ascii_letters + " .,", k=200_000))
    assert acute(text) is None


def test_normalized_text_keeps_where_punctuation_was() -> None:
    assert normalized("Ya no PUEDO más, ¿sí?") == "ya no puedo mas , si ,"


def test_the_measure_files_hold_none() -> None:
    """Everyday messages from outside, where somebody has them beside this folder."""
    folder = Path(language.__file__).parents[3] / "shared" / "eval"
    for file in folder.glob("everyday_*.jsonl"):
        texts = [json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines()]
        assert [text for text in texts if acute(text)] == []
