"""Word classes that rules share, as `{NAME}` in their patterns."""

WORDS: dict[str, str] = {
    # A short gap: up to two or four words within the sentence.
    "G2": r"(?:\S+ ){0,2}",
    "G4": r"(?:\S+ ){0,4}",
    "G8": r"(?:\S+ ){0,8}",
    "ADV": r"(?:(?:always|sometimes|often|still|again|now|constantly|kind of|sort of|almost|lately|secretly|"
           r"desperately|badly|only|all|already|seriously|finally|actively|suddenly|currently) ){0,2}",
    "AM": (
        r"i am|i was|am|i feel|i felt|i get|i got|been|i have been|feeling|i keep|i keep getting|i am "
        r"feeling"
    ),
    "WANT": r"want|wanted|wanting|wish|wished|wishing|need|would like|would love|would rather|would prefer|"
            r"prefer|hope|hoping|ready|planning|plan|planned|going|intend|intending|intention is|"
            r"decided|choose|"
            r"prepared|long|longing|yearn|urge|urges|desire|tempted|try|trying|tried|about|"
            r"considering|considered|"
            r"determined|deserve|dying wish is",
    "THINK": r"think|thinking|thinks|thought|thoughts|fantasize|fantasizing|fantasise|fantasising|fantasies|"
             r"dream|dreaming|daydream|daydreaming|imagine|imagining|obsessing|ideas|idea|obsessed|"
             r"considered|"
             r"considering|contemplating|contemplated|contemplate|ruminating|googling|researching|"
             r"looking into|"
             r"picturing|visualizing|plan|plans|planning|planned|urge|urges|impulse|impulses|tempted|close",
    # Ending one's own life, after "to" (bare) and after "of"/"about" (in -ing).
    "END_SELF": (
        r"kill my ?self|(?:end|take|finish) my (?:own )?life|end it all|end (?:this|my) (?:life|"
        r"existence|pain "
                r"for good|suffering for good)|commit(?:ting)? suicide|do suicide|attempt suicide|"
                r"hang my ?self|"
                r"off my ?self|shoot my ?self|drown my ?self|neck my ?self|rope my ?self|gas my ?self|"
                r"yeet my ?self|"
                r"delete my ?self|self delete|game end my ?self|murder my ?self|poison my ?self|"
                r"starve my ?self to "
                r"death|drink my ?self to death|jump off (?:a|the|this|my) \S+|jump in front of|throw "
                r"my ?self "
                r"(?:off|under|in front)|walk into traffic|slit my (?:\S+ )?(?:wrists?|throat)|cut my "
                r"(?:wrists?|"
                r"throat)|blow my (?:brains?|head) out|put a bullet in|overdose|crash (?:my|the) car "
                r"(?:on purpose|"
                r"into)|drive (?:my car |the car )?(?:off|into) (?:a|the) (?:bridge|cliff|tree|wall|"
                r"river|lake)|"
                r"kermit suicide|catch the bus|do myself in|top myself|die by suicide|end myself|exit life|"
                r"unsubscribe from life|log off (?:for good|forever|life)|take the easy way out"
    ),
    "ENDING_SELF": (
        r"killing my ?self|(?:ending|taking|finishing) my (?:own )?life|ending it all|ending (?:this|"
        r"my) "
                   r"(?:life|existence)|committing suicide|suicide|hanging my ?self|offing my ?self|"
                   r"shooting "
                   r"my ?self|drowning my ?self|necking my ?self|roping(?: my ?self)?|deleting my "
                   r"?self|jumping off "
                   r"(?:a|the|this|my) \S+|jumping in front of|throwing my ?self (?:off|under|in "
                   r"front)|slitting my "
                   r"\S+|cutting my (?:wrists?|throat)|overdosing|crashing (?:my|the) car|walking "
                   r"into traffic|"
                   r"driving (?:my car |the car )?(?:off|into) (?:a|the) (?:bridge|cliff|tree|wall|"
                   r"river|lake)|"
                   r"attempting suicide|ending myself|blowing my (?:brains?|head) out"
    ),
    "END_VAGUE": r"die|be dead|not be alive|not exist|end it|stop living|stop existing|stop being alive|"
                 r"be gone for good|be gone forever|put an end to (?:it|it all|this|everything|my "
                 r"life|myself)|"
                 r"make it all end|go to sleep forever|sleep forever|never wake up",
    "DRUG": r"ketamine|alcohol|wine|vodka|whiskey|whisky|beers?|drinks?|booze|xanax|valium|klonopin|ativan|"
            r"lorazepam|diazepam|clonazepam|alprazolam|benzo|benzodiazepines?|opioids?|opiates?|oxy|"
            r"oxycodone|"
            r"oxycontin|percocet|vicodin|hydrocodone|morphine|fentanyl|heroin|tramadol|codeine|methadone|"
            r"suboxone|cocaine|coke|meth|mdma|molly|ecstasy|lsd|acid|shrooms|mushrooms|weed|cannabis|"
            r"edibles?|"
            r"ghb|kratom|gabapentin|pregabalin|lyrica|ambien|sleeping pills?|nitrous|adderall|speed",
    "KET": r"ketamine|special k|lozenges?|troches?|the troche|nasal spray|spravato|esketamine|doses?|rdt|"
           r"tablets?|the medicine|my medicine",
    "SEDATIVE": (
        r"alcohol|wine|vodka|whiskey|whisky|beers?|drinks?|booze|drunk|drinking|gin|rum|tequila|xanax|"
                r"valium|klonopin|ativan|lorazepam|diazepam|clonazepam|alprazolam|temazepam|benzo|"
                r"benzodiazepines?|opioids?|opiates?|oxy|oxycodone|oxycontin|percocet|vicodin|"
                r"hydrocodone|morphine|"
                r"fentanyl|heroin|tramadol|codeine|methadone|suboxone|ghb|ambien|sleeping pills?|"
                r"painkillers?|"
                r"pain killers?|cocaine|coke|meth|mdma|molly"
    ),
    "PILLS": r"pills?|tablets?|capsules?|meds|medication|medications|medicine|tylenol|paracetamol|ibuprofen|"
             r"advil|aspirin|sleeping pills?|antidepressants?|painkillers?|pain killers?|xanax|benzo|"
             r"lithium|"
             r"insulin|lozenges?|troches?|bleach|emojipill|antifreeze|melatonin|ambien|seroquel|"
             r"prozac|zoloft|"
             r"gabapentin|benadryl|opioids?|oxy",
    "PSYCH_MED": r"meds|medication|medications|medicine|medicines|antidepressants?|ssris?|snris?|lithium|"
                 r"lexapro|zoloft|prozac|effexor|cymbalta|wellbutrin|lamictal|lamotrigine|seroquel|abilify|"
                 r"sertraline|escitalopram|fluoxetine|venlafaxine|duloxetine|bupropion|mirtazapine|"
                 r"citalopram|"
                 r"quetiapine|olanzapine|risperidone|mood stabili[sz]ers?|antipsychotics?|blood "
                 r"pressure (?:pills?|"
                 r"meds|medication|tablets?)|insulin|anticonvulsants?|keppra|depakote|paxil|trazodone|"
                 r"pills|"
                 r"tablets|clonidine|beta blockers?",
    "SOON": (
        r"tonight|today|tomorrow|right now|now|this (?:morning|afternoon|evening|weekend|week)|in "
        r"(?:an|a few|"
            r"one|two|\d+) (?:hours?|minutes?|mins?)|in the morning|when (?:everyone|they|he|she|my \S+) "
            r"(?:is|are|goes|go|falls|leaves?) (?:asleep|to (?:bed|sleep|work)|out|gone)|once "
            r"(?:everyone|they) "
            r"(?:are|is) (?:asleep|gone)|after (?:work|dinner|school|this)|at midnight|by (?:morning|"
            r"midnight|"
            r"tonight|tomorrow)|on (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|my "
            r"birthday)|"
            r"in a (?:minute|bit|moment|second)|soon"
    ),
    "OTHER": (
        r"him|her|them|someone|somebody|people|everyone|everybody|anyone|that (?:man|woman|guy|bitch|"
        r"bastard)|"
             r"my (?:\S+ )?(?:boss|husband|wife|ex|mom|mum|mother|dad|father|brother|sister|roommate|"
             r"neighbou?r|"
             r"boyfriend|girlfriend|partner|kids?|children|child|son|daughter|baby|family|parents|teacher|"
             r"coworkers?|landlord|stepdad|stepfather|uncle|therapist|doctor|nurse|coach|guide)|these "
             r"people|"
             r"those people|others|other people|strangers|the baby|the kids|this (?:man|guy|woman)"
    ),
    "ABUSER": (
        r"he|she|they|someone|somebody|my (?:\S+ )?(?:husband|wife|ex|mom|mum|mother|dad|father|"
        r"brother|"
              r"boyfriend|girlfriend|partner|stepdad|stepfather|roommate|uncle|son|boss|landlord|"
              r"carer|neighbou?r|"
              r"fianc[eé]e?|spouse|parents?|guide|sitter|therapist|doctor|nurse|family)|this (?:man|"
              r"guy)|a (?:man|guy)"
    ),
    "THEY": (
        r"he|she|they|my (?:\S+ )?(?:friend|bestie|brother|sister|husband|wife|ex|mom|mum|mother|dad|"
        r"father|"
            r"boyfriend|girlfriend|partner|son|daughter|kid|child|roommate|cousin|uncle|aunt|niece|nephew|"
            r"neighbou?r|coworker|colleague|classmate|student|grandpa|grandma|teenager|teen|fianc[eé]e?)|"
            r"a friend(?: of mine)?|someone i (?:know|love)|somebody i (?:know|love)"
    ),
    "THEIR_END": (
        r"kill(?:ing)? (?:him ?self|her ?self|them ?sel(?:f|ves))|end(?:ing)? (?:it all|(?:his|her|"
        r"their) "
                 r"(?:own )?life)|tak(?:e|ing) (?:his|her|their) (?:own )?life|commit(?:ting)? "
                 r"suicide|suicide|"
                 r"hang(?:ing)? (?:him ?self|her ?self|them ?self)|overdos(?:e|ing)|(?:hurt|harm|cut|"
                 r"hurting|harming|"
                 r"cutting) (?:him ?self|her ?self|them ?sel(?:f|ves))|jump(?:ing)? off|shoot(?:ing)? "
                 r"(?:him ?self|her ?self|them ?self)"
    ),
    "DAYS": (
        r"been (?:days|weeks|a week|a month|months)|for (?:\S+ )?(?:days|weeks|months|a week|a month|"
        r"ages)|(?:two|three|four|five|six|seven|several|"
            r"many|\d+|few|couple of|couple) (?:days|weeks|months)|since (?:my|the|that|last|monday|"
            r"tuesday|"
            r"wednesday|thursday|friday|saturday|sunday|yesterday|then|treatment|ketamine)|a week|a "
            r"month|still|"
            r"all week|(?:will|does|has|would|did) not (?:go away|gone away|stop|stopped|end|ended|"
            r"lift|lifted|leave|"
            r"left|wear off|worn off)|every day|days? (?:later|after|ago|now)|weeks? (?:later|after|now)|"
            r"constantly|permanent(?:ly)?|never (?:came|come|coming) back|stuck|yesterday|all the "
            r"time|not wearing off"
    ),
    "NUM": (
        r"two|three|four|five|six|seven|eight|nine|ten|\d+|several|a few|few|a couple(?: of)?|many|"
        r"multiple"
    ),
    "MANY": (
        r"a whole (?:bottle|box|pack|lot|bunch) of|a full (?:bottle|box|pack) of|the (?:whole|entire|"
        r"full) (?:bottle|box|pack)(?: of)?|my (?:whole|entire) (?:bottle|box|pack)(?: of)?|all|bunch "
        r"of|a bunch of|lots? of|a lot of|whole|the whole|entire|every|handful of|a handful of|too? "
        r"many|"
            r"bottle of|the bottle of|a bottle of|whole bottle of|box of|pack of|twenty|thirty|forty|fifty|"
            r"[1-9]\d+|so many|the rest of|loads of|tons of|full bottle of|everything in|extra"
    ),
    "NO_MORE": r"anymore|any longer|no more|much longer|another day|one more day|for long|any more",
}  # fmt: skip
