"""Weak signals that mean something only together: despair, farewell, means at hand, refusing help."""

from bot.triage.rules.base import Signal

SIGNALS = (
    Signal(
        "cannot_go_on",
        "despair",
        "Strength is running out",
        (
            r"can not (?:keep doing|keep|go on|live|do|take living|take|handle|bear|stand) (?:this|like "
            r"this|it|any of this|all this|anything)(?: (?:anymore|any longer|much longer|alone|by "
            r"myself))?",
            r"(?:do not|not) (?:know|think|see|sure) (?:if |how |that )?(?:i )?(?:can |will |could "
            r")?(?:make it|keep going|go on|cope|survive|get through)",
            r"(?:i am|so) (?:done|finished|over it|drained|exhausted|broken|at my limit|falling apart|"
            r"drowning|sinking)(?:$|\n| (?:with|and|of|now|inside))",
        ),
    ),
    Signal(
        "tired",
        "despair",
        "Tired of the struggle itself",
        (
            r"(?:i am|so|feel|feeling|just) (?:so )?(?:tired|exhausted|worn out|weary) of (?:trying|"
            r"fighting|pretending|everything|it all|this|feeling|hurting|the pain|being)",
            r"(?:tired|exhausted|worn out) (?:of|from) (?:trying|fighting|it all|everything|pretending|"
            r"all of)",
        ),
    ),
    Signal(
        "worthless",
        "despair",
        "Worthlessness",
        (
            r"i (?:hate|despise|loathe|can not stand) (?:my ?self|who i am|what i (?:am|have become))",
            r"i am (?:a |such a |nothing but a |worth )?(?:worthless|nothing|a failure|failure|useless|"
            r"piece of shit|disgusting|garbage|trash|pathetic|loser|unlovable|waste|mistake|"
            r"disappointment to everyone)",
            r"(?:feel|feeling) (?:so )?(?:worthless|useless|like a (?:burden|failure|mistake|waste)|"
            r"unlovable|like nothing|disgusting)",
            r"i (?:ruin|mess up|screw up|destroy) everything",
        ),
    ),
    Signal(
        "empty",
        "despair",
        "Emptiness",
        (
            r"(?:feel|feeling|am|so|completely) (?:{ADV})(?:empty|dead inside|hollow|numb|nothing(?: at "
            r"all)?|broken)(?:$|\n| (?:inside|and|all|now|every))",
            r"nothing (?:matters|feels good|brings me|makes me happy|left)",
        ),
    ),
    Signal(
        "trapped",
        "despair",
        "No way out",
        (
            r"(?:feel|feeling|am|so) (?:{ADV})(?:trapped|stuck in this life|cornered|suffocated|like "
            r"there is no)",
            r"(?:nowhere|no where) (?:to go|to turn|left)|nothing left",
        ),
    ),
    Signal(
        "stop_pain",
        "despair",
        "Wants the pain to stop",
        (
            r"(?:make|want|need|wish) (?:it|this|everything|the pain|my brain|my head|the noise|all) "
            r"(?:all )?(?:to )?(?:would )?(?:stop|end|go away|be over)",
            r"(?:too much|unbearable|so much) pain|(?:hurts|pain) (?:so much|too much|so bad|every)|it "
            r"hurts to (?:be|exist|breathe|live)",
        ),
    ),
    Signal(
        "no_point",
        "despair",
        "Pointlessness",
        (
            r"what is the point|(?:seems|is|feels|all|everything|so) (?:pointless|meaningless|useless)|no "
            r"point|why bother|no use",
        ),
    ),
    Signal(
        "alone",
        "despair",
        "Utter loneliness",
        (
            r"(?:no one|nobody) (?:cares|loves me|likes me|wants me|would care|understands|to talk to|is "
            r"there|listens|believes me)|(?:all|completely|so|utterly) alone|have no one|everyone "
            r"(?:hates me|left me|has left|leaves)",
        ),
    ),
    Signal(
        "burden",
        "despair",
        "Feels a burden",
        (
            r"(?:a|such a|too much of a) burden|better this way|in everyone 's way|(?:drag|dragging|bring|"
            r"bringing) everyone down",
        ),
    ),
    Signal(
        "over",
        "despair",
        "It is over",
        (
            r"it is (?:all )?over(?: for me| now)?(?:$|\n)|(?:i am|we are) out of (?:time|options|road)|"
            r"nothing left to say|too late (?:for me|now)",
        ),
    ),
    Signal(
        "disappear",
        "despair",
        "Wants to be gone",
        (
            r"(?:want|wish|would like) (?:i could )?(?:to )?(?:disappear|vanish|be gone|sleep forever|"
            r"not feel anything|run away and)|the end for me",
        ),
    ),
    Signal(
        "deserve_pain",
        "despair",
        "Self-punishment",
        (r"i deserve (?:to (?:suffer|hurt|be punished|be alone|die)|this pain|it all|nothing|punishment)",),
    ),
    Signal(
        "blame",
        "despair",
        "Guilt too heavy to live with",
        (r"(?:can not|could not|never) (?:forgive my ?self|live with (?:what|my ?self|the guilt))",),
    ),
    Signal(
        "goodbye",
        "farewell",
        "A goodbye",
        (
            r"(?:said|saying|say|says) (?:all )?(?:my |our )?(?:goodbyes?|bye|farewell)(?: to)?|goodbye "
            r"(?:all|to all|my|for now and|friends?|and)|(?:this is|so|well) (?:goodbye|bye|farewell)|"
            r"(?:goodbye|farewell)$",
            r"(?:last|final) (?:message|time (?:you|i|we)|words|goodbyes?|letter|hug)|(?:wrote|written|"
            r"writing|left) (?:letters?|notes?|a letter|a note) (?:to|for) (?:my|everyone|each|all|the|"
            r"them|her|him)",
        ),
    ),
    Signal(
        "gave_away",
        "farewell",
        "Giving away what matters",
        (
            r"(?:gave|given|giving|give|handed|rehomed|rehoming|found a (?:new )?home for) {G4}(?:away|my "
            r"(?:cat|dog|pets?|things|stuff|clothes|guitar|records|jewell?ery|ring|watch|belongings|car|"
            r"plants))",
            r"(?:new )?home for my (?:cat|dog|pets?|cats|dogs)|(?:neighbou?r|friend|sister|brother|mom) "
            r"(?:has|took|takes|will take|gets|can have) my (?:cat|dog|pets?|stuff|things|keys)",
        ),
    ),
    Signal(
        "affairs",
        "farewell",
        "Putting affairs in order",
        (
            r"(?:paid|paying|settled|closed|cleared|sorted|organi[sz]ed|finished|updated|wrote|made|"
            r"written|signed|cancelled|canceled) {G4}(?:bills|debts?|accounts?|affairs|will|paperwork|"
            r"passwords?|life insurance|insurance|funeral|subscriptions|loose ends|everything up|"
            r"beneficiar\S+|deleted)",
            r"(?:affairs|everything|things|papers|paperwork) (?:is|are|all)? ?(?:in order|taken care of|"
            r"sorted|arranged|settled)|tied up loose ends|cleaned (?:out )?(?:my|the) (?:apartment|flat|"
            r"room|house) so (?:nobody|no one|they)",
        ),
    ),
    Signal(
        "thanks",
        "farewell",
        "A thank-you that sounds final",
        (
            r"(?:thank you|thanks|grateful) for (?:everything|all you|being there|always|trying|all of it|"
            r"listening all)|(?:you (?:all )?|everyone )(?:did|tried|have done) (?:your|their) best|"
            r"(?:remember|forgive) me|tell (?:him|her|them|my \S+|everyone) (?:that )?i (?:love|loved|am "
            r"sorry)|(?:take|taking) care of (?:my|her|him|them|the) (?:for me|\S+ for me)|look after "
            r"(?:my|her|him|them) ?(?:\S+ )?for me",
        ),
    ),
    Signal(
        "calm",
        "calm",
        "A sudden calm",
        (
            r"(?:i )?(?:feel|feeling|am|so) (?:{ADV})(?:calm|at peace|peaceful|relieved|light|free)(?: "
            r"now| finally| at last| about it)?|i (?:have )?(?:made|made up) (?:my peace|my mind|peace)|"
            r"made my decision|i (?:have )?decided(?:$|\n| now)|know what (?:i have to|to|i need to) do "
            r"now|(?:it|everything) will (?:be|all be) over (?:soon|then)|soon (?:it|this) will be over|"
            r"peace with it",
        ),
    ),
    Signal(
        "when_gone",
        "farewell",
        "Speaks of a time after",
        (
            r"(?:when|after|once|if) i am (?:gone|not here|no longer here|dead|not around)|(?:when|after|"
            r"once) i (?:leave|go) (?:for good|they|you|nobody|everyone)|(?:will not|would not|will no "
            r"longer) (?:have to|need to) (?:worry about me|deal with me|put up with me|carry me)|(?:will "
            r"not|not) (?:need|be needing) (?:it|them|any of it|that|this|anything|my \S+) (?:anymore|"
            r"where|soon|much longer)",
        ),
    ),
    Signal(
        "sorry",
        "farewell",
        "An apology that sounds final",
        (
            r"(?:i am )?(?:so )?sorry (?:for everything|to everyone|mom|mum|dad|everyone|for being|i "
            r"could not|for all|i was not|for what i (?:am|have)|that i (?:could|am|was) not|to (?:my|"
            r"leave))|forgive me",
        ),
    ),
    Signal(
        "means",
        "means",
        "Means at hand",
        (
            r"(?:have|has|got|bought|found|know where|is|are|keep|hid|saved|counted|counting|staring at|"
            r"looking at|in) {G4}(?:a gun|the gun|my gun|gun|pills|tablets|rope|razors?|blades?|knife|"
            r"bottle of pills|stash|my meds|noose)(?: (?:in|at|next|here|saved|hidden|ready|on|by|left))?|"
            r"emojigun|emojipill|emojirope|emojigrave|(?:on|at|near|by) (?:the|a) (?:bridge|roof|rooftop|"
            r"train tracks|tracks|cliff|ledge)",
        ),
    ),
    Signal(
        "help_refused",
        "refusal",
        "Help is refused or has not helped",
        (
            r"(?:scared|afraid|do not want|not going|refuse|pointless|useless|no use|can not) (?:to "
            r")?(?:call|calling|talk to (?:a stranger|them|anyone)|phone)|(?:it|that|they|this|helpline|"
            r"hotline|calling|website|number) (?:is|was|are|will|did|does|do|would) ?(?:not |n't "
            r")?(?:useless|help|pointless|a joke|work|answer|answered|care|listen)|nothing (?:for|in) my "
            r"(?:country|area|city)|(?:on hold|hung up|no answer|no one (?:answers|picks up|answered|"
            r"picked up))|stop telling me|(?:do not|not) (?:send|call) (?:anyone|the police|anybody|help)|"
            r"(?:do not|not) (?:want|try) (?:to )?(?:stop|help|save|convince|talk me)|do not know what "
            r"(?:they will do|to say)",
        ),
    ),
    Signal(
        "drunk",
        "means",
        "Drink lowers the last guard",
        (r"(?:drinking|drunk|wasted) (?:all|the whole|since|alone|by my ?self)",),
    ),
    Signal(
        "help_now",
        "help",
        "Asks for help now",
        (
            r"(?:need|please|want) (?:some )?help (?:right )?(?:now|me|please|tonight|urgently)|help "
            r"me(?:$|\n)|(?:need|want) help$|can (?:someone|anyone|you) help me(?:$|\n)|please help",
        ),
    ),
    Signal(
        "effects_present",
        "effects",
        "The medicine is still working",
        (r"(?:still|not) (?:high|tripping|feeling it|worn off|under|out of it|loopy|dizzy)",),
    ),
)
