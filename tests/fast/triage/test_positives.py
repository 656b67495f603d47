"""Messages that a person should see, by tier: the rules alone find each, at its tier or above, in its category.

All of them were written for this project. `tier | category | message`, one a line.
"""

import pytest

from bot.triage import Tier
from bot.triage.engine import by_rules as assess

MESSAGES = """
imminent | suicide | i took all my pills about an hour ago
imminent | suicide | just swallowed a whole bottle of tylenol i dont want to be saved
imminent | suicide | ive already cut my wrists
imminent | suicide | theres a rope around my neck
imminent | suicide | im standing on the ledge
imminent | suicide | the gun is in my mouth
imminent | suicide | im going to kill myself tonight
imminent | suicide | gonna end it tonight after everyone is asleep
imminent | suicide | i will be gone by morning
imminent | suicide | tonight is my last night
imminent | suicide | by the time you read this i'll be dead
imminent | suicide | i wrote my suicide note and the pills are next to me
imminent | suicide | I have decided to end my life this weekend.
imminent | suicide | kms tonight no joke
imminent | suicide | bout to jump
imminent | suicide | you won't hear from me again, I won't be here tomorrow
imminent | medical | my chest hurts really bad and my left arm is tingling
imminent | medical | i cant breathe properly since the lozenge
imminent | medical | my husband is not breathing
imminent | medical | she wont wake up
imminent | medical | i think i overdosed on my lozenges
imminent | medical | he had a seizure after his dose
imminent | medical | my throat is closing up
imminent | medical | I passed out twice today after the treatment
imminent | medical | throwing up blood
imminent | medical | my blood pressure is 210 over 120
imminent | medical | call an ambulance please
imminent | abuse | he is choking me
imminent | abuse | my ex has a knife and hes outside
imminent | abuse | hes trying to kill me help
imminent | abuse | hiding in the bathroom from my boyfriend because he is drunk and violent
imminent | harm_to_others | i have a gun and im going to shoot him when he gets home
imminent | harm_to_others | im going to stab my roommate tonight
imminent | third_party | my sister took a bottle of pills
imminent | third_party | my best friend says she is going to kill herself tonight
high | suicide | i want to die
high | suicide | i just want to fucking die already
high | suicide | wanna kms
high | suicide | i want to unalive myself
high | suicide | i w4nt to k1ll mys3lf
high | suicide | i wnat to kil myslef
high | suicide | thinking about k i l l i n g myself
high | suicide | been having suicidal thoughts since tuesday
high | suicide | im suicidal and i dont know what to do
high | suicide | Lately I think of ending my life a lot.
high | suicide | i keep thinking about sewer slide
high | suicide | dont want to live anymore
high | suicide | i cant stop thinking about killing myself
high | suicide | my intention is to not come back
high | suicide | how many pills would it take to not wake up
high | suicide | whats the most painless way to die
high | suicide | i have been saving up my sleeping pills
high | suicide | the only thing stopping me is my dog
high | suicide | i tried to kill myself last week
high | suicide | maybe i should just end my life
high | suicide | i can't promise i won't kill myself
high | suicide | when i close my eyes i picture hanging myself
high | suicide | Goodbye everyone. I gave my dog to my neighbour. I'm calm now.
high | suicide | I paid my bills and found a new home for my cat. thank you for everything
high | suicide | i was gonna do it last night and chickened out, i still want to kill myself
high | suicide | my ego died in the session but today i want to kill myself
high | self_harm | i cut myself again last night
high | self_harm | i want to hurt myself so bad right now
high | self_harm | the urge to cut is so strong
high | self_harm | ive started self harming again
high | self_harm | i burned my arm with a lighter on purpose because i deserve it
high | self_harm | i dont trust myself tonight
high | harm_to_others | i want to kill my husband
high | harm_to_others | i keep having thoughts of hurting my baby
high | harm_to_others | im scared im going to hurt someone
high | abuse | my husband hit me again yesterday
high | abuse | my stepdad keeps touching me
high | abuse | im scared to go home
high | abuse | she threatened to kill me if i leave
high | abuse | i was raped on saturday
high | psychosis_mania | the voices are telling me to do things
high | psychosis_mania | i heard someone whispering my name and nobody was there
high | psychosis_mania | last night i heard voices again, they argued about me
high | psychosis_mania | they are watching me through my phone
high | psychosis_mania | theres a chip in my brain
high | psychosis_mania | i am god now and they must listen
high | psychosis_mania | i dont need sleep anymore, havent slept in 4 days and i feel amazing
high | psychosis_mania | my therapist is reading my thoughts
high | misuse | i took a second lozenge because nothing happened
high | misuse | i drank a bottle of wine and then took my lozenge
high | misuse | took xanax with my ketamine
high | misuse | ive been snorting ketamine
high | misuse | i take my lozenges every night to sleep
high | misuse | bought ket from a dealer
high | misuse | i took more than i was supposed to
elevated | suicide | i wish i was dead
elevated | suicide | i wish i could fall asleep and never wake up
elevated | suicide | they would all be better off without me
elevated | suicide | im just a burden to my family
elevated | suicide | i wish i had never been born
elevated | suicide | dont want to be here anymore
elevated | suicide | i'm tired of being alive
elevated | suicide | i wish i could stay dead like in there
elevated | suicide | i wouldn't mind if a bus hit me
elevated | suicide | nobody would care if i died
elevated | suicide | i just want to disappear forever
elevated | hopelessness | i feel completely hopeless
elevated | hopelessness | there is no point in living
elevated | hopelessness | whats the point anymore
elevated | hopelessness | nothing will ever get better
elevated | hopelessness | i cant go on like this
elevated | hopelessness | I have nothing left to live for
elevated | hopelessness | this was my last hope and it didnt work
elevated | hopelessness | i see no way out
elevated | hopelessness | i don't know how much longer i can keep going
elevated | dissociation | nothing has felt real for three days
elevated | dissociation | i still feel like im outside my body since my session
elevated | dissociation | ive been dissociating all week and it wont stop
elevated | dissociation | it's been days and i have not come all the way back
elevated | panic | having a panic attack right now
elevated | panic | i cant calm down
elevated | panic | the panic will not stop
elevated | medical | it burns when i pee
elevated | medical | there's blood in my urine
elevated | medical | i have to pee every ten minutes since i started
elevated | medical | i stopped taking my lithium
elevated | medical | ive quit my antidepressants cold turkey
elevated | medical | i think im pregnant
elevated | medical | my heart has been racing for hours
elevated | psychosis_mania | i have not slept in three days
elevated | psychosis_mania | i can't tell what is real anymore
elevated | misuse | i keep craving ketamine
elevated | misuse | i can't stop thinking about my next dose
elevated | misuse | i think im addicted
elevated | misuse | i relapsed last night
elevated | trauma | constant flashbacks since the session
elevated | trauma | i remembered being molested and i cant cope
elevated | third_party | my brother says he wants to die
elevated | third_party | im worried my daughter is cutting herself
elevated | third_party | my friend is suicidal
elevated | asks_for_human | can i talk to a real person
elevated | asks_for_human | i want to speak to a coach please
elevated | asks_for_human | human please
elevated | asks_for_human | i dont want to talk to a bot
elevated | asks_for_human | can someone call me
"""


# Found at whatever tier: how else people say it.
ALSO_FOUND = """
cant see myself making it to christmas
honestly i think the world would be lighter without me in it
i bought a rope today and hid it in the garage
no one would even notice if i was gone
i'm so done. goodbye
please just let me go
ive had enough of life
i dont think i want to keep living
sometimes i think about driving off the road
what if i just didnt wake up tomorrow
i keep looking at the pills in my cabinet
life is not for me
im gonna do it. nobody can stop me
i dont see a future for myself
existing is exhausting
why am i still alive
i shouldve died that day
honestly i feel like ending my life
im thinking abt ending it
i want out
i want to sleep and not wake
i am planning to jump off the bridge near my house
my life is over
ready to go meet my mom in heaven
i deserve to die
hate my life so much i want it to end
i want the pain to end forever and theres only one way
kill me please
i hurt myself today
my arms are covered in cuts
im bleeding i cut too deep
i wanna smash my head in
he raped me
my dad beats me when hes drunk
my partner wont let me leave the house
i think my neighbors are poisoning my food
god is sending me signs through the tv that i am chosen
i havent slept for five nights
im seeing shadows that arent there even today, it's been a week since my session
everything still feels fake a week later
i dont feel like a person since monday
took 3 lozenges instead of 1
i mixed my ketamine with oxy last night
i keep wanting more ketamine, cant stop
i started drinking again
i cant pee and my bladder hurts
i ran out of my meds and stopped them a week ago
chest feels like an elephant is sitting on it and im sweating
heart pounding cant breathe help
my face went numb on one side
my friend od'd and isnt responding
i think my son wants to end his life
can i please get a human
is there someone i can talk to
i want to punch my kid and i am scared of it
i could snap and hurt him
im going to make her pay tonight
i got pregnant last month and i'm still taking it
ive been crying for days and i see no point
i feel nothing anymore, not even sad. i think about not being here
i feel like a ghost since the treatment two weeks ago
i cant stop shaking and im so scared
cant stop the flashbacks
he said hed kill me if i tell anyone
they put something in my drink and i cant remember the night
i lost control and took a whole box
my therapist kissed me
there is a demon living inside me since the session
💊💊💊 goodbye
i wrote letters to my kids for when im gone
i dont want to do life anymore
whats the use, im never gonna be happy
i keep imagining my own funeral and who would come
im scared of what i might do tonight
i just want everything to go dark and stay dark
had the pills in my hand last night
i feel like im rotting and theres nothing left of me
im ready to give up
been crying all day and i want to die
no one needs me here
my wife would be happier if i died
i think about crashing my car every morning
i have a date picked out
writing goodbye letters to my kids
im not gonna be around much longer
i want to slice my arms open
scratched my arms till they bled
my boyfriend pushed me down the stairs
i think im going manic
people on tv are talking about me
i hear whispering when nobody is there
doubled my dose last night
took my troche with a couple of valium
i need ketamine to get through the day
my bladder hurts all the time now
i feel detached from everything for two weeks
the world looks like a movie set since friday
i quit taking my lamictal cold turkey
heart attack i think, pain in my chest and jaw
she isnt breathing what do i do
my roommate is talking about killing himself
get me a human
i need to talk to somebody now
im afraid ill hurt my kids
awake for four days straight
panic attack wont stop
life has no meaning
i hate being alive
i hope i dont wake up
i'm worthless and everyone hates me
"""


def table(rows: str) -> list[tuple[str, str, str]]:
    """The rows of a `tier | category | message` table."""
    found = []
    for row in rows.strip().splitlines():
        tier, category, text = (part.strip() for part in row.split("|", 2))
        found.append((tier, category, text))
    return found


ROWS = table(MESSAGES)


def test_the_table_covers_every_tier_and_is_large_enough():
    assert len(ROWS) >= 120
    assert {tier for tier, _, _ in ROWS} == {"imminent", "high", "elevated"}


@pytest.mark.parametrize(("tier", "category", "text"), ROWS)
def test_it_is_found_at_its_tier_and_in_its_category(tier, category, text):
    found = assess(text)
    assert found.tier >= Tier(tier), found.evidence
    assert category in found.categories, found.evidence
    assert found.evidence
    assert 0.5 <= found.score <= 1


@pytest.mark.parametrize(("tier", "category", "text"), [row for row in ROWS if row[0] == "elevated"])
def test_what_is_elevated_is_not_blown_up(tier, category, text):
    assert assess(text).tier == Tier.ELEVATED, assess(text).evidence


@pytest.mark.parametrize(("tier", "category", "text"), [row for row in ROWS if row[0] != "elevated"][::3])
def test_it_is_found_in_the_middle_of_a_long_journal_entry(tier, category, text):
    before = "We walked along the canal in the morning. The light on the water was lovely. " * 6
    after = " Then my aunt came over for soup. We talked about her garden and the new fence."
    assert assess(f"{before}{text}.{after}").tier >= Tier(tier)


@pytest.mark.parametrize("text", ALSO_FOUND.strip().splitlines())
def test_it_is_never_missed(text):
    assert assess(text).tier > Tier.NONE
