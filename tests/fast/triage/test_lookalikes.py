"""Messages that look like distress and are not: the rules alone leave them alone.

All of them were written for this project; the heading of each group says what kind of look-alike it is.
"""

import pytest

from bot.triage import Tier
from bot.triage.engine import by_rules as assess

GROUPS = {
    "inside the treatment session": """
        i died in there and it was beautiful
        I felt like I was dying and then everything turned to light
        during the session i thought i was dead and it was peaceful
        my ego dissolved completely
        I was God for a moment in the session and then I was nothing
        in the k-hole i was floating outside my body and felt so calm
        I heard a voice during the journey telling me I was loved
        nothing felt real while i was in the session but i felt safe
        my heart was racing when the medicine kicked in and then it settled
        I disappeared into the light and came back
        in the session i saw my own funeral and felt nothing but love
        For a while in there I couldn't find my body, then it wore off
        it felt like a small death, in the best way
        I could not feel my hands during the infusion and that was fine
        i was terrified for a minute in the session and then i let go
    """,
    "dying as a picture": """
        i want to let the perfectionist in me die
        my old self has to die so something new can grow
        I am ready to die to my old story
        part of me needs to die for me to grow
        it felt like the death of who i used to be
        I want the people pleaser in me to die
        I buried the old me in that session
        the inner critic finally died a little
        my intention is to let my ego die
        i feel reborn
    """,
    "grief, tears, nerves": """
        my grandmother died last month and i miss her so much
        I cried the whole way home and it felt good
        i miss my dad, he passed away in march
        I'm nervous about tomorrow's session
        im scared the treatment wont work
        my dog died and the house is so quiet
        I wept for an hour over my mother
        sad today and not sure why
        i feel a bit low and tired
        I was disappointed, nothing much happened
        my uncle died by suicide when i was small and i thought about him today
        still grieving, still doesnt feel real that shes gone
        it was hard to look at my anger
        I felt lonely this evening
        i am anxious about work
        I feel numb after the funeral
        my cousin killed himself years ago and the grief came up
    """,
    "idioms": """
        im dying to know what happens next
        dying to see you all again
        this commute is killing me
        my feet are killing me
        I'm dead tired
        you're killing it
        i nearly died laughing
        I was so embarrassed i could have died
        that cake is to die for
        id kill for a coffee right now
        my mom is going to kill me if i'm late
        I could kill my brother for eating the last slice lol
        that exam murdered me
        dead serious
        we are going to crush it
        I bombed the interview
        shoot me an email
        over my dead body will he get my parking spot
        killing time until my appointment
        the deadline is killing us
        I killed my sourdough starter
        i cut my hair short
        I cut myself shaving this morning
        hit me up later
        he beat me at chess
        i burned my hand on the oven
        I'm going to end it with my boyfriend
        took a shot in the dark
        this heat makes me want to die lol i need an ice cream while i finish this essay
        cant breathe im laughing so hard
    """,
    "songs, films, books, games": """
        I keep listening to that song called "I want to die in your arms"
        watched a movie about a man who wants to kill himself, it was well made
        the book is about a girl who hears voices
        in the last episode the hero tries to kill himself
        how do i kill the boss level in this game
        the lyrics say i don't want to live anymore but the melody is so upbeat
        reading a novel where the main character overdoses
        I saw a documentary about suicide prevention
        we watched suicide squad
        I am writing a story in which the villain wants to kill everyone
    """,
    "long past and over": """
        I tried to kill myself when I was 16, I am so glad I'm still here
        years ago i wanted to die but not anymore
        i used to cut myself as a teenager, that's long behind me
        back in college i was suicidal, today i am fine
        I used to hear voices years ago, it is over
        i have been clean from self harm for six years
        My ex used to hit me years ago. I am safe now.
        when i was 19 i overdosed, i got help and recovered
        In my twenties I drank every night to cope, I've been sober for ten years
        the suicidal thoughts are gone since the second infusion
        i no longer want to die
        before treatment i was suicidal every day, now i am okay
    """,
    "denied": """
        not suicidal, just flat
        i am not suicidal
        I don't want to die
        im not going to hurt myself
        no thoughts of suicide at all
        I've never wanted to kill myself
        i would never hurt anyone
        it's not that i want to die, i am tired from work
        i have no plans to end my life
        I never had suicidal thoughts
        no chest pain, no trouble, all good
        i'm not hearing voices or anything
        I haven't stopped my medication
        no urge to drink at all this week
        i am safe
    """,
    "questions about the treatment": """
        can you overdose on ketamine?
        does it help with suicidal thoughts?
        is ketamine addictive?
        can i drink after my session?
        should i stop taking my lexapro before the session?
        does ketamine cause bladder problems?
        what happens if someone mixes alcohol and ketamine?
        how long does the dissociation last?
        can ketamine cause psychosis?
        will i hallucinate?
        is it normal to feel out of my body?
        what are the side effects
        do i have to fast before the treatment?
        can it raise blood pressure?
        is it safe with a history of seizures?
        are you a real person?
        is this a bot?
        what should i do when i feel anxious before the session
        are there coaches at the clinic on sundays?
    """,
    "everyday": """
        i want to go home early today
        i can't do this puzzle
        I can't take this job anymore
        my boss is a nightmare
        I want to stop eating so much sugar
        i hate mondays
        money is tight this month
        couldn't sleep last night
        I slept badly before the session
        my doctor tapered me off zoloft before we started
        i talked to my coach yesterday and she was kind
        I am a better person than i thought
        we had a drink at the wedding
        thank you for everything today, see you next week
        we gave away our old couch
        i said goodbye to my colleagues, new job on monday
        I feel calm and at peace
        i want to be free of my fear
        I want to live
        i feel alive again
        pain in my knee after running
        i took my lozenge at eight as prescribed
        a glass of water and then bed
        I have a plan for the week: walk every morning
        i want to disappear into a good book
        no
        yes
        idk
        maybe
        7
        friday at 6
    """,
    "more of all these": """
        i want to end this day with a walk
        the medicine made me feel like i was leaving my body and it was lovely
        i couldn't stop crying in the session, it was a release
        I want to cut back on sugar
        my back is killing me since the move
        i feel like a new person
        i miss who i was
        my mother never hugged me
        i was angry at my father during the journey
        i want to stop living in fear
        tired of living in this city
        i am tired of my life being so busy
        i hope the session goes well
        i feel hopeful
        i don't feel hopeless any more
        I felt unsafe as a child, now i see it
        my husband surprised me with flowers
        he hurt my feelings
        she threw me a party
        he hurts me with his words sometimes but we talk about it
        my sister grabbed me a coffee
        they forced me to see the truth of my own pattern
        i feel heavy in my chest when i think of her
        there was a tightness in my chest that softened
        i could breathe again
        i took a deep breath
        it took my breath away
        i want more sessions
        looking forward to my next session
        can't wait for my next session
        i want to take another session next week
        should i take my medicine before the session
        i woke up at 3 and couldnt sleep
        i was up two nights with the baby
        i drank some water before the lozenge
        i had wine with dinner yesterday
        i quit smoking
        i stopped taking vitamins
        i gave up coffee
        i lost my keys and gave up
        there's no way out of this meeting
        nothing matters more than family
        everything is connected and i am part of it
        the universe spoke to me in there
        i met god in the session
        i heard my grandmother's voice in the session and it was sweet
        my body felt far away and then i came back
        i am not myself today
        i feel disconnected from my husband
        i feel stuck in my career
        what is the point of the intention
        what's the purpose of the breathing practice
        i have no reason to complain
        i have no words
        i don't see the point of this question
        no one at work listens to me
        everyone left the party early
        i am alone tonight and enjoying it
        i said goodbye to my mother in the vision and felt peace
        my therapist helped me
        the nurse touched my shoulder and it grounded me
        i talked to my therapist about my father's suicide
        suicide is what took my brother, i still miss him
        my friend died of an overdose two years ago
        i want to kill this habit
        i could murder a pizza
        i'd rather die than eat olives lol
        i keep hitting snooze
        i am addicted to this song
        craving chocolate
        i crave connection
        i want to be less of a burden to my back
        i passed out on the couch after dinner
        i'm a nurse
        i want to be a better person
        i want people to like me
        i am a coach myself
        the coach was great
        someone called me yesterday
        it burns my calories
        i pee a lot when i drink coffee
        i can't stand the noise here
        i can't take it anymore, this music is so loud
        i can't believe it
        it was a bad trip but i am fine now
        let me sleep on it
        i need a hug
        help me set an intention
        can you help me
        help
        i need help with my intention
        i don't know what to say
        that hurts
        the session broke my heart open
        i died to my fear and laughed
        i saw death and it was kind to me
        he is dead to me
        this weather will be the death of me
        i almost killed the plant
        i killed it at karaoke
        my phone died
        my battery is dead
        i have a deadline on friday
        crying again but it's a good cry
        missing my brother today
        the old wound hurts
        i feel raw and open
        i felt like a ghost in the session, drifting
        i want to give up smoking
        giving up on perfection
        i ended things with my partner
        life is hard but i am managing
        i'm exhausted from work
        i hate my job
        my sister drives me crazy
        im going crazy with this paperwork
        i had a panic attack once in 2015
        i was anxious in the waiting room then it settled
        i take my blood pressure pills every morning
        my doctor lowered my dose
        i don't drink anymore
        it has been a year since i last cut
        my friend struggled with suicidal thoughts years ago and is fine now
        what if it doesn't work
        will i be able to drive after
        i want to understand my anger
        i want to hit the gym
        i'd like to talk to my mother about it
        can i talk to you about my dream
        i felt trapped as a kid
        i feel stuck on this question
        stop
    """,
}
ROWS = [(kind, line.strip()) for kind, lines in GROUPS.items() for line in lines.strip().splitlines()]


def test_the_table_is_large_enough():
    assert len(ROWS) >= 120


@pytest.mark.parametrize(("kind", "text"), ROWS)
def test_it_raises_no_alarm(kind, text):
    found = assess(text)
    assert found.tier == Tier.NONE, found.evidence
    assert found.categories == ()
    assert found.score < 0.5
