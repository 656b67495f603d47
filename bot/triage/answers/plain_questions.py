"""Direct questions in a message that plain words find surely; the network of mentions finds the others.

By the name of their answers in content/safety/texts. They choose words, and lower no tier.
"""

from bot.triage.answers import cues
from bot.triage.answers.expressions import any_of

TOPICS = {
    "not_feeling_safe_here": any_of(
        r"\bcan (?:he|she|they|anyone|my \w+) (?:see|read) (?:this|it|what)\b|\bin the (?:browser )?history\b[^.!]*\?"
    ),
    "panic_or_heart": any_of(
        r"\b(?:is it|is this) (?:my heart|a heart attack|panic)\b|\b(?:heart attack|my heart) or (?:is it )?(?:a "
        r"|just )?panic\b"
    ),
    "must_they_report": any_of(
        r"\breport(?:s|ed|ing)? (?:this |it )?to\b|\bdoes the clinic report\b",
        r"\b(?:have|has) to tell (?:her|him|them|my)\b[^.!]*\??",
        r"\b(?:have to|gonna|going to|must|they) report"
        r" (?:it|me|this|him|her)\b",
    ),
    "lock_me_up": any_of(
        r"\b(?:chuck|put|throw|lock|stick|end) (?:me |up )?(?:up |away )?(?:in|into) (?:a|the) (?:psych |mental"
        r" )?(?:ward|hospital|unit)\b",
        r"\block(?:ed|ing)? (?:me )?(?:up|away|in (?:a|some|the)) ?|\bput me in hospital\b|\bkeep me (?:in"
        r"|there)\b|\bend up (?:on|in) (?:a|the) ward\b|\bgoin[g']? to a ward\b"
        r"|\bget (?:sectioned|committed)\b|\bsection me\b",
    ),
    "did_you_tell": any_of(
        r"\bdoes (?:this|it|that) go to (?:the|my) (?:clinic|doctor|coach\w*)\b",
        r"\bdoes (?:anybody|anyone|the clinic|somebody)\b[^.!?]{0,30}\bknow\b",
        r"\bwho (?:will|is|gets|was|were|has|have|did) (?:you |been )?(?:be |being )?(?:told|alert\w*|tell"
        r"|informed)\b|\bwho'?d (?:you|u) (?:alert|tell)\b",
        r"\b(?:telling|tell|told) my (?:parents|mum|mom|dad|husband|wife|boss|employer|school)\b[^.!]*\?|\bboard"
        r" of nursing\b|\bmy (?:licen[cs]e|employer|"
        r"supervisor|headteacher)\b[^.!]*\?|\bmy parents get told\b",
    ),
    "call_my_house": any_of(
        r"\b(?:does|will|would|do) (?:the clinic|they|anyone|somebody|a coach) (?:ever )?(?:ring|call"
        r"|phone)\b[^.!]*\?",
        r"\b(?:clinic|they) (?:rings?|calls?|phones?) me\b|\bring(?:ing)? me\b[^.!]*\?",
        r"\b(?:ring|call|phone)(?:ing|s)? (?:the house|me at home|my (?:house|home|landline)|here)\b",
    ),
    "can_i_have_my_session_still": any_of(
        r"\b(?:should|can|do|will) i (?:still )?(?:have|get|go to|do) (?:it|the ketamine|my (?:next )?session|the"
        r" session)\b[^.!]*\?",
        r"\bdo i have the ketamine on\b|\bcost me my session\b|\b(?:cancel|stop|lose) my (?:session"
        r"|treatment)\b[^.!]*\?",
    ),
    "send_police": any_of(
        r"\b(?:call|calling|send|sending) (?:the |in )?(?:cops|police)\b[^.!]*\?|\bcops at my door\b|\bsend cops\b"
        r"|\bpolice thing\b"
    ),
    "tell_them_all": any_of(
        r"\bdo i (?:say|tell (?:them|her|him)) (?:that )?(?:i (?:did|meant|took)|how (?:many|much)|what i took)\b",
        r"\b(?:they|he|she) (?:want|wants|wanna)(?: to)? kno\w* (?:what|how (?:many|much))\b",
    ),
    "ambulance_cost": any_of(
        r"\b(?:ambulance|911|999)\b[^.!?]{0,40}\b(?:cost|afford|bill|pay|free)\b|\b(?:cost|afford"
        r"|bill)\b[^.!?]{0,30}\bambulance\b",
        r"\bdoes (?:that|it) cost\b",
    ),
    "things_out_of_house": any_of(
        r"\bwhat (?:do|should|can) i (?:even )?do with (?:them|it|the (?:tablets?|pills?|meds|lot|stuff|things))\b"
    ),
    "can_someone_drive_me": any_of(r"\b(?:can'?t|can|could|should) (?:\w+ ){1,3}(?:just )?drive me\b"),
    "what_to_tell_emergency": any_of(
        r"\bwhat (?:do|should) i (?:tell|say to) (?:911|999|000|112|the (?:ambulance|medics|paramedics|operator))\b"
    ),
    "will_it_stay_like_this": any_of(
        r"\bhow long (?:does|will|is) (?:this|it)\b|\bwhen (?:will|does) (?:this|it) (?:stop|end|go away)\b|\bgone"
        r" by (?:the )?morning\b",
        r"\bis (?:this|it) permanent\b|\bbrain damage\b|\b(?:stay|stuck) like this\b",
    ),
    "does_this_mean_im_dangerous": any_of(
        r"\bmeans? (?:that )?i'?m (?:dangerous|a danger|a monster)\b|\bam i (?:dangerous|a danger|a monster)\b",
        r"\bthink i'?m (?:dangerous|a monster)\b",
    ),
    "clinic_number": any_of(r"\b(?:clinic'?s?|their) (?:phone )?number\b"),
    "delete_this": any_of(
        r"\bget rid of (?:this|it|all)\b|\bclear (?:this|it|the chat)\b|\bmake (?:this|it)"
        r" disappear\b",
        r"\b(?:delete|erase|wipe) (?:this|that|it|all|everything|the (?:chat|lot))\b",
    ),
    "what_to_say_to_person": any_of(
        r"\bwhat (?:do|should|would|can) i (?:even )?(?:say|tell|text|write)(?: to)? (?:him|her|them|my \w+)\b",
        r"\bwhat(?:'?s| do| does) (?:a|you|one) (?:\w+ )?(?:even |bloody )?say\b|\b(?:what|wat) (?:do i|would i"
        r"|should i|can i|to) (?:even )?say\b|\btell (?:him|her|them) what\b|\bone"
        r" sentence i (?:can|could)\b|\bwhat words\b|\bdo(?:n'?t| not) know what (?:you|to|i) (?:even )?say\b",
    ),
    "something_for_my_hands": any_of(
        r"\bsomething to do\b|\bdistract(?:ion|ed)\W*\?|\bdistract me\b|\b(?:breathing|grounding) (?:thing"
        r"|exercise)\b",
        r"\bgive me something\b|\bwhat (?:can|do|should) i do(?: (?:right )?now| here| with my(?:self| hands))?\W*$",
        r"\banything else\W*\?",
        r"\bsomething (?:cold|hard|soft|else)\w*\b[^.!]*\?|\bsomething with my hands\b",
    ),
    "can_i_drive": any_of(r"\b(?:can|should|could|do|shall) i (?:even )?drive\b"),
    "am_i_dying": any_of(r"\bam i (?:gonna |going to )?(?:dying|dyin|die)\b"),
    "was_it_saved": any_of(
        r"\b(?:did (?:you|u)|was|is) (?:\w+ ){0,8}(?:saved?|kept|keep)\b[^.!]*\?|\bsave (?:my|that|it|any)\b[^.!]*\?"
        r"|\bsaved,? yes or no\b"
    ),
    "speak_spanish": any_of(r"\b(?:hablan?|habla) (?:en )?espa[nñ]ol\b|\bspeaks? spanish\b|\bdicen espa"),
    "tell_them_about_ketamine": any_of(
        r"\b(?:tell|mention) (?:them|the (?:doctors?|medics|ambulance)) about the ket\w*"
    ),
    "do_i_post_it": any_of(r"\b(?:do|should) i post it\b"),
    "who_do_i_ring": any_of(
        r"\bshould i be (?:calling|ringing)\b|\bdo i ring\b",
        r"\bwho (?:do|should|can) i (?:ring|call|phone|telephone|dial)\b",
        r"\b(?:do|should) i (?:still )?(?:ring|call|phone) (?:999|911|112|000|111|someone|somebody)\b",
        r"\bdo i ring someone about\b",
    ),
    "do_i_tell_the_clinic": any_of(
        r"\b(?:do|should) i (?:have to |need to )?tell (?:the|my) (?:clinic|doctor|prescriber|nurse)\b|\btell them"
        r" at the clinic\b"
    ),
    "is_this_enough": any_of(
        r"\bis (?:that|it|this) enough\b|\bmy job to watch\b|\bok(?:ay)? (?:that|if) i"
        " sleep\b"
    ),
    "did_i_make_it_worse": any_of(r"\bdid i (?:wreck|ruin|make it|break)\b"),
    "should_i_tell_them": any_of(r"\bshould i (?:wake|text|tell|call|ring|ask) (?!you\b|911|999|988)\w+"),
    "sleep_it_off": any_of(r"\bsle?e?p (?:it|this) off\b|\bcan i (?:just )?sl(?:ee)?p\b"),
    "papers": any_of(
        r"\b(?:immigration|inmigraci[oó]n|migra|deport\w*|my papers|ask (?:for |my )?papers)\b"
        r"|\bi\.?c\.?e\.? (?:come|will|agents?)\b"
    ),
    "is_it_an_emergency_number": any_of(
        r"\bis (?:911|999|112|988) (?:right|correct|ok)\b|\bnumber in spanish\b",
        r"\bwhat number (?:do|should|can) i (?:call|phone|ring|telephone|dial)\b",
    ),
    "how_to_quit": any_of(
        r"\bhow (?:do|can) i (?:close|hide|leave|exit|shut|quit) (?:this|the (?:chat|page"
        "|app))\b"
    ),
    "hospital_what_happens": any_of(
        r"\bwhat happens (?:when|if|once) (?:you|i|we) (?:go|get) (?:to|in) (?:the )?(?:er|a&e|hospital|emergency)\b",
        r"\bwhat (?:happens|do they do|will they do|would happen) (?:\w+ ){0,4}(?:hospital|er|a&e|ward)\b",
    ),
}


NAMES = frozenset({*TOPICS, "back_again", "intrusive_after_baby"})


def topics(text: str) -> tuple[str, ...]:
    """The direct questions that plain words find; a mere greeting asks whether anybody is there."""
    if cues.greeting(text):
        return ("back_again",)
    found = (name for name, asked in TOPICS.items() if asked.search(text))
    return (*found, *(("intrusive_after_baby",) if cues.intrusive(text) else ()))
