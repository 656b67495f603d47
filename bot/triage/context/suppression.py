"""What must not alarm. Each exemption says when it takes a hit back, and why that is safe.

An exemption sees one hit at a time: what it spares here still counts when the message says it again
elsewhere ("not suicidal. but i want to die" is not suppressed_by by its first sentence).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.triage.rules.base import compile_words
from bot.triage.text.matches import Match
from bot.triage.text.normalization import LAUGHS, word_set


@dataclass(frozen=True)
class Exemption:
    """Why a hit may be taken back, and the test that says so."""

    id: str
    reason: str
    applies: Callable[[Match], bool]


PEOPLE = word_set(
    "he she they you we who someone somebody people everyone anyone friend friends brother sister "
    "mom mum mother dad "
    "father son daughter husband wife partner boyfriend girlfriend ex cousin uncle aunt neighbor "
    "neighbour colleague "
    "coworker patient patients man woman guy girl boy kid kids child children student students "
    "teacher character "
    "hero protagonist celebrity singer actor roommate family parents grandpa grandma teen teens "
    "teenager veterans "
    "soldiers client clients niece nephew classmate survivors women men boss him her them folks bestie"
)
FIRST = word_set("i me my myself")
NEGATIONS = word_set("not never no nobody none neither nor without n't")
# Verbs through which "not" does not reach what follows: "can not stop thinking about ..." is no denial.
OPAQUE = word_set(
    "stop tell know say promise sure help resist trust understand see wait remember control ignore "
    "deny hide admit "
    "guarantee care mind want_not afraid scared believe shake avoid escape get quit keep matter "
    "forget explain "
    "lie talk let why if because until unless only satisfy enough survive handle take bear cope "
    "stand sleep work"
)
REMOTE = compile_words(
    r"(?:years|decades|a decade|ages|a long time|long) (?:ago|before|back)|when i was (?:{G2})(?:a |"
    r"in )?(?:kid|child|teen|teenager|young|younger|little|\d+|"
    r"school|college|university|high school|girl|boy|student|seventeen|sixteen|fifteen|fourteen|"
    r"eighteen|nineteen|twenty)|back in (?:\S+ )?(?:the day|college|school|high school|\d+|my|the)|in "
    r"(?:19|20)\d\d|in my "
    r"(?:teens|early|late|twenties|20s|thirties|30s|youth|childhood|past)|used to|in the past|last "
    r"year|(?:a|one|two|three|four|five|six|seven|eight|nine|ten|\d+|many|several|some|few) years? "
    r"(?:ago|back)|as a (?:kid|child|teen|teenager|young)|"
    r"before (?:treatment|ketamine|i started|i got|therapy|rehab|the treatment|i found|i began|my "
    r"kids|recovery)|growing up|in (?:high school|college|middle school|university)|in another life|"
    r"(?:\d+|two|three|four|five|six) months ago|in the nineties|my (?:old|former|past) (?:life|self)"
)
STILL = compile_words(
    r"again|still|lately|these days|tonight|right now|today|now i|recently|this (?:week|morning|"
    r"month)|(?:came|come|coming|comes|is|are) back|returned|since (?:i|then|the|my)|ever since|"
    r"(?:have|has) been|keep|keeps|and now|anymore i|getting worse|every (?:day|night)"
)
OVER = compile_words(
    r"(?:but )?(?:not|no longer|no more) (?:anymore|any longer|now|today|these days|since)|no longer|"
    r"(?:i am|i feel|feel|feeling|am|doing|things are|life is|it is|got|gotten|getting|been|so much|"
    r"much) (?:so )?(?:fine|better|good|great|ok|okay|happy|well|glad|grateful|"
    r"thankful|stable|at peace|recovered|safe|healed|past that|past it|over it|different|free of "
    r"(?:it|that))(?: now| today| these days)?|glad (?:i|that|to)|grateful (?:i|that|to|for)|(?:have|"
    r"has) not (?:\S+ )?(?:since|in (?:years|months|over)|for (?:years|months))|clean (?:for|since|"
    r"from)|sober|"
    r"recovered|behind me|long gone|survived|did not die|not like that now|that was then|got help|"
    r"changed my life|saved my life|it passed|(?:is|are|have|has|were|was) (?:all )?(?:gone|lifted|"
    r"faded|disappeared|stopped|vanished|quiet|eased|quieted)"
)
ENDED = compile_words(
    r"^(?:\S+ ){0,6}?(?:(?:is|are|have|has|were|was|all|completely|finally|they|it|just|had|thoughts|"
    r"feelings|went) )*(?:gone|lifted|faded|disappeared|stopped|vanished|went away|quieted|gone away|"
    r"left me|eased|a thing of the past|behind me|in the past|melted away|quiet now|dropped away|"
    r"evaporated|loosened)"
    r"|^(?:has|have|is|was|are|were) (?:been )?(?:gone|lifted|better|less|fading|over|resolved)"
)
NO_LONGER = compile_words(
    r"(?:no longer|without|free (?:of|from)|fewer|less|relief from|cured my|took away (?:my|the)|got "
    r"rid of (?:my|the)|helped (?:me )?(?:with|through)|helps with|saved me from|lifted my|stopped my|"
    r"came through|recovered from|recovering from|survived) "
    r"(?:\S+ ){0,4}$|(?:clean|sober|free) (?:\S+ ){0,3}$"
)
FICTION = compile_words(
    r"(?:song|lyrics?|movie|film|book|novel|episode|album|show|series|video ?game|band|poem|play|"
    r"essay|article|podcast|documentary|musical|opera|chapter|character|characters|protagonist|hero|"
    r"villain|scene|story|anime|netflix|fanfic|screenplay|script|game|"
    r"musician|singer|track|playlist|sitcom|comic|manga|dnd|fiction)"
)
LYRIC = compile_words(
    r"(?:called|titled|named|goes|says|about|where|in which|when|line|lyrics?|by|singing|sings|sang|"
    r"sing|written|wrote|writing|watched|watching|read|reading|saw|in the|in a|in this|the main|say|"
    r"listening|plays?|played|killed off|on repeat|stuck in my head|listen)"
)
SAYING = compile_words(
    r"stop living (?:in (?:fear|the past|shame|my head)|for (?:others|other people|everyone|them|my "
    r"\S+)|with (?:fear|shame|guilt)|a lie|someone|under)|living in (?:this|the|a|my) (?:city|town|"
    r"house|apartment|flat|place|country|state|neighbou?rhood|mess|dorm|suburbs?)|(?:tired|sick) of "
    r"(?:living with (?:my|his|her|these) (?:parents|roommates?|mom|mum|brother|mother|in laws)|my "
    r"life being|living (?:in fear|paycheck|out of))|rather die than (?!live|go on|keep|continue|feel|"
    r"wake|be|face)\S+|(?:die|dying|died|dead|kill|killed|death|end it|end) (?:of |from |with "
    r")?(?:embarrass\w*|laugh\w*|cringe|cringing|boredom|shame|cute\w*|mortif\w*|curiosity|awkward\w*|"
    r"happiness|joy|the heat|jealous\w*|hunger|thirst|in this heat|of old age|old|happy)|dying (?:to|"
    r"for) (?:see|know|try|hear|meet|eat|find|get|go|a|some|tell|visit|read|watch|learn)|"
    r"to die for|die laughing|die on (?:this|that) hill|(?:embarrass\w*|mortif\w*|cringe\w*|awkward|"
    r"hilarious|laughing) {G8}(?:die|dead|kill my ?self)|never say die|(?:about to|almost|nearly|gave "
    r"me|asking for|give me|giving me|like) (?:have |had |having )?an? (?:heart attack|stroke)|(?:end|"
    r"stop) (?:it|this|things|my life) (?:with|between) (?:him|her|them|my|us|this (?:guy|man|woman|"
    r"girl|relationship))|"
    r"end (?:it|things) (?:with|between)|commit (?:to|social)|career suicide|social suicide|political "
    r"suicide|suicide (?:squad|doors?|prevention|awareness|bomb\w*|hotline|blonde|boys|silence|pact "
    r"in|mission|wing\w*|chicken|burger|sauce|dash|sprints?|drills?|rates?)|social death|"
    r"before i die|until (?:the day )?i die|till i die|(?:day|time) i die|bucket list|do or die|if i "
    r"do not (?:eat|pee|sleep|get (?:coffee|food))|die (?:a |of )?(?:happy|virgin|old)|want to be "
    r"dead (?:weight|last|right|sure|honest|serious)|disappear (?:into|under|in) (?:a|the|my) (?:\S+ "
    r"){0,2}(?:book|blanket|blankets|bed|nature|woods|music|couch|duvet)|(?:kill|killing) my ?self "
    r"(?:with (?:this|all this|overtime|work)|trying to (?:finish|meet|please|get|make|keep up)|"
    r"laughing|at the gym|for this (?:exam|job|deadline|grade)|at work|with work|over this (?:essay|"
    r"deadline))"
)
SYMBOLIC = compile_words(
    r"(?:die|dying|death|dead|end|let go|kill|killing) (?:to|of|with) (?:the |my |that |who |what |"
    r"this |an? )?(?:\S+ )?(?:past|ego|old|former|story|stories|self i|self|identity|who i|"
    r"perfectionis\S+|version|patterns?|fear|shame|control|mask|expectations?|role|person i (?:was|"
    r"used)|victim|inner|image|part)|"
    r"(?:old|former|past|false|small|ego|part of me|parts? of me|version of me|version of my ?self|"
    r"inner critic|perfectionist|people pleaser|little girl|little boy|addict in me|persona|mask|"
    r"people pleasing) (?:\S+ ){0,6}(?:die|dying|dead|disappear|end|go|vanish|dissolve)|ego "
    r"{G4}(?:die|died|dying|death|dissolv\w+|dead|disappear)|"
    r"(?:symbolic|metaphor\w*|spiritual|so to speak|in a sense|ego) (?:death|dying|die|speaking)?|"
    r"reborn|rebirth|die before (?:i|you) die|die and be (?:born|reborn)|disappear into (?:the|"
    r"everything|it|light|oneness)"
)
SESSION = compile_words(
    r"(?:in|during|inside|under|into|throughout|from|on|after|through|within|while|at the peak of|at "
    r"the height of|of) (?:my |the |this |that |a |last |yesterday 's |today 's |first |second |third "
    r"|this morning 's )*(?:session|sessions|infusion|journey|trip|experience|treatment|medicine|"
    r"ketamine|k hole|khole|lozenge|dose|come ?up|peak|vision|ceremony|there|void)|k ?hole|the "
    r"(?:session|journey|medicine|infusion|trip) (?:took|showed|brought|felt|was|got|made|started|"
    r"kicked)|when (?:it|the medicine|the ketamine|the dose) (?:kicked in|hit|peaked|came on|started)|"
    r"while i was (?:in|under)|(?:came|coming) (?:back|out of it|down)|ego (?:death|dissol\w+)|in "
    r"session|mid session|tripping"
)
PEACE = compile_words(
    r"(?:beautiful|peaceful|peace|awe|relief|relieved|calm|love|loved|loving|okay|fine|ok|grateful|"
    r"gratitude|bliss|blissful|free|light|joy|reborn|wonder|wonderful|gentle|safe|warm|home|passed|"
    r"over|settled|surrender\w*|let go|amazing|incredible|profound|sacred|oneness|melted|dissolved|"
    r"came back|wore off|at the time|for a (?:moment|minute|second|bit|while)|then it|and then|faded|"
    r"gone now)"
)
LASTING = compile_words(
    r"still|{DAYS}|right now|tonight|this morning|today|now|again|even after|afterwards and|ever since"
)
SOME_THING = compile_words(
    r"(?:job|(?:at|my|from|to|of|for|this) work|work (?:is|has|was|stress)|class|classes|course|"
    r"homework|essay|exam|exams|commute|project|boss|diet|weather|heat|traffic|car|laptop|phone|"
    r"internet|game|app|school|semester|assignment|rent|landlord|meeting|meetings|dating|dating apps|"
    r"winter|school ?work|paper|test|maths?|calculus|chemistry|gym|workout|presentation|deadline|"
    r"deadlines|team|season|match|election|politics|politicians|congress|company|customers?|manager|"
    r"shift|shifts|grade|grades|professor|degree|relationship with|puzzle|question|questions|exercise|"
    r"exercises|music|noise|neighbou?rs|city|level|recipe|dishes|laundry|code|software|printer|people "
    r"like (?:you|him|this)|country|government|economy|republicans|democrats|trump|humanity|society)"
)
LAUGHING = compile_words(r"(?:laugh\w*|giggl\w*|funny|hilarious|joke|jokes|emojilaugh|lol|so hard i)")
PEST = compile_words(
    r"(?:(?:in|on) (?:call of duty|minecraft|gta|the sims|fortnite|skyrim|zelda|chess|hitman|roblox|"
    r"among us|elden ring|assassin 's creed)|spiders?|mosquitos?|mosquitoes|ants?|roach\w*|wasps?|"
    r"bugs|flies|rats?|mice|weeds|plants?|boss level|boss fight|npc|zombies?|enemies|monster|in the "
    r"game|process|fish|time|the lights|the engine|the mood)"
)
GOOD_NEWS = compile_words(
    r"(?:happy|excited|engaged|wedding|won|promotion|graduat\w+|baby is|dream come true|good news|"
    r"vacation|holiday|so beautiful|lucky|grateful|passed away|died|gone|grief|funeral|loss|lost "
    r"(?:him|her|my))"
)
BANTER = compile_words(
    r"(?:could|would) have (?:\S+ )?(?:kill|killed|strangled|murdered)|could (?:kill|strangle|murder) "
    r"(?:him|her|them|my)|(?:mom|mum|mother|dad|father|parents|wife|husband|boss|teacher|coach|sister|"
    r"roommate|they|he|she|girlfriend|boyfriend|partner) (?:is|are|will) (?:going to )?(?:so "
    r")?(?:kill|murder) me (?:if|when|for|because|over|once|that)?"
)
FEARED = compile_words(
    r"(?:scared|afraid|terrified|said|says|threat\w*|told|gun|knife|weapon|hit|hits|hurt|beat|serious|"
    r"not joking|hiding|locked|police|violent|swore|swears|really|drunk and|abus\w*)"
)
TOPIC = compile_words(
    r"(?:pharmacology|toxicology|nursing school|studying|research|study|studies|article|statistic\w*|"
    r"awareness|prevention|training|course on|essay|paper|documentary|podcast|volunteer\w*|hotline "
    r"worker|crisis line volunteer|professor|lecture|news|psychology|rates?|clinical trial|trial|risk "
    r"factors?|fda|label|policy|squad)"
)
QUESTION_START = compile_words(
    r"^(?:and |but |so |hi |hello |hey |also )*(?:can(?! not)|could(?! not)|does(?! not)|do(?! not)|"
    r"did(?! not)|is(?! not)|are(?! not)|was|will|would|should|what|how|why|when|where|who|which|has|"
    r"have|may|might|am|anyone know|any idea)"
)
MEDICAL_TOPIC = compile_words(
    r"(?:side effects?|risk of|risks of|history of|family history|my (?:mom|mum|dad|grand\w+|father|"
    r"mother|uncle|aunt) (?:had|has|died)|consent form|leaflet|monitor\w*|they (?:check|measure|take) "
    r"my|cuff|drink\w* (?:more|lots of) water|heard (?:that )?(?:it|ketamine) can|read (?:that|about)|"
    r"warned|worried about getting|laughing)"
)
LONG_AGO_ONLY = compile_words(
    r"childhood|as a (?:kid|child)|when i was|years ago|growing up|in my past|ex (?:husband|wife|"
    r"boyfriend|girlfriend) used to|used to"
)
PRESCRIBER = compile_words(
    r"(?:(?:my|the) (?:doctor|doc|prescriber|psychiatrist|provider|nurse|physician|gp|psych|clinic|"
    r"cardiologist|team)|prescribed|under supervision|supervised|as (?:told|instructed|advised|agreed|"
    r"planned|directed)|doctor 's (?:advice|orders?))"
)
WITH_IT = compile_words(
    r"(?:told|said|asked|agreed|advised|suggested|recommended|had me|has me|tapered me|took me off|"
    r"taking me off|switched me|helped me|guided|instructed|wants me|is tapering|okayed|approved|"
    r"knows|plan with|together|with the help|with my|by my|per my|says|tapering me|weaned me|cleared)"
)
ACCIDENT = compile_words(
    r"(?:shaving|shaved|cooking|chopping|slicing (?:bread|onions?|vegetables|a)|by accident|accident|"
    r"accidentally|on accident|gardening|paper cut|kitchen|tin can|on a can|glass (?:i dropped|broke)|"
    r"cleaning|fell|tripped|working on|on the (?:oven|stove|pan|iron|grill)|baking|curling iron|hot "
    r"(?:pan|oil|stove|tea|coffee|water)|climbing|lifting|at the gym|running|workout|bike|football|"
    r"stubbed|sunburn\w*|razor burn|in the (?:sun|garden|workshop)|moving (?:the )?furniture|hair|"
    r"nails?|bangs|fringe|some slack|off from|off sugar|back on|down on|short)"
)
HYPOTHETICAL = compile_words(
    r"(?:what (?:happens|would happen|if)|if (?:i|someone|you|one|a person) (?:were to|was to|ever|"
    r"would|could|accidentally|take|took|drink|mix|miss)|is it (?:ok|okay|safe|dangerous|bad)|can i|"
    r"could i|should i|am i allowed|in case|afraid of|what to do if|nervous (?:about|that)|worried "
    r"(?:about|that|i will|i might)|hypothetically|promise(?:d)? not to|i (?:will|would) (?:not|"
    r"never)|scared (?:of|that i will|i will|i might))"
)
ASKED_MEANING = compile_words(
    r"(?:are you|is this|am i (?:talking|speaking|chatting) (?:to|with)|do you have|were you) "
    r"{G4}(?:person|human|bot|coach)|(?:talk\w*|spoke|speak\w*|chat\w*) (?:to|with) (?:a|my|the) "
    r"(?:\S+ )?(?:coach|nurse|counsel\w+|clinician|person|human) (?:yesterday|today|last|this morning|"
    r"already|about (?:it|this)|and (?:she|he|it|they|we)|next|on (?:monday|tuesday|wednesday|"
    r"thursday|friday)|before|at)|(?:good|kind|nice|better|bad|terrible|difficult|new|different|happy|"
    r"only|morning|lovely|sensitive|introverted|whole) (?:person|human|coach)"
)
DEAD = compile_words(
    r"(?:'s suicide|(?:his|her|their) suicide|suicide (?:\S+ ){0,3}took|suicide loss|died|passed|"
    r"passed away|lost (?:him|her|them|my)|death|funeral|years ago|ago|anniversary|buried|grief|"
    r"grieving|killed (?:himself|herself|themself)|took (?:his|her|their) own life|last year|when i "
    r"was|miss (?:him|her|them)|survived|recovered|doing (?:well|better|fine)|is (?:fine|better|ok|"
    r"okay|safe) now)"
)
CONDITION = compile_words(
    r"(?:if|when|whenever|anyone|someone|people|those|for (?:anyone|people|those|folks)|many|others|"
    r"everyone|patients|clients|you|we|folks|men|women|teens|teenagers|kids|veterans|survivors) "
    r"(?:\S+ ){0,5}$"
)
COMFORT = compile_words(
    r"(?:if you|call|reach|alone|help|here for you|are you|did you|do you|were you|can you|your|"
    r"support|talk|matter|stay|loved|hang in|please|hope you|sorry you|you should|hug\w*|proud|worth)"
)
TOURIST = compile_words(
    r"(?:visit\w*|trip|tour\w*|photos?|landmarks?|sights?|sightseeing|view|views|museum|vacation|"
    r"holiday|architect\w*|engineer\w*|restaurant|world record|in the world|ever built)"
)
TREATS = compile_words(
    r"(?:help|helps|cause|causes|treat|treats|reduce|reduces|increase|increases|worsen|work|works|effective|trigger|triggers|"
    r"overdose on|risk|side effects?|prescribed|used|approved|studies|make (?:people|you|one))"
)
FIRST_PERSON = compile_words(r"(?:i|me|my|mine|my ?self)")


def _others_wish(hit: Match) -> bool:
    if FIRST_PERSON.search(hit.matched):
        return False
    subject = _subject(hit.tokens)
    if subject is not None:
        if subject.lower_ == "you" and not COMFORT.search(hit.nearby):
            return False  # "once you have felt suicidal for years": said of oneself
        return _is_other(subject) and not _first_near(hit)
    return bool(CONDITION.search(hit.before + " ")) and not _first_near(hit)


def _is_other(subject: Any) -> bool:
    """Whether a person other than the speaker is meant: "the pain" or "everything" is nobody else's wish."""
    return subject.lower_ in PEOPLE or subject.pos_ == "PROPN"


def _first_near(hit: Match) -> bool:
    before = hit.before.split()[-4:]
    return "i" in before and not (set(before) & {"he", "she", "they", "you", "who", "friend", "people"})


def _subject(tokens: list[Any]) -> Any | None:
    """Who does it: the nearest subject, climbing from the hit's verbs."""
    for token in tokens:
        node = token
        for _ in range(6):
            for child in node.children:
                if child.dep_ in {"nsubj", "nsubjpass"} and child.pos_ in {"PRON", "NOUN", "PROPN"}:
                    return child if child.lower_ not in {"that", "which", "it", "this"} else None
            if node.head is node or node.dep_ not in {"xcomp", "conj", "aux", "pcomp", "prep", "acomp", "attr"}:
                break
            node = node.head
    return None


_DENIALS = compile_words(
    r"(?:do|did|would|will|could|am|was|have|had|is|are|i) (?:not|never) (?:\S+ ){0,2}?(?:want|"
    r"wanting|wanted|planning|plan|going|trying|thinking|think|feel|feeling|having|have|had|"
    r"considering|intend|intending|about|been|tried|say|mean|saying|meaning|ever|at all|really|do|"
    r"hurt|kill|cut)? ?(?:to |about |of |like |that |any |i |a |to be |am |was |had )*$"
    r"|(?:not|never|no|without|nor|zero) (?:\S+ )?$|(?:no|not any|without any|zero|never any|never "
    r"had(?: any)?|no more) (?:\S+ ){0,2}$|(?:not that|it is not that|not like|not because|not as if) "
    r"(?:i )?(?:\S+ ){0,3}$|(?:no (?:plans?|desire|intention|intent|wish|urge|thoughts?|interest) "
    r"(?:to|of|in|about)) (?:\S+ ){0,2}$"
)


def _negated(hit: Match) -> bool:
    before = hit.before + " "
    near = " ".join(before.split()[-8:]) + " "
    if not NEGATIONS & set(near.split()):
        return _denied_after(hit)
    if _opaque_between(near):
        return False
    if near.endswith("why not "):
        return False
    if _DENIALS.search(near.rstrip() + " ") or _DENIALS.search(near.rstrip()):
        return _odd(near)
    return _parsed_negation(hit)


def _denied_after(hit: Match) -> bool:
    """ "suicidal? no." or "thoughts of suicide: none" """
    return bool(compile_words(r"^(?:no|none|nope|never|not at all|not me)(?:$|\n)").search(hit.after))


def _odd(words: str) -> bool:
    return sum(word in NEGATIONS for word in words.split()) % 2 == 1


def _opaque_between(words: str) -> bool:
    parts = words.split()
    last = max(place for place, word in enumerate(parts) if word in NEGATIONS)
    return any(word in OPAQUE for word in parts[last + 1 :])


def _parsed_negation(hit: Match) -> bool:
    inside = set(hit.tokens)
    found = 0
    for token in hit.tokens[:3]:
        node = token
        for _ in range(5):
            if node not in inside and node.lemma_.lower() in OPAQUE:
                return False
            found += sum(child.dep_ == "neg" and child not in inside for child in node.children)
            if node.head is node or node.dep_ not in {"xcomp", "acomp", "attr", "aux", "pcomp", "prep", "dobj", "pobj"}:
                break
            node = node.head
        if found:
            break
    return found % 2 == 1


def _past_resolved(hit: Match) -> bool:
    sentence, nearby = hit.flat, hit.nearby
    if not REMOTE.search(sentence) and not REMOTE.search(hit.before):
        return False
    if compile_words(r"since (?:i was|years|college|school|childhood|then)|for (?:\S+ )?years").search(
        sentence
    ) and not OVER.search(nearby):
        return False
    if OVER.search(nearby):
        return not compile_words(
            r"(?:but|and) (?:now|lately|today|tonight|this week)|again|(?:came|coming) back"
        ).search(hit.after)
    return not STILL.search(sentence)


def _resolved(hit: Match) -> bool:
    if compile_words(r"again|still|until|came back|come back|coming back|but").search(hit.after):
        return False
    if ENDED.search(hit.after):
        return True
    near = " ".join(hit.before.split()[-6:]) + " "
    return (
        bool(NO_LONGER.search(near)) and not _opaque_or_none(near) and not compile_words(r"(?:but|still)").search(near)
    )


def _opaque_or_none(near: str) -> bool:
    return bool(NEGATIONS & set(near.split())) and _opaque_between(near)


def _fiction(hit: Match) -> bool:
    around = hit.flat
    if not FICTION.search(around) or not LYRIC.search(around):
        return False
    quoted = '"' in hit.window.spoken
    named = compile_words(
        r"(?:song|movie|film|book|novel|album|poem|show|series|game|track|play|story|episode|"
        r"character|scene|lyrics?|documentary|musical) (?:\S+ ){0,4}(?:called|titled|named|about|"
        r"where|in which|when|goes|says|say|that says|with the line)"
    ).search(hit.before)
    subject = _subject(hit.tokens)
    return bool(quoted or named or (subject is not None and subject.lower_ not in FIRST))


def _saying(hit: Match) -> bool:
    return _overlaps(SAYING, hit)


def _symbolic(hit: Match) -> bool:
    """The symbolic phrase must hold the hit itself, and no waking method may stand beside it."""
    return _overlaps(SYMBOLIC, hit) and not compile_words(
        r"for real|my life|kill my ?self|tonight|pills|actually"
    ).search(hit.flat)


def _overlaps(pattern: Any, hit: Match) -> bool:
    return any(found.start() < hit.end and found.end() > hit.start for found in pattern.finditer(hit.flat))


def _asked_about(hit: Match) -> bool:
    """A question about the matter at large: nobody in it is the speaker."""
    asks = hit.window.question or QUESTION_START.search(hit.flat)
    if not asks or not QUESTION_START.search(hit.flat):
        return False
    if hit.rule.category in {"suicide", "self_harm"} and not TREATS.search(hit.flat):
        return False  # "is it normal to want to die?" is asked for oneself
    if not FIRST_PERSON.search(hit.flat):
        return True
    permission = compile_words(
        r"^(?:and |but |so )*(?:can|could|should|may|do|will|would|is it (?:ok|okay|safe|bad|"
        r"dangerous) (?:to|if)|what (?:happens|if)|how long|when (?:can|should))"
    )
    return (
        hit.rule.category in {"misuse", "medical", "dissociation"}
        and bool(permission.search(hit.flat))
        and not compile_words(r"i (?:have |already |accidentally )?(?:took|drank|had|mixed|have been|am)").search(
            hit.flat
        )
    )


def _topic(hit: Match) -> bool:
    return bool(TOPIC.search(hit.flat)) and not compile_words(
        r"i {G4}(?:want|am|feel|have|think|thinking|plan)"
    ).search(hit.flat)


def _in_session(hit: Match) -> bool:
    """It belongs to the treatment session and nothing says that it lasts."""
    nearby = hit.nearby
    if not SESSION.search(nearby):
        return False
    if LASTING.search(hit.flat):
        return False
    past = compile_words(
        r"(?:was|were|felt|saw|heard|became|thought|could|did|died|had|seemed|looked|got|came|went|"
        r"told|said|started|passed|knew|kept|would)"
    ).search(hit.flat)
    return bool(past) and not compile_words(r"(?:can|do|am|is) not (?:breathe|stop|wake)").search(hit.flat)


def _in_session_vision(hit: Match) -> bool:
    """Seen in the treatment session, in the past tense, and ending in peace."""
    return (
        _in_session(hit)
        and bool(PEACE.search(hit.nearby))
        and not compile_words(r"want|wish|going to|tonight|plan").search(hit.matched)
    )


def _joking(hit: Match) -> bool:
    said = {word.text for word in hit.window.words}
    return bool(said & LAUGHS) and not FEARED.search(hit.flat)


def _hyperbole(hit: Match) -> bool:
    """Both are needed: people in danger laugh too, and they also have exams."""
    said = {word.text for word in hit.window.words}
    return bool(said & LAUGHS and SOME_THING.search(hit.flat)) and not hit.rule.id.startswith("suicide.attempt")


def _banter(hit: Match) -> bool:
    return _overlaps(BANTER, hit) and not FEARED.search(hit.flat.replace(hit.matched, ""))


def _near_all(pattern: Any) -> Callable[[Match], bool]:
    return lambda hit: bool(pattern.search(hit.nearby))


def _near(pattern: Any) -> Callable[[Match], bool]:
    return lambda hit: bool(pattern.search(hit.flat))


def _small_matter(hit: Match) -> bool:
    """The thing that is too much has a name, and it is not life."""
    return bool(SOME_THING.search(hit.flat)) and not compile_words(
        r"life|living|alive|die|death|dead|existing|existence|suicid\w+|worthless"
    ).search(hit.flat)


def _laughing(hit: Match) -> bool:
    said = {word.text for word in hit.window.words}
    return bool(LAUGHING.search(hit.flat) or said & LAUGHS) and not compile_words(r"pain|blood|seizure|help").search(
        hit.flat
    )


def _with_prescriber(hit: Match) -> bool:
    """The prescriber is part of it: nothing to alert a coach about."""
    return bool(PRESCRIBER.search(hit.flat) and WITH_IT.search(hit.flat)) and not compile_words(
        r"without|did not tell|not (?:told|telling|asked|know)|behind"
    ).search(hit.flat)


def _negated_stop(hit: Match) -> bool:
    near = hit.before.split()[-4:]
    return bool({"not", "never"} & set(near)) and not bool({"can", "could"} & set(near))


def _asked_meaning(hit: Match) -> bool:
    return _overlaps(ASKED_MEANING, hit)


def _soft_drink(hit: Match) -> bool:
    soft = compile_words(r"(?:water|tea|coffee|juice|milk|soda|smoothie|gatorade|broth|soup)")
    hard = compile_words(r"{SEDATIVE}")
    return bool(soft.search(hit.flat)) and not hard.search(hit.flat)


def _contest(hit: Match) -> bool:
    beaten = compile_words(
        r"^(?:at (?!home|night|work)\S+|to (?:it|the \S+)|in (?:a|the) (?:\S+ )?(?:race|game|match|"
        r"quiz))"
    )
    if "beat" in hit.matched:
        return bool(beaten.search(hit.after))
    harmless = compile_words(
        r"^(?:up|with (?:a|the|his|her)|an?|some|the|my|to (?:see|look|face|reali[sz]e|feel|stop|slow|"
        r"rest|think|confront|admit|grow|question|sit|accept|learn|be))"
    )
    return (
        hit.matched.endswith(
            (
                "hit me",
                "hits me",
                "threw me",
                "throws me",
                "grabbed me",
                "forced me",
                "forces me",
                "pushed me",
                "beat me",
                "touched me",
                "touches me",
            )
        )
        and bool(harmless.search(hit.after))
        and not compile_words(
            r"with (?:a|the|his|her) (?:fist|belt|bat|stick|hand|gun|knife|car)|a black eye|the (?:wall|"
            r"floor|stairs)"
        ).search(hit.after)
    )


def _dead_already(hit: Match) -> bool:
    return bool(DEAD.search(hit.nearby)) and not compile_words(
        r"tonight|right now|again|is going to|wants to|threatening|still (?:wants?|says|talks?|"
        r"suicidal|at risk)"
    ).search(hit.flat)


def _peaceful(hit: Match) -> bool:
    return bool(PEACE.search(hit.nearby)) and not compile_words(
        r"can not|too much|stop|every night|not ok|not okay|alone|scared|help"
    ).search(hit.nearby)


ALL: dict[str, Exemption] = {
    exemption.id: exemption
    for exemption in (
        Exemption("others_wish", "someone else is the subject; rules for third parties look at it", _others_wish),
        Exemption("negated", "the wish or act itself is denied", _negated),
        Exemption("past_resolved", "long past, and nothing says that it goes on", _past_resolved),
        Exemption("resolved", "said to be over", _resolved),
        Exemption("fiction", "a song, film, book or game says it", _fiction),
        Exemption("saying", "a figure of speech", _saying),
        Exemption("symbolic", "a part, an ego or an old self dies, not the person", _symbolic),
        Exemption("asked_about", "a question about the matter, with nobody's wish in it", _asked_about),
        Exemption("topic", "a subject of study or news", _topic),
        Exemption("in_session", "inside the treatment session, and over with it", _in_session),
        Exemption("in_session_vision", "seen inside the treatment session, ending in peace", _in_session_vision),
        Exemption("joking", "said laughing", _joking),
        Exemption("hyperbole", "laughed at in the same breath, about an exam or a chore", _hyperbole),
        Exemption("banter", "everyday exaggeration about someone's anger", _banter),
        Exemption("small_matter", "a thing of everyday life is too much, not life", _small_matter),
        Exemption("accident", "an accident or another meaning of cutting", _near(ACCIDENT)),
        Exemption("contest", "won a game, or got in touch", _contest),
        Exemption("soft_drink", "water, tea or coffee with it", _soft_drink),
        Exemption("pest", "no person is meant", _near(PEST)),
        Exemption("laughing", "out of breath with laughter", _laughing),
        Exemption("medical_topic", "risk or history spoken of, not a symptom", _near(MEDICAL_TOPIC)),
        Exemption("hypothetical", "asked or imagined, not done", _near(HYPOTHETICAL)),
        Exemption("with_prescriber", "the prescriber is part of it", _with_prescriber),
        Exemption("negated_stop", "the stopping is denied", _negated_stop),
        Exemption("asked_meaning", "about a person, not asking for one", _asked_meaning),
        Exemption("dead_already", "mourning or memory of someone", _dead_already),
        Exemption("good_news", "unreal in the way of joy or grief", _near(GOOD_NEWS)),
        Exemption("tourist", "a sight to see", _near_all(TOURIST)),
        Exemption("peaceful", "a memory met and settled", _peaceful),
    )
}  # fmt: skip


def suppressed_by(hit: Match) -> Exemption | None:
    """The exemption that takes `hit` back, or None when it stands."""
    for name in hit.rule.spared_by:
        exemption = ALL[name]
        if exemption.applies(hit):
            return exemption
    return None
