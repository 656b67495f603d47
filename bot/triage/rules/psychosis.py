"""Psychosis and mania: voices, being watched or controlled, grandeur, no need of sleep."""

from bot.triage.model import Tier
from bot.triage.rules.base import Rule

SUPPRESSED_BY = (
    "negated",
    "past_resolved",
    "resolved",
    "fiction",
    "in_session",
    "others_wish",
    "asked_about",
    "joking",
)

RULES = (
    Rule(
        "psychosis.voices",
        Tier.HIGH,
        "psychosis_mania",
        "Hearing voices or being commanded",
        (
            r"(?:people|they|someone|voices|strangers|the presenter|newsreader) (?:on|in|from) (?:the "
            r")?(?:tv|radio|television|internet|news|walls?|vents?) (?:is|are|keep|keeps|was|were) "
            r"{G2}(?:talking|speaking|laughing|whispering|looking|watching|messages) ?(?:to|about|at)? "
            r"?(?:me)?",
            r"(?:hear|hearing|heard) {ADV}(?:whispering|whispers|talking|someone|people|footsteps|my name|"
            r"screaming|laughing) {G4}(?:nobody|no one|not there|when alone|not real|in the walls?|empty)",
            r"(?:the|these|my|hear|hearing|heard|a|some|those|evil|loud|of) {G2}voices? (?:in my head "
            r"|are |is |keep |keeps |will not |that |inside |from |they |have )*(?:tell|tells|telling|"
            r"told|say|says|saying|said|command|commanding|commands|whisper|whispering|talking to me|"
            r"scream|screaming|want me|wants me|shut up|stop|will not stop|louder|order|ordering|"
            r"laughing|back)",
            r"(?:hear|hearing|heard) {ADV}voices|voices in my head|hear (?:people|someone|them|him|"
            r"her) (?:talking|whispering|calling) (?:about me|to me|when|but (?:no one|nobody))",
            r"(?:god|satan|the devil|demons?|angels?|aliens?|spirits?|entity|entities|the entity|"
            r"they) (?:is|are|keeps?|has been|have been|still)? ?(?:tell|tells|telling|told|command|"
            r"commands|commanding|ordered|ordering|instruct|instructing|want|wants) me to (?:hurt|"
            r"kill|die|jump|stop eating|leave|do|cut|burn|save|spread|destroy|warn|run)",
            r"(?:seeing|see) (?:things|people|shadows|figures|demons|faces|bugs) (?:that (?:are|is) "
            r"not (?:there|real)|nobody else|no one else|others can not|everywhere|in (?:the|my) "
            r"(?:walls?|room|house|corner))|hallucinating|hallucinations? (?:are|have|still|again|"
            r"every|keep|will|since|days)",
        ),
        SUPPRESSED_BY,
    ),
    Rule(
        "psychosis.controlled",
        Tier.HIGH,
        "psychosis_mania",
        "Being watched, followed, controlled, poisoned or spoken to through things",
        (
            r"(?:they|people|someone|the (?:government|fbi|cia|police|neighbou?rs|clinic|doctors)|"
            r"everyone|strangers|cameras|my (?:neighbou?rs|phone|tv|doctor|therapist|family|roommate)|"
            r"he|she) (?:are|is|have been|has been|keep|keeps|were) {ADV}(?:watching|following|"
            r"tracking|spying on|monitoring|recording|listening to|after|plotting against|poisoning|"
            r"controlling|reading|bugging|stalking me through|sending|broadcasting) (?:me|us|my "
            r"(?:thoughts|mind|phone|every move|house|food|brain)|every(?:thing)? (?:i|move)|"
            r"(?:secret |hidden )?(?:messages|signals))",
            r"(?:chip|implant|device|tracker|transmitter|microchip|worms|bugs) {G4}(?:in|inside|into|"
            r"under) (?:me|my (?:brain|head|skin|body|tooth|teeth|arm|neck))",
            r"(?:read|reads|reading|hear|hears|hearing|steal|stealing|insert|inserting|broadcast|"
            r"broadcasting|control|controls|controlling|putting|planted|planting) (?:thoughts in |"
            r"ideas in )?my (?:mind|thoughts|brain|head)(?! (?:music|spinning))",
            r"(?:tv|radio|television|news|internet|songs?|license plates|numbers|billboards|newspaper|"
            r"music|phone|ads) (?:is|are|was|were|has been|keep|keeps) {G2}(?:talking to me|talking "
            r"about me|sending me|speaking to me|messages (?:for|to) me|signs for me|speaking "
            r"directly|coded|giving me (?:messages|signs|orders))",
            r"(?:secret|hidden|special|coded) (?:messages?|signals?|codes?|mission) (?:for|to|from|in|"
            r"on|meant) (?:me|the|my|god|them)|(?:everyone|everybody|they|people|whole world) (?:is|"
            r"are) {G2}(?:in on it|out to get me|against me and|plotting|an actor|actors|replaced|"
            r"imposters?|impostors?|robots?|not who they)",
            r"(?:my|the) (?:husband|wife|mom|mum|mother|dad|father|partner|family|neighbou?rs|doctor|"
            r"clinic|food|water) (?:has|have|had|is|are|was|were) {G2}(?:been )?(?:replaced|poisoned|"
            r"poisoning me|an imposter|an impostor|imposters|spiked|a clone|not (?:my|the) real)",
            r"(?:send|sends|sending|sent|give|gives|giving) me (?:secret |hidden |coded )?(?:signs|"
            r"messages|signals|orders|codes|instructions) (?:through|in|via|from|on|over) (?:the|my|"
            r"a)? ?(?:tv|radio|television|news|phone|internet|songs|numbers|license|walls?|lights?|"
            r"traffic|shows?|ads)",
            r"(?:something|demon|spirit|entity|it|alien|presence) (?:is |has |got |came |followed |"
            r"who |that )*{G4}(?:inside me|living in me|possess(?:ed|ing) me|possessed|taken over my "
            r"(?:body|mind)|attached (?:itself )?to me|followed me (?:back|home))|i (?:am|was|feel) "
            r"possessed|simulation and (?:i|they|only)|i am being (?:followed|watched|tracked|"
            r"poisoned|controlled|monitored|hunted|targeted)|paranoid (?:that|they|and|everyone|about "
            r"everyone)|(?:feeling|so|getting|very) paranoid",
        ),
        SUPPRESSED_BY,
    ),
    Rule(
        "psychosis.grandeur",
        Tier.HIGH,
        "psychosis_mania",
        "Grandeur in waking life, or a high that needs no sleep",
        (
            r"i am {ADV}(?:god|jesus|christ|jesus christ|the messiah|a messiah|the chosen one|a "
            r"prophet|the prophet|the second coming|a god|immortal|invincible|the savior|the saviour|"
            r"the devil|the antichrist|already dead|a reincarnation of|the one who)(?:$|\n| (?:and|"
            r"now|here|sent|reborn|of|they|who|i|everyone|incarnate|nothing|it))",
            r"(?:i|god|they|was|been) (?:have been |was |am |has |have )?(?:chosen|chose me|sent|"
            r"picked|selected|called by god) (?:by (?:god|the universe|them|aliens) )?(?:me )?to "
            r"(?:save|lead|heal|warn|change|rule|stop|end|wake)(?: \S+){0,3} (?:world|humanity|"
            r"mankind|people|everyone|universe|planet)?",
            r"i (?:have )?(?:special|super|magic|magical|psychic|divine|healing|supernatural) "
            r"?(?:powers?|abilities)|i can (?:read minds|control (?:the weather|people 's minds|minds|"
            r"time|traffic)|hear (?:people 's )?thoughts|fly|talk to (?:god|the dead) whenever|see "
            r"the future now)",
            r"(?:do not|not|never|barely|hardly|no longer) (?:need|needed|feel (?:like|any) need|"
            r"require|have to)(?: to| for| any)? ?(?:sleep|sleeping|eat or sleep|food or sleep)(?: "
            r"anymore| at all| now| because| and|$|\n)",
            r"(?:no|zero|not|without|little|hours of|days without|nights without|hour of|not had any) "
            r"(?:slept|sleep|sleeping) {G8}(?:(?:feel|feeling|felt|am|never) (?:amazing|great|"
            r"fantastic|unstoppable|incredible|on top|better|full of|energy|wired|euphoric|so alive|"
            r"electric|invincible|like a god|more alive|powerful|genius))",
            r"(?:unstoppable|invincible|superhuman|limitless energy|endless energy|genius|euphoric|"
            r"electric|wired) {G8}(?:(?:not|no|without|barely|hardly|two hours|little) {G2}(?:slept|"
            r"sleep|sleeping))",
            r"(?:think|feel|been|am|getting|going|became|becoming|might be|are|fully|totally|having a|"
            r"in a|into a|my) {ADV}(?:manic|hypomanic|psychotic|mania|hypomania|manic episode|"
            r"psychosis|psychotic (?:break|episode)|delusional|having delusions)",
            r"(?:spent|spending|blew|maxed out|gave away) (?:all|my whole|all of|everything|my|"
            r"thousands|every) {G4}(?:savings|credit cards?|money|salary|account) {G8}(?:genius|plan|"
            r"feel|mission|business|idea|god|world|amazing|sleep|slept|stop)",
            r"(?:thoughts|mind|brain|ideas|head) (?:is|are|keeps?) {ADV}(?:racing|going so fast|a "
            r"million miles|on fire) {G8}(?:not|no|without) (?:sleep|slept|stop|sleeping)",
            r"(?:figured out|solved|discovered|understand|know|cracked|decoded) (?:the (?:secret|code|"
            r"truth|meaning|plan)|everything) (?:of|to|about|behind) (?:the universe|everything|"
            r"reality|existence|god|the world) and (?:i )?(?:have to|must|need to|they|nobody|no one)",
        ),
        SUPPRESSED_BY,
    ),
    Rule(
        "psychosis.losing_it",
        Tier.ELEVATED,
        "psychosis_mania",
        "Fear of losing one's mind, or no longer knowing what is real",
        (
            r"(?:think|feel like|feel|am|afraid|scared|worried|terrified|might be) (?:that )?(?:i am |"
            r"i might be |i will |of )?(?:losing my mind|going (?:crazy|insane|mad) (?:for real|and|"
            r"since|i|because)|going psychotic|never (?:be )?(?:coming|come) back)|losing touch with "
            r"reality|lost touch with reality",
            r"(?:not|can not|hard to|unable to|no longer|not sure) (?:know|tell|able to tell|sure|"
            r"telling|knowing|know) (?:what is|what was|whats|what|if this is|if anything is|the "
            r"difference between|between what is) (?:real|reality|a dream|dreaming)(?: (?:anymore|and|"
            r"or|now|and what))?",
        ),
        (*SUPPRESSED_BY, "small_matter"),
    ),
    Rule(
        "psychosis.sleepless",
        Tier.ELEVATED,
        "psychosis_mania",
        "No sleep for days can tip a mind over, and after ketamine or with bipolar disorder all the more",
        (
            r"(?:not|no|without|barely|hardly|zero|little|not had|not gotten|not been able to|can not|"
            r"have had no) {ADV}(?:slept|sleep|sleeping|a wink|been to sleep|shut eye|any sleep|to "
            r"sleep) {G4}(?:(?:{NUM}) (?:days|nights)|days|nights|(?:48|72|36|96|60) hours|since "
            r"(?:my|the|treatment|monday|tuesday|wednesday|thursday|friday|saturday|sunday|session|"
            r"infusion|last))",
            r"(?:{NUM}|\d+(?:rd|th|nd|third|fourth|fifth)|third|fourth|fifth) (?:days?|nights?) (?:in "
            r"a row |straight |now )?(?:of no|with no|without|no|awake|not sleeping|i have not slept) "
            r"?(?:sleep|sleeping)?|(?:awake|been up) (?:for )?(?:{NUM}|almost \S+|over \S+) (?:days|"
            r"nights)|(?:awake|up) for (?:36|48|60|72|96|100) hours",
        ),
        ("past_resolved", "fiction", "others_wish", "resolved"),
    ),
)
