"""Someone else at risk: the client worries about another person."""

from bot.triage.model import Tier
from bot.triage.rules.base import Rule, dependency, one_of

SUPPRESSED_BY = ("negated", "past_resolved", "fiction", "joking", "asked_about", "dead_already", "resolved")

RULES = (
    Rule(
        "third_party.emergency",
        Tier.IMMINENT,
        "third_party",
        "Someone else is in danger of their life now",
        (
            r"{THEY} {G4}(?:text|texted|said|wrote) goodbye {G8}(?:gun|rifle|pistol|shotgun|pills|rope|bridge|ledge)",
            r"{THEY} {G2}(?:took|swallowed|has taken|downed) {G4}(?:pills|tablets|meds|medication|"
            r"overdose|bottle of|bleach)",
            r"{THEY} {G2}(?:overdosed|is overdosing|has overdosed|slit|cut (?:his|her|their) wrists|"
            r"is (?:on|at) the (?:roof|bridge|ledge)|tried to (?:hang|kill|jump|overdose|shoot) "
            r"{G4}(?:tonight|today|just|now|this morning|an hour|minutes))(?: {G4}(?:pills|tablets|"
            r"meds|bottle|bridge|jump|wrists))?",
            r"{THEY} {G4}(?:going to|about to|threatening to|wants to|will|says (?:he|she|they) (?:is|"
            r"are|will|wants|want)(?: going)?(?: to)?) {ADV}(?:{THEIR_END}) {G4}(?:tonight|today|now|"
            r"right now|with|gun|pills|this|tomorrow)",
            r"{THEY} {G2}(?:is |are |was |has )?(?:sent|texted|texting|sending|left|leaving|messaged|"
            r"wrote|posted|said|saying|called) {G4}(?:goodbye|suicide note|a note|farewell|final "
            r"message) {G8}(?:not|no|nobody|stopped|phone|door|answer|worried|reach|gone|missing|off)",
        ),
        SUPPRESSED_BY,
    ),
    Rule(
        "third_party.suicide",
        Tier.ELEVATED,
        "third_party",
        "Someone else may be thinking of suicide or self-harm",
        (
            r"(?:he|she|they) {G2}(?:talks?|talked|talking) (?:about|of) {G2}not (?:wanting to be here|"
            r"being here|being around|waking up)",
            r"{THEY} {G4}(?:is|are|has been|seems|sounds|feels|says (?:he|she|they) (?:is|are|feels?)|"
            r"said (?:he|she|they) (?:is|was|were|are|felt|feels?)|told me (?:he|she|they) (?:is|was|"
            r"are|feels?)|might be|keeps? (?:being|saying)|could be|gets|became) {ADV}(?:suicidal|"
            r"self ?harming|cutting|a danger to|planning (?:to die|suicide)|at risk of suicide|not "
            r"safe)(?: (?:himself|herself|themself|again))?",
            r"{THEY} {G8}(?:wants?|wanted|wanting|going|threaten(?:s|ed|ing)|talk(?:s|ed|ing)|tried|"
            r"trying|plan(?:s|ned|ning)|think(?:s|ing)|thought|attempted|keep(?:s)?|said|says|will|"
            r"might|about) {G4}(?:{THEIR_END}|wants? to die|not want to (?:live|be here|be alive)|"
            r"(?:to )?die|does not want to (?:live|be here|exist)|dying)",
            r"{THEY} {G4}(?:texted|sent|messaged|left|told|wrote|said) {G4}(?:goodbye|bye forever|"
            r"farewell|a note|that (?:he|she|they) (?:loves?|love) (?:me|us) and)",
            r"(?:worried|scared|afraid|concerned|terrified|fear) {G4}(?:that )?{THEY} {G4}(?:will|"
            r"might|is going to|may|could|would|is) {G4}(?:{THEIR_END}|die by|do something|hurt|"
            r"suicidal|not be safe|end)",
            r"{THEY} (?:is|has been|keeps|started|was) {ADV}(?:hurting|harming|cutting|starving|"
            r"burning|killing) (?:himself|herself|themself|themselves|her ?self|him ?self)",
        ),
        SUPPRESSED_BY,
    ),
    Rule(
        "third_party.parsed",
        Tier.ELEVATED,
        "third_party",
        "The sentence's own grammar: someone (wants to harm) themselves",
        suppressed_by=SUPPRESSED_BY,
        trigger=(
            r"(?:kill|killing|hurt|hurting|harm|harming|cut|cutting|hang|hanging|shoot) (?:himself|"
            r"herself|themselves|themself)"
        ),
        structure=dependency(
            ("harm", "", "", {"LEMMA": one_of("kill hurt harm cut hang shoot"), "POS": "VERB"}),
            ("whom", ">", "harm", {"LOWER": one_of("himself herself themselves themself")}),
            ("wish", "<", "harm", {"LEMMA": one_of("want threaten go try plan talk keep start")}),
        ),
    ),
)
