"""Chat language made regular: slang, typos, missing apostrophes, leetspeak, emoji; each word keeps its place.

Rules read `Window.flat`, one sentence of plain lower-case words without filler. `Window.spoken` is the same
sentence with its punctuation, for the parser. Both know which characters of the message they came from.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

MAX_WORDS = 45  # a longer run without a full stop is cut, with an overlap, so that no rule looks too far
OVERLAP = 12


def word_set(words: str) -> frozenset[str]:
    """The words of a text with blanks between them, for look-ups."""
    return frozenset(words.split())


# Chat spellings, each written out as the rules expect it. Contractions come apart ("don't" -> "do not").
SPELLINGS: dict[str, str] = {
    "im": "i am",
    "i'm": "i am",
    "iam": "i am",
    "ive": "i have",
    "i've": "i have",
    "id": "i would",
    "i'd": "i would",
    "ill": "ill",
    "i'll": "i will",
    "imma": "i am going to",
    "ima": "i am going to",
    "dont": "do not",
    "dnt": "do not",
    "don": "don",
    "cant": "can not",
    "can't": "can not",
    "cannot": "can not",
    "cnt": "can not",
    "wont": "will not",
    "won't": "will not",
    "didnt": "did not",
    "doesnt": "does not",
    "isnt": "is not",
    "arent": "are not",
    "wasnt": "was not",
    "werent": "were not",
    "havent": "have not",
    "hasnt": "has not",
    "hadnt": "had not",
    "wouldnt": "would not",
    "couldnt": "could not",
    "shouldnt": "should not",
    "aint": "is not",
    "ain't": "is not",
    "shan't": "shall not",
    "shouldve": "should have",
    "shoulda": "should have",
    "wouldve": "would have",
    "couldve": "could have",
    "hed": "he would",
    "theyd": "they would",
    "theyll": "they will",
    "itll": "it will",
    "youd": "you would",
    "hes": "he is",
    "shes": "she is",
    "theyre": "they are",
    "youre": "you are",
    "ur": "your",
    "u": "you",
    "whats": "what is",
    "thats": "that is",
    "theres": "there is",
    "its": "its",
    "let's": "let us",
    "wanna": "want to",
    "wana": "want to",
    "wnna": "want to",
    "gonna": "going to",
    "gunna": "going to",
    "gon": "going to",
    "gotta": "got to",
    "tryna": "trying to",
    "finna": "going to",
    "boutta": "about to",
    "bout": "about",
    "wnt": "want",
    "wnat": "want",
    "wanr": "want",
    "watn": "want",
    "wantt": "want",
    "wantto": "want to",
    "wannt": "want",
    "tbh": "tbh",
    "idk": "i do not know",
    "dunno": "do not know",
    "idc": "i do not care",
    "rn": "right now",
    "atm": "right now",
    "tn": "tonight",
    "2nite": "tonight",
    "tonite": "tonight",
    "2night": "tonight",
    "tmrw": "tomorrow",
    "tmr": "tomorrow",
    "tmw": "tomorrow",
    "2moro": "tomorrow",
    "tomorow": "tomorrow",
    "tommorow": "tomorrow",
    "2day": "today",
    "pls": "please",
    "plz": "please",
    "ppl": "people",
    "bf": "boyfriend",
    "gf": "girlfriend",
    "sm1": "someone",
    "smone": "someone",
    "sum1": "someone",
    "every1": "everyone",
    "any1": "anyone",
    "smth": "something",
    "sth": "something",
    "bc": "because",
    "bcs": "because",
    "cuz": "because",
    "coz": "because",
    "cos": "because",
    "w": "with",
    "w/": "with",
    "w/o": "without",
    "abt": "about",
    "thru": "through",
    "tho": "though",
    "nd": "and",
    "n": "and",
    "r": "are",
    "ya": "you",
    "em": "them",
    "dis": "this",
    "dat": "that",
    "da": "the",
    "kms": "kill myself",
    "kmself": "kill myself",
    "kysing": "killing yourself",
    "kys": "kill yourself",
    "myslef": "myself",
    "mysekf": "myself",
    "meself": "myself",
    "unalive": "kill",
    "unaliving": "killing",
    "unalived": "killed",
    "kil": "kill",
    "klil": "kill",
    "killin": "killing",
    "killmyself": "kill myself",
    "killself": "kill myself",
    "dieing": "dying",
    "diying": "dying",
    "dyin": "dying",
    "sewerslide": "suicide",
    "sewercide": "suicide",
    "sucide": "suicide",
    "sucidal": "suicidal",
    "suicid": "suicide",
    "suiside": "suicide",
    "sooicide": "suicide",
    "suicidle": "suicidal",
    "suicidial": "suicidal",
    "ctb": "kill myself",
    "od": "overdose",
    "oding": "overdosing",
    "od'ing": "overdosing",
    "od'd": "overdosed",
    "oded": "overdosed",
    "odd": "odd",
    "ods": "overdose",
    "any more": "anymore",
    "nomore": "no more",
    "alot": "a lot",
    "noone": "no one",
    "nothings": "nothing is",
    "evrything": "everything",
    "everthing": "everything",
    "bein": "being",
    "livin": "living",
    "doin": "doing",
    "goin": "going",
    "feelin": "feeling",
    "thinkin": "thinking",
    "cuttin": "cutting",
    "hurtin": "hurting",
    "tryin": "trying",
    "takin": "taking",
    "breath": "breath",
    "breth": "breathe",
    "ket": "ketamine",
    "ketamin": "ketamine",
    "ketamene": "ketamine",
    "meds": "meds",
    "pee": "pee",
    "xans": "xanax",
    "xannies": "xanax",
    "benzos": "benzo",
    "oxys": "oxy",
    "percs": "percocet",
    "fkn": "fucking",
    "fking": "fucking",
    "fuckin": "fucking",
    "fkin": "fucking",
    "lil": "little",
}

# Words that carry no weight of their own: the rules never see them, so "I just really want to" is "I want to".
FILLER = word_set(
    "just really fucking effing freaking honestly literally actually very totally basically simply genuinely "
    "truly seriously kinda sorta lowkey highkey legit deadass damn goddamn bloody um uh uhm erm hmm "
    "lol lmao haha "
    "hahaha tbh ngl omg please so even also quite absolutely completely definitely probably gosh "
    "ugh oh man bro dude bruh fr"
)

# Where a typo of one letter is worth forgiving. Short words have too many honest neighbours.
KEYWORDS = word_set(
    "suicide suicidal myself overdose overdosed overdosing hopeless pointless worthless anymore "
    "goodbye breathe "
    "breathing tonight disappear existing ketamine seizure pregnant ambulance killing themselves "
    "herself himself "
    "forever nothing everyone burden craving lozenge lozenges hallucinating unconscious bleeding hurting"
)
NOT_TYPOS = word_set(
    "homeless exiting willing filling billing milling tilling chilling skilling kissing breather "
    "breathes breathed "
    "wreathe breathings breading bleeding bleeping pleading blending burdens burned burner garden "
    "warden everyones "
    "caring carving craven raving shaving braving starving crazing noting nothings anything himself herself "
    "oneself itself painless paintless hunting hurling heating nesting toting lozenge lozenges "
    "overdoses overdoes "
    "forgive seizures seizure tonights disappears forevers kilning keeling fulling culling pulling "
    "calling balling "
    "falling felling selling telling rolling polling lulling dulling pilling spilling grilling "
    "drilling burying "
    "wording"
)
LEET = str.maketrans({"1": "i", "3": "e", "0": "o", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i",
                      "*": "", "€": "e"})  # fmt: skip
LEET_WORDS = word_set(
    "kill killing die dying died dead suicide suicidal myself hurt cut cutting overdose life end rape raped "
    "selfharm kms drugs pills gun"
)
TOGETHER = {("sewer", "slide"): "suicide", ("sue", "side"): "suicide", ("sewer", "cide"): "suicide",
            ("un", "alive"): "kill", ("my", "self"): "myself", ("any", "more"): "anymore", ("him", "self"): "himself",
            ("her", "self"): "herself", ("some", "one"): "someone", ("every", "one"): "everyone"}  # fmt: skip
# Letters swapped for an asterisk leave a hole that no table fills.
HOLED = {"scide": "suicide", "sicide": "suicide", "suicde": "suicide", "suide": "suicide", "kll": "kill",
         "kl": "kill", "de": "die", "rpe": "rape"}  # fmt: skip
EMOJI = {"🔪": "emojiknife", "💊": "emojipill", "🔫": "emojigun", "🪦": "emojigrave", "⚰": "emojigrave",
         "🪢": "emojirope", "🩸": "emojiblood", "😂": "emojilaugh", "🤣": "emojilaugh",
         "😅": "emojilaugh", "😆": "emojilaugh", "😹": "emojilaugh"}  # fmt: skip
LAUGHS = word_set("lol lmao lmfao haha hahaha hahahaha rofl hehe jk emojilaugh")

_PIECES = re.compile(
    r"(?P<spaced>(?<!\w)[^\W\d_](?:[ .\-_*][^\W\d_]){2,}(?!\w))"
    r"|(?P<word>[^\W_](?:[@$!*€]|(?:['`´-])(?=[^\W_])|[^\W_])*(?:(?<=[wW])/o?(?!\w))?)"
    r"|(?P<stop>[.!?…\n;]+)"
    r"|(?P<emoji>[🔪💊🔫🪦⚰🪢🩸😂🤣😅😆😹])"
    r"|(?P<quote>[\"“”„«»])"
    r"|(?P<comma>[,:()–—-])"
)
_CONTRACTED = (("n't", "not"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'m", "am"), ("'d", "would"))
_IS = word_set("he she it that there what who where how everything nothing everyone nobody life this")


@dataclass(frozen=True)
class Word:
    """One regular word and the stretch of the message it stands for."""

    text: str
    start: int
    end: int
    mark: bool = False  # punctuation


@dataclass
class Window:
    """One sentence (or a part of a very long one)."""

    words: list[Word]
    question: bool = False
    flat: str = ""
    spoken: str = ""
    _flat_at: list[tuple[int, Word]] = field(default_factory=list)
    spoken_at: dict[int, tuple[int, int]] = field(default_factory=dict)  # id(word) -> place in `spoken`

    def __post_init__(self) -> None:
        flat: list[str] = []
        spoken: list[str] = []
        flat_place = spoken_place = 0
        for word in self.words:
            shown = "I" if word.text == "i" else word.text
            spoken.append(shown)
            self.spoken_at[id(word)] = (spoken_place, spoken_place + len(shown))
            spoken_place += len(shown) + 1
            if word.mark or word.text in FILLER:
                continue
            self._flat_at.append((flat_place, word))
            flat.append(word.text)
            flat_place += len(word.text) + 1
        self.flat = " ".join(flat)
        self.spoken = " ".join(spoken) + ("?" if self.question else "")

    def words_between(self, start: int, end: int) -> list[Word]:
        """The words that `flat[start:end]` touches."""
        return [word for at, word in self._flat_at if at < end and at + len(word.text) > start]


def windows(text: str) -> list[Window]:
    """`text` as sentences, in order. Never raises; an empty text gives an empty list."""
    found: list[Window] = []
    words: list[Word] = []

    def close(question: bool) -> None:
        nonlocal words
        words = _merged(words)
        for start in range(0, max(1, len(words) - OVERLAP), MAX_WORDS - OVERLAP):
            part = words[start : start + MAX_WORDS]
            if any(not word.mark for word in part):
                found.append(Window(part, question))
        words = []

    cleaned, places = _plain_text(text)

    def word(part: str, match: re.Match[str], mark: bool = False) -> Word:
        return Word(part, places[match.start()], places[match.end() - 1] + 1, mark)

    for match in _PIECES.finditer(cleaned):
        kind, raw = match.lastgroup, match.group()
        if kind == "stop":
            if raw in {".", ";"} and _inside_number(cleaned, match.start(), match.end()):
                continue
            close("?" in raw)
            continue
        if kind in {"quote", "comma"}:
            words.append(word('"' if kind == "quote" else ",", match, mark=True))
            continue
        regular = _joined(raw) if kind == "spaced" else EMOJI[raw] if kind == "emoji" else _regular(raw)
        words += [word(part, match) for part in regular.split()]
    close(False)
    return found


def _plain_text(text: str) -> tuple[str, list[int]]:
    """Lower case, plain letters and quotes, invisible marks gone; and the place of each character in `text`."""
    chars: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        plain = _plain(char)
        if plain:
            chars.append(plain)
            places.append(place)
    return "".join(chars), places


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    if char < "\x80":
        return char.lower() if char >= " " or char == "\n" else " "
    if char in "’‘ʼ＇":
        return "'"
    if unicodedata.category(char) in {"Cf", "Cc", "Cs", "Mn", "Co"}:
        return ""
    simple = unicodedata.normalize("NFKD", char).lower()
    return simple[0] if simple and simple[0].isalpha() else char


def _merged(words: list[Word]) -> list[Word]:
    """Words typed apart that belong together."""
    merged: list[Word] = []
    for word in words:
        whole = TOGETHER.get((merged[-1].text, word.text)) if merged else None
        if whole is None:
            merged.append(word)
        else:
            merged[-1] = Word(whole, merged[-1].start, word.end)
    return merged


def _inside_number(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start].isdigit() and text[end : end + 1].isdigit()


def _joined(raw: str) -> str:
    """ "k i l l" -> "kill"; letters that spell nothing known stay apart."""
    joined = re.sub(r"[ .\-_*]", "", raw)
    if joined in LEET_WORDS or joined in KEYWORDS or joined in {"kms", "kys"}:
        return SPELLINGS.get(joined, joined)
    for key in ("suicide", "kill", "die", "kms"):  # "i w a n t t o d i e"
        if joined.endswith(key) and len(joined) > len(key):
            return {"kms": "kill myself"}.get(key, key)
    return re.sub(r"[.\-_*]", " ", raw)


@lru_cache(maxsize=8192)
def _regular(raw: str) -> str:
    word = raw.replace("`", "'").replace("´", "'").strip("-'!*")
    known = SPELLINGS.get(word)
    if known is not None:
        return known
    if "'" in word:
        return _apart(word)
    if "-" in word:
        return " ".join(_regular(part) for part in word.split("-") if part)
    if not word.isalpha():
        return _unleet(word)
    if len(word) > 3 and re.search(r"(.)\1\1", word):
        return _unstretch(word)
    return _typos().get(word, word)


def _apart(word: str) -> str:
    for ending, full in _CONTRACTED:
        if word.endswith(ending):
            stem = word[: -len(ending)]
            return f"{_regular(stem)} {full}"
    stem, _, ending = word.partition("'")
    if ending == "s":
        return f"{stem} is" if stem in _IS else f"{stem} 's"
    return stem + ending


def _unleet(word: str) -> str:
    if word.isdigit():
        return word
    plain = word.translate(LEET)
    if "*" in word and plain in HOLED:
        return HOLED[plain]
    if plain in LEET_WORDS:
        return SPELLINGS.get(plain, plain)
    return _typos().get(plain, re.sub(r"[@$!*€]+", "", word) or word)


def _unstretch(word: str) -> str:
    twice = re.sub(r"(.)\1{2,}", r"\1\1", word)
    once = re.sub(r"(.)\1{2,}", r"\1", word)
    for candidate in (once, twice):
        if candidate in SPELLINGS:
            return SPELLINGS[candidate]
    return twice if twice in {"kill", "need", "feel", "pills", "will", "been", "too", "fell"} else once


@lru_cache(maxsize=1)
def _typos() -> dict[str, str]:
    """Every string one edit away from a keyword, and the keyword."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    table: dict[str, str] = {}
    for key in KEYWORDS:
        halves = [(key[:i], key[i:]) for i in range(len(key) + 1)]
        edits = {a + b[1:] for a, b in halves if b}
        edits |= {a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1}
        edits |= {a + c + b[1:] for a, b in halves if b for c in letters}
        edits |= {a + c + b for a, b in halves for c in letters}
        for edit in edits - {key + "s", key + "d", key + "r"} - NOT_TYPOS - set(KEYWORDS):
            if edit[0] == key[0]:
                table.setdefault(edit, key)
    return table
