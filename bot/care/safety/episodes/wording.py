"""What is said in one step of the safety conversation: fixed texts, chosen by state, strand and answer, each used once.

The order is always the same: what was asked directly, what was said is received, numbers and the truth about people
where they are due, and one question at the end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.care.safety.episodes.episode import Bubble, Episode, Heard, Human, Stepped
from bot.care.safety.episodes.protocol import REASSURING, Protocol
from bot.care.safety.episodes.texts import Text, Texts, texts
from bot.care.safety.escalations import TIERS

URGENT = ("NOW", "WAIT")
ASKS_ABOUT_PEOPLE = {"human_coming", "did_you_tell", "want_person"}  # topics that the truth about people answers
ASKS_FOR_NUMBERS = {"crisis_numbers", "text_instead", "is_it_an_emergency_number"}
NUMBERS_IN_PARTING = ("NOW", "WAIT", "HOW_NEAR")
TERSE = 3  # words; somebody who writes so little gets no more than they need
PRACTICAL = ("medical",)  # strands with a line of their own at each turn
TURNS_PER_DOOR = 3  # in STAY, one door is offered so often
MOST_TOPICS = 1
BELIEVED = ("suicide", "suicide_now", "self_harm", "heavy")  # strands in which a good answer is believed in words


@dataclass(frozen=True)
class Course:
    """What a step decided: the episode in its next state, how it got there, and the question that is asked now.

    `kind` is opening, next, again, hold, moved, raised, released, eased or visit. `raised` says that the words are
    worse than what was known, `rose` that the answer is.
    """

    episode: Episode
    heard: Heard
    human: Human
    lines: Mapping[str, tuple[str, str]]
    kind: str
    asked: str | None
    answer: str = "else"
    before: Episode | None = None
    raised: bool = False
    rose: bool = False


def say(protocol: Protocol, course: Course) -> Stepped:
    """The texts of a step, and the episode with what was asked and used."""
    speaker = _Speaker(protocol, texts(), course)
    if course.kind == "stop" or (course.heard.watched and course.episode.strand == "abuse"):
        speaker.add("watched")
        return speaker.done(replace(course, asked=None))
    if course.kind == "opening":
        speaker.open()
    elif course.kind == "visit":
        speaker.add("next_visit")
    else:
        speaker.receive()
    speaker.facts()
    return speaker.done(course)


class _Speaker:
    """Collects the texts of one step."""

    def __init__(self, protocol: Protocol, words: Texts, course: Course) -> None:
        self._protocol = protocol
        self._words = words
        self._course = course
        self._used = list(course.episode.used)
        self._lead: list[Text] = []
        self._facts: list[Text] = []
        self._human = course.episode.human
        self._lines = course.episode.lines

    @property
    def _urgent(self) -> bool:
        return self._course.episode.state in URGENT

    def add(self, *groups: str, to: list[Text] | None = None) -> bool:
        """Add the first unused text of the first of these groups that has one. Returns whether there was one."""
        for group in groups:
            text = self._words.pick(group, self._used)
            if text is not None:
                self._used.append(text.id)
                (self._lead if to is None else to).append(text)
                return True
        return False

    def open(self) -> None:
        """The first words after an alarm."""
        episode = self._course.episode
        if episode.state == "CHECK":
            self.add("reflection.check")
        elif self._urgent:
            self.add(f"reflection_now.{episode.strand}", f"reflection.{episode.strand}")
        else:
            self.add(f"reflection.{episode.strand}")
        for topic in self._course.heard.topics[:MOST_TOPICS]:
            self.add(f"topic.{topic}")
        if episode.minor:
            self.add("extra.minors")

    def receive(self) -> None:
        """What was asked, said or offered is taken up, in this order."""
        course, episode = self._course, self._course.episode
        answered = [topic for topic in course.heard.topics[:MOST_TOPICS] if self.add(f"topic.{topic}")]
        if course.kind == "they_safe":
            self.add("they_safe", "neutral")
        elif course.kind == "corrected":
            self.add("corrected", "neutral")
        elif course.kind == "raised" and course.heard.firm and not answered:
            self.add("raised", "neutral")
        elif course.kind == "released":
            self.add("release")
        elif course.kind == "eased":
            if course.before is not None and course.before.state == "WAIT" and self._agreed():
                self.add("easing.agreed")
            if course.heard.answer == "no":
                self.add("easing_same")
            self.add("beside" if episode.interrupted or episode.returned else "beside_idle")
        elif course.heard.answer == "farewell":
            self.add(f"parting.{self._parting()}", "neutral")
        elif course.heard.barrier and self.add(f"barrier.{course.heard.barrier}"):
            pass
        elif not answered or course.heard.answer in ("will_step", "person_here", "done"):
            self._reply()
        if episode.state == "EASING" and course.kind == "moved":
            self.add("easing.agreed" if self._agreed() else "easing.plain")
        self._stay()

    def _reply(self) -> None:
        """What was said is received, by its class."""
        course, answer = self._course, self._course.heard.answer
        when = "now" if self._urgent else "else"
        if course.answer == REASSURING:
            asked = self._protocol.questions.get(course.before.question or "") if course.before else None
            believed = asked is not None and asked.safety and course.episode.strand in BELIEVED
            self.add("reassured" if believed else "neutral", "neutral")
        elif course.heard.unclear or answer == "else":
            self.add("reply.else.else", "neutral")
        elif answer == "will_step" and course.heard.step_done:
            self.add("reply.will_step.done", "neutral")
        elif answer == "will_step" and not self._quotable():
            self.add("reply.will_step.plain", "neutral")
        elif answer in ("yes", "no") and course.answer == "else":
            self.add("neutral")
        else:
            self.add(f"reply.{answer}.{when}", f"reply.{answer}.{'else' if when == 'now' else 'now'}", "neutral")

    def _stay(self) -> None:
        """The lines of a state in which nothing is asked, and one line that this strand needs."""
        course, episode = self._course, self._course.episode
        if episode.state == "WAIT" and course.kind == "hold" and course.heard.answer != "farewell":
            self.add("wait")
        elif episode.state == "STAY":
            if episode.held % TURNS_PER_DOOR == TURNS_PER_DOOR - 1:
                self.add("stay_door", "stay")
            elif course.kind == "moved" or len(self._lead) == 0:
                self.add("stay")
        if course.kind in ("released", "eased") or course.heard.answer == "farewell":
            return
        if episode.strand == "medical" and self._urgent:
            self.add("extra.medical")
            return
        needed = episode.strand in PRACTICAL or course.asked is None
        long_enough = len(course.heard.text.split()) > TERSE
        if needed and long_enough and episode.state in ("NOW", "WAIT", "TODAY", "HOW_NEAR"):
            self.add("extra.minors" if episode.minor else f"extra.{episode.strand}")

    def facts(self) -> None:
        """Numbers and the truth about people, where they are due."""
        course, episode = self._course, self._course.episode
        if episode.state != "CHECK" and self._numbers_due():
            first = "first" if course.kind == "opening" else "again"
            kind = "now" if self._urgent and episode.strand not in ("abuse", "someone_else") else episode.strand
            groups = (f"numbers.{kind}.{first}", f"numbers.{kind}.again", "numbers.short")
            if not self.add(*groups, to=self._facts):
                self._facts.append(self._words.groups["numbers.short"][0])  # numbers may be said again
            self._lines = self._numbers()[0] + " / " + self._numbers()[1]
        asked = ASKS_ABOUT_PEOPLE & set(course.heard.topics) or course.heard.answer == "who_sees"
        if episode.state == "CHECK" or course.kind == "released":
            return
        if asked:
            self.add(f"human.asked_{course.human.state}", f"human.{course.human.state}", to=self._facts)
            self._human = self._true_of_people()
        elif self._true_of_people() != self._human:
            self.add(f"human.{self._true_of_people()}", to=self._facts)
            self._human = self._true_of_people()

    def _true_of_people(self) -> str:
        """The state of people that is told: that nobody opened the alert in time is told once too."""
        human = self._course.human
        return "overdue" if human.overdue and human.state != "opened" else human.state

    def _numbers_due(self) -> bool:
        """At the first alarm, when it rises or its strand changes, when asked, and at each turn of a medical danger."""
        course, episode, before = self._course, self._course.episode, self._course.before
        if course.kind in ("opening", "raised") or ASKS_FOR_NUMBERS & set(course.heard.topics):
            return True
        if course.kind in ("released", "eased", "visit"):
            return False
        if before is None or before.strand != episode.strand or course.raised:
            return True
        if episode.strand == "medical" and self._urgent:
            return True
        if course.heard.answer == "farewell":
            return not any("{crisis_line}" in text.text for text in self._lead)
        if course.heard.answer == "other_language":
            return True
        if "wont_call" in episode.heard.values():
            return False  # they said that they will not call: "Need help now?" and the parting words have the numbers
        return course.rose or (episode.state == "NOW" and before.state != "NOW")

    def done(self, course: Course) -> Stepped:
        """The bubbles, and the episode as it is stored."""
        episode = course.episode
        asked, question = course.asked, None
        if self._wants_when():
            asked = "step_when"
        if asked is not None:
            group = asked if asked == "step_when" else f"question.{asked}"
            question = self._words.pick(group, self._used)
            if question is not None:
                self._used.append(question.id)
            else:
                asked = None
        if not self._lead and not self._facts and question is None:
            self._lead.append(self._words.pick("neutral", self._used) or self._words.groups["neutral"][0])
            self._used.append(self._lead[0].id)
        # the first words after an alarm have the numbers in them, so that they are in sight at once
        parts = [[*self._lead, *self._facts]] if course.kind == "opening" else [self._lead, self._facts]
        bubbles = [bubble for bubble in map(self._bubble, parts) if bubble is not None]
        if course.heard.card is not None:
            bubbles.insert(0, Bubble(self._fill(course.heard.card), (f"language.{course.heard.language}",)))
        card = self._plan()
        if card is not None:
            bubbles.insert(0, card)
        if question is not None and asked is not None:
            buttons = self._protocol.questions[asked].buttons
            bubbles.append(Bubble(self._filled(question), (question.id,), buttons))
        counts = {**episode.asked, asked: episode.asked.get(asked, 0) + 1} if asked else dict(episode.asked)
        held = episode.held + 1 if course.before is not None and course.before.state == episode.state else 0
        after = replace(
            episode,
            question=asked,
            asked=counts,
            used=tuple(self._used),
            human=self._human,
            lines=self._lines,
            held=held,
        )
        return Stepped(after, tuple(bubbles), course.kind in ("released", "eased"))

    def _plan(self) -> Bubble | None:
        """The card with the plan in their own words, when its last part was answered."""
        course = self._course
        if course.before is None or course.before.state != "PLAN" or course.kind != "eased":
            return None
        said = course.episode.said
        heard = course.episode.heard
        parts = [
            f"{asked.label}: {said[name]}"
            for name, asked in self._protocol.questions.items()
            if asked.label and name in said and heard.get(name) not in ("wont_say", "repeat_complaint")
        ]
        if not parts:
            return None
        self.add("plan_card", to=[])
        first = self._words.groups["plan_card"][0]
        return Bubble("\n".join([self._filled(first), *parts]), (first.id,))

    def _wants_when(self) -> bool:
        """A step was just named: when will they do it? Asked once for each."""
        course = self._course
        return (
            course.heard.answer == "will_step"
            and course.heard.step is not None
            and not course.heard.step_done
            and course.kind not in ("opening", "released", "eased", "raised")
            and course.episode.state in URGENT
            and course.before is not None
            and course.before.question != "step_when"
        )

    def _bubble(self, parts: Sequence[Text]) -> Bubble | None:
        if not parts:
            return None
        return Bubble(" ".join(self._filled(text) for text in parts), tuple(text.id for text in parts))

    def _filled(self, text: Text) -> str:
        return self._fill(text.text)

    def _fill(self, text: str) -> str:
        emergency, crisis_line = self._numbers()
        values = {
            "{emergency}": emergency,
            "{crisis_line}": crisis_line,
            "{name}": self._course.human.name or "A coach",
            "{step}": self._course.heard.step or "that",
            "{agreed}": self._agreed() or "that",
        }
        said = text
        for slot, value in values.items():  # not `format`: the client's own words may have braces
            if slot not in ("{step}", "{agreed}"):
                said = said.replace(slot, value)
        for slot in ("{step}", "{agreed}"):
            said = said.replace(slot, values[slot])
        return said

    def _numbers(self) -> tuple[str, str]:
        lines = self._course.lines
        if self._course.episode.minor and self._course.episode.strand != "medical" and "minor" in lines:
            return lines["minor"]
        if self._course.episode.veteran and self._course.episode.strand in BELIEVED and "veteran" in lines:
            return lines["veteran"]
        return lines.get(self._course.episode.strand) or lines["default"]

    def _agreed(self) -> str | None:
        steps = self._course.episode.steps
        return steps[-1] if steps and self._course.episode.strand != "abuse" else None

    def _quotable(self) -> bool:
        return bool(self._course.heard.step) and self._course.episode.strand not in ("abuse", "voices")

    def _parting(self) -> str:
        episode = self._course.episode
        if episode.state in NUMBERS_IN_PARTING or episode.tier == TIERS[-1]:
            return "now"
        return "eased" if episode.heard.get("better") == "yes" else "today"
