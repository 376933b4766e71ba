"""Built-in word lists for threats and deadlines, plain ones and those of diplomacy.

Patterns are matched against lower-case text with plain apostrophes and quotation marks (`Sentence.plain`).
"""

from __future__ import annotations

import re

# Force and punishment by name.
_PLAIN = (
    r"or else|otherwise we|we will have no (?:choice|alternative|option)|no choice but to|be (?:forced|compelled"
    r"|obliged) to(?! you)"
    r"|(?:(?:most )?(?:grave|serious|severe|dire|terrible)|gravest|unforeseeable|incalculable) consequences"
    r"|the consequences(?! (?:of|for) (?!your?\b))"
    r"|pay (?:a|the|any|an?\s\w+) (?:heavy |high |terrible )?price|pay dearly"
    r"|military (?:option|action|force|strike|means|response)|use (?:of )?force|resort to force|by force|strike first"
    r"|pre-?emptive|fire and fury|annihilat\w+|obliterat\w+|totally destroy|destroy your|crush\w*|retaliat\w+"
    r"|overwhelming (?:force|response)|end of your (?:regime|rule)|regime change|maximum pressure"
    r"|(?:more|new|further|additional|tougher|harsher|crippling|stronger|even harder) "
    r"(?:sanctions|pressure|measures against)|increase the pressure|tighten\w* (?:the )?sanctions|isolat\w+ you"
    r"|will regret|at your peril|at your own risk|last chance|final warning|we warn you|i warn you"
    r"|face the|suffer the|will not hesitate|act alone"
    r"|(?:impos\w+|tighten\w*|extend\w*|enforce\w*|begin|maintain) (?:a |the |this |our )?(?:\w+ )?"
    r"(?:blockade|quarantine)|(?:blockade|quarantine) will"
)
# Options kept, rights reserved.
_OPTIONS = (
    r"all options|every option|(?:all|every) (?:\w+ )?(?:alternatives?|courses?|means) (?:\w+ ){0,3}?"
    r"(?:available|open|disposal|on the table)"
    r"|(?:no|not an?y? single|nor any) (?:option|alternative|course|means)s? (?:\w+ ){0,2}?"
    r"(?:off the table|excluded|ruled out|precluded)"
    r"|(?:keep|keeps|kept|keeping|leave|leaves|leaving|hold|holds|holding) (?:\w+ ){0,3}?options? open"
    r"|(?:not|never|n't|neither|cannot|nor) (?:\w+ ){0,2}?(?:exclude|rule out|preclude|renounce)\w*\b[^,;]{0,40}? "
    r"(?:force|forces|military|means|measures|options?|anything|army|armies|war|sanctions|strikes?)"
    r"|nothing (?:\w+ ){0,3}?(?:excluded|ruled out|off the table)|rul(?:e|es|ing) nothing out|exclud(?:e|es"
    r"|ing) nothing"
    r"|reserv(?:e|es|ed|ing) (?:to (?:our|it|my)sel\w+ )?(?:(?:the|our|its|my|every|full|all|a) ){0,2}"
    r"(?:right|rights|freedom|liberty|option|options)"
    r"|(?:retain|retains|retaining|keep|keeps|keeping) (?:the|our|its|my|every|full|all)(?: \w+){0,2} "
    r"(?:right|rights|freedom|means|liberty)|free(?:dom)? (?:of action|to act)|a free hand"
    r"|(?:feel|consider|hold|regard|deem) (?:our|it|my)sel(?:f|ves) (?:free|entitled|released|no longer bound)"
    r"|(?:feels?|be|is|are) free to (?:act|take|seek|use|resort|respond|pursue)"
    r"|at (?:a|the) time and (?:a |the )?(?:place|manner) of (?:our|its|my) (?:own )?choosing"
    r"|(?:whatever|such|all|any|every|those|the) (?:\w+ )?(?:means|measures?|steps?|action)\b[^,;]{0,50}? "
    r"(?:security|defen[cs]e|defend|protect\w*|safeguard|survival|vital interests?|judges?|deems?|sees? fit)"
    r"|by (?:all|any|whatever) (?:\w+ )?means|by other means|other means of"
    r"|(?:in|by) (?:the|a|any) (?:way|manner|means) (?:(?!you\b)\w+ ){0,3}?(?:sees? fit|deserves?|deems?)"
)
# Answers, limits and blame that are left to the reader's imagination.
_VEILED = (
    r"(?:full|sole|entire|whole|heavy|grave|the|all) (?:\w+ )?(?:responsibility|blame) (?:[\w']+ ){0,8}?"
    r"(?:with|on|upon|to|be) (?:you|yours|your \w+)\b|bear (?:the |a )?(?:full |sole |entire |heavy "
    r"|whole )?responsibility"
    r"|draw (?:our|the|its|my|all|such) (?:own )?(?:\w+ )?(?:conclusions?|consequences?)"
    r"|(?:not|never|n't) (?:\w+ ){0,2}?(?:remain|stay|go|pass|be left|stand) (?:unanswered|unpunished|without "
    r"(?:an answer|a response|consequences?)|idle|idly|indifferent|by while|aside while|silent)"
    r"|stand idly by|(?:fitting|crushing|resolute|decisive|forceful|devastating) (?:\w+ )?(?:rebuff|response"
    r"|answer|reply)"
    r"|be met (?:with|by) (?:\w+ ){0,4}?(?:force|firmness|resolve|resistance)"
    r"|(?:forces|army|armies|troops|navy|air force|fleet|missiles) (?:\w+ )?(?:are|is|stand|stands|remain) (?:\w+ )?"
    r"(?:ready|prepared|on alert|at readiness|poised)|ready to fight|(?:no one|nobody"
    r"|none)[^,;]{0,40}? beyond (?:the )?reach of (?:our|its|my)|have the last word"
    r"|(?:take|taken) (?:us|me|our government) at (?:our|my|its) word|(?:not|no one|nobody|n't) (?:\w+ ){0,3}?"
    r"(?:test|doubt|underestimate|misjudge|mistake) (?:our|my|the|this) (?:\w+ )?(?:resolve|will|patience"
    r"|determination|"
    r"restraint|capabilit\w+|readiness|alliance|strength)"
    r"|(?:unwise|dangerous|mistake|folly|foolish|imprudent|rash) to (?:test|doubt|underestimate|misjudge|provoke"
    r"|try|mistake)"
    r"|(?:our|my|its|the|this) (?:\w+ )?(?:patience|restraint|forbearance)\b[^,;.]{0,60}? (?:limits?|limited|endless|"
    r"unlimited|infinite|exhausted|wearing|ends?|end)\b|our patience|(?:run|ran|running) out of patience"
    r"|(?:limits?|end) (?:of|to) (?:our|my|its|the) patience|patience for weakness|a red line|our red lines?"
    r"|(?:relations|relationship|friendship|ties|alliance|co-?operation|aid|assistance|support)\b[^,;.]{0,50}? "
    r"(?:suffer"
    r"|not (?:remain|stay|be) (?:as|what) they|never (?:again )?(?:be|remain)"
    r"|be affected|be reviewed|be reassessed|be harmed|be endangered|be at risk|be in question|not survive)"
    r"|(?:reassess|reconsider|review|re-examine)\w* (?:our|its|my|the) (?:\w+ )?(?:relations|relationship|aid|ties)"
    r"|(?:not|n't|never) (?:\w+ )?(?:want|wish|like|care) to (?:see|think|imagine|say|contemplate|know) (?:of )?what"
    r"|what (?:must|will|would|might|may|could|has to) (?:then |otherwise )?(?:follow|come|happen) "
    r"(?:if|unless|should|then|otherwise)|nothing (?:left|more|further) to (?:negotiate|discuss|talk about|say)"
    r"|(?:the time|time) (?:for|of) (?:talk|talks|talking|words|diplomacy|patience) (?:is|will be"
    r"|would be) (?:over|past)"
    r"|no (?:alternative|choice|option|way|recourse|other course) (?:but|except|other than)"
    r"|(?:will|would|shall) (?:know|see|face|bring) (?:\w+ ){0,2}?(?:instability|chaos|war|ruin|disaster)"
    r"|(?:leave|leaves|left|leaving) (?:us|me|my \w+|our \w+) (?:with )?no (?:other )?(?:alternative|choice"
    r"|option|course)"
)
# What is foretold, regretted or withdrawn, so that the reader may expect harm: compulsion, prices, an end of restraint.
_FORETOLD = (
    r"(?:regrettable|unfortunate|regret it|sorry|pity|sad)\b[^.;]{0,60}? (?:oblig\w+|forc\w+|compel\w*|driven"
    r"|called upon|come to (?:the point|that|blows)|ignored|unheeded|other (?:ways|means|methods))"
    r"|(?:be|feel|find (?:our|it|my)sel(?:f|ves)|consider (?:our|it|my)sel(?:f|ves)) (?:\w+ )?"
    r"(?:compelled|obliged|forced|driven|constrained) to(?! you)"
    r"|consequences (?:\w+ ){0,2}?(?:would|will|could|may|might) (?:\w+ ){0,2}?(?:follow|be|ensue)"
    r"|consequences (?:that|which) (?:\w+ ){1,4}?(?:control|foresee|want|wish|undo|repair)"
    r"|(?:there (?:will|would) be|comes? (?:at|with)|carr(?:y|ies)|have|has) a (?:\w+ )?(?:price|cost)\b(?! of)"
    r"|(?:price|costs?) [^.;,]{0,50}?(?:will|would) (?:\w+ )?(?:mount|rise|grow|be (?:heavy|high|paid|severe|yours))"
    r"|(?:will|would|shall|should)(?! you) (?:then )?have to (?:consider|look (?:at|for)|seek|resort"
    r"|think (?:of|about)|weigh|find|examine|take) (?:\w+ ){0,3}?(?:measures?|steps?|remed\w+"
    r"|elsewhere|ways|means|courses?|methods)"
    r"|other than peaceful|(?:cannot|could not|can|could|will|would)(?: no longer)? (?:be held responsible|answer|vouch"
    r"|be answerable) for (?:the )?(?:\w+ )?(?:conduct|acts?|actions?|safety|what|consequences|calm|restraint)"
    r"|(?:not|never|n't) (?:be )?(?:mistaken?|confused?|taken|take|misread) (?:\w+ )?(?:for|as|with) (?:\w+ )?weakness"
    r"|(?:prepared|ready|equipped) for (?:every|any|all|the) (?:eventualit\w+|contingenc\w+|outcomes?|worst|war)"
    r"|can only (?:lead|end|result|bring)[^.;]{0,30}? (?:collision|disaster|catastrophe|conflict|war|ruin|confrontation"
    r"|bloodshed|escalation)|(?:could|would|will|can|may)(?: not|n't) (?:outlive|outlast|survive)"
    r"|will (?:\w+ )?learn what|(?:be the )?first to (?:feel|suffer|pay)|(?:into|in) (?:our|my) own hands"
    r"|(?:abandon|give up|end|cast off|drop) (?:the|our|my|all|its) (?:\w+ )?(?:restraint|forbearance|moderation)"
    r"|restraint (?:that )?(?:\w+ ){0,4}?(?:cannot|will not|could not|must not) (?:\w+ )?(?:last|continue|be)"
    r"|within (?:our|the|easy) (?:\w+ )?(?:range|reach) of (?:our|its|my)|within our (?:range|reach)"
    r"|nothing (?:left )?but our (?:\w+ )?(?:arms|artillery|guns|army|weapons|forces)"
    r"|limits? to what [^.;]{0,60}?(?:bear|endure|suffer|tolerate|accept|swallow)\b"
)
# A threat in parts: a condition, a hostile act in it, and an answer to that by the writer or by nobody named.
CONDITION = re.compile(r"\b(?:if|should|were|unless|any|anyone|whoever|those who)\b")
HOSTILE = re.compile(
    r"\b(?:attack\w*|by force|forcibl\w+|harm\w*|at risk|in danger|threat\w*|violat\w*|refus\w*|provo\w+|invad\w+"
    r"|invasion|strik\w+|struck|explo\w+|seiz\w+|reject\w*|fail\w*|piracy|aggress\w*|hostil\w*|breach\w*|encroach\w*|infring\w*"
    r"|nothing else)\b"
)
ANSWER = re.compile(
    r"\b(?:will|would|shall|must)(?! you) (?:\w+ ){0,3}?(?:defend|protect|answer|answered|respond|react|strike|fight"
    r"|resist|repel|met|retaliate|punish|punished)\b"
    r"(?! (?:in kind|with (?:relief|a step|good)|by (?:eas|lift|suspend)ing))"
    r"|\b(?:response|answer|reply|reaction) (?:will|would|shall) be\b"
    r"|\b(?:armed forces|army|navy|soldiers|commanders) (?:[\w' ]{1,20} )?know (?:their|its) duty\b"
)
# Goodwill that ends on a condition which is not that the reader agrees: “unless …, our aid would cease”.
AGREED = re.compile(
    r"\b(?:agree\w*|accept\w*|likewise|the same(?! (?:hour|day|night|week|month|year))|in return"
    r"|in exchange|too|yours|part)\b"
)
_GOODWILL = (
    r"(?:aid|assistance|co-?operation|support|suppl(?:y|ies)|deliver(?:y|ies)|credits?|loans?|payments?|contributions?"
    r"|contingents?|relations|ambassador|envoys?|observers?|friendship|trade)"
)
ENDED = re.compile(
    rf"\b(?:will|would|shall|must) (?:\w+ )?(?:withdraw|suspend|cease|cut off|halt|stop|freeze|withhold|break off"
    rf"|recall|end|review) (?:(?:our|all|the|its|my|any|further) ){{0,2}}(?:\w+ )?{_GOODWILL}\b"
    rf"|\b{_GOODWILL} (?:[\w']+ ){{0,3}}?(?:will|would|shall|must|could not) (?:\w+ )?(?:cease|end|stop|be (?:cut"
    rf"|withdrawn|suspended|withheld|broken|halted|ended|reviewed|frozen)|go on|continue)\b"
    r"|\b(?:measures?|steps|action) (?:will|would|shall|must) (?:\w+ )?(?:be (?:taken|adopted)|follow)\b"
)
THREATS = re.compile(rf"\b(?:{_PLAIN}|{_OPTIONS}|{_VEILED}|{_FORETOLD})\b")

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr"
    r"|jun|jul|"
    r"aug|sept?|oct|nov|dec)"
)
_DAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_NUMBER = (
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|twenty|thirty|forty|sixty|ninety|"
    r"a|an|a few|the next \w+)"
)
_SPAN = r"(?:hours?|days?|weeks?|months?|years?)"
_SEASON = r"(?:spring|summer|autumn|fall|winter|(?:rainy|dry|flood) season|rains)"
_DATE = (
    rf"(?:the )?(?:(?:end|close|middle|beginning|start|(?:first|second|third|last) (?:week|day|half)) of )?"
    rf"(?:this |next |the |the coming |noon on |early |late )?(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? )?"
    rf"(?:{_MONTH}\b(?: \d{{1,2}}\b)?(?: (?:20|19)\d{{2}})?|{_DAY}\b|\d{{4}}-\d{{2}}-\d{{2}}|(?:20|19)\d{{2}}\b"
    rf"|(?:week|month|year)\b|{_SEASON}\b|tomorrow\b|tonight\b|midnight\b|noon\b)"
)
# "until" sets a deadline for the reader only in company: "you have until", "open until".
_UNTIL = (
    r"(?:(?:have|has|had|given?|gives|giving|open|valid|good|stands?|hold|holds|wait|lasts?|available) "
    r"(?:\w+ ){0,2}?)until"
)
_ASKED = r"(?:must|shall|should|ha[sd] to|have to|needs? to|ought to|expect|ask|require|demand|insist)"
DEADLINES = re.compile(
    rf"\b(?:by|before|ahead of|prior to|in advance of|no later than|not later than|latest on|{_UNTIL}) {_DATE}"
    rf"|\b{_ASKED}\b[^;:]{{0,80}}? (?:before|ahead of|prior to|in time for)\b[^,;:]{{3,70}}? (?:on|in) (?:the )?"
    rf"(?:early |late )?(?:\d{{1,2}}(?: of)? )?(?:{_DAY}|{_MONTH})\b|\b{_ASKED}\b[^;:]{{0,60}}? by the time\b"
    rf"|\bmust\b[^;:]{{0,60}}? when\b[^;:,]{{3,60}}? on {_DAY}"
    rf"|\bafter {_DATE}[^;:]{{0,40}}? (?:no longer|lapse|withdraw\w*|expire|too late|not be)\b"
    rf"|\bwithin (?:the next )?{_NUMBER}(?: \w+)? {_SPAN}\b|\b{_NUMBER} {_SPAN} from (?:now|today|the date)\b"
    rf"|\bin no more than {_NUMBER} {_SPAN}\b|\b(?:a |the |this |our )?(?:deadline|ultimatum|time limit)\b"
    rf"|\b(?:give|gives|giving|allow|allows|grant|grants|have|has) (?:\w+ ){{0,3}}?{_NUMBER} {_SPAN}(?:,? and"
    rf"| to\b| in which)"
    rf"|\bopen (?:only )?for (?:only )?{_NUMBER} (?:\w+ )?{_SPAN}\b"
    rf"|\bnot (?:one|a|another|a single) (?:{_SPAN} )?(?:more|longer)\b"
    r"|\btime is (?:running out|short)\b|\bruns? out of time\b"
    r"|\b(?:offer|proposal) (?:expires|lapses|ends|stands until)\b"
    r"|\bwindow (?:is closing|will close)\b|\bimmediately or\b|\bat once or\b|\bwithout further delay\b"
)
# A year in a cue of time: one that is over sets no deadline.
YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
# What tells that a sentence asks for something or offers it, whatever that is.
ASKS = re.compile(
    r"\b(?:must|should|shall|ought|would(?! be (?:glad|grateful|pleased|happy|honou?red))|asks?"
    r"|demands?|requires?|expects?|insists?|calls? (?:on|for|upon)|needs?"
    r"|ha(?:s|ve) to|wants?|proposes?|urges?|seeks?|let|please|prepared to|ready to|willing to)\b"
)
# Who promises, or what is no more than possible, before a time; and what tells that something is wanted all the same.
OWN_OR_POSSIBLE = re.compile(r"\b(?:we|i|us|my|our|could|might|may)\b")
YOU = re.compile(r"(?<!write to )(?<!tell )(?<!assure )\byou(?:r|rs)?\b")
WANTED = re.compile(
    r"\b(?:must|ought|ask|asks|expect|expects|require|demand|demands|insist|insists|want|wants|need|needs|call"
    r"|like|answer|reply|hear|"
    r"request|urge|await|wait|have to have|give|gives|allow|grant|offer|proposal)\b"
)
