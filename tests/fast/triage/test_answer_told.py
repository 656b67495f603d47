"""What a message tells besides its class: people, help, distance, and that it was not heard."""

import pytest

from bot.care.safety.episodes.texts import texts
from bot.triage.answers import cues, people, subject, told


@pytest.mark.parametrize(
    "text",
    [
        "i already told you that",
        "that's not what i asked",
        "did you even read what i wrote",
        "you literally ignored the bit about my sister",
        "what?? who is joking",
        "this feels like a questionnaire, why do you keep asking",
        "it's like talking to a form, i feel i'm filling in a form",
    ],
)
def test_a_complaint_that_nothing_was_taken_up_is_heard(text: str) -> None:
    assert told.unheard(text)


@pytest.mark.parametrize("text", ["i told my sister", "i asked him to stay", "she said it was fine", "i read a lot"])
def test_telling_somebody_else_is_no_complaint(text: str) -> None:
    assert not told.unheard(text)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("my roommate is playing games next door", "your roommate"),
        ("my best friend lives down the road", "your best friend"),
        ("There's Dana from work", "Dana"),
        ("Wife's asleep down the hall", "your wife"),
        ("my mum can't know about this", None),
        ("my husband hit me", None),
        ("my brother died in march", None),
        ("half my friends are buried", None),
        ("are they gonna tell my mum", None),
        ("Tomorrow would be better", None),
        ("Nobody could help", None),
    ],
)
def test_a_person_who_could_help_is_heard_and_nobody_else(text: str, person: str | None) -> None:
    assert people.person(text) == person


@pytest.mark.parametrize(
    ("text", "asked", "person"),
    [
        ("lenis home. hear him pacing upstairs", False, "Leni"),
        ("theres gaz, two doors down. hed only take the mick", False, "Gaz"),
        ("priya is one call away and i cant", True, "Priya"),
        ("could text shaz i suppose", False, "Shaz"),
        ("i said. tom. in the flat below", True, "Tom"),
        ("hope is gone", True, None),
        ("will is up to you", True, None),
        ("the dark is coming", True, None),
        ("nothing in the house, just me and the kettle", True, None),
        ("ryan came and got the last of his boxes today", False, None),
        ("ryan hit me, he is home", True, None),
    ],
)
def test_a_first_name_in_passing_is_somebody(text: str, asked: bool, person: str | None) -> None:
    assert people.person(text, asked=asked) == person


def test_a_name_alone_counts_where_people_were_asked_about() -> None:
    assert people.person("Marcus.", asked=True) == "Marcus"
    assert people.person("Marcus.") is None


@pytest.mark.parametrize(
    ("text", "help_is"),
    [
        ("he's on the phone with 911", "called"),
        ("mum is calling them", "called"),
        ("they're coming for me", "they"),
        ("they're outside", "they"),
        ("dad is calling me", None),
        ("they are calling me names", None),
        ("the ambulance is on its way", "coming"),
        ("they transferred me to the police theyre sending a car", "coming"),
        ("they said 4 min, ambulance 4 minutes", "coming"),
        ("they're here", "they"),
        ("the ambulance is here", "here"),
        ("i havent called anyone", "none"),
        ("i'm not calling 911", None),
        ("should i call an ambulance", None),
        ("i can't afford an ambulance", None),
    ],
)
def test_how_far_help_is_is_heard(text: str, help_is: str | None) -> None:
    assert told.help_is(text) == help_is


@pytest.mark.parametrize("text", ["he took the key off me", "i gave her the pills", "she has it now, i flushed them"])
def test_what_is_out_of_reach_is_heard(text: str) -> None:
    assert told.away(text)


@pytest.mark.parametrize(
    "text",
    [
        "i could put it away",
        "should i give her the pills",
        "it's right here on the table",
        "she gave me the pills",
        "i took them all away",
        "i'm going to hang on to them",
        "i moved it closer to me",
    ],
)
def test_what_is_not_yet_out_of_reach_is_not(text: str) -> None:
    assert not told.away(text)


@pytest.mark.parametrize(
    "text", ["she is here with me", "he picked up, he's on speaker", "my sister's here", "he has my hand"]
)
def test_company_is_heard(text: str) -> None:
    assert told.somebody_there(text)


@pytest.mark.parametrize(
    "text",
    [
        "it's right here on the table",
        "jess is at work til 11",
        "nobody is here",
        "the dog is here with me",
        "he is 15 min out",
    ],
)
def test_what_is_no_company_is_not(text: str) -> None:
    assert not told.somebody_there(text)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("tonight's not the night. saturday the 14th is", "saturday the 14th"),
        ("on friday, when they are out", "on friday"),
        ("tonight, yes, i am safe", None),
        ("my session is on monday", None),
        ("i'll call the doctor tomorrow", None),
    ],
)
def test_only_the_time_of_the_danger_is_named_back(text: str, when: str | None) -> None:
    assert told.time_named(text) == when


@pytest.mark.parametrize(
    "text", ["i'm perfectly safe. i said so", "yeah im safe on my couch", "it was fine. I'm all right tonight"]
)
def test_who_says_that_they_are_safe_is_believed(text: str) -> None:
    assert told.says_safe(text)


@pytest.mark.parametrize("text", ["i'm not safe", "i'm safe for now", "i wish i was ok", "i can't say i'm fine"])
def test_who_half_says_so_is_not(text: str) -> None:
    assert not told.says_safe(text)


@pytest.mark.parametrize(
    ("text", "strand"),
    [
        ("he grabbed me by the arm again", "abuse"),
        ("he goes through my phone", "abuse"),
        ("i'm going to make him pay", "harm_to_others"),
        ("since the session i hear a voice", "voices"),
        ("nothing feels real", "heavy"),
        ("my flatmate said goodbye and won't open the door", "someone_else"),
        ("i want to hurt my arms", None),
        ("i could murder a pizza", None),
        ("the singer has a lovely voice", None),
    ],
)
def test_what_it_is_about_is_heard_in_plain_words(text: str, strand: str | None) -> None:
    assert subject.about(text) == strand


@pytest.mark.parametrize(
    "text", ["i want to die", "i'd rather be dead", "id rather be dead", "i've been planning to end my life"]
)
def test_who_says_it_of_themselves_is_heard(text: str) -> None:
    assert cues.says_it(text)


@pytest.mark.parametrize(
    "text", ["i do not want to die", "this session killed me", "my patient died by suicide", "part of me died with her"]
)
def test_who_does_not_say_it_is_not(text: str) -> None:
    assert not cues.says_it(text)


@pytest.mark.parametrize(
    "text", ["no. im not suicidal at all, it was a song", "I do not want to die, and I said so before"]
)
def test_a_denial_anywhere_in_a_message_is_one(text: str) -> None:
    assert cues.denies_somewhere(text)


@pytest.mark.parametrize(
    "text",
    [
        "i don't want to die i just don't want to wake up",
        "i don't want to die, i want it all to stop",
        "i'm not suicidal, i have made a decision and i'm at peace",
        "i'm not suicidal yet",
        "no plan. but the thought is there",
        "i don't want to die but i can't go on",
    ],
)
def test_a_denial_that_takes_something_back_is_none(text: str) -> None:
    assert not cues.denies_somewhere(text, plain=False)


@pytest.mark.parametrize(
    "text",
    ["they found him. hes not breathing", "she is breathing funny", "hes home alone", "they found her unconscious"],
)
def test_the_other_one_is_not_safe_where_anything_speaks_against_it(text: str) -> None:
    assert not cues.they_are_safe(text)


@pytest.mark.parametrize("text", ["not me. its my brother", "its not me its TOM", "hes the one in the bathroom"])
def test_who_is_afraid_for_another_says_so(text: str) -> None:
    assert subject.not_me(text)


@pytest.mark.parametrize(
    "text", ["it's not me, it's the medicine", "its not me its just tiredness", "he's the one who hit me"]
)
def test_what_is_not_about_another_person_is_not(text: str) -> None:
    assert not subject.not_me(text)


def test_whom_they_miss_is_nobody_to_ask() -> None:
    assert people.person("i just miss the son of a bitch", asked=True) is None


def test_whom_they_do_not_have_is_nobody_to_ask() -> None:
    assert people.person("partner? i dont have a partner", asked=True) is None


@pytest.mark.parametrize(
    ("text", "yes"), [("i think about it yeah. who gets told", True), ("i don't think about it", False)]
)
def test_who_thinks_about_it_says_yes(text: str, yes: bool) -> None:
    assert cues.plain_yes(text) == yes


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("had a call with my mum and now i really want to cut", None),
        ("stop with my mum, she told me i was being dramatic", None),
        ("Auckland's a long way to be here", None),
        ("suppose i could call ray", "Ray"),
        ("my cousin Ruta would come if i asked", "your cousin"),
        ("i could call them later", None),
    ],
)
def test_the_one_who_is_the_cause_and_a_town_are_nobody_to_ask(text: str, named: str | None) -> None:
    assert people.person(text) == named


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("She's alive. Jess found her. won't talk much, but awake", True),
        ("hes ok hes drunk and crying but hes ok", True),
        ("i hope she's alive. nobody picks up", False),
        ("he's ok. he took the pills though", False),
    ],
)
def test_good_news_of_another_is_heard_sentence_by_sentence(text: str, safe: bool) -> None:
    assert cues.they_are_safe(text) == safe


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("i told her", True),
        ("called him already", True),
        ("she told me i was dramatic", False),
        ("i should have called the second i heard it", False),
        ("now i feel i've set off the alarm", False),
    ],
)
def test_a_step_is_done_only_by_whoever_says_so_of_themselves(text: str, done: bool) -> None:
    assert cues.step_done(text) == done


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("if i dial 911 from here won't i get toronto police", "far_emergency"),
        ("Should Jess ask her straight out", "what_they_should_do"),
        ("would it show up anywhere that i had called", "call_would_show"),
        ("could i just say you up. is that enough", "few_words_enough"),
        ("i got it typed out, just not hitting send", "typed_not_sent"),
        ("does any of this go to a licensing board", "board_or_employer"),
        ("i just want to plan thursday", None),
    ],
)
def test_practical_questions_are_found_by_plain_words(text: str, theme: str | None) -> None:
    assert texts().theme_of(text) == theme


def test_who_is_on_the_phone_is_there() -> None:
    assert told.somebody_there("rays on the phone. he aint hangin up till he gets to me")
    assert not told.somebody_there("the number is on the phone bill")


@pytest.mark.parametrize(
    "text",
    [
        "please, no ambulance outside my door",
        "i don't want paramedics coming up the stairs",
        "can i get there without any sirens or an ambulance outside",
    ],
)
def test_an_ambulance_that_nobody_wants_has_not_been_called(text: str) -> None:
    assert told.help_is(text) is None


def test_that_nobody_opened_a_note_puts_nobody_at_their_side() -> None:
    assert not told.somebody_there("and you say not one of them opened it")
    assert told.somebody_there("she just opened the door")


def test_nobody_has_hit_me_takes_nothing_back_beside_being_shut_in() -> None:
    assert "abuse" in cues.denied_strands("nobody hits me, you got that wrong")
    assert "abuse" not in cues.denied_strands("nobody hits me, he only locked the shed with me in it")


@pytest.mark.parametrize(
    "text",
    [
        "what?? no no. i meant the good feeling is gone",
        "Good grief, no, nothing like that",
        "No! It's a spade, a garden spade",
        "NO. god. i mean will she come with me",
        "lol no",
    ],
)
def test_what_begins_with_a_no_is_one(text: str) -> None:
    assert told.begins_with_no(text)


@pytest.mark.parametrize(
    "text",
    ["no one would miss me", "no idea", "not really", "no, but sometimes", "no way out", "no not tonight", "yes no"],
)
def test_a_no_that_is_taken_back_or_is_none_is_not(text: str) -> None:
    assert not told.begins_with_no(text)


def test_the_name_under_a_longer_message_is_nobody_who_could_help() -> None:
    letter = "Tell her one sentence of what, pet? I am quite all right, and I only asked about the treatment. Maureen"
    assert people.person(letter, asked=True) is None
    assert people.person("My friend. Maureen", asked=True) is not None
