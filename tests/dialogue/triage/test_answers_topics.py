"""Direct questions inside a message: how many are heard, how many are taken for another one, and how few are invented.

The phrasings were written without those of `content/safety/texts` and `bot/triage/mentions/data`. When the topics get
better, raise the bounds.
"""

from collections.abc import Callable

import pytest

from bot.gateway.reading import Asked, _topics
from bot.triage.answers.training.examples import read
from bot.triage.mentions import mentions

ASKED = {
    "asking_makes_worse": [
        "isnt it risky to bring up suicide with someone like me",
        "doesnt talking about dying put ideas in peoples heads",
        "you asking me that is making it worse isn't it",
    ],
    "lock_me_up": [
        "if i say yes will i get locked up",
        "can they keep me in hospital if i dont want to",
        "are you going to have me sectioned",
        "will i end up on a ward for telling you this?",
    ],
    "send_police": [
        "is somebody on the way to my flat now",
        "will the police come if i answer",
        "did you just report me to 911??",
        "please don't send the cops",
        "do you know my address",
    ],
    "can_you_promise": [
        "do you promise i'll get through this",
        "can you guarantee me i wont hurt myself",
        "promise me this passes",
    ],
    "intrusive_after_baby": [
        "why do i keep picturing dropping my baby down the stairs",
        "i get horrible images of hurting my newborn, am i a monster",
        "is it normal to have thoughts of harming the baby since the birth",
    ],
    "calm_about_death": [
        "i died in my session and it felt peaceful, is that a bad sign?",
        "should it worry me that death didnt scare me under ketamine",
    ],
    "what_to_tell_my_son": [
        "what am i supposed to tell my kids",
        "how do i explain to my daughter that mummy is ill",
        "what should i tell my son about tonight?",
    ],
    "things_out_of_house": [
        "how can i get the stuff out of my flat",
        "who could take the pills away for me",
        "where do i bring the tablets so theyre not in the house",
    ],
    "how_tell_partner": [
        "how should i tell my husband",
        "how do you tell your wife something like this",
        "what do i say to my boyfriend about these thoughts",
    ],
    "is_it_the_medicine": [
        "could the ketamine be doing this",
        "is this a side effect of the infusion?",
        "is it the drug making me feel like that",
    ],
    "ring_therapist_early": [
        "would it be ok to ring my therapist tonight",
        "can i phone my therapist before thursday",
        "is it too soon to call my psychologist again?",
    ],
    "call_my_house": [
        "is the clinic going to phone my house",
        "will anybody call my emergency contact",
        "are they going to ring my parents about this",
    ],
    "is_this_normal": [
        "is it normal that he goes through my phone",
        "do all husbands shout like this",
        "she tracks where i am, is that normal in a relationship?",
    ],
    "cost_of_call": [
        "does it cost money to ring that number",
        "is that helpline free",
        "can i call if i have no credit on my phone?",
    ],
    "text_instead": [
        "can i just text them",
        "is there a number i can text instead of talking",
        "do they have a webchat",
    ],
    "what_happens_on_line": [
        "what happens if i ring the crisis line",
        "do i need to tell them my name",
        "who answers when i call that number?",
        "what do they ask you on the hotline",
    ],
    "are_you_human": [
        "are you a bot or a person",
        "is this a real human",
        "am i talking to a machine right now",
        "are u real",
    ],
    "can_you_call_for_me": [
        "cant you call them for me",
        "please ring my sister for me",
        "could you call the clinic on my behalf?",
        "can you just call an ambulance for me",
    ],
    "will_it_get_better": [
        "does it ever get better",
        "will this ever end",
        "is there any hope for someone like me",
        "do people recover from this?",
    ],
    "am_i_crazy": [
        "am i going crazy",
        "do you think im insane",
        "am i losing it?",
        "is there something wrong with my mind",
    ],
    "is_it_my_fault": [
        "was it my fault",
        "did i bring this on myself?",
        "is it because of me that he left",
    ],
    "should_i_stop_treatment": [
        "should i quit the ketamine",
        "do i have to stop the treatment now?",
        "is it better to come off my meds",
    ],
    "can_i_have_my_session_still": [
        "can i still come in for my infusion tomorrow",
        "are they going to cancel my session",
        "will i still get my dose on friday?",
    ],
    "will_this_affect_my_treatment": [
        "will they stop my treatment if im honest",
        "does this go in my file",
        "will they drop me from the program for saying this?",
    ],
    "can_you_stay": [
        "can you stay here with me",
        "please don't leave",
        "will you stay on with me tonight?",
        "are you still there?",
    ],
    "what_do_i_say_when_i_call": [
        "what do i say when they pick up",
        "how do i even start the call",
        "what should i tell them on the phone",
    ],
    "hospital_what_happens": [
        "what will they do with me at a&e",
        "what happens when you go to the er",
        "do they take your phone off you in hospital?",
    ],
    "will_it_stay_like_this": [
        "how long does this go on for",
        "when will this stop",
        "will this be gone by the morning?",
    ],
    "do_you_believe_me": [
        "do you even believe me",
        "you think im making it up dont you",
        "does anyone believe me?",
    ],
    "why_do_you_ask": [
        "why are you asking me this",
        "what do you need to know that for",
        "why so many questions",
        "how come you ask that?",
    ],
}
# Questions about something else, and what is no question.
NOTHING = [
    "i rang my therapist this morning",
    "my husband is asleep next door",
    "yes my sister is coming over tonight",
    "the pills are in the bathroom",
    "no i dont want to",
    "i told my wife last week and she cried",
    "they locked me up in 2015 and it was awful",
    "the police came to our street yesterday",
    "i had my infusion on monday",
    "my son is at school",
    "i feel calmer now",
    "i was in hospital last year",
    "the baby is finally asleep",
    "i called the line once and it was ok",
    "my boss is a machine",
    "it got better for a while in spring",
    "he believes me",
    "i stopped my medication in june",
    "its raining and im cold",
    "nobody knows how bad it is",
    "i died a little inside when she left",
    "i dont trust doctors",
    "cant sleep again",
    "my head is so loud",
    "i gave the tablets to my neighbour",
    "ok i'll text her",
    "im not calling anyone",
    "i would rather not say",
    "can we do the journal now",
    "could you show me my intention",
    "what time is my session",
    "do you have the breathing exercise",
    "where is my journal",
    "how many do i need to take",
    "what do i do now",
    "help me calm down",
    "i cut my arm earlier",
    "a bit, it's not deep",
    "tonight when they sleep",
    "lol i was joking",
    "my girlfriend said that not me",
    "mum just walked in",
    "yes but not tonight",
    "sometimes, i wouldn't do it",
    "i promised my mum i'd be ok",
    "i promise i'm safe",
    "why would i be thinking about that lol",
    "how should i know",
    "who cares",
    "what's the point",
    "does it matter",
    "are you kidding me",
    "what",
    "huh?",
    "how",
    "really?",
]
# Classes of answers that hardly ever hold a question.
PLAIN = {"yes", "no", "partly", "means", "time", "done", "person_here", "will_step", "farewell", "else"}


@pytest.fixture(scope="module")
def topics() -> Callable[[str], tuple[str, ...]]:
    """The direct questions that the gateway hears: by plain words, and by the network of mentions."""
    return lambda said: _topics(said, mentions().found(said, None), Asked(None, holds=True))


def test_most_questions_are_heard_and_hardly_one_as_another(topics: Callable[[str], tuple[str, ...]]) -> None:
    heard = [(topic, topics(said)) for topic, phrasings in ASKED.items() for said in phrasings]
    assert sum(topic in found for topic, found in heard) >= 0.78 * len(heard)
    assert sum(bool(found) and topic not in found for topic, found in heard) <= 0.07 * len(heard)


def test_other_questions_and_statements_ask_for_no_topic(topics: Callable[[str], tuple[str, ...]]) -> None:
    assert sum(bool(topics(said)) for said in NOTHING) <= 0.1 * len(NOTHING)


def test_answers_that_ask_nothing_get_no_topic(topics: Callable[[str], tuple[str, ...]]) -> None:
    answers = [one.text for one in read() if one.cls in PLAIN][::4]
    assert sum(bool(topics(said)) for said in answers) <= 0.01 * len(answers)
