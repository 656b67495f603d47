"""Word sense: the same words mean something else ("cut my finger cooking", "he beat me at chess")."""

from bot.triage.context.figurative import laughs
from bot.triage.rules.base import compile_words
from bot.triage.text.matches import Match

ACCIDENT = compile_words(
    r"(?:shaving|shaved|cooking|chopping|slicing (?:bread|onions?|vegetables|a)|by accident|accident|"
    r"accidentally|on accident|gardening|paper cut|kitchen|tin can|on a can|glass (?:i dropped|broke)|"
    r"cleaning|fell|tripped|working on|on the (?:oven|stove|pan|iron|grill)|baking|curling iron|hot "
    r"(?:pan|oil|stove|tea|coffee|water)|climbing|lifting|at the gym|running|workout|bike|football|"
    r"stubbed|sunburn\w*|razor burn|in the (?:sun|garden|workshop)|moving (?:the )?furniture|hair|"
    r"nails?|bangs|fringe|some slack|off from|off sugar|back on|down on|short)"
)
PEST = compile_words(
    r"(?:(?:in|on) (?:call of duty|minecraft|gta|the sims|fortnite|skyrim|zelda|chess|hitman|roblox|"
    r"among us|elden ring|assassin 's creed)|spiders?|mosquitos?|mosquitoes|ants?|roach\w*|wasps?|"
    r"bugs|flies|rats?|mice|weeds|plants?|boss level|boss fight|npc|zombies?|enemies|monster|in the "
    r"game|process|fish|time|the lights|the engine|the mood)"
)
LAUGHING = compile_words(r"(?:laugh\w*|giggl\w*|funny|hilarious|joke|jokes|emojilaugh|lol|so hard i)")
GOOD_NEWS = compile_words(
    r"(?:happy|excited|engaged|wedding|won|promotion|graduat\w+|baby is|dream come true|good news|"
    r"vacation|holiday|so beautiful|lucky|grateful|passed away|died|gone|grief|funeral|loss|lost "
    r"(?:him|her|my))"
)
TOURIST = compile_words(
    r"(?:visit\w*|trip|tour\w*|photos?|landmarks?|sights?|sightseeing|view|views|museum|vacation|"
    r"holiday|architect\w*|engineer\w*|restaurant|world record|in the world|ever built)"
)


def accident(match: Match) -> bool:
    """Whether an injury was an accident, or "cut" and "burn" mean something else."""
    return bool(ACCIDENT.search(match.flat))


def contest(match: Match) -> bool:
    """Whether somebody won a game, or was touched or struck by a thought, and nobody was attacked."""
    beaten = compile_words(
        r"^(?:at (?!home|night|work)\S+|to (?:it|the \S+)|in (?:a|the) (?:\S+ )?(?:race|game|match|"
        r"quiz))"
    )
    if "beat" in match.matched:
        return bool(beaten.search(match.after))
    harmless = compile_words(
        r"^(?:up|with (?:a|the|his|her)|an?|some|the|my|to (?:see|look|face|reali[sz]e|feel|stop|slow|"
        r"rest|think|confront|admit|grow|question|sit|accept|learn|be))"
    )
    return (
        match.matched.endswith(
            (
                "hit me",
                "hits me",
                "threw me",
                "throws me",
                "grabbed me",
                "forced me",
                "forces me",
                "pushed me",
                "beat me",
                "touched me",
                "touches me",
            )
        )
        and bool(harmless.search(match.after))
        and not compile_words(
            r"with (?:a|the|his|her) (?:fist|belt|bat|stick|hand|gun|knife|car)|a black eye|the (?:wall|"
            r"floor|stairs)"
        ).search(match.after)
    )


def pest(match: Match) -> bool:
    """Whether what is killed is an insect, an enemy in a game, or time."""
    return bool(PEST.search(match.flat))


def laughing(match: Match) -> bool:
    """Whether somebody is out of breath with laughter."""
    return bool(LAUGHING.search(match.flat) or laughs(match)) and not compile_words(r"pain|blood|seizure|help").search(
        match.flat
    )


def good_news(match: Match) -> bool:
    """Whether "unreal" is meant as people say it of joy or of a loss."""
    return bool(GOOD_NEWS.search(match.flat))


def tourist(match: Match) -> bool:
    """Whether a bridge or a tower is a sight to see."""
    return bool(TOURIST.search(match.flat))
