"""What is said in one step of the safety conversation: fixed texts, chosen by state, strand and answer, each used once.

The order is always the same: what was asked directly, what was said is received, numbers and the truth about people
where they are due, and one question at the end.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.care.safety.episodes import due
from bot.care.safety.episodes.course import BELIEVED, FACTS, OF_THE_HELPER, OVER, URGENT, Course
from bot.care.safety.episodes.episode import HELPED, Bubble, Stepped
from bot.care.safety.episodes.learning import WORTH
from bot.care.safety.episodes.protocol import REASSURING, Protocol
from bot.care.safety.episodes.texts import Text, Texts, texts

ASKS_ABOUT_PEOPLE = {"human_coming", "did_you_tell", "want_person"}  # topics that the truth about people answers
LONG = 14  # words; somebody who writes so much is not met with a mere "okay"
TERSE = 3  # words; somebody who writes so little gets no more than they need
TO_SAY = ("what_to_say_to_person", "words_about_it")  # questions for words to say to somebody
SOFTLY = ("CHECK", "GENTLE")  # states that ask before anything is said of danger
SHORT = 4  # words of the longest answer that is received by what was asked: "I'd rather not say"
PRACTICAL = ("medical",)  # strands with a line of their own at each turn
TURNS_PER_DOOR = 3  # in STAY, one door is offered so often
OF_THE_BODY = ("tight_chest", "shaking")  # themes that go before a question
MOST_RECEIVED = 2  # texts that take up what was said, before the question
SHORTLY = ("else", "yes", "no", "partly", "unsure")  # received in a word: a sentence about them is soon untrue
SAID_BACK = ("will_step", "person_here", "done", "means", "time", "farewell", "wont_call", "taken_back")


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
        if groups and groups[-1] == "neutral" and len(self._course.heard.text.split()) >= LONG:
            groups = (*groups[:-1], "neutral_long", "neutral")
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
        if not self._urgent and episode.state != "GENTLE":
            self._theme() or (episode.state != "CHECK" and self._said_back())
        if episode.state == "CHECK":
            self.add("reflection.check")
        elif episode.state == "GENTLE":
            pass  # the question says by itself why it is asked
        elif self._urgent:
            self.add(f"reflection_now.{episode.strand}", f"reflection.{episode.strand}")
        else:
            unsure = ("reflection_unsure",) if episode.unsure else ()
            self.add(*unsure, f"reflection.{episode.strand}")
        if self._course.heard.neck and episode.strand == "abuse":
            self.add("held_by_the_neck")
        for topic in self._topics():
            self.add(f"topic.{topic}")
        if episode.minor:
            self.add("extra.minors")

    def receive(self) -> None:
        """What was asked, said or offered is taken up, in this order."""
        course, episode, heard = self._course, self._course.episode, self._course.heard
        # A question that plain words find goes before what the network takes it for.
        plain = heard.themes[:1] if course.kind not in (*OVER, "they_safe") else ()
        plainly = any(theme in self._words.answering for theme in plain) and self._theme()
        wanted = () if plainly or course.kind == "mistaken" else self._topics()
        answered = [topic for topic in wanted if self.add(*self._answers(topic))] or ([*plain] if plainly else [])
        if course.kind == "they_safe":
            self.add("they_safe", "neutral")
            if heard.themes and heard.themes[0] in self._words.answering:
                self._theme()
        elif course.kind == "mistaken":
            self.add("mistaken")
            self.add("human_mistaken")
        elif course.kind == "helped":
            called = episode.strand == "medical" and episode.help != "here"
            self.add("help_called" if called else "help_there", "help_there")
        elif course.kind == "corrected":
            self.add("corrected", "neutral")
        elif course.kind == "released":
            gentle = course.before is not None and course.before.state == "GENTLE"
            self.add("release_gentle" if gentle else "release", "release")
        elif course.kind == "eased":
            if course.before is not None and course.before.state == "WAIT" and self._course.agreed():
                self.add("easing.agreed")
            if heard.answer == "no" and course.before is not None and course.before.question == "better":
                self.add("easing_same")
            else:
                self.add("beside" if episode.interrupted or episode.returned else "beside_idle")
        elif heard.unheard and not answered and (heard.answer not in WORTH or heard.doubtful):
            self.add("unheard", "neutral")
            if heard.answer in ("means", "time", "done") and not heard.doubtful:
                self.add(f"reply.{heard.answer}.{'now' if self._urgent else 'else'}")
            elif heard.answer == "will_step" and self._quotable():
                self.add(f"reply.will_step.{'now' if self._urgent else 'else'}")
            else:
                self._theme() or self._said_back()
        elif heard.answer == "farewell":
            self.add(f"parting.{due.parting(course)}", "neutral")
        elif not ((not answered or heard.barrier == "cost") and self._obstacle()) and not answered:
            self._reply()
        if heard.minor and course.before is not None and not course.before.minor:
            self.add("minor_said")
        if heard.away and episode.strand != "medical":
            self.add("distance_done")
        if heard.drowsy and episode.strand == "medical":
            self.add("drowsy" if episode.help is None else "drowsy_helped", "drowsy_helped")
        if heard.near_them and episode.strand == "someone_else" and course.kind != "they_safe":
            self.add("near_them")
        self._told()
        if heard.neck and episode.strand == "abuse":
            self.add("held_by_the_neck")
        if heard.driving and episode.strand in ("harm_to_others", "medical", "suicide_now", "suicide", "voices"):
            self.add("extra.driving")
        if episode.state == "EASING" and course.kind == "moved" and course.agreed() and heard.answer != "will_step":
            self.add("easing.agreed")
        self._stay()

    def _answers(self, topic: str) -> tuple[str, ...]:
        """The groups with an answer to a direct question, the one that fits best first."""
        before = self._course.before
        to_clinic = before is not None and before.question in ("clinic", "clinic_today")
        return (*(("words_for_clinic",) if to_clinic and topic in TO_SAY else ()), f"topic.{topic}")

    def _topics(self) -> list[str]:
        """The direct questions whose answers fit what this is about."""
        strand = self._course.episode.strand
        return [topic for topic in self._course.topics() if self._words.is_for(f"topic.{topic}", strand)]

    def _obstacle(self) -> bool:
        """What stands in the way of calling is answered. Returns whether there was something."""
        heard = self._course.heard
        if due.obstacle(self._course) and self.add(f"barrier.{heard.barrier}"):
            return True
        return (
            self._course.episode.strand == "medical"
            and heard.answer in ("wont_call", "fear")
            and self.add("medical_no")
        )

    def _reply(self) -> None:
        """What was said is received: by its class where that is certain, else by what it is about, else shortly."""
        course, heard, answer = self._course, self._course.heard, self._course.heard.answer
        when = "now" if self._urgent else "else"
        certain = not heard.unclear and not heard.doubtful
        if heard.themes and heard.themes[0] in {*OF_THE_BODY, *self._words.answering} and self._theme():
            return
        if due.is_confided(course) and self.add("confided") and answer in SHORTLY:
            return
        if heard.asks and (
            answer in ("else", "fear", "who_sees", "someone_else") or (answer == "unsure" and heard.unclear)
        ):
            self._decline()
        elif course.answer == REASSURING:
            asked = self._protocol.questions.get(course.before.question or "") if course.before else None
            believed = asked is not None and asked.safety and course.episode.strand in BELIEVED
            self._theme() or self.add("reassured" if believed else "neutral", "neutral")
        elif answer == "time" and heard.named_time and certain and course.episode.strand in BELIEVED:
            self.add("time_named", f"reply.time.{when}", "neutral")
        elif answer == "something_to_do" and course.episode.strand == "medical":
            self._decline()
        elif answer == "done" and course.episode.strand == "self_harm" and not heard.doubtful:
            self.add("self_harm_done", "neutral")
        elif answer == "will_step" and heard.step_done:
            self.add("reply.will_step.done", "neutral")
        elif answer == "will_step" and not self._quotable():
            self.add("reply.will_step.plain", "neutral")
        elif course.episode.strand == "someone_else" and (heard.help in HELPED or answer == "person_here"):
            self.add("help_for_them", "neutral")
        elif heard.away and heard.there:
            self.add("reply.will_step.done", "neutral")
        elif certain and answer in SAID_BACK:
            self.add(f"reply.{answer}.{when}", f"reply.{answer}.{'else' if when == 'now' else 'now'}", "neutral")
        elif (certain and self._short()) or self._fact() or self._theme() or self._said_back():
            pass
        elif course.kind == "raised" and heard.firm:
            self.add("raised", "neutral")
        elif not certain or answer in SHORTLY:
            self.add("neutral")
        else:
            self.add(f"reply.{answer}.{when}", f"reply.{answer}.{'else' if when == 'now' else 'now'}", "neutral")

    def _short(self) -> bool:
        """A short answer, or a pressed button, is received by what was asked."""
        before, heard = self._course.before, self._course.heard
        if before is None or before.question is None or len(heard.text.split()) > SHORT:
            return False
        return self.add(f"short.{before.question}.{heard.answer}")

    def _told(self) -> None:
        """What they told besides is received too, where there is room; then a mere "Okay" is not needed."""
        course = self._course
        if course.kind in (*OVER, "corrected", "they_safe") or course.heard.answer == "farewell":
            return
        spoken = [text for text in self._lead if not text.id.startswith("neutral")]
        if len(spoken) >= MOST_RECEIVED or any(text.id.startswith("theme.") for text in spoken):
            return
        before = list(self._lead)
        # Beside the answer to a question their words are not needed.
        long = len(course.heard.text.split()) >= LONG and not any(text.id.startswith("topic.") for text in spoken)
        if (not spoken and self._fact()) or self._theme() or ((long or not spoken) and self._said_back()):
            self._lead = [text for text in self._lead if text in spoken or text not in before]

    def _fact(self) -> bool:
        """One sentence about what is so now."""
        told = [f"fact.{fact}" for fact in FACTS if fact in self._course.heard.facts]
        return self.add(*(group for group in told if self._words.is_for(group, self._course.episode.strand)))

    def _theme(self) -> bool:
        """One sentence about what they told of, where it is told of themselves."""
        strand = self._course.episode.strand
        themes = [one for one in self._course.heard.themes if strand != "someone_else" or one in OF_THE_HELPER]
        groups = [f"theme.{theme}" for theme in themes]
        return self.add(*(group for group in groups if self._words.is_for(group, strand)))

    def _said_back(self) -> bool:
        """Some of their own words, before whatever else is said."""
        if not due.is_quotable(self._course) or any(text.id.startswith("said_back.") for text in self._lead):
            return False
        said: list[Text] = []
        found = self.add(f"said_back.{self._course.heard.tone}", "said_back.plain", to=said)
        self._lead[:0] = said
        return found

    def _decline(self) -> None:
        """A direct question that no text answers is declined openly."""
        self.add("declined_medical" if self._course.episode.strand == "medical" else "declined", "neutral")

    def _stay(self) -> None:
        """The lines of a state in which nothing is asked, and those that a strand needs."""
        course, episode = self._course, self._course.episode
        if course.kind in OVER or course.heard.answer == "farewell" or episode.help is not None:
            return
        if episode.state == "WAIT" and course.asked is None and all(one.id.startswith("neutral") for one in self._lead):
            self._lead.clear()
            self.add("wait", "neutral")
        elif episode.state == "STAY":
            if episode.held % TURNS_PER_DOOR == TURNS_PER_DOOR - 1:
                self.add("stay_door", "stay")
            elif course.kind == "moved" or not self._lead:
                self.add("stay")
        if episode.strand in PRACTICAL and self._urgent:
            self.add("extra.body" if course.is_body_alone() else f"extra.{episode.strand}")
        elif (
            episode.minor and not course.heard.minor and course.asked is None and len(course.heard.text.split()) > TERSE
        ):
            self.add("extra.minors")

    def facts(self) -> None:
        """Numbers and the truth about people, where they are due."""
        course, episode = self._course, self._course.episode
        shown = any("{crisis_line}" in text.text for text in self._lead)
        if episode.state not in SOFTLY and due.numbers(course, shown=shown):
            first = "first" if course.kind == "opening" else "again"
            kind = "now" if self._urgent and episode.strand in ("medical", "suicide_now") else episode.strand
            groups = (f"numbers.{kind}.{first}", f"numbers.{kind}.again", "numbers.short")
            if not self.add(*groups, to=self._facts):
                self._facts.append(self._words.groups["numbers.short"][0])  # numbers may be said again
            self._lines = self._course.numbers()[0] + " / " + self._course.numbers()[1]
        asked = ASKS_ABOUT_PEOPLE & set(course.heard.topics) or course.heard.answer == "who_sees"
        if episode.state == "CHECK" or course.kind in ("released", "mistaken"):
            return
        if (episode.unsure or episode.state == "GENTLE") and not asked:
            return  # it may be a misunderstanding: it is said with the answer
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

    def done(self, course: Course) -> Stepped:
        """The bubbles, and the episode as it is stored."""
        episode = course.episode
        asked, question = course.asked, None
        if course.wants_when():
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
            bubbles.insert(0, Bubble(self._course.fill(course.heard.card), (f"language.{course.heard.language}",)))
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
        return Stepped(after, tuple(bubbles), course.kind in OVER)

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

    def _bubble(self, parts: Sequence[Text]) -> Bubble | None:
        if not parts:
            return None
        return Bubble(" ".join(self._filled(text) for text in parts), tuple(text.id for text in parts))

    def _filled(self, text: Text) -> str:
        return self._course.fill(text.text)

    def _quotable(self) -> bool:
        return bool(self._course.heard.step) and self._course.episode.strand not in ("abuse", "voices")
