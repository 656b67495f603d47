"""Abuse: violence or threat against the person, at home or anywhere, and not being safe there."""

from bot.triage.model import Tier
from bot.triage.rules.base import Rule, dependency, one_of

SUPPRESSED_BY = (
    "negated",
    "past_resolved",
    "fiction",
    "joking",
    "banter",
    "asked_about",
    "in_session_vision",
    "contest",
)

RULES = (
    Rule(
        "abuse.under_attack",
        Tier.IMMINENT,
        "abuse",
        "Being attacked or in danger of it now",
        (
            r"{ABUSER} (?:is|are|keeps) {ADV}(?:hitting|beating|choking|attacking|strangling|hurting|"
            r"raping|kicking|stabbing|punching|chasing|threatening to kill) (?:me|us)",
            r"{ABUSER} (?:is|are|was|were)? ?(?:trying|going|coming|threatening|threatened|threatens|"
            r"says?|said|wants?) (?:to |here to |back to |home to |he will |she will |they will |he "
            r"is going to |she is going to |they are going to |he would |she would )(?:kill|shoot|"
            r"stab|murder|rape|strangle|hurt|beat) (?:me|us)(?: (?:now|tonight|if|when|and))?",
            r"{ABUSER} (?:has|have|got|grabbed|pulled|is holding|pointed|pulled out|is waving|is "
            r"outside with) (?:got )?(?:a|the|his|her) (?:gun|knife|weapon|bat|hammer|machete)",
            r"(?:someone|somebody|he|she|they|my ex|a man|this guy) (?:is|are) (?:breaking in|trying "
            r"to (?:get|break) in|banging on (?:the|my) door|in my house|at my door|outside my|"
            r"following me home|kicking (?:in )?(?:the|my) door)",
            r"(?:i am|i have|we are|hiding|hid) {ADV}(?:hiding |locked |locked myself |been )?(?:in|"
            r"from) (?:the|my|a|him|her) ?(?:bathroom|closet|bedroom|car|room)? ?(?:because|from|so|"
            r"until|and) {G4}(?:he|she|him|her|my (?:\S+ )?(?:husband|ex|dad|boyfriend|partner))",
            r"(?:being|getting|am being|i am getting) (?:attacked|beaten|raped|strangled|assaulted|"
            r"held (?:hostage|against my will))(?: right)?(?: now)?",
            r"help {G2}(?:he|she) (?:is|has) (?:going to|hitting|hurting|a)",
        ),
        SUPPRESSED_BY,
    ),
    Rule(
        "abuse.violence",
        Tier.HIGH,
        "abuse",
        "Violence or sexual assault against the person, or fear of it at home",
        (
            r"{ABUSER} {G8}(?:touches|touching|touched) me(?! (?:deeply|so deeply|very much))",
            r"{ABUSER} {G2}(?:comes|came|sneaks|gets) (?:in|into|in to) my (?:room|bed) (?:at night|when i sleep)",
            r"{ABUSER} {ADV}(?:hits?|beats?|punche[sd]|slap(?:s|ped)|choke[sd]?|kick(?:s|ed)|"
            r"strangle[sd]?|raped?|rapes|shove[sd]|threw|throws|grabbed|grabs|burned|dragged|"
            r"molest(?:s|ed)?|assault(?:s|ed)?|force[sd]|attacked|hurts?|pushed|smacked|smacks|whips?|"
            r"touches|touched) (?:me|us)(?! (?:with (?:his|her|their) (?:words|kindness|speech|story)|"
            r"deeply|in the heart|so much that|emotionally))",
            r"{ABUSER} (?:has|have|had) {ADV}(?:hit|beaten|choked|punched|raped|hurt|kicked|"
            r"threatened|assaulted|been (?:hitting|beating|hurting|choking|threatening|abusing|"
            r"touching)) (?:me|us)",
            r"{ABUSER} (?:keeps|kept|started|starts) (?:touching|hitting|beating|slapping|choking|"
            r"punching|kicking|threatening|hurting|groping|grabbing) (?:me|us)",
            r"{ABUSER} (?:threatened|threatens|keeps threatening|is threatening|has threatened) (?:me|"
            r"us|to (?:kill|hurt|take|leave me with|beat|hit|find|send|out|post))",
            r"{ABUSER} (?:is|are|was|has been|have been) {ADV}(?:physically |sexually |verbally |"
            r"emotionally )?(?:abusing|abusive to|abusive towards|abusive|violent|violent with|"
            r"stalking|controlling and)(?: me| us)?",
            r"{ABUSER} (?:will not|would not|does not|never|did not|refuses to) (?:let|allow) (?:me|"
            r"us) (?:to )?(?:leave|go out|out of|see (?:my|anyone)|use my phone|have (?:my phone|"
            r"money)|go home|talk to (?:anyone|my))",
            r"(?:locked|locks|locking|trapped) (?:me|us) (?:in|up|inside|prisoner|out|hostage|locked)"
            r"|(?:shut|shuts) (?:me|us) (?:in|inside)(?! my)|(?:keeps|kept) (?:me|us) (?:prisoner|hostage|locked)",
            r"(?:he|she|my (?:\S+ )?(?:husband|wife|partner|boyfriend|girlfriend|ex|dad|father|mum|mom|mother)) {ADV}"
            r"(?:keeps|kept) (?:me|us) (?:in|inside)(?! (?:mind|touch|the loop|my|hospital|overnight))",
            r"{ABUSER} {G8}(?:put|puts|shut|shuts) me in(?:to)? the {G2}(?:and )?(?:held|locked|blocked) the door",
            r"{ABUSER} {ADV}(?:held|holds|blocked|blocks|locked|locks) the door (?:shut|closed|on me)",
            r"{ABUSER} {G4}(?:chucks|throws|smashes) (?:things|stuff|plates)",
            r"(?:scared|afraid|terrified|frightened|fear) (?:of|for my life|that) (?:what )?(?:him|my "
            r"(?:\S+ )?(?:husband|wife|partner|boyfriend|girlfriend|ex|dad|father|stepdad|mom|mother|"
            r"brother|son)|he|she|to go home|going home|being home|{ABUSER} (?:will|is going to|might|"
            r"would) (?:kill|hurt|hit|find|come))",
            r"(?:afraid|scared|terrified) (?:to go home|to be at home|he will|she will|he is going to|"
            r"she is going to|they will|he might|of going home|at home)|(?:not|never|unsafe) (?:feel "
            r")?(?:safe )?(?:at home|in my (?:own )?(?:home|house)|in this house|with him|around him|"
            r"with my (?:husband|partner|ex|boyfriend|dad|family))",
            r"i (?:was|got|have been|am being|am getting|keep getting) {ADV}(?:raped|sexually "
            r"assaulted|assaulted|molested|sexually abused|beaten up|beaten|strangled|abused|mugged|"
            r"drugged|groped|stalked|trafficked)",
            r"(?:domestic|physical|sexual) (?:violence|abuse) (?:at home|from|by|is|and i|again|"
            r"situation)|abusive (?:relationship|marriage|household|home|partner|husband|wife|"
            r"boyfriend|girlfriend|parents?)|in an? {G2}abusive",
            r"(?:bruises|black eye|marks) (?:on|from|all over|where|because) {G4}(?:he|she|him|her|my|"
            r"me)|(?:makes|made|making|forces|forced|forcing) me (?:to )?(?:have sex|touch|do sexual|"
            r"sleep with)",
            r"(?:put|slipped|slip) something in (?:my|our) (?:drink|food|tea|coffee)|(?:was|got|been|"
            r"were) (?:drugged|spiked|roofied)|drink (?:was|got|must have been) spiked",
            r"(?:guide|therapist|sitter|doctor|nurse|provider|practitioner|facilitator|clinician) "
            r"{G2}(?:touched|kissed|groped|undressed|came on to|assaulted|molested|forced) (?:me|my "
            r"(?:breasts?|thighs?|private\S*|genitals|butt|body)|him|her)",
        ),
        SUPPRESSED_BY,
    ),
    Rule(
        "abuse.parsed",
        Tier.HIGH,
        "abuse",
        "The sentence's own grammar: someone (does violence to) me",
        suppressed_by=SUPPRESSED_BY,
        trigger=(
            r"(?:hits?|hit|beats?|punch(?:ed|es)|slap(?:ped|s)|chok(?:ed|es)|strangled?s?|rap(?:ed|"
            r"es)|assault(?:ed|s)|molest(?:ed|s)|threaten(?:ed|s)|stab(?:bed|s)) (?:on )?me"
        ),
        structure=dependency(
            (
                "violence",
                "",
                "",
                {"LEMMA": one_of("beat punch slap choke strangle rape assault molest threaten stab"), "POS": "VERB"},
            ),
            (
                "who",
                ">",
                "violence",
                {"DEP": "nsubj", "LOWER": {"NOT_IN": ["i", "you", "it", "that", "this", "which", "what"]}},
            ),
            ("whom", ">", "violence", {"DEP": "dobj", "LOWER": "me"}),
        ),
    ),
)
