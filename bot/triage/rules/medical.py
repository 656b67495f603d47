"""Medical: an emergency in the body, and adverse effects a prescriber should hear about."""

from bot.triage.model import Tier
from bot.triage.rules.base import Rule

SUPPRESSED_BY = (
    "negated",
    "past_resolved",
    "resolved",
    "fiction",
    "in_session",
    "asked_about",
    "saying",
    "laughing",
    "medical_topic",
    "hypothetical",
)

RULES = (
    Rule(
        "medical.emergency",
        Tier.IMMINENT,
        "medical",
        "Heart, breath, brain or consciousness in danger",
        (
            r"(?:pain|pains) in (?:my|the|his|her) (?:chest|jaw|left arm)|"
            r"(?:heart attack|stroke) (?:i think|maybe|right now|symptoms)",
            r"(?:chest|heart) (?:pain|pains|hurts?|is hurting|is killing me|aches?|is aching) "
            r"(?:really |bad|badly|a lot|right now|and|since|so|after|when|like|going|down|now|is|"
            r"every|that|for|too|$|\n)|(?:have|having|got|get|getting|with|bad|sharp|severe|strong|"
            r"crushing|the|some|feel|and|this|intense|my) {ADV}(?:chest pains?|pain in (?:my|the) "
            r"chest|pains in my chest|chest hurts)",
            r"(?:crushing|squeezing|stabbing|sharp|heavy|elephant|burning|tight|tightness|pressure|"
            r"tightening) {G4}(?:chest) {G8}(?:arm|jaw|breath|breathe|breathing|sweating|sweaty|dizzy|"
            r"shoulder|faint)|(?:pain|tingling|numbness) (?:down|in) (?:my|the) left arm",
            r"chest (?:feels|is|has) {G8}(?:elephant|crushed|crushing|squeezed|squeezing|weight|heavy|"
            r"tight) {G8}(?:sweat\w*|arm|jaw|breath\w*|dizzy|faint|sick)",
            r"(?:can not|can hardly|can barely|could not|hard to|struggling to|trouble|difficulty|"
            r"hardly|unable to|not able to|having trouble|stopped|not|problems|stops|difficult to|i "
            r"am not) {ADV}(?:breathe|breathing|catch my breath|get (?:any |enough )?(?:air|breath)|"
            r"breath)(?! (?:life|easy|easier until|through my nose|because of (?:my|a) (?:cold|nose)))",
            r"(?:he|she|they|my \S+|someone|friend|husband|wife|partner|mom|dad|brother|sister|son|"
            r"daughter|roommate) (?:is |are |has |has been )?(?:not|stopped|hardly|barely) "
            r"(?:breathing|responding|moving|waking up|responsive|conscious|wake up)|(?:will|would|"
            r"does|can) not wake (?:up|him|her|them)(?! (?:me|before|early|until|for work|for school|"
            r"on time|at|in time))|can not wake (?:him|her|them|my \S+)(?: up)?",
            r"(?:having|had|have|having a|started having|got|get|getting|a|another|just|keep having|"
            r"think that was) {ADV}(?:a )?(?:seizures?|convulsions?|heart attack|stroke|fits? and)|"
            r"(?:is|am|are|was|started|body) (?:seizing|convulsing|having fits)(?! the)|seizure "
            r"(?:right now|after|last night|today|this morning|since|during|and)",
            r"(?:i|he|she|they|have|has|keep|kept|almost|nearly) {ADV}(?:passed out|passing out|"
            r"blacked out|fainted|fainting|collapsed|lost consciousness|losing consciousness|gone "
            r"unconscious|is unconscious|are unconscious|blacking out)(?! (?:on the (?:couch|sofa|"
            r"bed)|from (?:tiredness|exhaustion|work)|asleep|in bed|drunk in|cold asleep|at (?:nine|"
            r"ten|\d)))|unconscious (?:and|on|now|right|for)",
            r"(?:throwing|throw|threw|coughing|cough|vomiting|puking|spitting|coughed|vomited) (?:up "
            r")?(?:of )?blood|bleeding (?:a lot|badly|heavily|will not stop|and (?:it )?will not stop|"
            r"non stop|everywhere|so much)|(?:lips|fingers|face|fingertips|lip|skin) (?:is |are |went "
            r"|turning |turned |going |look |looks )+(?:blue|purple|grey|gray)",
            r"there is (?:a lot of |so much |too much |lots of )?blood (?:everywhere|all over|and|on|"
            r"coming|in the)?|so much blood|blood everywhere",
            r"(?:throat|tongue|face|airway|lips) (?:is |are |was |feels like it is |started |keeps "
            r")?(?:closing|swelling|swollen|closing up|swelling up|swollen shut)|anaphyla\S+|"
            r"(?:severe|bad|serious) allergic reaction",
            r"(?:face|mouth|smile|side) (?:is |of my (?:face|body) (?:is |went |has gone "
            r")?)?(?:drooping|droopy|gone numb|went numb|paraly[sz]ed|numb)|(?:slurring|slurred) "
            r"(?:my |his |her )?(?:words|speech)|can not (?:move|feel) (?:my|one) (?:\S+ )?(?:arm|leg|"
            r"side|legs|arms|face|body|left|right)|(?:worst|sudden|thunderclap) headache (?:of my "
            r"life|ever)",
            r"(?:blood pressure|bp) (?:is|was|at|reads?|reading|just|hit|of|has been|says|shows)? "
            r"?(?:over |at |like |about |around |of |is |still )*(?:1[89]\d|2\d\d)|(?:heart rate|"
            r"pulse|hr|heart) (?:is|was|at|of)? ?(?:over |at |like |about |around |is |still |beating "
            r")*(?:1[6-9]\d|2\d\d)",
            r"(?:i|he|she|they|has|have|think|might have|may have|accidentally) (?:i "
            r")?(?:{ADV})(?:have |has |had |am |is |accidentally |by accident |)?(?:overdosed|"
            r"overdosing|od|overdose)(?: on| and| right| by| after| today|$|\n)|(?:is|it is|this is|"
            r"was|had) an? (?:accidental )?overdose",
            r"i (?:think|feel like|am sure|feel) (?:that )?(?:i am|my heart is) (?:{ADV})(?:dying|"
            r"having a heart attack|having a stroke|going to die) {G4}(?:chest|breathe|breath|heart|"
            r"arm|help|right now|ambulance|911|999|112|please|now)",
            r"(?:call|need|calling|send|get) (?:me )?(?:an |the |us an )?(?:ambulance|911|999|112|000|"
            r"paramedics|emergency services)(?: (?:please|now|for|right))?|(?:my|his|her|their) "
            r"(?:heart|pulse) (?:has |is |just )?(?:stopped|stopping|skipping beats and|beating out "
            r"of my chest and)",
        ),
        SUPPRESSED_BY,
    ),
    Rule(
        "medical.urinary",
        Tier.ELEVATED,
        "medical",
        "Pain or blood when passing water: ketamine can harm the bladder",
        (
            r"(?:hurts?|hurting|burns?|burning|pain|painful|stings?|stinging|agony|cramps?|sore|razor "
            r"blades|painful) {G4}(?:pee|peeing|urinate|urinating|urination|wee|weeing|go to the "
            r"(?:toilet|bathroom|loo)|pass water|passing water|passing urine|piss|pissing|bladder|"
            r"urethra)",
            r"(?:pee|peeing|urinate|urinating|urination|bladder|wee|urine|piss|pissing|urinary) "
            r"{G4}(?:hurts?|burns?|burning|pain|pains|painful|stings?|blood|bloody|red|pink|brown|"
            r"cramps?|ache|aches|aching|problems?|issues?|symptoms|is killing me|infection|every "
            r"(?:hour|ten|five|few|\d+|twenty|half|thirty) ?(?:minutes|mins|hour)?)",
            r"blood (?:in|when i|with) (?:my |the )?(?:pee|urine|wee|piss|toilet|urinate|i pee)|"
            r"(?:can not|unable to|trouble|struggling to|can barely) (?:hold my )?(?:pee|peeing|"
            r"urinate|urinating|wee)|(?:pee|urinate|bathroom|toilet|wee|peeing) (?:every|like every) "
            r"(?:\S+ )?(?:minutes|mins|hour|half hour|ten|five|twenty|\d+)|(?:wetting|wet) (?:my "
            r"?self|the bed)|cystitis|\buti\b",
        ),
        ("past_resolved", "resolved", "negated", "asked_about", "fiction", "medical_topic"),
    ),
    Rule(
        "medical.adverse",
        Tier.ELEVATED,
        "medical",
        "A bodily effect that a prescriber should hear about today",
        (
            r"(?:throwing up|vomiting|puking|been sick(?! (?:about|of|over|with (?:worry|guilt|nerves|fear)))|"
            r"can not keep (?:anything|water|food) down) "
            r"{G8}(?:days?|hours|stop|since|nothing|everything|keeps?|last|all (?:day|night))|can not "
            r"keep (?:anything|water|food|fluids) down|(?:not|never) stop(?:ped|ping)? (?:vomiting|"
            r"throwing up|puking|being sick)",
            r"(?:blood pressure|bp) (?:is|was|has been|keeps|stays|spiked|shot|still|went) {G2}(?:so |"
            r"too |really |very |dangerously |going |through the )*(?:high|up|roof|elevated|low|crazy|"
            r"spiking|sky high|1[5-9]\d)|high blood pressure (?:since|after|now|reading|readings|"
            r"today)",
            r"(?:heart|pulse|chest) (?:is|was|has been|keeps|will not stop|feels|still|been) "
            r"{ADV}(?:racing|pounding|skipping|fluttering|irregular|beating (?:fast|so fast|weird|"
            r"irregularly|hard)|tight and|palpitations) {G8}(?:hours|days|since|stop|all (?:day|"
            r"night)|still|now|right now|calm|slow|down)|(?:palpitations) (?:for|since|every|all|will|"
            r"and|again|that)",
            r"i (?:am|got|have gotten|became) (?:\S+ )?pregnant(?! with (?:ideas|meaning))",
            r"(?:think|might be|could be|am|may be|found out|just learned|test says|turns out) "
            r"(?:that )?(?:i am |i might be |i could be |i may be )?(?:{ADV})pregnant|pregnancy test "
            r"(?:is|was|came|says|turned|positive)|(?:positive|missed my) (?:pregnancy test|period "
            r"{G8}(?:session|treatment|ketamine|dose))|trying (?:to get pregnant|for a baby) "
            r"{G8}(?:ketamine|treatment|session|dose)|breastfeeding {G8}(?:ketamine|lozenge|dose|"
            r"treatment)|pregnant {G8}(?:ketamine|lozenge|dose|treatment|session)",
            r"(?:fell|fallen|tripped|slipped|hit my head|banged my head) {G8}(?:hit my head|after "
            r"(?:my|the) (?:session|dose|treatment|lozenge)|head|dizzy|since|stitches|bleeding|"
            r"concussion)|hit my head",
            r"(?:my )?(?:skin|eyes) (?:is|are|look|looks|went|going|turned|turning) (?:a bit |kind of "
            r"|all )?yellow|jaundice|(?:rash|hives|welts) (?:all over|since|after|everywhere|on|and)|"
            r"(?:broke|broken|breaking) out in (?:a )?(?:hives|rash|welts)",
            r"(?:severe|bad|constant|splitting|terrible|unbearable|horrible|intense|worst) "
            r"(?:headache|migraine|stomach pain|abdominal pain|pain in my (?:side|stomach|abdomen|"
            r"back|kidney)) {G8}(?:days|since|session|dose|treatment|stop|lozenge|ketamine|infusion|"
            r"nothing helps)|double vision|can not (?:see|walk) (?:properly|straight|right|clearly|"
            r"out of)|(?:blurry|blurred|double) vision {G8}(?:still|days|since|hours|next day|not "
            r"gone)",
            r"(?:still|can not|barely) (?:stop )?(?:shaking|trembling|twitching|walk|stand up|so "
            r"dizzy|dizzy and|numb) {G8}(?:hours|days|next day|since (?:my|the) (?:session|dose|"
            r"treatment)|yesterday)|(?:can not|unable to) (?:stand|walk)(?: up)?(?:$|\n| and| since| "
            r"right| after)",
        ),
        SUPPRESSED_BY,
    ),
    Rule(
        "medical.stopping_medicine",
        Tier.ELEVATED,
        "medical",
        "Stopping or skipping another medicine: a question for the prescriber",
        (
            r"(?:stopped|stopping|quit|quitting|ditched|ditching|went off|going off|gone off|came off|"
            r"coming off|come off|got off|getting off|get off|threw away|threw out|flushed|dropped|"
            r"skipped|skipping|skip|not taken|not taking|not been taking|have not taken|weaned|"
            r"weaning|tapering|tapered|halved|cut down|cold turkey|done with|do not need|no longer "
            r"need|no longer take|no longer taking|without|ran out of|run out of|stop|forgot) "
            r"(?:off |my ?self off |taking |with |from |on |all |to take )*(?:my |all my |the |all of "
            r"my |his |any |any of my |both my |these )(?:\S+ )?{PSYCH_MED}",
            r"(?:stopped|quit|stopping|quitting|off|ditched|dropped|skipping|threw out|flushed|not "
            r"taking|cold turkey on|no longer taking|weaned off|came off|tapering off|going to stop|"
            r"want to stop|stop) (?:taking |of )?(?:lithium|lexapro|zoloft|prozac|effexor|cymbalta|"
            r"wellbutrin|lamictal|lamotrigine|seroquel|abilify|sertraline|escitalopram|fluoxetine|"
            r"venlafaxine|duloxetine|mirtazapine|citalopram|quetiapine|antidepressants|keppra|"
            r"depakote|paxil|antipsychotics|insulin|ssris)",
            r"(?:taken|off|been off|am off) (?:my |the )(?:meds|medication|medications|lithium|"
            r"antidepressants?|pills) (?:for|since|now|because|and|in|completely|entirely|again|cold)|"
            r"cold turkey",
        ),
        ("past_resolved", "asked_about", "fiction", "others_wish", "with_prescriber", "negated_stop"),
    ),
)
