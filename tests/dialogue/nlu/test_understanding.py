"""Understanding, on messages that are not in the training data: an answer is kept, a command is followed.

The bounds are a little below what was measured when they were written. Changes to `data/nlu` or to the answer gate
have to stay above them; raise them when the dialogue gets better.
"""

from collections.abc import Iterator

import pytest
from rasa.core.channels.channel import UserMessage

from tests.support.reader import Reader

OPEN_QUESTION = "integration_form.images"
TAKEN_FOR_AN_ANSWER = {"answer", "affirm", "deny", "dont_know"}

# What people answer to an open question, chosen to look like a command wherever that was possible.
ANSWERS = """
a blue river and a door
i wanted to stop but couldn't
nothing was hard
my mother's face
stopping to judge myself
i don't want to be so hard on myself
going back to my childhood home
i went back in time to when i was six
the end of a long road
calm
peace
relax more
breathe before i answer
to be done with this sadness
i want to skip the part where i hate myself
letting go of control
start again with my sister
to start over
that i can change
i want to change
a person i used to love
i saw a person
help from my brother
that i need help sometimes
i'd like to talk to my dad again
write a letter to my mum
write in my notebook every morning
delete instagram
i deleted everything in my head, like a reset
everything and nothing
it was like dying and coming back
will i ever feel normal again
why did it have to happen to me
what if it never gets better
how small i am
is there something after this
who am i without the pain
colors
dark
warm
tired
it was strange, later it was beautiful
later i cried
sleep
a walk after dinner
call my sister
go to the gym twice
drink less
hello from the other side
i heard a voice saying hello
gratitude
love
i love my kids
you are enough
i'm worthy of rest
my body felt heavy, like stone
tension in my jaw
i could not feel my hands
no body at all
nope, it was gentle
not being able to speak
i don't really know, a kind of grief
the weather in it was wild
rain
the kids are home
a joke my dad used to tell
laughing
i forgave him
being useless
feeling stupid
that this is a waste of time
fear of the dark
the fear that i would not come back
let me be kind
more patience with my kids
my anxiety
my depression
my drinking
shame
i'm fine with whatever comes
ok whatever comes
to find out why i am so angry
what matters is my family
menu planning for the week
the garden at home
continue my meditation
keep going to therapy
carry on with the breathing exercise every day
i want to feel like myself again
show up for my friends
read a book
open up more
open the window in the morning
see my friends
being alone
how do i forgive
trust
privacy, time for me
the medicine felt cold
ketamine felt like falling
integration of my younger self
my intention was to rest
"""

# What people say in the middle of a question that is no answer to it; and what they say when no question is open.
IN_BETWEEN = """
skip_question: can we leave this one out | next one please | id prefer not to say
skip_question: pass on this
stop_for_now: stop now | i need to stop | lets take a break
stop_for_now: no more questions please | please stop asking
come_back_later: ill do it later | can we finish this tomorrow | gotta run, later
come_back_later: not now, im busy
go_back: go back one | previous one
change_answer: oops thats not right, can i change that
repeat_question: say that again please | can you rephrase the question
ask_why_this_question: why are u asking this | whats this for
something_else: whats the menu | can i do something else
calm_me: help me breathe | can we do some breathing
wants_person: i want to speak to a human | can i talk to a real coach | is there a real person i can talk to
are_you_a_bot: are you an actual human | is this chatgpt or what | what are you exactly
ask_is_it_private: who can see this | does my doctor see this | is this stored somewhere
ask_library: why does an intention matter
ask_library: what does ketamine do to you
ask_library: can i take my sertraline before | should i stop my meds | is it ok to drink coffee before
start_over: start from the top
show_journal: what's my intention
start_journal: i want to write in my diary
start_preparation: lets prepare for my session
emergency_help: crisis line number
ask_other_options: are there any alternatives to this | what else could i try
show_page: can i see my page
"""

OUTSIDE = """
not_working: ketamine does nothing for me | its not doing anything | four sessions in and no change
not_working: was it all a waste of money
not_working: why is the treatment not helping me | it has stopped working i think
ask_other_options: what else is there | is tms any good | what other treatments exist
show_page: show me the page for my doctor | delete the page i made
start_measures: can i fill out that questionnaire | time for the phq again
show_measures: what did i score last time | how did my scores change
start_preparation: my session is tomorrow and im scared | ive got an infusion on thursday
start_preparation: getting ready for my second treatment
start_integration: had my first infusion today | can we talk about my trip yesterday | just came home from treatment
start_journal: need to write stuff down
delete_something: remove my entries
ask_is_it_private: who reads this stuff
ask_library: is it safe with alcohol
out_of_scope: order me some food | what's 5 times 5 | who won the super bowl
out_of_scope: whats the wifi password
greet: heyyy
thanks: thx a lot
praise: ur awesome
insult: this is dumb
how_are_you: what's up with you
stop_for_now: i wanna quit this chat
resume_flow: lets pick up where we stopped | ok go ahead
something_else: options pls
calm_me: calm me | im freaking out a bit, help me calm down
wants_person: can a human call me
emergency_help: suicide hotline
ask_library: what does integrating mean
open_entry: read entry 3 | show me the last one
done_writing: that's all folks
affirm: yes of course
agree: i agree and im 40
under_age: im 17 years old
"""


def cases(table: str) -> Iterator[tuple[str, str]]:
    for line in table.strip().splitlines():
        intent, messages = line.split(": ", 1)
        for text in messages.split(" | "):
            yield text, intent


def share(wrong: list[str], of: int) -> float:
    print(*wrong, sep="\n")
    return 1 - len(wrong) / of


async def test_an_answer_that_looks_like_a_command_is_kept(reader: Reader) -> None:
    texts = ANSWERS.strip().splitlines()
    wrong = []
    for text in texts:
        intent = await reader.intent(text, OPEN_QUESTION)
        if intent not in TAKEN_FOR_AN_ANSWER:
            wrong.append(f"{text} -> {intent}")
    assert share(wrong, len(texts)) >= 0.92


@pytest.mark.parametrize(
    ("table", "asking", "least"),
    [(IN_BETWEEN, OPEN_QUESTION, 0.92), (IN_BETWEEN, None, 0.95), (OUTSIDE, None, 0.92)],
    ids=["in the middle of a question", "the same outside", "outside"],
)
async def test_what_somebody_wants_is_understood(reader: Reader, table: str, asking: str | None, least: float) -> None:
    told = list(cases(table))
    wrong = []
    for text, expected in told:
        intent = await reader.intent(text, asking)
        if intent != expected:
            wrong.append(f"{text} -> {intent}, not {expected}")
    assert share(wrong, len(told)) >= least


@pytest.mark.parametrize(
    "text", ["stop", "stpo", "skip", "sikp", "go back", "gobak", "later", "done?", "i want a human"]
)
async def test_a_command_survives_a_typo(reader: Reader, text: str) -> None:
    assert await reader.intent(text, OPEN_QUESTION) not in TAKEN_FOR_AN_ANSWER


@pytest.mark.parametrize("tier", ["elevated", "high", "imminent"])
async def test_distress_is_distress_even_where_it_reads_like_an_answer(reader: Reader, tier: str) -> None:
    assert reader.agent.processor is not None
    metadata = {"tier": tier, "consented": True, "asking": OPEN_QUESTION}
    parsed = await reader.agent.processor.parse_message(UserMessage("yes", metadata=metadata))
    assert parsed["intent"]["name"] == f"safety_{tier}"
