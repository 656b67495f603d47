"""Plain cues in answers: each is heard in the ways people type it, and not in what only looks like it."""

import time

import pytest

from bot.triage.answers import cues, plain_questions

HEARD = {
    "minor": ["im 15", "i'm only 16 and", "I am in 9th grade", "i'm under 18"],
    "veteran": ["I'm a veteran", "i did two tours, army", "the VA never calls back"],
    "watched": ["hes here", "he's back", "she is coming up", "he's in the kitchen"],
    "worse": ["it's worse", "a lot rougher"],
    "better": ["a little better, yes", "feels lighter", "less heavy i guess", "yeah it's a bit easier"],
    "they_are_safe": [
        "she picked up. shes ok",
        "They've found him, he is alive",
        "the ambulance is with her",
        "he's safe now",
    ],
    "denies_the_danger": [
        "i dont want to die, i worded that badly",
        "I am not suicidal",
        "not planning to kill myself",
    ],
    "taken": ["i took to many of my pills", "took them all", "swallowed the whole packet", "too late", "i overdosed"],
    "wound": ["i cut myself an hour ago", "burned my arm", "cut again"],
    "step_done": ["told my mum", "I have rung 999 now", "gave danny the keys", "she's awake", "locked it away"],
    "intrusive": ["i get pictures in my head of dropping the baby, i would never, it terrifies me"],
    "plain_no": ["no", "No, I have not done anything", "nope.", "i said no", "no i feel ok", "typical. no. not that"],
    "just_sent": ["ok sent it", "texted him. hes typing", "she replied already", "pressed send just now"],
    "back_to_coaching": [
        "can we go back to preparing",
        "i want to continue with my intention",
        "let me finish the checklist",
    ],
    "greeting": ["hi", "hello again", "it's me"],
}
NOT_HEARD = {
    "minor": ["i'm 10 weeks in", "im 8/10 tired", "i was 15 then", "i'm 12 years sober"],
    "veteran": ["my serve is bad today"],
    "watched": ["he's back at work", "he hit me"],
    "worse": ["not worse", "no worse than before"],
    "better": [
        "not better",
        "no better",
        "i don't feel better",
        "they'd be better off without me",
        "better if i was gone",
    ],
    "they_are_safe": [
        "he's asleep and wont wake up",
        "i dont know if she's ok",
        "is she ok?",
        "i hope they're alive",
        "she's not ok",
        "she says she's fine",
    ],
    "denies_the_danger": [
        "i dont want to die but i cant stay safe",
        "i'm not suicidal yet",
        "not going to kill myself until friday",
    ],
    "taken": ["i havent taken any pills", "i took the bus", "what pills are you talking about", "it took courage"],
    "wound": ["he hurt my feelings", "cut the grass"],
    "step_done": ["i told nobody", "i could wake her", "i will call", "called no one"],
    "intrusive": ["i am going to hurt him", "i have thoughts of hurting him and i love it", "my son dropped his cup"],
    "plain_no": [
        "no idea what i took",
        "nobody",
        "none of your business",
        "never mind",
        "nothing left",
        "no one is here",
        "not sure",
        "no but i have them here",
        "i dont know. no. maybe",
        "nothing helps. no. i want it to be over",
    ],
    "just_sent": ["haven't sent it", "if i sent it she'd panic", "typed it and not sent it", "he sent me flowers"],
    "back_to_coaching": ["i cant go on", "do you have a checklist of pills"],
    "greeting": ["hi, i took them", "hello?? anyone"],
}


@pytest.mark.parametrize(("cue", "text"), [(cue, text) for cue, texts in HEARD.items() for text in texts])
def test_it_is_heard(cue: str, text: str) -> None:
    assert getattr(cues, cue)(text)


@pytest.mark.parametrize(("cue", "text"), [(cue, text) for cue, texts in NOT_HEARD.items() for text in texts])
def test_what_only_looks_like_it_is_not_heard(cue: str, text: str) -> None:
    assert not getattr(cues, cue)(text)


@pytest.mark.parametrize(
    ("text", "strands"),
    [
        ("i havent taken anything", ("medical",)),
        ("took nothing", ("medical",)),
        ("i havent taken anything but i took all my pills yesterday", ()),
        ("nobody is hurting me", ("abuse",)),
        ("no one has hit me. it's my son", ("abuse",)),
        ("he hit me again", ()),
    ],
)
def test_what_it_is_not_about_is_heard(text: str, strands: tuple[str, ...]) -> None:
    assert cues.denied_strands(text) == strands


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("what do i even say to him", "what_to_say_to_person"),
        ("should i wake Lin or not", "should_i_tell_them"),
        ("cant i just slep it off", "sleep_it_off"),
        ("they ask for papers?", "papers"),
        ("who do I telephone in England?", "who_do_i_ring"),
        ("delete everything", "delete_this"),
        ("hi again", "back_again"),
    ],
)
def test_a_direct_question_has_its_topic(text: str, topic: str) -> None:
    assert topic in plain_questions.topics(text)


def test_a_long_message_is_read_in_no_time() -> None:
    """Every cue is linear in the length; one that is not takes minutes here."""
    text = "and then her thoughts went on " * 70
    begun = time.process_time()
    for name in HEARD:
        getattr(cues, name)(text)
    plain_questions.topics(text)
    assert time.process_time() - begun < 5
