"""Figurative language: sayings, symbols, hyperbole, jokes and banter."""

from bot.triage.rules.base import compile_words
from bot.triage.text.matches import Match
from bot.triage.text.spellings import spellings

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


def saying(match: Match) -> bool:
    """Whether the match is part of a figure of speech."""
    return match.overlaps(SAYING)


def symbolic(match: Match) -> bool:
    """Whether a part, an ego or an old self dies: the phrase holds the match, and no means stands beside it."""
    return match.overlaps(SYMBOLIC) and not compile_words(
        r"for real|my life|kill my ?self|tonight|pills|actually"
    ).search(match.flat)


def joking(match: Match) -> bool:
    """Whether it is said laughing, with nothing to be afraid of in the sentence."""
    return laughs(match) and not FEARED.search(match.flat)


def hyperbole(match: Match) -> bool:
    """Whether it is hyperbole: said laughing and about an exam or a chore.

    Both are needed: people in danger laugh too, and they also have exams.
    """
    return bool(laughs(match) and SOME_THING.search(match.flat)) and not match.rule.id.startswith("suicide.attempt")


def banter(match: Match) -> bool:
    """Whether it is everyday exaggeration about somebody's anger ("my mum will kill me")."""
    return match.overlaps(BANTER) and not FEARED.search(match.flat.replace(match.matched, ""))


def small_matter(match: Match) -> bool:
    """Whether what is too much has a name, and it is not life."""
    return bool(SOME_THING.search(match.flat)) and not compile_words(
        r"life|living|alive|die|death|dead|existing|existence|suicid\w+|worthless"
    ).search(match.flat)


def laughs(match: Match) -> bool:
    """Whether somebody laughs in the sentence: "lol", "haha", a laughing emoji."""
    return any(word.text in spellings().laughter for word in match.window.words)
