"""Built-in word lists: what negates, argues against, reports and ties in diplomatic English.

Patterns are matched against lower-case text with plain apostrophes and quotation marks (`Sentence.plain`).
"""

from __future__ import annotations

import re

# Words that carry no meaning of their own in a phrase.
EMPTY = frozenset((
    "a", "an", "the", "of", "to", "and", "or", "in", "on", "at", "for", "by", "with", "from", "as", "is",
    "are", "be", "been", "was", "were", "will", "would", "shall", "should", "can", "could", "may", "might",
    "must", "has", "have", "had", "do", "does", "did", "it", "its", "this", "that", "these", "those", "there",
    "here", "their", "them", "they", "he", "she", "his", "her", "him", "we", "our", "us", "i", "my", "me",
    "you", "your", "yours", "all", "any", "some", "more", "most", "such", "each", "both", "which", "who",
    "whom", "whose", "what", "when", "where", "how", "so", "than", "then", "too", "very", "also", "just",
))  # fmt: skip

# Words that any letter between governments may have, whatever it is about: they tell no option from another.
COMMON = frozenset((
    "side", "part", "party", "other", "one", "time", "state", "government", "country", "people", "now", "today", "new",
    "year", "month", "week", "day", "first", "last", "next", "own", "two", "three", "four", "few", "many", "much", "no",
    "not", "nor", "nothing", "never", "only", "even", "ever", "every", "still", "yet", "again", "once", "if", "unless",
    "until", "while", "because", "but", "after", "before", "between", "without", "within", "through", "over", "under",
    "against", "during", "about", "into", "out", "up", "off", "down", "us", "stay", "keep", "make", "take", "go",
    "come", "give", "place", "leave", "say", "let", "see", "set", "get", "put", "ask", "want", "propose", "offer",
    "demand", "accept", "agree", "agreement", "ready", "prepared",
))  # fmt: skip

# Groups of words that mean the same in a letter between governments; a case adds its own.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "end": ("stop", "cease", "halt", "discontinue", "terminate", "bring to an end", "put an end to", "conclude",
            "cancel", "call off"),
    "suspend": ("pause", "freeze", "put on hold", "postpone", "hold off", "stand down"),
    "give up": ("abandon", "relinquish", "renounce", "forgo", "eliminate", "surrender", "dismantle", "scrap", "destroy",
                "get rid of", "hand over", "disarm"),
    "begin": ("start", "open", "launch", "enter into", "resume"),
    "establish": ("set up", "create", "exchange"),
    "lift": ("remove", "revoke", "repeal", "drop", "scrap", "do away with"),
    "ease": ("relax", "loosen", "soften", "relieve", "relief", "waive", "waiver", "lighten"),
    "treaty": ("pact",),
    "agreement": ("accord", "settlement"),
    "talks": ("dialogue", "discussion", "negotiation", "conversation", "consultation"),
    "exercise": ("drill", "manoeuvre", "maneuver", "war game"),
    "withdraw": ("pull back", "move back", "pull out", "leave", "evacuate", "vacate", "redeploy"),
    "troops": ("soldier", "forces", "units", "brigades", "army"),
    "condition": ("precondition", "prerequisite", "requirement"),
    "verify": ("inspect", "verification", "inspection", "monitor", "check"),
    "recognise": ("acknowledge",),
    "halt": ("moratorium",),
    "un": ("united nations",),
}  # fmt: skip

# Idioms in which a word does not have its usual meaning.
IDIOMS = re.compile(
    r"\b(?:(?:at|by|before|until|towards?|in|to) the (?:very )?end(?: of (?:the |this |next )?\w+)?|in the end"
    r"|no end of|put to the test|the test of|test of time|stand(?:s|ing)? the test|leave(?:s)? open|open letter"
    r"|go(?:es|ing)? on|no one|no word)\b"
)

# People who speak for themselves and not for the writer, unless they are called “my” or “our”.
_PEOPLE = (
    r"(?:(?:prime |foreign |defence )?ministers?|presidents?|chairm[ae]n|ambassadors?|advis[eo]rs?|generals?"
    r"|commanders?|secretar(?:y|ies)(?:-general)?|delegates?|envoys?|spokesm[ae]n|senators?|deput(?:y|ies)|parliaments?|opposition"
    r"|press|papers|radio|league|kings?|allies|neighbours|friends|colleagues|experts|lawyers|soldiers|brothers?|sisters?"
    r"|hard-?liners|[a-z]{3,}(?:ians|eans|aelis|ptians))"
)
_WE = r"(?:we|i|my government|this government|our government|our side)"
_THEY = (
    r"(?:you|your (?:\w+ )?(?:government|side|statement|statements|ministry|minister|ambassador|letter|delegation|"
    r"media|party)"
    r"|(?:your|the|his|her|their|some|many|several|certain)(?: of)?(?: (?:my|our|your|the))? (?:[\w-]+ ){0,3}?"
    rf"{_PEOPLE}"
    r"(?: (?:of|in|from|on|among) [\w -]{2,30}?)?|my brothers?(?: [\w-]+){0,3}? minister(?: of \w+)?"
    r"|they|he|she|others|some(?: \w+)?(?: (?:in|of|among) [\w ]{2,30}?)?|many(?: (?:in|of) [\w ]{2,30}?)?"
    r"|(?:those|anyone|men|voices)(?: \w+){0,3}? who|critics|observers|commentators|hard-?liners|opponents|people"
    r"|voices|newspapers|the press"
    r"|(?:my|our) (?:predecessors?|critics|opponents)|(?:earlier|former|previous|past) (?:\w+ )?(?:administrations?|"
    r"governments?|presidents?|letters?))"
)
_REPORTS = (
    r"(?:ha(?:ve|d) (?:me|us)|wrote|writes?|writing"
    r"|said|say|says|saying|state[sd]?|told|tell|tells|ask|asks|asked|asking|demand|demands|demanded|demanding"
    r"|want|"
    r"wants|wanted|urge|urges|urged|call|calls|called|calling|claim|claims|claimed|argue|argues|argued|insist"
    r"|insists|"
    r"insisted|propose|proposes|proposed|press|pressed|describe[sd]?|denounce[sd]?|fear|fears|feared|suspect"
    r"|suspects|"
    r"suspected|worry|worries|believe|believes|believed|think|thinks|thought|assures?|assured|objects?|objected|wish|wishes|wished"
    r"|reject|rejects|rejected)"
)

# Judgements by which a sentence argues against what it speaks of.
_UNWISE = (
    r"(?:wrong|mistaken?|errors?|folly|foolish|unwise|unjust|unfair|unreasonable|absurd|pointless|useless|futile|vain"
    r"|premature|senseless|imprudent|reckless|(?:il|de)lusions?|self-defeating|counter-?productive|no use|no good"
    r"|non-?starters?|unrealistic|un(?:at|ob)tainable|unachievable|impossible|unacceptable|unhelpful|hopeless"
    r"|doomed|fantasy"
    r"|deal-?breakers?|stumbling blocks?)"
)
# What looks like a negation but is none: what follows counts as raised.
NO_NEGATION = re.compile(
    r"\b(?:not (?:only|merely|just|simply)|nothing (?:less|short|other) (?:than|of)|no less than|non-?negotiable"
    r"|not negotiable|not up for|(?:not|no) (?:later|longer) than|not (?:one|a) (?:\w+ )?more"
    r"|no (?:other )?(?:way|choice|alternative|substitute|path|road)\b"
    r"|^(?:might|should|could|would|will|can|must) (?:[\w'-]+ ){1,6}?not\b(?=[^?]{0,200}\?)"
    r"|no doubt|no matter|no question(?! of)|not yet|why not|whether or not|not (?:so )?much longer"
    r"|(?:not|n't|never|no(?: longer)?|cannot) (?:\w+ ){0,2}?(?:wait|delay|delayed|postpone|postponed|forget|ignore|"
    r"ignored|overlook|relax|soften|drop|dropped|abandon our|give up our|give up on|waive|set aside|compromise|"
    r"yield|retreat|back down|rest|accept anything|settle for|be satisfied|enough)"
    rf"|{_UNWISE} not (?:to|asking|demanding|insisting)"
    r"|(?:ask|require|expect|want|demand)\w* (?:\w+ ){0,4}?(?:no longer|not to|never to))\b"
)
# Words that turn a negation into a demand for what follows: "no relief until …", "never without …".
TURNS = re.compile(
    r"\b(?:until|unless|without|before|except|other than|short of|only (?:after|once|when|if)|but for)\b"
)
# Negations: what follows them, up to the end of their clause, is not raised.
NEGATIONS = re.compile(
    r"(?:\b(?:not|never|no|nobody|neither|nor|without|cannot|nothing|hardly)\b|n't\b"
    rf"|\b{_UNWISE}(?: (?:now|today|indeed|at this point|(?:of|for|on) (?:\w+ )?\w+))? (?:to|in)\b"
    r"(?! (?:refuse|reject|delay|postpone|ignore|neglect|keep|forget|leave|wait|abandon|hesitate))"
    r"|\bnon-?starters?\b[^,;]{0,30}? (?:as|like|include|includes|including|are|is)\b"
    r"|\b(?:argue|argued|arguing|advise|advised|caution|cautioned|counsel|counselled|decided|am|are|is|be"
    r"|speak) against\b"
    r"|\b(?:avoid|avoids|avoided|avoiding) (?:demand|insist|ask|requir|press|mak|any|a|the)\w*"
    r"|\bwhy (?:should|would|must) (?:\w+ ){1,3}?(?!not\b)(?=\w)"
    r"|\b(?:refuse|refuses|refused|refusing|decline|declines|declined) to (?:demand|insist|ask|require|call|press"
    r"|make)\b"
    r"|\b(?:refrain|refrains|refrained|abstain|abstained) from\b"
    r"|\b(?:instead of|rather than|far from|apart from|leaving aside|leave aside|leaves aside|quite apart from)\b"
    r"|\b(?:drop|dropped|dropping|deflect|deflected|resist|resisted|resisting|reject|rejected|rejecting|oppose"
    r"|opposed|"
    r"rebuff|dismiss|dismissed|discard|discarded|withstand|turn down|turned down|abandon|withdraw|withdrawn"
    r"|withdrew|set aside|setting aside|put aside|putting aside|waive|"
    r"waived|gave up|given up|abandoned|shelve|shelved|forgo|forswear|forswore|renounce|renounced|ceased|stopped|"
    r"give up|lay aside|laid aside) (?:\w+ ){0,3}?"
    r"(?:demand|demands|insistence|condition|conditions|call|calls|linkage|pressure|temptation|attempts?|idea|asking|"
    r"insisting|demanding|calling)\b)"
)
# Negations that follow what they negate: "… is not a condition", "… can wait".
NEGATED_AFTER = re.compile(
    r"\b(?:is|are|was|were|be|been|being|need|does|do|did|shall|should|will|would|can|could|has|have|had|must|may)"
    r"(?: (?:also|therefore|certainly|simply))?(?:n't| not| never| no longer| no part| neither| none of| nowhere)\b"
    r"|\b(?:can|may|will|should|must) wait\b|\bcannot be\b|\boff the table\b"
    r"|\b(?:is|are|be|was) (?:set|put|laid) aside\b"
    r"|\bfor another (?:day|time|generation)\b|\bha(?:s|ve) no (?:place|part)\b|\b(?:plays?|forms?|is|are) no part\b"
    rf"|\b(?:would|will|could|is|are|was|been|remains?|seems?)(?: \w+)? (?:be )?(?:a |an |pure "
    rf"|sheer )?(?:\w+ )?{_UNWISE}\b"
    r"|\bha(?:s|ve) (?:\w+ ){0,4}?(?:failed|led nowhere|got us nowhere|(?:brought|achieved|gained|given"
    r"|won) (?:us )?nothing)\b"
    r"|\b(?:is|are|was) (?:one|something|a demand) that (?:i|we) (?:\w+ )?(?:refused?|decline|declined|reject"
    r"|rejected)\b"
    r"|\b(?:would|will|could|can|may|might)(?: \w+ly| only| just)? (?:derail|doom|sink|wreck|scuttle|torpedo"
    r"|undermine|"
    r"sabotage|jeopardi[sz]e|poison)\b"
    r"|\bhelps? (?:nobody|no one|neither)\b"
)
# A sentence about demanding, "to insist on …", "demanding …", and what may be said of it in the same clause …
DEMANDING = re.compile(
    r"(?:^|[,;:] |\b(?:that|but|and|since|because) )(?:to (?:demand|insist|require|ask|expect|press|call|make"
    r"|condition)"
    r"|(?:demanding|insisting|requiring|asking|expecting|pressing|making|conditioning)"
    r"|(?:a|the|any|every|such a) (?:\w+ )?(?:demand|insistence)s? (?:for|on|upon|that))\b"
)
SAID_OF_IT = re.compile(r"\b(?:would|will|can|could|may|might|has|have|had|is|was|helps?|leads?|means?|brings?)\b")
# … by which the writer stands by it after all.
IN_FAVOUR = re.compile(
    r"\b(?:fair|right|rightful|necessary|reasonable|legitimate|justified|essential|indispensable|duty"
    r"|no (?:insult|threat)"
    r"|our (?:purpose|aim|goal|policy|position)|what (?:we|i)|the (?:heart|purpose|aim|goal))\b"
)
# Tellings of the past, where nothing in the sentence looks ahead.
PAST = re.compile(
    r"\b(?:was|were|had|did)\b|\b\w{2,}ed\b[^;]* (?:in|until|since|before|by|from) (?:\w+ )?(?:19|20)\d\d\b"
)
AHEAD = re.compile(
    r"\b(?:must|should|would|will|shall|can|could|may|might|ought|ask|asks|asking|want|wants|expect|expects"
    r"|insist|insists"
    r"|demand|demands|require|requires|need|needs|call|calls|propose|proposes|offer|offers|seek|seeks|urge|urges"
    r"|let|please"
    r"|if|unless|ha(?:s|ve) to|ready|prepared|goal|aim|hope|hopes|remains?|committed|now|still)\b"
)
# What might have been: "if we had insisted on …, we would never have …".
UNREAL = re.compile(
    r"\b(?:if (?:\w+ ){1,5}?|^)had (?:\w+ ){0,4}?(?:been|\w+ed|made|held|sought)\b.*\bwould (?:\w+ )?have\b"
)
# Reports of what somebody else says, thinks or wants; they reach up to the end of their clause.
REPORTED = re.compile(
    rf"\b{_THEY} (?:(?:have|has|had|may|might|will|would|do|does|did|can|could|often|still|also|always|once|long|"
    rf"repeatedly|publicly|rightly|wrongly|never|not|in \d{{4}}|again) ){{0,4}}?{_REPORTS}\b"
    rf"|\b(?:according to|in the words of|it (?:has been|was|is) (?:said|claimed|argued|reported)|so-called"
    r"|(?!(?:we|i|which|who|that|government|country|council)\b)\w+ ha(?:s|ve) (?:\w+ly )?(?:demanded|insisted"
    r"|requested|asked|called)"
    r"|(?:undoubtedly|doubtless|no doubt|surely|of course) would (?:like|prefer|love|want)"
    r"|would (?:undoubtedly|doubtless|no doubt|surely|of course) (?:like|prefer|love|want)"
    r"|was accused of|is accused of|rumou?rs?|reports) "
)
# Words by which the writer insists on what somebody else said.
INSISTS = re.compile(
    rf"\b{_WE} (?:\w+ ){{0,3}}?(?:expect|insist|require|demand|call on|call upon|hold you|trust that you|count on)\b"
    r"|\bkeep (?:that|this|your|to that|to your) (?:promise|word|pledge|commitment|undertaking)\b"
    r"|\b(?:honou?r|fulfil|fulfill|live up to) (?:that|this|your|those|these)\b"
    rf"|\band so do {_WE}\b|\b{_WE} agree\b|\bthey are right\b|\band rightly so\b"
)
# Ends of a clause, where the scope of a negation or report ends.
CLAUSE = re.compile(
    r"[;:—–]|\b(?:but|however|yet|although|though|whereas|while|still,|nevertheless|nonetheless|instead,)\b"
    rf"|,? and {_WE}\b|, and (?:those|whoever|anyone|they|he|she)\b|, {_WE}\b|\bbecause\b|, so (?:that )?"
    rf"|, and (?=(?:[\w'-]+ ){{1,8}}?(?:will|would|shall|must)\b)|, which\b|, nor\b|\band (?:then|therefore)\b"
)
# Beginnings of a condition: "if … not" denies nothing.
IF = re.compile(r"\b(?:if|unless|until|should you|as long as|so long as|in case)\b")

# What ties one thing to another.
TIES = re.compile(
    r"\b(?:until|unless|only (?:if|when|after|once|as)|not before|before (?:we|there|any)|once|in exchange for"
    r"|in return(?: for)?|depends? (?:up)?on|dependent (?:up)?on|conditional (?:up)?on|contingent (?:up)?on|linked to"
    r"|tied to|provided(?: that)?|on condition that|condition|conditions|precondition|as soon as|follows? from"
    r"|without which|if and when|as long as|so long as|while|hand in hand|no .{3,60} without|after)\b"
)
