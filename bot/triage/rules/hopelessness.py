"""Hopelessness: no way on, no reason to live, no future."""

from bot.triage.model import Tier
from bot.triage.rules.base import Rule

SUPPRESSED_BY = ("others_wish", "negated", "resolved", "past_resolved", "fiction", "small_matter")

RULES = (
    Rule(
        "hopelessness.no_reason",
        Tier.ELEVATED,
        "hopelessness",
        "No reason left to live or to go on",
        (
            r"(?:my )?(?:life|existence|living) has (?:no|lost (?:all|its|any)) (?:meaning|purpose|point|"
            r"value|worth|sense)",
            r"(?:no|not any|any|not a|zero|little|out of|without) (?:reason|reasons|point|purpose|"
            r"meaning|use|sense) (?:left )?(?:to|in|for|of) {ADV}(?:live|living|life|go on|going on|"
            r"keep going|being alive|"
            r"be alive|be here|being here|carry on|carrying on|exist|existing|continue|continuing|"
            r"anything|stay|staying|my life|wake up|me|any of it|any of this|trying|it all|getting up)",
            r"(?:not|never|hardly) (?:{G2})(?:see|find|get|feel|know) (?:the|a|any|what the|what is "
            r"the) (?:point|reason|purpose|use|meaning|way out|future|light)(?: (?:anymore|of|in|to|"
            r"for|out|at) ?{G4})?",
            r"(?:not|never) {G2}(?:see|know) (?:any reason |a reason )?why i (?:should|would|even|am|"
            r"keep|bother|try) {G4}(?:going|living|alive|try|trying|bother|here|on|wake)",
            r"what is (?:the|even the) (?:point|use|reason) (?:of|in|to) {ADV}(?:living|life|anything|"
            r"being alive|going on|it all|any of (?:it|this)|trying|me|all this|existing|being here|"
            r"waking up|keep going)",
            r"what is the (?:point|use)(?: anymore)?(?:$|\n)|(?:life|living|my life|existence|it all|"
            r"everything|all of it|all of this|being here|being alive|anything) (?:is|feels|seems|"
            r"just feels|has become|became|all feels|all seems|looks|has been) {G2}(?:pointless|"
            r"meaningless|worthless|"
            r"hopeless|unbearable|a waste|over|not worth|empty and|too painful|too hard to|dark and)",
            r"(?:nothing|not anything|not much|nobody|no one) (?:left |is left )?(?:to live for|to "
            r"live|worth living|left for me|left in me|left to (?:live|lose|give|look)|worth staying|"
            r"to look forward to|to keep me|for me here|keeping me)",
            r"(?:not|never) (?:be )?(?:worth|worthy of) (?:living|it anymore|the effort anymore|being "
            r"alive|staying|carrying on|going on|the fight)",
            r"(?:nothing|none of (?:it|this)) (?:matters|is worth|means anything|makes sense)(?: to "
            r"me)? (?:anymore|any longer|and|now)",
            r"(?:lost|losing|lose|given up|giving up|give up|gave up|run out of|out of|abandoned|ran "
            r"out of) (?:all |any |my |the |every |on |hope )?(?:hope|will to live|will to go on|"
            r"reason to live|life|living|everything|my ?self|myself completely|being happy|ever "
            r"getting|on life|on everything|getting better)",
            r"(?:see|seeing|find|feel|feeling|saw) no (?:point|reason|purpose|meaning|future|hope|way "
            r"forward|light)(?! (?:of|in|for) (?:the|this|that|a|doing|going to|another) )",
            r"why (?:do|should|am|would|bother|keep|even) (?:i )?(?:keep |bother |even |still |go |be "
            r")?(?:living|on living|alive|going on|go on|live|exist|existing|here anymore|being alive|"
            r"stay alive|keep going|wake up|bother anymore)",
        ),
        SUPPRESSED_BY,
    ),
    Rule(
        "hopelessness.no_way_on",
        Tier.ELEVATED,
        "hopelessness",
        "The strength to go on is gone",
        (
            r"(?:ready|want|going|about|tempted|close) to (?:give up|giving up|stop trying|stop "
            r"fighting)(?=$| (?:now|and|completely|on (?:life|everything|it all|me|my ?self|living|all of "
            r"it)))",
            r"(?:can not|can hardly|not know how (?:to|i can|i will)|not think i can|not sure i can|"
            r"not know if i can|do not know how much longer i can|not want to|not believe i can|"
            r"unable to) "
            r"{ADV}(?:do|take|take living|stand living|bear living|handle|keep doing|bear|stand|"
            r"endure|survive|deal with|cope with|live with|fight|keep up with|face|hold|tolerate) "
            r"(?:any of )?(?:this|it|life|it all|everything|living|all this|all of this|all of it|on|"
            r"the pain|this pain|my life|this life|another day|one more day|being alive)"
            r"(?: (?:pain|life|living|existence|like this|this way))* ?(?:{NO_MORE}|$|\n)",
            r"(?:can not|could not|not know how (?:to|i can|i will)|not think i can|not sure i can|"
            r"not know if i can|can barely|not know how much longer i can|do not want to|not have the "
            r"strength to|too tired to|no energy to) {ADV}"
            r"(?:go on|keep going|carry on|keep living|live like this|live this way|continue like "
            r"this|go on like this|keep fighting|hold on|hang on|keep on|keep this up|keep trying to|"
            r"keep doing this|live anymore|live with myself|exist like this|be here anymore|"
            r"stay alive|keep existing|make it through|survive this|get through (?:this|the night|"
            r"tonight|another|the day)|do another day|cope anymore|fight anymore|try anymore|take "
            r"much more|take anymore|take another)",
            r"(?:at|reached|reaching|hit|past|near|close to|nearing|over) (?:the|my) (?:end of (?:my|"
            r"the) (?:rope|tether|line)|breaking point|limit and i|edge)|(?:i am|i have|i) (?:at|reached|"
            r"nearing|near) (?:the|my) end(?! of (?:the|my) (?:week|"
            r"day|month|semester|year|session))",
            r"(?:no|any|not a|only) way (?:out|forward|through|to escape|out of this|out for me)(?! "
            r"(?:i am|we are) )",
            r"(?:i am|am|feel|feeling) {ADV}(?:done|finished|through) (?:with (?:life|everything|it "
            r"all|living|this life|trying|fighting|existing|all of it|all of this|this world|being)|"
            r"fighting|trying|living|existing)",
            r"(?:nothing|it|things|life|this) (?:will|is|is going to|can|would|has|could) (?:ever |"
            r"never |not ever |not going to |not |to )?{ADV}(?:ever )?(?:get|gets|got|change|changes|"
            r"be|getting|going to get|fix|help|helps|helped|improve|work|works) (?:any )?(?:better|ok|"
            r"okay|fix me|help me|worse forever|me anymore|fixed)? ?(?:for me|and i|anymore|no matter|"
            r"ever)",
            r"nothing (?:will|is going to|is ever going to|can|could) (?:ever )?(?:get (?:any "
            r")?better|help me|ever change|ever help|change for me|make (?:it|this|me) better|fix "
            r"(?:me|this)|be ok|be okay)",
            r"(?:nothing|it|things|life) (?:will|is going to|does|would|can) (?:never|not ever|not) "
            r"{G2}(?:get|be|getting) (?:any )?better|never going to (?:get|be|feel) (?:better|happy|"
            r"ok|okay|well|normal|fixed)|nothing (?:is )?(?:ever )?(?:helps|helping|works|working) "
            r"(?:anymore|and|so|for me)|(?:nothing|ketamine did not|treatment did not|not even "
            r"ketamine|did not) (?:{G4})(?:last|only|final) (?:hope|chance|resort)",
            r"(?:my|was my|is my|were my) last (?:hope|chance|resort|shot|option)",
            r"(?:no|any|without a|not have a|not see a|have no) (?:future|hope)(?: (?:for me|left|at "
            r"all|anymore|ahead|in my|in|for))?",
            r"(?:feel|feeling|felt|am|so|utterly|beyond|completely|everything is|is|it is|seems|feels|"
            r"and|getting|been) {ADV}(?:hopeless|beyond help|beyond saving|beyond repair|unfixable|"
            r"broken beyond)",
            r"(?:beyond (?:help|saving|repair)|past the point of (?:help|no return|saving)|nobody can "
            r"help me|no one can help me|cannot be helped|can not be helped)",
            r"i (?:hate|despise|loathe) (?:being alive|living|life|existing|my existence|that i woke up)",
            r"i (?:ruined|destroyed|wasted) (?:my|my whole|my entire) life",
            r"i (?:am )?(?:have )?(?:completely |totally )?(?:lost|gave up|given up|giving up|give "
            r"up)(?:$|\n| (?:on it all|on everything|on life|now|completely|for good|hope))",
        ),
        SUPPRESSED_BY,
    ),
)
