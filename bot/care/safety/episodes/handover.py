"""HUMAN, the state in which a coach holds the conversation: the way in, what is heard meanwhile, and the way out.

Pure functions, as `step` is. Only a coach leads in and out; no answer does. While they hold it nothing is said here:
each message is triaged, stored and alerted as ever, and what it tells need not be asked again.
"""

from dataclasses import replace

from bot.care.safety.episodes.course import Course, Lines
from bot.care.safety.episodes.episode import Bubble, Episode, Heard, Human, Stepped
from bot.care.safety.episodes.learning import learn
from bot.care.safety.episodes.protocol import HUMAN, Protocol
from bot.care.safety.episodes.texts import Texts

LOST = "ASK"  # where the talk is taken up when the state it stood in is gone from the protocol


def take_over(episode: Episode) -> Episode:
    """A coach takes over, wherever the talk stands: that is kept, and nothing is said. Idempotent."""
    if episode.state == HUMAN:
        return episode
    return replace(episode, state=HUMAN, question=None, stood_in=episode.state, stood_at=episode.question)


def listen(protocol: Protocol, episode: Episode, heard: Heard) -> Stepped:
    """A message while a coach holds the conversation: nothing is said, and the state stays.

    It answers the coach and no question of ours, so it is worth what triage finds in it. Whom to reach, and that
    somebody may be reading along, stays as it was: a "yes" to a coach takes back neither.
    """
    learned = learn(protocol, episode, heard)
    kept = replace(learned, person=episode.person, watched=episode.watched or heard.watched)
    return Stepped(kept, ())


def hand_back(protocol: Protocol, words: Texts, episode: Episode, human: Human, lines: Lines) -> Stepped:
    """A coach hands back: the talk stands where it stood, and the question that was open is said again, word for word.

    Where none was open nothing is said, and the next message is taken up. Idempotent.
    """
    if episode.state != HUMAN:
        return Stepped(episode, ())
    state = episode.stood_in if episode.stood_in and episode.stood_in in protocol.states else LOST
    question = protocol.questions.get(episode.stood_at or "")
    text = words.last_asked(question.id, episode.used) if question is not None else None
    back = replace(episode, state=state, question=question.id if question else None, stood_in=None, stood_at=None)
    if question is None or text is None:
        return Stepped(back, ())
    said = Course(back, Heard(""), human, lines, "hold", question.id).fill(text.text)
    return Stepped(back, (Bubble(said, (text.id,), question.buttons),))
