"""Misuse: more than prescribed, dangerous combinations, craving, relapse."""

from bot.triage.model import Tier
from bot.triage.rules.base import Rule

SUPPRESSED_BY = (
    "soft_drink",
    "negated",
    "past_resolved",
    "resolved",
    "fiction",
    "asked_about",
    "others_wish",
    "hypothetical",
)
TOOK = (
    r"took|taken|take|taking|had|having|used|using|drank|drinking|did|doing|popped|snorted|swallowed|"
    r"dropped|washed down|washed it down|mixed|mixing|mix|combine|combined|combining|dosed|smoked"
)
ROUTE = (
    r"snort|snorted|snorting|inject|injected|injecting|iv|shoot up|shooting up|boof|boofed|boofing|"
    r"plug|plugged|crushed|smoke|smoked|booty bump|railing|railed"
)

RULES = (
    Rule(
        "misuse.combination",
        Tier.HIGH,
        "misuse",
        "Ketamine with alcohol, an opioid, a benzodiazepine or a street drug",
        (
            rf"(?:{TOOK}) {{G8}}{{SEDATIVE}} {{G4}}(?:with|and|before|after|then|on top of|plus|while "
            rf"on|during|right before|alongside|along with|together with|together) {{G8}}(?:{{KET}})",
            rf"(?:{TOOK}) {{G8}}(?:{{KET}}) {{G4}}(?:with|and|before|after|then|on top of|plus|while|"
            rf"alongside|along with|together with) {{G8}}{{SEDATIVE}}(?! (?:free|yesterday|ago))",
            r"(?:mix|mixed|mixing|combining|combined|combine) (?:it|my \S+|them|this|the \S+|ketamine|"
            r"lozenges) (?:with|and) {G2}{SEDATIVE}",
            r"(?:drunk|been drinking|high|wasted|tipsy|stoned|a few drinks|some drinks|bottle of wine|"
            r"beers|on xanax|on oxy|on opioids) {G8}(?:took|taking|take|taken|dosed|dosing|have|"
            r"having|started|during|before|for|with|and) (?:my|a|the|another|one)? ?(?:\S+ )?{KET}",
            r"(?:drank|drinking|drink|drunk|had (?:a few|some|several|three|two|\d+)) {G4}(?:alcohol|"
            r"wine|vodka|whiskey|whisky|beers?|drinks?|a bottle|shots?|gin|rum|booze) {G8}(?:before|"
            r"during|after|with|on top|right before|right after|while) (?:my |the |a |taking |doing "
            r")*(?:{KET}|session|treatment|infusion)",
        ),
        SUPPRESSED_BY,
    ),
    Rule(
        "misuse.more_than_prescribed",
        Tier.HIGH,
        "misuse",
        "More ketamine than prescribed, another way in, or from another source",
        (
            r"(?:took|taken|taking|take|had) {G2}(?:two|three|four|five|six|ten|\d+) times (?:my|"
            r"the) (?:usual |normal |prescribed )?dose",
            r"(?:buy|buying|bought|get|getting) (?:it|{KET}|some) {G2}(?:off|from|on) the street",
            r"(?:took|taken|take|taking|dosed|had|swallowed|did|doing|used|using|dissolved|having|"
            r"ate) {ADV}(?:another|extra|an extra|a second|second|double|double my|a double|two|three|"
            r"four|five|six|both|all|all my|all of my|the rest of my|more|more of my|twice|twice my|"
            r"twice as much|triple|too? much|too? many|half of|\d+|the whole|my whole|a few|several|six "
            r"of) (?:of |my |the |more |extra |dose of |box of |pack of |as much |much )*{KET}",
            r"(?:took|taken|taking|using|used|take|dosing|dosed|doing) {G4}(?:more|too much|extra|"
            r"double|twice|higher) (?:\S+ ){0,3}(?:prescribed|supposed|told|allowed|should|"
            r"recommended|than i|dose|dosage|meant|amount|as prescribed)|(?:more|other|higher) than "
            r"(?:i was |i am |what i was |what i am |what is |what was )?(?:prescribed|supposed to|"
            r"told to|allowed)",
            r"(?:took|taken|ate|used|swallowed|finished|did) (?:a|the|my) (?:whole|entire|full) "
            r"(?:box|pack|bottle|strip|month|week|supply|batch|bag)",
            r"(?:redos\w+|re dos\w+|doubled (?:up|my|the) {G2}(?:dose|lozenges?|troches?)|double "
            r"dos\w+|doubling (?:up|my|the)|upped my (?:own )?dose|increased my (?:own )?dose|raised "
            r"my own dose)",
            r"(?:taking|using|doing|take|use|been on|need) {G4}(?:{KET}) {G2}(?:every (?:single "
            r")?(?:day|night|morning|few hours|other day)|daily|all day|between (?:my )?(?:sessions|"
            r"appointments)|off schedule|whenever i|just to|multiple times|twice a day|a few times a "
            r"day|to get (?:high|through)|to sleep|to cope|recreationally|for fun|alone every)",
            rf"(?:{ROUTE}) {{G4}}(?:{{KET}})|(?:{{KET}}) {{G4}}(?:{ROUTE})|(?:i (?:have )?(?:been "
            rf")?)(?:snorting|injecting|boofing)",
            r"(?:bought|buy|buying|got|getting|ordered|ordering|scored|scoring|order|sourcing|found) "
            r"{G4}(?:ketamine|special k|lozenges|troches|k) {G4}(?:from (?:a |my |some )?(?:dealer|"
            r"friend|guy|street|someone|dark ?web|online|internet|plug|darknet)|off (?:the street|a "
            r"friend|a guy|a dealer|someone|the dark)|on the (?:street|dark|black|internet|side)|"
            r"online|illegally|without a)|street ketamine|(?:second|another|different|two|multiple) "
            r"(?:clinics?|doctors?|providers?|prescribers?) {G8}(?:more|extra|script|prescription|"
            r"prescriptions|ketamine|not know|without telling)",
            r"how (?:do|can|could|should|would|to|much) {G4}(?:take|use|inject|smoke|shoot|snort|mix|"
            r"cook|smuggle) {G2}(?:heroin|fentanyl|meth|crack|cocaine|street ketamine|opioids?|oxy|"
            r"ghb)",
            r"(?:hoard|hoarding|saving up|stockpil\w+|saved up|stashing|stash of|collected) {G4}{KET}|"
            r"(?:finished|used up|went through|gone through|burned through|ran out of|blew through) "
            r"{G4}(?:{KET}|prescription|supply|month 's supply) {G4}(?:early|in a (?:week|day|few "
            r"days)|already|too fast|in (?:\S+ )?days|in one)",
        ),
        SUPPRESSED_BY,
    ),
    Rule(
        "misuse.craving",
        Tier.ELEVATED,
        "misuse",
        "Craving, loss of control, relapse into drink or drugs",
        (
            r"crave (?:it|them)(?! less)",
            r"count(?:ing)? the (?:hours|days|minutes) (?:until|till|to) (?:the|my) next (?:one|dose|session|time)",
            r"(?:crave|craving|craved|cravings|jonesing|itching|dying|desperate|fiending|feening|"
            r"obsessing|obsessed) {G4}(?:{KET}|{DRUG}|next session|my next|drugs?|a drink|to use|"
            r"another session|another dose|a hit|the high|to get high|to go back in)|cravings (?:are|"
            r"is|so|have|all|again|every|hit|got|for|since|keep|will)",
            r"(?:can not|not able to|could not|unable to|not|hard to|struggling to|no longer) (?:wait|"
            r"stop|quit|control|resist|go without|function without|cope without|get through (?:the|a) "
            r"day without|sleep without|do anything without|live without|feel (?:normal|ok|okay) "
            r"without) {G4}(?:{KET}|drinking|using|drugs|taking (?:it|them|more|drugs|{KET})|{DRUG}|"
            r"my use|the ketamine|smoking weed|getting high)(?! (?:to|and) (?:try|start|begin))",
            r"(?:can not stop|keep|always|only|constantly|all i (?:do is|can)|not stop) (?:thinking|"
            r"think|thinking about|dreaming|fantasizing) (?:about|of) (?:the |my |another |getting |"
            r"taking |using |having |doing |more )*(?:{KET}|next (?:one|session|dose|time)|drink|"
            r"drinking|drugs|high|{DRUG}|it all day)",
            r"(?:need|want|wish|would love|wanting|wanna) {ADV}(?:to take |to have |some |to do |to "
            r"get |to use |a |another |to )*(?:more|another|extra|bigger|higher|stronger|early|"
            r"double) (?:of )?(?:my |the |a )?(?:{KET}|hit|high|fix|one right now)(?! (?:information|"
            r"info|details|about|session|sessions|treatment|questions))",
            r"(?:addicted|addict|hooked|dependent|dependant)(?! (?:to|on) (?:this|that|the|a) (?:song|"
            r"show|game|series|podcast|book|app)) (?:to|on|and|again|because|now) ?{G4}(?:{KET}|"
            r"{DRUG}|it|drugs|pills|drinking|gambling|this|feeling|high)|(?:am|becoming|getting|"
            r"turning into|became|i think i am|worried i am|afraid i am) (?:an |a |getting |becoming "
            r")*(?:addicted|addict|alcoholic|drug addict|hooked)(?! (?:to|on) (?:this|that|the|my "
            r"(?:phone|job|work)|her|his|coffee|sugar|chocolate|work|social|tiktok|running|learning|"
            r"love|being|people))",
            r"(?:relapsed|relapse|relapsing|slipped|fell off the wagon|off the wagon)(?:$|\n| (?:last|"
            r"again|today|yesterday|on|and|after|with|into|this|tonight|hard|so|i|over|because))|"
            r"(?:started|back to|am|been|keep|went back to|going back to) (?:drinking|using|smoking "
            r"crack|getting high|getting drunk|doing (?:drugs|coke|meth|heroin)|taking pills)(?: "
            r"(?:again|every|too much|all day|so much|alone|heavily|more|daily|until))",
            r"(?:drinking|drunk|drink|blackout drunk|wasted|high|using) (?:myself )?(?:every "
            r"(?:single )?(?:night|day)|until i (?:pass out|black out|blackout|can not|fall)|all day|"
            r"from morning|to (?:cope|numb|forget|get through|sleep|fall asleep)|alone every|to "
            r"oblivion|myself to sleep|since morning|all night)",
            r"(?:take|taking|use|using|need|needing|took|used) {G4}(?:{KET}) (?:just )?(?:to (?:cope|"
            r"escape|numb|get high|forget|feel (?:normal|ok|okay|anything)|get through|get away|"
            r"function)|for fun|recreationally)|(?:get|getting|got) high (?:on|off|from|again|every|"
            r"with) ?{G2}(?:{KET}|my|lozenges)",
            r"(?:withdrawal|withdrawals|detoxing|dope sick|the shakes) (?:from|symptoms|is|are|since|"
            r"and|again|right|so|because)",
        ),
        SUPPRESSED_BY,
    ),
)
