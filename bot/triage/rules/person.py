"""Asking for a human being."""

from bot.triage.model import Tier
from bot.triage.rules.base import Rule

HUMAN = (
    r"(?:an? |the |my |some |any |your |one of your |another )?(?:real |actual |live |human |proper |"
    r"living |fellow |breathing )*(?:person|human|human being|coach|coaches|operator|staff|"
    r"representative|member of staff|staff member|agent|someone real|somebody real|someone human|care "
    r"team|team member|crisis worker|counsellor|counselor|clinician|nurse)"
)

RULES = (
    Rule(
        "person.asked_for",
        Tier.ELEVATED,
        "asks_for_human",
        "Asks for a person instead of the bot",
        (
            rf"(?:talk|speak|chat|connect me|connect|put me through|transfer me|talking|speaking|"
            rf"transfer|be connected|hand me over|get through|reach|pass me on|pass me|switch|message|"
            rf"write) (?:to |with |over to )?{HUMAN}(?! (?:who|that|when|i know|from my|is|was|at my|"
            rf"close|in my|about my|at work|like me)\b)",
            rf"(?:get|give|find|send|bring|call) me {HUMAN}|(?:want|need|would like|prefer|would "
            rf"prefer|rather have|looking for|asking for) {HUMAN}(?: (?:now|instead|to talk|right now|"
            rf"on|here|not a|and not|to help|rather|to (?:call|contact|ring|text) me))?(?:$|\n|(?= "
            rf"))(?!who|that|in my|like|i can)",
            rf"(?:can|could|may) i (?:get|have|see|reach|talk to|speak to|speak with|chat with) {HUMAN}",
            r"(?:not|no|stop|do not want|hate|sick of|tired of|enough of|done) (?:talk|talking|"
            r"talking to|chatting|speaking|want|want to talk|want to speak|with|to|this|of|a|an|"
            r"another)* ?(?:to |with |a |this |an )*(?:bot|robot|machine|computer|chatbot|ai|software|"
            r"program)(?! (?:say|think|know))",
            r"(?:can|could|will|would) (?:someone|somebody|a (?:human|person|coach|nurse)|my coach|"
            r"anyone|the coach|one of the coaches) (?:real )?(?:call|ring|phone|contact|text|message|"
            r"talk (?:to|with)|help|speak (?:to|with)|reach|get back to|join) (?:me|us)|(?:someone|"
            r"somebody|anyone) (?:please )?(?:call me|talk to me|help me)",
            r"(?:is there|are there|any|do you have) (?:a |any |an |some )?(?:real |actual |human |"
            r"live )*(?:person|human|coach|people|humans|someone|somebody|anyone|staff) (?:i can|i "
            r"could|here i|to) (?:talk|speak|chat|call|reach)?|(?:talk|speak) to (?:someone|somebody) "
            r"(?:real|human|who is not|from (?:the|your) (?:team|clinic)|now|right now|please|at the "
            r"clinic|on the team|instead|else than)",
            r"^(?:a )?(?:human|coach|person|real person|agent|operator|representative|a real "
            r"person)(?: now| needed| here)?(?:$|\n)|(?:i )?(?:want|need) (?:my |a |the )?coach(?:$|"
            r"\n| now| right now| to (?:call|contact|message|text))|(?:let|have) me (?:talk|speak|"
            r"chat) (?:to|with)|need help from (?:a|an) (?:real |actual )?(?:human|person|coach)",
            r"i need (?:someone|somebody) to (?:talk|speak|help|call|be with|listen)(?: (?:to|with|"
            r"me))?(?:$|\n| now| right now| tonight| i|(?= ))",
        ),
        ("negated", "fiction", "past_resolved", "asked_meaning", "others_wish"),
    ),
)
