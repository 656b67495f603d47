"""States that last: unreality beyond a day, panic that does not settle, trauma that has come back."""

from bot.triage.model import Tier
from bot.triage.rules.base import Rule

SUPPRESSED_BY = ("negated", "past_resolved", "resolved", "fiction", "others_wish", "asked_about")
UNREAL = (
    r"(?:not|nothing|never|nobody|no one|everything|world|people|reality|i|life|hands|body|myself|"
    r"everybody|mirror|all) {G2}(?:feels?|seems?|looks?|is|am|are|feeling|look|feel|felt|seemed|"
    r"recognize|recognise|looked) {ADV}(?:like )?(?:real|unreal|fake|like a (?:dream|movie|game|"
    r"simulation|film|ghost)|dreamlike|a dream|a movie|plastic|far away|foggy and|flat and|like me|"
    r"like a person|like a human|human|mine|like mine|my own|myself in|detached|disconnected|a robot|"
    r"a simulation|behind glass|a ghost|two dimensional|me anymore|a stranger)"
    r"|dereali[sz]\w+|depersonali[sz]\w+|dpdr|dissociat\w+|spaced out|(?:outside|out of|not in|not "
    r"back in|above|next to|beside|left|floating above|disconnected from|detached from|outside of|not "
    r"inside|separate from) (?:of )?my (?:own )?(?:body|self)|(?:watching|seeing|observing) my ?self "
    r"(?:from|like|as)|(?:not|never|not fully|not quite|still not|have not|has not|did not) "
    r"{ADV}(?:come|came|coming|landed|land|get|got|gotten|been) (?:all the way |fully |completely "
    r")?(?:back|down)(?: (?:from|to|into|in|since|after|yet|fully|completely|all|at|out))?(?! to you)|"
    r"(?:like|in|through|behind) (?:a |i am in a |i am behind )?(?:dream|fog|glass|bubble|movie) "
    r"(?:all|and|since|that|still|for|every|i can not)|autopilot|stuck (?:in|between|halfway|there|"
    r"inside) (?:the|a|it|my|that|two|there|k|another)|(?:ketamine|medicine|effects?|drug|trip|it|"
    r"dose) (?:has|have|is|are|did|does|still) (?:still )?not (?:worn|wearing|wear|fully worn|gone|"
    r"left) ?(?:off|away|my|out)"
)

RULES = (
    Rule(
        "dissociation.lasting",
        Tier.ELEVATED,
        "dissociation",
        "Unreality or being outside oneself that has not gone after a day",
        (
            rf"(?:{UNREAL}) {{G8}}(?:{{DAYS}})",
            rf"(?:{{DAYS}}) {{G8}}(?:{UNREAL})",
            r"(?:always|permanently|every day|constantly|still) {G2}(?:dissociat\w+|dereali[sz]\w+|"
            r"depersonali[sz]\w+|detached from|out of my body|unreal)",
            r"(?:is|am|are) (?:any of )?(?:this|i|you|we|it) {ADV}(?:even )?(?:real|alive or dead|"
            r"really alive|actually real)(?: (?:or|anymore|i can not|or am))|not sure (?:if )?i (?:am|"
            r"exist) (?:real|exist|actually here|alive)|(?:did i die|am i dead|did i actually die|am "
            r"i still in (?:the|it|there))",
            r"i do not (?:feel|think i am|seem) real|nothing (?:is|feels|seems) real",
        ),
        (*SUPPRESSED_BY, "in_session", "good_news"),
    ),
    Rule(
        "panic.not_settling",
        Tier.ELEVATED,
        "panic",
        "Panic that does not settle, or is here now",
        (
            r"(?:having|have|in|in the middle of|into|this|am having|another) {ADV}(?:a |an |such a |"
            r"another |the worst )?(?:massive |huge |bad |full |horrible |terrible |constant |full "
            r"blown )*(?:panic|anxiety) attacks? {G4}(?:right now|now|and|help|since|for|every|all|"
            r"can not|that|will|still|i can not|again and again|after)|(?:panic|anxiety) attacks? "
            r"(?:every|all|will not|for|non stop|that (?:will|does|do) not|since|right now|after|one "
            r"after|back to back|keep|keeps|again)",
            r"(?:panicking|panicing|hyperventilating|freaking out|having a meltdown|terrified|in "
            r"terror|spiraling|spiralling|losing it|in full panic) (?:{ADV})(?:right now|now|badly "
            r"and|and i can not|so bad|and can not|please|help|alone|i can not|for hours|all (?:night|"
            r"day)|since|and (?:no one|nobody))",
            r"(?:can not|could not|unable to|nothing|not|hard to|will not|never) {ADV}(?:calm|settle|"
            r"come|stop|slow|calms|settles) (?:down|my ?self|me down|me|shaking|panicking|the panic|"
            r"hyperventilating|trembling|crying and shaking|this panic|my ?self down|the fear|the "
            r"terror|my breathing)(?: (?:down|now|anymore|for|since|and|at all))?(?! (?:to|about) )",
            r"(?:panic|terror|fear|dread|anxiety) (?:is|will|does|has|did|keeps|just|that) "
            r"{ADV}(?:not (?:stop|stopped|going|go|settle|settled|end|leave|left|pass|calm)|still "
            r"here|getting worse|taking over|unbearable|non stop|constant|nonstop|all the time|every "
            r"(?:night|day|hour)|coming back|eating me alive|swallowing me)",
            r"(?:help|please|someone) {G2}(?:i am|me i am) (?:{ADV})(?:scared|panicking|terrified|"
            r"freaking out|so scared|losing it)|(?:too|so) (?:scared|terrified|afraid|anxious) to "
            r"(?:sleep|be alone|move|leave (?:the house|my (?:room|house|bed))|close my eyes|go "
            r"outside|leave the)",
        ),
        (*SUPPRESSED_BY, "in_session"),
    ),
    Rule(
        "trauma.returned",
        Tier.ELEVATED,
        "trauma",
        "A trauma that has come back and does not let go",
        (
            r"(?:flashbacks?|intrusive memories|reliving|re living|nightmares about (?:the|my|what he|"
            r"what she|him|being)|ptsd) {G8}(?:stop|every|constant|constantly|since|worse|can not|"
            r"again|non stop|all (?:day|night)|the (?:rape|abuse|assault|attack|accident|war)|will "
            r"not|keep|keeps|days|won't|nights?|over and over)|(?:keep|constantly|can not stop|having|"
            r"getting|keeps|started) {ADV}(?:having )?(?:flashbacks?|reliving|re living|getting "
            r"flashbacks)",
            r"(?:can not|not|never) (?:stop|escape|shake|handle|cope with|get rid of) (?:the|these|my|"
            r"having|getting)? ?(?:flashbacks?|intrusive memories|nightmares about)",
            r"(?:remember|remembered|remembering|memory|memories|saw|recall|realized|realised|think) "
            r"(?:that |about |of |came up |came back |came |surfaced |it |now |what |now that |i "
            r"think )*(?:{G4})(?:i was|being|when i was|he|she|my (?:dad|father|uncle|stepdad|mother|"
            r"brother|grandfather|cousin)|was|of|the|me) {ADV}(?:abused|raped|molested|touched me|"
            r"assaulted|the abuse|the rape|sexual abuse|being (?:abused|raped|molested|touched)|"
            r"molesting me|raping me|abusing me|hurting me|did things|did to me|touching me|hurt me "
            r"as|beat me|being beaten)",
            r"(?:memory|memories|something|stuff|things|images) (?:from|of|about|that) {G8}(?:came "
            r"(?:up|back|flooding)|surfaced|flooding|flooded|coming (?:up|back)) {G8}(?:can not "
            r"(?:stop|cope|handle|function|get|deal|breathe|sleep)|too much|overwhelm\w+|do not know "
            r"(?:how|what)|falling apart|not ok|not okay|unbearable|drowning)",
        ),
        ("negated", "fiction", "others_wish", "asked_about", "resolved", "peaceful"),
    ),
)
