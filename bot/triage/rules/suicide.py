"""Suicide: an attempt under way, intent, plan, preparation, and the passive wish to be gone."""

from bot.triage.model import Tier
from bot.triage.rules.base import Rule

# A wish of one's own, now: it is suppressed when it is someone else's, negated, long past, quoted, a saying, ...
OWN = (
    "others_wish",
    "negated",
    "resolved",
    "past_resolved",
    "fiction",
    "saying",
    "asked_about",
    "symbolic",
    "hyperbole",
)

RULES = (
    Rule(
        "suicide.attempt_under_way",
        Tier.IMMINENT,
        "suicide",
        "Something that can kill has been taken or begun: minutes count",
        (
            r"i (?:have )?{ADV}(?:took|taken|swallowed|downed|ate|eaten|popped|drank) {ADV}{MANY} "
            r"(?:of )?{G2}{PILLS}",
            r"(?:took|swallowed|downed|popped) {MANY} (?:of )?(?:my |the |his |her )?{G2}{PILLS} "
            r"(?:and|because|to|hoping|i)",
            r"(?:i have|i) {ADV}(?:overdosed|taken an overdose|took an overdose|drank bleach|drunk bleach)",
            r"i (?:am|think i am|might be) overdosing",
            r"i (?:have )?{ADV}(?:cut|slit|sliced|slashed) (?:my|both my|both) (?:wrists?|throat|"
            r"arteries|vein|veins)",
            r"(?:already|just) (?:did it|took them|took it all|cut my wrists)",
            r"(?:noose|rope|belt|cord) (?:is |tied )?(?:around|round|on) my neck",
            r"(?:gun|pistol|barrel|knife|blade) (?:is )?(?:to|at|in|against|pointed at|on) my (?:head|"
            r"mouth|throat|chest|"
            r"temple|wrists?|lap|hand)",
            r"(?:i am |standing |sitting |stood |sat |hanging )(?:out )?(?:here )?(?:on|at|over|off) "
            r"(?:the|a|this) "
            r"(?:edge|ledge|railing|roof|rooftop|train tracks|tracks|bridge) {G8}(?:jump|end|die|over|"
            r"goodbye|let go|"
            r"done|scared|train|step|wait|waiting)",
            r"(?:standing|sitting|stood) (?:on|at) (?:the )?(?:ledge|railing|rooftop|train tracks|"
            r"railway tracks|(?:edge of "
            r"(?:the|a) (?:roof|bridge|cliff|building|platform)))",
            r"{G2}(?:engine|car|exhaust) {G2}running {G4}garage|garage {G4}(?:engine|car|exhaust) "
            r"{G2}running|"
            r"(?:hose|tube) {G4}exhaust",
            r"i (?:am )?(?:about to|going to) (?:jump|pull the trigger|let go|step off|kick the chair)",
            r"(?:i am|i have started) (?:bleeding out|bleeding a lot (?:because|from) i cut|dying and "
            r"i (?:want|wanted) (?:it|this))",
            r"i (?:am|have been) (?:in the middle of|trying) (?:killing|to kill) my ?self (?:right )?now",
            r"(?:turned|turn|left|have) (?:on )?the gas (?:on )?{G4}(?:sleep|die|windows|end)",
        ),
        ("past_resolved", "fiction", "negated", "others_wish", "in_session_vision"),
    ),
    Rule(
        "suicide.means_and_time",
        Tier.IMMINENT,
        "suicide",
        "A way or a decision together with a near time",
        (
            r"{WANT} (?:on )?{ADV}(?:to )?{ADV}(?:{END_SELF}|{END_VAGUE}|do it|go through with it) "
            r"{G4}{SOON}",
            r"(?:i am|am) {ADV}(?:ending it|ending it all|ending my life|killing my ?self|doing it|"
            r"going through with it|checking out) "
            r"(?:{G2})(?:tonight|today|tomorrow|right now|now|this (?:evening|weekend)|in (?:an|\d+) \S+)",
            r"{SOON} (?:{G4})i (?:am|will|am going to|will be) {ADV}(?:{END_SELF}|{ENDING_SELF}|end "
            r"it|ending it|dead)",
            r"i (?:am|will be|am going to be) (?:dying|dead) (?:today|tonight|tomorrow|this "
            r"(?:evening|weekend)|by \S+)",
            r"(?:kill my ?self|{ENDING_SELF}|end my life|end it all) {ADV}(?:{SOON})",
            r"^(?:about|ready|going) to (?:jump|pull the trigger|let go|step off|do it now)",
            r"the final (?:exit|sleep|goodbye)",
            r"tonight (?:is|will be|might be|may be|could be) (?:the night|it|my last|the last|the "
            r"end|the final)",
            r"(?:my|the) (?:last|final) (?:night|day|hours?|morning|evening) (?:alive|on earth|on "
            r"this earth|living|"
            r"in this world|of my life|breathing)|my last night|my final night|my final (?:exit|sleep|"
            r"goodbye|logout|log off)",
            r"(?:will|going to) (?:not )?be (?:dead|gone|alive|here|around|breathing) (?:by|after|"
            r"come|before) (?:the )?(?:morning|tonight|"
            r"tomorrow|midnight|sunrise|monday|christmas|weekend|end of)",
            r"(?:will|going to) not (?:be (?:here|around|alive|there)|wake up|see|make it to|make it "
            r"through|survive) "
            r"(?:in the )?(?:tomorrow|morning|tonight|this weekend|the night|the weekend|the morning|"
            r"next week)",
            r"by the time (?:you|anyone|someone|they) (?:read|reads|see|sees|find|finds|get|gets) "
            r"(?:this|it|me)",
            r"(?:this is|these are) (?:my|going to be my) (?:last|final) (?:message|words|text|post|"
            r"entry|journal entry|goodbye)",
            r"i (?:have |already )?{ADV}(?:have|got|bought|hid|saved|stockpiled|collected|loaded|set "
            r"up|tied|wrote|written|left|picked|"
            r"set|chose|chosen) (?:up |out )?(?:a |the |my |enough |some |all my |all the )?(?:noose|"
            r"rope|gun|shotgun|pistol|bullets|"
            r"pills|tablets|meds|razor|suicide note|goodbye note|suicide letter|spot|place|bridge|"
            r"date|day|method|stash)"
            r" (?:ready|loaded|set|to (?:do it|die|end|kill|jump)|to hang|for (?:it|tonight|when)|and "
            r"(?:i am|a)|picked|planned|waiting|"
            r"next to me|beside me|in front of me|with me|here|for the kids)",
            r"(?:wrote|written|writing|finished|finishing|left|leaving) (?:my|a|the) suicide (?:note|"
            r"letter)",
            r"(?:pills|tablets|gun|rope|noose|razor|blade|bottle|meds|knife) (?:are |is )?(?:right "
            r")?(?:next to me|in front of me|beside me|"
            r"in my hand|in my lap|in my hands|here with me|lined up|counted out|laid out|on the "
            r"table in front)",
            r"(?:holding|staring at|looking at|gripping|sitting here with) (?:a|my|the) (?:gun|knife|"
            r"blade|razor|rope|noose|bottle of pills|"
            r"pills|loaded gun|handful of pills|pill bottle) {G8}(?:thinking|myself|end|die|do it|"
            r"over|goodbye|tonight|want|wrist|arm|head|cut)",
            r"(?:there is|have|got|found) (?:a|the|my) (?:rope|noose|gun) {G8}(?:going (?:out|in|up|down|over)? ?"
            r"(?:there|now)|doing it|right now|tonight)",
            r"(?:have|got|set|picked) (?:a|my|the) (?:plan|date|day|method) (?:for|to|and|when|ready|"
            r"for when) {G4}(?:tonight|tomorrow|"
            r"weekend|today|die|kill|end|do it|suicide|killing|ending|friday|saturday|sunday|monday|time)",
        ),
        (*OWN, "in_session_vision"),
    ),
    Rule(
        "suicide.intent",
        Tier.HIGH,
        "suicide",
        "A wish, urge or decision of one's own to end one's life",
        (
            r"(?:i am |been |feel |feeling |^)(?:suicidal again|actively suicidal)",
            r"lying if i said {G8}(?:suicidal|want to die|thought about|thinking about|think about|considered)",
            r"{WANT} (?:on )?(?:of )?{ADV}(?:to )?{ADV}(?:{END_SELF})",
            r"(?:{WANT}|of|like|on|from|by) {ADV}(?:{ENDING_SELF})",
            r"(?:want|wanted|wanting|need|would rather|prefer|ready|going|plan|planning|decided|"
            r"intend|deserve|prepared|determined|"
            r"choose|urge|trying|tried|long) {ADV}(?:to )?{ADV}(?:{END_VAGUE})",
            r"(?:thought|thinking|think|dream|fantasize) (?:about|of) (?:dying|ending it|death) "
            r"(?:every|all|a lot|constantly|again|daily|most|more and)",
            r"(?:i|and|will|would|should|could|might|can|must|may|to|let me) {ADV}(?:{END_SELF})",
            r"(?:should|might as well|may as well|could|would be better to|better to|why not|shall) "
            r"(?:i )?(?:not )?(?:i )?{ADV}(?:end it|kill my ?self|be dead|do it and die)",
            r"{THINK} (?:about|of|on|to) (?:the )?{ADV}(?:{ENDING_SELF}|ending it|my own death|my own "
            r"suicide|how to die|ways to die|dying by)",
            r"(?:do not|not|never|no longer|stopped|do not even) (?:want|wanting) to (?:live|be alive|"
            r"keep living|go on living|continue living|"
            r"stay alive|carry on living)",
            r"(?:no|not a|any) (?:will|desire|wish) to (?:live|be alive|go on)",
            r"(?:will|going to|about to|ready to) (?:off|kill|unalive|end|hang|shoot|neck|delete|"
            r"yeet) my ?self",
            r"(?:kill|killing|end|hanging|ending) my ?self",
            r"(?:i am|i feel|feeling|been|i have been|was|getting|so|still|become|becoming|i get|felt|"
            r"am i|me|again|actively|and) "
            r"{ADV}(?:suicidal|super suicidal|passively suicidal)",
            r"(?:have|having|had|getting|get|with|these|my|constant|strong|intrusive|the|some|more|of|"
            r"dark|bad|by|been) (?:{ADV})(?:suicidal|suicide) "
            r"(?:thoughts?|ideation|ideas|urges?|feelings|thinking|impulses|plans?|intent)",
            r"suicide (?:is|seems|feels|looks|sounds) (?:like )?(?:the|my|an|a|so|peaceful|easier|"
            r"good|tempting|better|appealing)",
            r"(?:life|everything) (?:would|will) be (?:better|easier) (?:if|when) i (?:was|were|am) "
            r"(?:dead|gone)",
            r"(?:better|easier|best|happier) (?:for everyone )?(?:if|when|once) i (?:was|were|am|died|"
            r"die|killed) ?(?:not here|dead|gone|my ?self)?",
            r"(?:do not|not) (?:care|mind|be sad|be upset) (?:if|whether) i (?:live or die|die|died|"
            r"live|wake up|get hit|got hit|crash)",
            r"(?:i|to) (?:am |have |had |a |the |be )?{ADV}(?:come up with|made|make|have|got|worked "
            r"out) (?:a|my|the) (?:suicide )?plan to (?:die|end|kill|not be)",
            r"(?:my|a|the|their) (?:suicide|exit) (?:plan|note|attempt|letter)|goodbye (?:note|notes|"
            r"letters?) (?:to|for) (?:my|everyone|the|each)",
            r"commit (?:suicide|toaster bath|sudoku|die|self delete|not alive)|toaster bath",
            r"(?:my )?intention {G2}(?:is )?(?:to )?(?:never|not) (?:to )?(?:come back|wake up|return|"
            r"survive|be here|open my eyes|live|exist)",
            r"(?:my )?intention {G2}(?:is )?(?:to )?(?:die for real|end it|disappear for good|leave "
            r"(?:this world|for good|forever)|stay gone|stop existing)",
            r"(?:hope|hoping|want|wish|pray|praying|planning|plan) (?:that )?(?:i |this |the |it |my "
            r")?{G4}(?:dose|session|lozenge|ketamine|trip|infusion) "
            r"{G2}(?:kills|takes|finishes|stops) (?:me|my heart)",
            r"(?:only thing|only reason|one thing|sole reason) (?:that is |that |i am |i have |i "
            r")?{G4}(?:stopping me|keeping me (?:alive|here|going|from (?:doing|ending|killing))|"
            r"still (?:alive|here)|not done it|not killed|not dead|holding me back)",
            r"(?:i am|i will be|am) (?:checking out|leaving this (?:world|earth|life)|saying (?:my "
            r")?goodbye to (?:life|this world|everyone))",
            r"(?:no longer|not) (?:be )?(?:scared|afraid) (?:of dying|to die|of death) (?:anymore "
            r")?(?:i|it|and|because|tonight)",
            r"(?:tried|attempted) (?:to )?(?:suicide|end it|kill my ?self|die|take my (?:own )?life|od)",
            r"(?:never|not) (?:be )?coming back (?:from (?:this|the|my) (?:session|dose|trip|place)|"
            r"this time)",
            r"goodbye (?:cruel )?world|goodbye forever|this is goodbye|goodbye everyone",
            r"(?:saving|saved|stockpil\w+|hoarding|hoarded|collecting|collected|hiding|hid|counted|"
            r"counting) (?:up )?{G2}(?:my |all my |the |enough )?(?:\S+ )?(?:pills|meds|tablets|"
            r"insulin|sleeping pills)|(?:pills|meds|tablets) (?:saved|stockpiled|hidden|stashed|put "
            r"aside|set aside)",
            r"(?:plan|planning|planned|planned out|chosen|picking|arranging) (?:for )?my (?:own "
            r")?(?:ending|end|death|exit|funeral|last day|departure)",
            r"i (?:have|do have|made) (?:a|the|my) plan (?:but|and|though) (?:i )?(?:\S+ )?(?:will "
            r"not|would not|am not going to|not|do not think i|am scared|means|when|date|everything)|"
            r"have a plan and (?:the )?means",
            r"(?:think|thinking|thought|thoughts|dream|imagine|imagining|fantasi[sz]e|picture|urge|"
            r"urges) (?:about|of|to) (?:drive|driving|crash|crashing|steering|swerving|jump|jumping|"
            r"stepping|step|walking|walk|running|throwing my ?self|leaping) (?:my car |the car |"
            r"straight |right )?(?:off|into|in front|out|onto|under)",
            r"(?:looking|look|staring|stare|thinking|counting|gazing|eyeing) (?:at|about|of)? ?(?:the|"
            r"my|those|all the|all my) (?:pills|meds|tablets|knives|knife|razors?|gun|belt|rope|"
            r"blades?|bridge|train tracks|tracks)",
            r"(?:bought|got|ordered|found|have) (?:a|the|some|my) (?:rope|noose|gun|razor blades|"
            r"blades|pills|belt) {G8}(?:hid|hidden|hide|ready|for when|just in case i)",
            r"i (?:am going to|will|am) (?:do|doing) it {G4}?(?:nobody|no one|and (?:nobody|no one)|"
            r"this time|do not try|you can not stop)|^(?:nobody|no one) can stop me",
            r"emojigun myself|(?:i am )?going to (?:catch the bus|kermit|self delete)|(?:been|am) "
            r"(?:on )?(?:suicide|the suicide)",
        ),
        OWN,
    ),
    Rule(
        "suicide.method",
        Tier.HIGH,
        "suicide",
        "Asks for or weighs a way to die: a question here is no reason to look away",
        (
            r"(?:how|what) (?:\S+ ){0,3}(?:pills|mg|milligrams|tablets|lozenges|doses|ketamine|"
            r"tylenol|insulin|it) {G4}(?:to|would|will|do|does|can) {G4}"
            r"(?:die|kill me|kill my ?self|kill a person|be lethal|fatal|not wake up|stop my heart|end it)",
            r"(?:easiest|quickest|fastest|painless|least painful|most painless|best|peaceful|quiet) "
            r"(?:and \S+ )?(?:way|ways|method|methods) (?:to|of|for) "
            r"(?:die|dying|kill|end|suicide|go for good|ending|killing|death|overdose)",
            r"(?:way|ways) (?:to|i could|i can|of) (?:die|kill my ?self|end it|end my life|killing my "
            r"?self|ending it) ",
            r"(?:can not|cannot) wait to (?:die|be dead)|how (?:do|can|could|should) i (?:die|end it|"
            r"kill my ?self)",
            r"(?:lethal|fatal|deadly) dose|(?:ld50)",
        ),
        ("fiction", "topic", "past_resolved"),
    ),
    Rule(
        "suicide.mention",
        Tier.ELEVATED,
        "suicide",
        "Suicide as a thing on the person's own mind, without a stated wish",
        (
            r"i {G4}(?:thinking|think|thought|talk|read|reading|obsessed|researching|joke|joking|"
            r"dream) (?:of|about|on|with|up|to)? ?{G4}(?:suicide|dying|my (?:own )?death|being dead|"
            r"not being (?:here|alive|around)|not existing|ending things)",
            r"(?:end|ending) (?:it|it all|things) (?:all )?(?:sometimes|some days|one day|soon|"
            r"someday|for good|forever)",
            r"suicide (?:has been )?(?:on my mind|crosses my mind|crossed my mind|keeps|comes up|is "
            r"always|sounds|a lot|again)",
            r"(?:feeling|feel|bit|a little|kind of|slightly|mildly) suicidal|suicidal again|suicidal "
            r"(?:right )?now|suicidal ideation|\bhave si\b",
            r"(?:say|tell|admit|hide|confess) {G4}(?:i am|i feel|that i am|i have been) {G2}suicidal",
            r"(?:i|just) (?:will|would|might|may|could|can) {ADV}end it(?: all)?|(?:why not|should i|"
            r"might as well) end it(?: all)?",
            r"suicide(?! (?:crisis )?(?:help ?line|hot ?line|life ?line|prevention|line|numbers?))",
        ),
        (*OWN, "topic", "dead_already"),
    ),
    Rule(
        "suicide.asked_for_a_friend",
        Tier.ELEVATED,
        "suicide",
        "Asked as if for someone else, or for access to a high or deadly place: gently worth a question",
        (
            r"(?:asking for a friend|hypothetically|hypothetical|just curious|theoretically|just "
            r"wondering) {G8}(?:{G8})(?:suicide|kill|die|dying|ending (?:it|things|their life)|end it|"
            r"overdose|not wake up)",
            r"(?:someone|somebody|a person|one) (?:was|were|is|wanted|wants|felt|had) {G4}(?:ending "
            r"(?:it|things|their life|it all)|end (?:it|things|their life)|suicidal|kill(?:ing)? "
            r"(?:themselves|themself))",
            r"(?:tallest|highest) (?:building|bridge|cliff|parking garage|place)|(?:bridges?|"
            r"buildings?|cliffs?|rooftops?) {G4}(?:high|tall) enough|(?:get|go|access|way) (?:up "
            r")?(?:on|onto|to) (?:the|a) roof of",
        ),
        ("fiction", "topic", "tourist"),
    ),
    Rule(
        "suicide.insurance",
        Tier.HIGH,
        "suicide",
        "Whether an insurance pays after a suicide: nobody asks that idly here",
        (
            r"life insurance {G8}(?:suicide|kill my ?self|i die|i am gone)|suicide {G8}(?:life "
            r"insurance|insurance)",
        ),
        ("fiction", "topic"),
    ),
    Rule(
        "suicide.passive",
        Tier.ELEVATED,
        "suicide",
        "A passive wish to be dead or gone, without intent",
        (
            r"(?:imagine|imagining|picture|picturing|plan|planning|think about|thinking about|dream "
            r"about) my (?:own )?(?:funeral|death|obituary|grave)",
            r"(?:everything|it|the world|all of it) to (?:go|turn|be|fade) (?:dark|black|quiet forever|"
            r"silent forever)",
            r"(?:not|never) (?:going to |will )?be (?:around|here|alive) (?:for )?(?:much longer|anymore|"
            r"for long|long)",
            r"(?:no one|nobody) (?:here )?needs me(?: here| anymore| around)?|(?:no one|nobody) would need me",
            r"(?:wish|wished|hope|hoped|hoping|pray|prayed|praying|if only|rather|want|wanted) "
            r"(?:that )?(?:i|to|god|someone|it|life|something|a \S+|the \S+|my \S+) ?"
            r"(?:was|were|could|would|will|had|to|am|did|can)? ?(?:just )?(?:be )?(?:dead|die|died|"
            r"dying|not exist|not exist anymore|disappear|disappear forever|vanish|vanish forever|"
            r"gone|"
            r"never been born|never born|not been born|not wake up|never wake up|stop existing|cease "
            r"to exist|not be here|kill me|take me|end me|"
            r"hit me|go to sleep and|sleep forever|fall asleep and|not alive|evaporate|fade away|have "
            r"died|stay dead|stayed dead)",
            r"(?:fall asleep|go to sleep|going to sleep|go to bed|falling asleep|close my eyes|"
            r"closing my eyes|sleep|sleeping) {G4}(?:and|then) {G2}(?:not|never) {G2}(?:wake|waking|"
            r"open|opening|get up)",
            r"(?:not|never|no longer) {ADV}(?:want|wanted|wanting|wish) to (?:wake up|be here|exist|be around|"
            r"be anymore|be on this earth|be in this world|"
            r"be on this planet|see (?:tomorrow|another day|next year)|be a person|be a part of this "
            r"(?:world|life)|face another day|be me anymore|come back (?:to|here|from)|return to this)",
            r"(?:wish|hope|hoped|hoping|pray|praying|want) (?:that )?i (?:do|did|would|could|will|had|"
            r"can|just)? ?(?:not|never) (?:have to )?(?:wake|woken|woke|wake up|be|exist|come back|"
            r"come out|make it|woken up|survive|survived)",
            r"(?:tired|exhausted|sick|done|fed up|weary|over|bored|finished|through) (?:of|with|from) "
            r"(?:{ADV})(?:living|being alive|life|existing|existence|being here|"
            r"being on this (?:earth|planet)|waking up|my life|this life|this world|staying alive)",
            r"(?:better off|happier|better|fine|relieved|easier|all be) (?:off )?without me|better "
            r"off (?:if i was |if i were )?dead|(?:would|will) be better off (?:if|when)",
            r"(?:nobody|no one|none|would anyone|who|wouldn't) (?:would |will |even )?(?:care|notice|"
            r"miss me|cry|mourn|notice or care) (?:if|when) i (?:died|was dead|were dead|die|"
            r"disappeared|was gone|were gone|am gone|am dead|"
            r"vanished|killed)|(?:nobody|no one) would miss me|would anyone (?:miss me|notice if)",
            r"(?:burden|dead weight|drain|waste of space) (?:to|on|for) (?:everyone|everybody|my|"
            r"people|them|you|him|her|the|others|all)|i am (?:only |nothing but )?(?:a|such a|nothing "
            r"but a) burden|(?:waste of (?:space|oxygen|air))",
            r"(?:should|ought to|deserve to|supposed to) (?:have )?(?:be|been|not be|not have been|"
            r"never have been|have been|die|not exist|not be alive) (?:dead|died|born|alive|aborted)?",
            r"(?:not|do not|never|did not) (?:deserve|meant|worthy|made|supposed|fit|cut out) (?:to|"
            r"for|of) (?:live|life|be alive|be here|exist|be born|this world|living|living this long)",
            r"(?:not|nothing|never) (?:mind|be bad|be upset|complain|bother me|be sad|be mad) (?:if|"
            r"to) (?:i|a|the|something|dying|be dead) ?(?:\S+ ){0,3}(?:died|dead|die|hit me|killed me|"
            r"happened to me|wake up|crashed)",
            r"(?:hoping|hope|wish|pray|praying|want|wanted|wanting) (?:for )?(?:a|the|some|that a|"
            r"something|someone|cancer|to get|i get|i got|get|death|to be hit|an) ?(?:\S+ "
            r"){0,3}(?:accident|cancer|disease|hit by|killed|"
            r"kills me|kill me|take me out|takes me|would hit|hits me|would end|come (?:for )?me|run "
            r"over|terminal)",
            r"(?:death|dying|being dead) (?:would|sounds|seems|feels|looks|is) (?:be )?(?:like )?(?:a "
            r"|the |so |more )?(?:relief|peaceful|nice|better|good|easier|welcome|great|only way|"
            r"comforting|answer|sweet|escape|the only|mercy|calling)",
            r"(?:do not|not) (?:see|have|plan|think|expect|believe|imagine) (?:my ?self |i will |i am "
            r"going to |on |that i |i )?(?:being alive|living|be alive|alive|around|here|making it|"
            r"make it|be here|surviving) (?:past|after|to|by|next|in|much|beyond|when|much longer|"
            r"anymore)",
            r"(?:stay|stayed|remain|staying) dead (?:like|in|there|for)?|(?:stay|stayed) (?:gone|"
            r"there|in there|away) (?:forever|for good)|stay in there and (?:never|not)",
            r"(?:disappear|vanish) (?:for good|forever|and never|and not|completely|from (?:this|the) "
            r"(?:world|earth|life)|without a trace|off the face)",
            r"(?:go|leave|gone|going) (?:away )?(?:and )?(?:never|not) (?:to )?(?:come|coming|be "
            r"coming) back|leave this (?:world|earth|planet|life)",
            r"(?:want|wanted|wanting|going|ready|would like|wish i could) {ADV}(?:to )?(?:disappear|"
            r"cease to exist|stop existing|vanish|not exist|be no more|go to sleep and)(?: forever| "
            r"for good| completely| already)?",
            r"want(?:ed)? (?:it|this|everything|my life|life|all of it|all of this|all this) (?:all "
            r")?to (?:be over|end|stop|finish|all stop|just stop|all end)",
            r"(?:staying|being|stay) alive (?:is|hurts|feels|for|because)(?! great| good| wonderful| "
            r"amazing)|(?:forcing|force|trying|struggling|struggle) (?:my ?self )?to (?:stay|keep) "
            r"alive",
            r"(?:kill|put|take|strike) me (?:now|out of my misery|down) (?:i|god|and|already)|(?:god|"
            r"lord|universe) {G2}(?:take me|let me die|end this|kill me)",
            r"(?:if i|when i|once i|after i) (?:was|were|am|die|died|kill|disappear|disappeared|go|"
            r"left) ?(?:dead|gone|my ?self)? (?:nobody|no one|everyone|who would|would anyone|they|it "
            r"would|nothing|the world|people|will|would) "
            r"{G4}(?:care|notice|better|miss|happier|relieved|matter|sad|change|fine|remember|cry|sorry)",
            r"i (?:should|ought to) (?:not|never) (?:exist|be alive|be here anymore|have (?:been born|"
            r"been alive|existed|survived|woken up))",
            r"(?:lighter|better|easier|happier|fine|ok|okay|freer|simpler|relieved) {G4}without me|"
            r"without me (?:in it|around|in the way|here|in their li\S+)",
            r"(?:had|have had|having had) enough of (?:life|living|it all|this life|this world|being "
            r"alive|existing)|(?:life|living) is not (?:for me|for people like me|meant for me|"
            r"something i want)",
            r"(?:not think|not sure|not know if|doubt|not know that|not convinced) (?:that |if |"
            r"whether )?i want to (?:live|keep living|be alive|be here|go on|exist|wake up|survive|"
            r"continue)",
            r"what if i (?:\S+ )?(?:not|never) (?:wake|woke|woken|exist|existed|come back(?! to (?:normal|baseline|"
            r"reality|my ?self|earth|how))|be here|was not here|was here|here)",
            r"(?:bought|got|ordered|found) (?:a|the|some|my) (?:rope|noose|gun|razor blades|"
            r"helium)(?! (?:to|for) (?:climb\w*|the (?:swing|boat|dog|garden|tent)|my (?:boat|dog|"
            r"tent)))",
            r"(?:existing|living|being alive|life|existence|staying alive) (?:is|feels|has become|"
            r"hurts) (?:like )?(?:so |too |a |an |pure |just )*(?:exhausting|torture|hell|unbearable|"
            r"painful|much pain|nightmare|agony|punishment|prison|too much|curse|chore i can not)",
            r"i want out(?: of (?:life|it all|this life|this world|everything))?$|i (?:am )?ready to "
            r"go (?:meet|be with|join|see|home to)",
            r"(?:should|was supposed to|ought to) have died|(?:should|could) have been me (?:who|"
            r"that) died",
            r"(?:want|ready|need|wish|going|hope|soon) {G4}(?:join|be with|meet|see|go to|go be with) "
            r"(?:him|her|them|god|jesus|my \S+|mom|mum|dad) (?:\S+ )?(?:in heaven|on the other side|"
            r"up there|soon in|where (?:he|she) is)",
            r"(?:only|just) one way (?:out|left|to (?:stop|end|fix))|(?:theres |there is |is )only "
            r"one way$|(?:pain|it|hurting) to (?:end|stop) (?:forever|for good|permanently)",
            r"^(?:please )?(?:\S+ ){0,2}kill me(?: please| now| already)?$|let me (?:die|end it|be "
            r"dead|go(?! (?:back|on|first|over|through|there|to|with|and|into|for)\b))",
            r"i (?:want|need) (?:to )?(?:leave|go|out) for (?:good|ever)",
            r"(?:this|today|tomorrow) (?:being|to be|was|were|could be|is|be) my last (?:day|night)",
        ),
        (*OWN, "in_session_vision", "joking"),
    ),
)
