"""Built-in word lists: what negates, reports, ties, threatens and sets a deadline in diplomatic English.

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
}  # fmt: skip

# Idioms in which a word does not have its usual meaning.
IDIOMS = re.compile(
    r"\b(?:(?:at|by|before|until|towards?|in|to) the (?:very )?end(?: of (?:the |this |next )?\w+)?|in the end"
    r"|no end of|put to the test|the test of|test of time|stand(?:s|ing)? the test|leave(?:s)? open|open letter)\b"
)

_WE = r"(?:we|i|my government|this government|our government|our side)"
_THEY = (
    r"(?:you|your (?:\w+ )?(?:government|side|statement|statements|ministry|minister|ambassador|letter|delegation|"
    r"media|party)"
    r"|they|he|she|others|some(?: \w+)?(?: (?:in|of|among) [\w ]{2,30}?)?|many(?: (?:in|of) [\w ]{2,30}?)?"
    r"|critics|observers|commentators|hard-?liners|opponents|people|voices|newspapers|the press"
    r"|(?:my|our) (?:predecessors?|critics|opponents)|(?:earlier|former|previous|past) (?:\w+ )?(?:administrations?|"
    r"governments?|presidents?|letters?))"
)
_REPORTS = (
    r"(?:said|say|says|saying|state[sd]?|told|tell|tells|ask|asks|asked|asking|demand|demands|demanded|demanding|want|"
    r"wants|wanted|urge|urges|urged|call|calls|called|calling|claim|claims|claimed|argue|argues|argued|insist|insists|"
    r"insisted|propose|proposes|proposed|press|pressed|describe[sd]?|denounce[sd]?|fear|fears|feared|suspect|suspects|"
    r"suspected|worry|worries|believe|believes|believed|think|thinks|thought|assures?|assured|objects?|objected|reject|rejects|rejected)"
)

# What looks like a negation but is none: what follows counts as raised.
NO_NEGATION = re.compile(
    r"\b(?:not (?:only|merely|just|simply)|nothing (?:less|short|other) (?:than|of)|no less than|non-?negotiable"
    r"|not negotiable|not up for|no (?:other )?(?:way|choice|alternative|substitute|path|road)\b"
    r"|no doubt|no matter|no question|not yet|why not|whether or not|not (?:so )?much longer"
    r"|(?:not|n't|never|no(?: longer)?|cannot) (?:\w+ ){0,2}?(?:wait|delay|delayed|postpone|postponed|forget|ignore|"
    r"ignored|overlook|relax|soften|drop|dropped|abandon our|give up our|give up on|waive|set aside|compromise|"
    r"yield|retreat|back down|rest|accept anything|settle for|be satisfied|enough)"
    r"|(?:ask|require|expect|want|demand)\w* (?:\w+ ){0,4}?(?:no longer|not to|never to))\b"
)
# Words that turn a negation into a demand for what follows: "no relief until …", "never without …".
TURNS = re.compile(
    r"\b(?:until|unless|without|before|except|other than|short of|only (?:after|once|when|if)|but for)\b"
)
# Negations: what follows them, up to the end of their clause, is not raised.
NEGATIONS = re.compile(
    r"(?:\b(?:not|never|no|neither|nor|without|cannot|nothing)\b|n't\b"
    r"|\b(?:refrain|refrains|refrained|abstain|abstained) from\b"
    r"|\b(?:instead of|rather than|far from|apart from|leaving aside|leave aside|leaves aside|quite apart from)\b"
    r"|\b(?:drop|dropped|dropping|withdraw|withdrawn|withdrew|set aside|setting aside|put aside|putting aside|waive|"
    r"waived|gave up|given up|abandoned|shelve|shelved|forgo|forswear|forswore|renounce|renounced|ceased|stopped|"
    r"give up|lay aside|laid aside) (?:\w+ ){0,3}?"
    r"(?:demand|demands|insistence|condition|conditions|call|calls|linkage|asking|insisting|demanding|calling)\b)"
)
# Negations that follow what they negate: "… is not a condition", "… can wait".
NEGATED_AFTER = re.compile(
    r"\b(?:is|are|was|were|be|been|being|need|does|do|did|shall|should|will|would|can|could|has|have|had|must|may)"
    r"(?: (?:also|therefore|certainly|simply))?(?:n't| not| never| no longer| no part| neither| none of| nowhere)\b"
    r"|\b(?:can|may|will|should|must) wait\b|\bcannot be\b|\boff the table\b"
    r"|\b(?:is|are|be|was) (?:set|put|laid) aside\b"
    r"|\bfor another (?:day|time|generation)\b|\bhas no place\b|\bhave no place\b|\b(?:plays?|forms?|is|are) no part\b"
)
# Reports of what somebody else says, thinks or wants; they reach up to the end of their clause.
REPORTED = re.compile(
    rf"\b{_THEY} (?:(?:have|has|had|may|might|will|would|do|does|did|can|could|often|still|also|always|once|long|"
    rf"repeatedly|publicly|rightly|wrongly|never|not|in \d{{4}}|again) ){{0,4}}?{_REPORTS}\b"
    rf"|\b(?:according to|in the words of|it (?:has been|was|is) (?:said|claimed|argued|reported)|so-called"
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
    rf"|,? and {_WE}\b|, {_WE}\b|\bbecause\b|, so (?:that )?|, which\b|, nor\b|\band (?:then|therefore)\b"
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

THREATS = re.compile(
    r"\b(?:or else|otherwise we|we will have no (?:choice|alternative|option)|no choice but to|be forced to|"
    r"be compelled to|(?:grave|serious|severe|dire|terrible|the) consequences|"
    r"pay (?:a|the|any|an?\s\w+) (?:heavy |high |terrible )?price|pay dearly|all options|every option|"
    r"military (?:option|action|force|strike|means|response)|use of force|resort to force|by force|strike first|"
    r"pre-?emptive|fire and fury|annihilat\w+|obliterat\w+|totally destroy|destroy your|crush\w*|"
    r"overwhelming (?:force|response)|end of your (?:regime|rule)|regime change|maximum pressure|"
    r"(?:more|new|further|additional|tougher|harsher|crippling|stronger|even harder) "
    r"(?:sanctions|pressure|measures against)|increase the pressure|tighten\w* (?:the )?sanctions|isolat\w+ you|"
    r"will regret|at your peril|at your own risk|last chance|final warning|our patience|we warn you|i warn you|"
    r"face the|suffer the|will not hesitate|act alone|run out of patience|"
    r"(?:impos\w+|tighten\w*|extend\w*|enforce\w*|begin|maintain) (?:a |the |this |our )?(?:\w+ )?"
    r"(?:blockade|quarantine)|(?:blockade|quarantine) will)\b"
)
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|"
    r"aug|sept?|oct|nov|dec)"
)
_DAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_NUMBER = (
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|thirty|sixty|ninety|"
    r"a|an|a few|the next \w+)"
)
_SPAN = r"(?:hours?|days?|weeks?|months?|years?)"
DEADLINES = re.compile(
    rf"\b(?:by|before|until|no later than|not later than|latest on) (?:the )?"
    rf"(?:(?:end|close|middle|beginning|start) of )?"
    rf"(?:this |next |the |noon on )?(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? )?(?:{_MONTH}\b(?: \d{{1,2}})?|{_DAY}\b|"
    rf"\d{{4}}-\d{{2}}-\d{{2}}|(?:20|19)\d{{2}}\b|(?:week|month|year|spring|summer|autumn|winter)\b|tomorrow\b|"
    rf"midnight\b|noon\b)"
    rf"|\bwithin (?:the next )?{_NUMBER}(?: \w+)? {_SPAN}\b|\b{_NUMBER} {_SPAN} from (?:now|today|the date)\b"
    rf"|\bin no more than {_NUMBER} {_SPAN}\b|\b(?:a |the |this |our |no )?(?:deadline|ultimatum|time limit)\b"
    r"|\btime is (?:running out|short)\b|\bruns? out of time\b"
    r"|\b(?:offer|proposal) (?:expires|lapses|ends|stands until)\b"
    r"|\bwindow (?:is closing|will close)\b|\bimmediately or\b|\bat once or\b|\bwithout further delay\b"
)
