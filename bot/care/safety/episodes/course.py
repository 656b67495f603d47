"""What a step decided, and what is filled into its texts: numbers, names, and the client's own words."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.care.safety.episodes.episode import Episode, Heard, Human

# Filled last: nothing in the client's words is a placeholder.
OWN_WORDS = ("{step}", "{agreed}", "{person}", "{time}", "{words}")
# Topics whose answers speak to somebody in danger themselves: never said to somebody who is afraid for another.
OF_ONESELF = (
    "am_i_dying", "what_to_tell_my_son", "is_it_the_medicine", "is_this_normal", "am_i_crazy", "things_out_of_house",
    "something_for_my_hands", "calm_about_death", "will_it_stay_like_this", "does_this_mean_im_dangerous",
    "hospital_what_happens", "how_tell_partner", "what_do_i_say_when_i_call",
)  # fmt: skip
# What is answered instead, to somebody who is afraid for another.
FOR_ANOTHER = {
    "what_to_say_to_person": "words_for_them",
    "should_i_tell_them": "asking_makes_worse",
    "who_do_i_ring": "who_to_ring_for_them",
    "is_it_an_emergency_number": "who_to_ring_for_them",
    "what_to_tell_emergency": "who_to_ring_for_them",
    "sleep_it_off": "they_drank",
    "is_it_my_fault": "did_i_make_it_worse",
}
# Themes that fit who is afraid for another, too.
OF_THE_HELPER = (
    "shaking", "crying", "scared", "guilt", "thanks", "they_refuse_help", "they_are_far", "worn_by_worry", "regret",
    "child_in_danger", "nobody_picks_up", "relieved_to_say", "people_know", "message_sent", "sorry_to_bother",
    "just_a_program", "far_emergency", "what_they_should_do", "few_words_enough",
)  # fmt: skip
# What is so now, the first that was told. Who is there, or called, has words of its own.
FACTS = (
    "person_is_coming", "moved_away", "person_no", "not_taken", "not_suicidal", "person_is_near", "help_not_called",
    "person_could", "wants_out", "they_are_ok",
)  # fmt: skip
MOST_TOPICS = 2
URGENT = ("NOW", "WAIT")  # states in which there is no time for more than is needed
Lines = Mapping[str, tuple[str, str]]  # per strand: the emergency number and the crisis line, as a client reads them
BELIEVED = ("suicide", "suicide_now", "self_harm", "heavy")  # strands in which a good answer is believed in words
BODY = "body_alone"  # among what is known of an episode
TONES = ("heavy", "good", "cross", "plain")  # in which somebody's own words are said back
OVER = ("released", "eased", "mistaken")  # courses after which the coaching goes on


@dataclass(frozen=True)
class Course:
    """What a step decided: the episode in its next state, how it got there, and the question that is asked now.

    `kind` is opening, next, again, hold, moved, raised, corrected, they_safe, helped (the emergency service is called
    or there), mistaken (the alarm was none), released, eased or visit. `raised` says that the words are
    worse than what was known, `rose` that the answer is.
    """

    episode: Episode
    heard: Heard
    human: Human
    lines: Lines
    kind: str
    asked: str | None
    answer: str = "else"
    before: Episode | None = None
    raised: bool = False
    rose: bool = False

    def topics(self) -> list[str]:
        """The direct questions that are answered; about somebody else in danger, what to say is another matter."""
        topics = list(self.heard.topics[:MOST_TOPICS])
        said_so = not self.episode.unsure and self.episode.tier in ("high", "imminent") and "life" in self.episode.known
        if self.episode.strand in ("suicide", "suicide_now") and said_so and self.episode.heard.get("life") != "no":
            topics = ["words_about_it" if topic == "what_to_say_to_person" else topic for topic in topics]
        if self.episode.strand != "someone_else":
            own = {"words_for_them": "what_to_say_to_person", "who_to_ring_for_them": "who_do_i_ring"}
            return [own.get(topic, topic) for topic in topics if topic != "they_drank"]
        wanted = [FOR_ANOTHER.get(topic, topic) for topic in topics if topic in FOR_ANOTHER or topic not in OF_ONESELF]
        return list(dict.fromkeys(wanted))

    def fill(self, text: str) -> str:
        """A text with its placeholders filled."""
        emergency, crisis_line = self.numbers()
        values = {
            "{emergency}": emergency,
            "{crisis_line}": crisis_line,
            "{name}": self.human.name or "A coach",
            "{step}": self.heard.step or "that",
            "{agreed}": self.agreed() or "that",
            "{person}": self.episode.person or "somebody",
            "{time}": self.heard.named_time or "then",
            "{words}": self.heard.words or "that",
        }
        said = text
        for slot, value in values.items():  # not `format`: the client's own words may have braces
            if slot not in OWN_WORDS:
                said = said.replace(slot, value)
        for slot in OWN_WORDS:
            said = said.replace(slot, values[slot])
        return said[:1].upper() + said[1:]

    def numbers(self) -> tuple[str, str]:
        """The emergency number and the crisis line, for who they are and what it is about."""
        lines = self.lines
        if self.episode.strand == "medical" and self.is_body_alone():
            return lines["default"]  # no poison line for a heart that races
        if self.episode.minor and self.episode.strand != "medical" and "minor" in lines:
            return lines["minor"]
        if self.episode.veteran and self.episode.strand in BELIEVED and "veteran" in lines:
            return lines["veteran"]
        return lines.get(self.episode.strand) or lines["default"]

    def is_body_alone(self) -> bool:
        """Whether it is a heart, a chest, a breath, and nothing was taken; where that is not clear it is not so."""
        return BODY in self.episode.known

    def agreed(self) -> str | None:
        """The last step they named, where it may be said back."""
        steps = self.episode.steps
        return steps[-1] if steps and self.episode.strand != "abuse" else None

    def wants_when(self) -> bool:
        """A step was just named: when will they do it? Asked once for each."""
        return (
            self.heard.answer == "will_step"
            and self.heard.step is not None
            and not self.heard.step_done
            and not self.heard.going
            and not self.heard.unheard
            and self.kind not in ("opening", "raised", "helped", *OVER)
            and self.episode.state in (*URGENT, "TODAY")
            and self.before is not None
            and self.before.question != "step_when"
        )
