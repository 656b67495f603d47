"""Harm to others: a threat, an intent, or an urge to hurt someone."""

from bot.triage.model import Tier
from bot.triage.rules.base import Rule, dependency, one_of

SUPPRESSED_BY = (
    "others_wish",
    "negated",
    "resolved",
    "past_resolved",
    "fiction",
    "joking",
    "banter",
    "asked_about",
    "in_session_vision",
    "pest",
)
HARM = (
    r"kill|murder|stab|shoot|strangle|choke|hurt|poison|beat up|beat|attack|run over|smother|drown|"
    r"burn|bash|punch|torture|harm|suffocate|shake"
)
HARMING = (
    r"killing|murdering|stabbing|shooting|strangling|choking|hurting|poisoning|beating|attacking|"
    r"smothering|drowning|harming|torturing|suffocating|shaking"
)

RULES = (
    Rule(
        "harm_to_others.threat",
        Tier.IMMINENT,
        "harm_to_others",
        "A threat with a weapon, a time, or someone near",
        (
            rf"(?:going to|will|about to|want to|ready to|am) (?:{HARM}|{HARMING}) {{OTHER}} "
            rf"{{G8}}(?:tonight|today|tomorrow|right now|when (?:he|she|they) (?:gets?|comes?|wakes?|"
            rf"sleeps?|is|are)|gun|knife|i mean it|i swear to god|not joking|not kidding|waiting|next "
            rf"time i see|if (?:he|she|they) (?:comes?|touch))",
            rf"(?:i have|i got|with|have|got|bought|grab|grabbed|holding) (?:a|my|the) (?:gun|knife|"
            rf"bat|machete|hammer|axe|rifle|shotgun|pistol|weapon) {{G8}}(?:{HARM}|{HARMING}|make "
            rf"(?:him|her|them) pay|pay|his house|her house|going over|waiting for|use it on|get "
            rf"(?:him|her|them)) ?(?:{{OTHER}})?",
            rf"(?:tonight|today|tomorrow|right now) {{G4}}(?:going to|will|am going to) (?:{HARM}) {{OTHER}}",
            rf"(?:outside|waiting|parked|know where (?:he|she|they)) {{G8}}(?:going to|will|about to) "
            rf"(?:{HARM}|make) {{OTHER}}",
            r"(?:going to|will|am about to) (?:shoot up|bomb|burn down|blow up) (?:the|my|a|that|"
            r"this) (?:school|office|house|clinic|church|building|workplace|place|work)",
        ),
        SUPPRESSED_BY,
    ),
    Rule(
        "harm_to_others.intent",
        Tier.HIGH,
        "harm_to_others",
        "Intent or urge to hurt someone",
        (
            r"(?:planning|plan|working out|think about) how i (?:would|will|could|am going to) (?:kill|hurt|"
            r"stab|shoot) (?:my|him|her|them|that)",
            rf"(?:want|wanted|wanting|going|plan|planning|urges?|need|desire|tempted|decided|ready|"
            rf"about|trying|tried|intention {{G2}}is|impulse|close) (?:to )?{{ADV}}(?:{HARM}) "
            rf"{{ADV}}{{OTHER}}",
            rf"(?:urges?|thoughts?|thinking|fantasies|fantasizing|fantasize|dreaming|visions?|images|"
            rf"think|fantasise|fantasising|close|plans?|planning|scared of|afraid of|idea|obsessed) "
            rf"(?:of|about|on|to|with) {{ADV}}(?:{HARMING}) {{OTHER}}",
            rf"(?:will|might|may|am afraid i will|scared i will|scared i might|afraid i might|worried "
            rf"i will|worried i might|scared i am going to|swear i will) {{ADV}}(?:{HARM}) {{OTHER}}",
            r"(?:hurt|snap and hurt|harm|kill|shoot) (?:someone|somebody|my baby|the baby|my kids|my "
            r"child|my children|people|everyone)(?: (?:else|if|and|i|one day|soon|or))?",
            rf"(?:could|might|may|will|going to) {{G2}}(?:snap|lose it|lose control|explode) and "
            rf"(?:{HARM}|hit|kill|slap) {{OTHER}}|(?:want|urge|going|close) to (?:punch|hit|slap|shake|"
            rf"beat|smack) (?:my|the) (?:kid|kids|child|children|baby|son|daughter|wife|husband|"
            rf"toddler|girlfriend|boyfriend|partner)",
            r"(?:make|making) (?:him|her|them) (?:pay|suffer|bleed|regret it) (?:for|tonight|with|and|"
            r"$)|(?:get away with|getting away with) (?:murder|killing|it if i kill)|without "
            r"(?:getting caught|anyone knowing|leaving a trace) {G4}(?:kill|hurt|poison)",
            r"(?:poison|toxic|poisonous|deadly|lethal|drug|undetectable) (?:to|for|for a|to a|that|"
            r"someone|him|her) ?(?:someone|him|her|my (?:husband|wife|ex|boss|dad|mom|mother|father|"
            r"roommate)|another person|somebody|their|his)(?: (?:drink|food|coffee))?",
            r"(?:put|slip|mix|putting|slipping) (?:something|poison|pills|\S+) (?:in|into) (?:his|her|"
            r"their|my \S+ 's) (?:drink|food|coffee|tea)",
            r"(?:hit|slapped|choked|shook|beat|punched|shaken|hurt|kicked) (?:my|the) (?:baby|child|"
            r"kid|kids|son|daughter|wife|girlfriend|partner|husband|boyfriend|toddler)",
        ),
        SUPPRESSED_BY,
    ),
    Rule(
        "harm_to_others.parsed",
        Tier.HIGH,
        "harm_to_others",
        "The sentence's own grammar: I want/plan to (harm) a person",
        suppressed_by=SUPPRESSED_BY,
        trigger=r"kill|murder|stab|shoot|strangle|poison|attack|smother",
        structure=dependency(
            ("harm", "", "", {"LEMMA": one_of("kill murder stab shoot strangle poison attack smother"), "POS": "VERB"}),
            ("wish", "<", "harm", {"LEMMA": one_of("want plan go decide intend need try")}),
            ("who", ">", "wish", {"DEP": "nsubj", "LOWER": "i"}),
            (
                "whom",
                ">",
                "harm",
                {
                    "DEP": "dobj",
                    "LOWER": one_of(
                        "him her them someone somebody everyone people boss husband wife ex mother "
                        "father mom dad brother "
                        "sister roommate boyfriend girlfriend partner neighbor neighbour family "
                        "parents landlord coworker"
                    ),
                },
            ),
        ),
    ),
)
