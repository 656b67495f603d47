"""Self-harm: hurting oneself now, the urge to, and taking it up again."""

from bot.triage.model import Tier
from bot.triage.rules.base import Rule

SUPPRESSED_BY = ("others_wish", "negated", "resolved", "past_resolved", "fiction", "accident", "asked_about", "topic")

RULES = (
    Rule(
        "self_harm.urge",
        Tier.HIGH,
        "self_harm",
        "An urge or intent to hurt oneself",
        (
            r"(?:{WANT}) (?:to )?cut(?: my ?self)?(?: so bad(?:ly)?| again| right now| but i have not)",
            r"(?:scared|afraid|worried|terrified|frightened) (?:of |about )?(?:what )?i (?:might|may|will|"
            r"could|am going to) do(?: to my ?self| if| tonight| next| something|$| and| when)",
            r"(?:{WANT}) (?:to )?(?:slice|carve|slash|scratch|stab|rip|claw) (?:open )?my (?:\S+ "
            r")?(?:arms?|legs?|thighs?|wrists?|skin|body|face)(?: open| up)?",
            r"(?:{WANT}|feel like|of|about|like|from|stop) {ADV}(?:to )?{ADV}(?:cut|hurt|harm|burn|"
            r"punish|stab|scratch|bite|injure|mutilate|bleed|starve|hit|punch|choke|cutting|hurting|"
            r"harming|burning|punishing|scratching|injuring|stabbing|hitting|choking) "
            r"(?:my ?self|my (?:\S+ )?(?:arms?|legs?|thighs?|skin|wrists?|body)|me)",
            r"(?:{WANT}|urges?|urge) {ADV}(?:to )?(?:self ?harm|cut|cut again|bleed|relapse on "
            r"cutting)(?:$|\n| again| so| and| right now| tonight| badly| because)",
            r"(?:urges?|thoughts?|thinking|desire|impulse|craving|close|tempted) (?:to|of|about|for) "
            r"{ADV}(?:cut|cutting|self ?harm|self ?harming|self injury|hurting|burning|sh)",
            r"(?:might|may|could|will|going to|should|gonna|am scared i will|afraid i will|afraid i "
            r"might) {ADV}(?:hurt|harm|cut|burn|injure|do something to) my ?self",
            r"(?:do|doing|did) something (?:stupid|bad|dangerous|drastic|permanent|i will regret|to "
            r"myself)(?: to my ?self)?",
            r"(?:not|can not) (?:be )?trust my ?self (?:right now|tonight|alone|around|with|to be|not "
            r"to|anymore|home)|not safe (?:with|from|around) my ?self|unsafe (?:with|around) my ?self|"
            r"not feel safe (?:with my|right now|alone|being alone|tonight|by my)",
        ),
        SUPPRESSED_BY,
    ),
    Rule(
        "self_harm.now",
        Tier.HIGH,
        "self_harm",
        "Hurting oneself, now or again",
        (
            r"burn(?:ed|t) (?:my ?self|my (?:arm|leg|thigh|wrist|skin)s?) with a (?:lighter|cigarette|match|candle)",
            r"(?:scratched|scratch|scratching|sliced|slashed|carved|clawed|clawing|burned|bit|biting|"
            r"punched|dug|picked) (?:at )?(?:into )?my (?:\S+ )?(?:arms?|legs?|thighs?|wrists?|skin|"
            r"hands?|knuckles) {G4}(?:bled|bleed|bleeding|blood|open|raw|on purpose|relief|bruised)",
            r"(?:i|have|been|am|keep|started|start|back to|was|by|and|of|to|from|stopped|is) "
            r"{ADV}(?:self ?harming|self ?harmed|cutting again|cutting my ?self|hurting my ?self|"
            r"harming my ?self|burning my ?self|hitting my ?self|scratching my ?self|punishing my "
            r"?self|self harm|self injure|self injuring|punching my ?self|biting my ?self|choking my "
            r"?self|mutilating my ?self|bloodletting)",
            r"i (?:have )?{ADV}(?:cut|hurt|harmed|burned|burnt|hit|scratched|stabbed|punched|choked|"
            r"injured|cut up|carved|sliced) (?:my ?self|my (?:\S+ )?(?:arms?|legs?|thighs?|wrists?|"
            r"stomach|hips?)|into my (?:skin|arm|leg|thigh))",
            r"(?:relapsed|relapse|slipped) (?:{G4})(?:cutting|cut|self ?harm|hurting my ?self|burning|"
            r"blade|razor|sh)|(?:started|back to|back on|doing|do) (?:the )?(?:cutting|self ?harm|"
            r"sh)(?: again)?|cutting again",
            r"(?:fresh|new|deeper|deep|my|the) cuts (?:on|are|and|all over|up|down|in|hurt|sting|"
            r"will)|cuts on my (?:arms?|legs?|thighs?|wrists?)|(?:blade|razor|knife|scissors|lighter|"
            r"emojiknife) (?:to|against|on|into|across) my (?:skin|arm|thigh|leg|wrist|body)",
            r"(?:bang|banging|hit|hitting|smash|smashing|slamming) my (?:own )?(?:head|fists?|face) "
            r"(?:against|into|on|with|until|to) (?:the|a|walls?|my|it|walls|i|hurt|feel)",
            r"(?:until|till) (?:i|it|they) (?:bleed|bled|bleeds|am bleeding|see blood)|(?:cut|"
            r"cutting) (?:deep|deeper|too deep)|(?:cutting|self ?harm|hurting my ?self|pain|cuts) "
            r"(?:is|are|helps|helped|feels|felt|calms|makes) (?:me |the only|my only|like the only|so "
            r")?(?:only|feel|cope|release|relief|coping|calm|good|alive|better)",
            r"(?:only|hurt|cut|cutting) (?:way|thing) (?:to|that|i) {G4}(?:feel something|feel "
            r"anything|feel alive|helps is (?:cutting|pain|hurting))",
            r"(?:arms?|legs?|thighs?|wrists?|skin|body|stomach) (?:is|are|were|all|look\S*)? "
            r"?(?:covered|full|littered|cut up|all cut)(?: (?:in|with|of) (?:fresh |new )?(?:cuts|"
            r"burns|blood|gashes))?(?! (?:in|with) (?:sweat|paint|mud|goosebumps|scars))",
            r"(?:{WANT}) (?:to )?(?:smash|bash|bang|crack|beat|slam) my (?:own )?(?:head|face|skull|"
            r"hands?|fists?)",
            r"(?:hit|hitting|reached|down to|saw|got to) (?:styro|beans|fat layer|the fat|white fat)",
            r"(?:starving my ?self|making my ?self (?:throw up|sick|puke)|make my ?self (?:throw up|"
            r"sick|puke)|purging|purged)",
        ),
        (*SUPPRESSED_BY, "in_session_vision"),
    ),
)
