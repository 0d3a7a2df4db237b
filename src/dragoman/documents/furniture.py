"""Tables of what pages print around an article: a pattern for each kind of line that is not the article."""

from __future__ import annotations

import re

__all__ = [
    "ANNOUNCEMENT",
    "BIO",
    "BYLINE",
    "CAPTION",
    "CLOSER",
    "FURNITURE_WORDS",
    "IN_RESPONSE",
    "NOTICE",
    "OUTLET",
    "REACTION",
    "TRADE",
]


def _line(*forms: str) -> re.Pattern[str]:
    """A pattern that must fill the line, but for marks and white space at its ends."""
    return re.compile(r"\W*(?:" + "|".join(forms) + r")\W*$", re.IGNORECASE)


def _start(*forms: str) -> re.Pattern[str]:
    return re.compile(r"\W*(?:" + "|".join(forms) + ")", re.IGNORECASE)


# Lines after which readers' comments stand; "0 comments" announces nothing.
ANNOUNCEMENT = _line(
    r"[1-9][\d,.]* (?:reader |user )?(?:comments?|replies|responses|thoughts|reactions)(?: so far)?",
    r"[1-9][\d,.]* (?:comments?|replies|responses|thoughts) (?:to|on|for)\b.{1,150}",
    r"(?:reader|user|all|top|top rated|readers'|readers’|your|latest|recent|newest|oldest)? ?comments?"
    r"(?:\W*\d[\d,.]*)?(?:\W*(?:so far|closed))?",
    r"comments? (?:on|to|for)\b.{1,150}",
    r"(?:reader |your )?(?:feedback|discussion|responses|replies|reactions|what readers say)(?:\W*\d+)?",
    r"join the (?:discussion|conversation)",
    r"(?:comment sorting|sort(?:ed)? by.{0,30}|newest first|oldest first)",
)

# Lines that end the comments, or a comment.
CLOSER = _start(
    r"leave (?:a |your )?(?:reply|comment|message)",
    r"(?:post|add|write|submit) (?:a|your) (?:comment|reply|response)\b.{0,20}$",
    r"(?:share|tell us) (?:your thoughts|what you think)\b.{0,30}$",
    r"comments? (?:are|is|have been|has been) (?:now )?(?:closed|disabled|moderated)",
    r"comments? (?:policy|guidelines|rules)\b.{0,30}$",
    r"(?:this|the) (?:forum|thread|discussion|topic) (?:has been|is) (?:now )?(?:closed|locked)",
    r"(?:show|load|view|read|see) (?:more|all|older|newer|previous|next|new)\b.{0,40}"
    r"(?:comments?|replies|responses)",
    r"(?:older|newer|previous|next) (?:comments|posts?|articles?|story)\b",
    r"(?:blog )?comments powered by",
    r"you must (?:be|log|sign)",
    r"(?:log|sign) in to (?:post|comment|reply)",
    r"your e-?mail (?:address )?will not",
    r"more (?:in|from|on|about) .{1,40}$",
    r"(?:related|recent|latest|popular|trending|recommended|most (?:read|popular|viewed|commented|shared))"
    r"(?: (?:articles?|stories|posts?|news|topics?|links?|comments|on .{1,30}))?\W*$",
    r"(?:you (?:may|might) also (?:like|enjoy)|also (?:read|on)\b.{0,40}|read (?:next|more|also))"
    r"\W*$",
    r"about (?:us|the authors?|this (?:site|blog|page)|me)\b.{0,20}$",
    r"(?:subscribe|sign up|follow us|newsletter|advertisement|archives?|categories|tags|contact)\b.{0,40}$",
    r"(?:©|copyright\b|\(c\) \d{4}|all rights reserved|powered by|terms (?:of|and)|privacy policy)",
)

# What buttons under a comment say.
REACTION = _line(
    r"(?:reply|replies|recommend(?:ed)?|likes?|dislikes?|share|report(?: abuse| this)?|flag|permalink|link|"
    r"quote|edit|delete|up ?vote|down ?vote|thumbs? (?:up|down)|log in to reply|reply to this(?: comment)?|"
    r"helpful|rate this|(?:view|show|hide) replies|collapse|expand|more|respond)(?:\W*\d{1,5})?",
    r"(?:(?:reply|share|like|report|quote|recommend|flag|\d{1,5})\W+){1,6}"
    r"(?:reply|share|like|report|quote|recommend|flag|\d{1,5})",
    r"(?:rating|score|votes?|likes?|points?)\W*-?\d{1,6}(?: (?:votes?|points?|likes?))?",
    r"\d{1,6}(?: (?:votes?|points?|likes?|replies|reply|people like this))?",
)

IN_RESPONSE = re.compile(r"\W*in (?:response|reply)(?: to:?\s*@?(?P<name>[^:]{1,40}?))?\W*$", re.IGNORECASE)

BYLINE = _start(
    r"by:?\s+(?-i:[A-Z])[\w.'’-]*(?:[\s,&]+[\w.'’-]+){0,6}?\s*(?:$|[|/,•·–—])",
    r"(?:written|reported|edited|compiled|posted|reporting|words) by\b.{1,80}$",
    r"(?:(?:first |last |originally )?(?:published|updated|posted|modified|issued)\b).{0,105}$",
    r"(?:date|time|author|writer|correspondent|source)\s*:.{1,80}$",
    r"from our (?:\w+ )?(?:correspondents?|staff|reporters?)\b.{0,40}$",
    r"(?:staff|our|special|web) (?:reporter|correspondent|writer|desk|report)s?\b.{0,40}$",
)

_TRADES = (
    r"(?:research(?:er)?|associate|fellow|professor|lecturer|journalist|analyst|editor|columnist|correspondent|"
    r"writer|scholar|author|consultant|student|diplomat|ambassador|economist|historian|lawyer|reporter|freelancer?|"
    r"academic)"
)

# A note on the author that tells by itself.
BIO = re.compile(
    r"\W*(?i:the|this|our) (?:guest |former )?(?:writer|author|columnist|correspondent|contributor)s?"
    r"(?:’s|'s)?\b.{0,60}?\b(?:is|has|can|works?|teach(?:es)?|views|tweets?|writes?|blogs?)\b"
    rf"|\W*(?:[A-Z][\w.'’-]* ){{1,4}}is (?:an?|the) (?:[\w-]+,? ){{0,5}}{_TRADES}\b"
    r"|\W*(?i:he|she|they|\w+ \w+) (?:can be (?:reached|contacted|followed)|tweets|blogs) (?:at|on|as|@)"
)

# One that tells only below a name; "A lawyer for the family said" may end an article.
TRADE = re.compile(
    rf"\W*(?:(?i:an?|the) )?(?:[\w-]+,? ){{0,3}}{_TRADES}\b"
    r".{0,200}\b(?:at|of|for|with|from|in|based|working)\b"
)

# An outlet on itself: "The Almanac is the oldest magazine of ...", "Almanac Complete Magazine for ...".
_OUTLETS = (
    r"(?i:magazine|newspaper|web ?site|portal|journal|publication|daily|weekly|monthly|blog|platform|newsletter|"
    r"news (?:site|agency|service|outlet)|think[ -]tank)"
)
OUTLET = re.compile(
    rf"\W*(?:[A-Z][\w.'’&-]* ){{1,6}}(?:is|are) (?:an?|the|your) .{{0,60}}?\b{_OUTLETS}\b.{{0,40}}"
    r"\b(?:for|of|dedicated|covering|devoted|providing|featuring|written|published|offering|that (?:covers|offers))\b"
    rf"|\W*(?:[A-Z][\w.'’&-]* ){{2,9}}?{_OUTLETS} (?:for|of|on|dedicated to|devoted to) "
)

# A picture's credit, or a line that says it is one.
CAPTION = re.compile(
    r"^\W*(?:photo(?:graph)?s?|images?|pictures?|file photo|pic|credits?|caption|foto|illustration|graphic|"
    r"video)(?: (?:by|credit|courtesy|source|caption))?\s*[:：/©-]"
    r"|^\W*(?:photo|image|picture|illustration|photograph)s? (?:by|courtesy|credit|from|via)\b"
    r"|[(\[](?:\w+ ){0,3}(?:photo|image|picture|ap|afp|reuters|getty|file|epa|xinhua)\b[^)\]]{0,80}[)\]]\W*$"
    r"|\b(?:getty images|/ ?(?:afp|reuters|getty|ap|epa)|file photo|shutterstock|ap photo|afp photo|"
    r"(?:photo|image|picture|credit|courtesy)\s?[:：]\s?[^.]{1,50})\W*$",
    re.IGNORECASE,
)

# Whole lines and openings that are the page talking about itself.
NOTICE = _start(
    r"(?:facebook|twitter|disqus) (?:conversations?|comments?)\W*$",
    r"this (?:site|website|page|blog) uses\b",
    r"(?:we|this site) uses? cookies",
    r"send (?:your )?(?:comments|questions|letters|feedback)\b.{0,30}\bto\b",
    r"(?:required|mandatory) fields are",
    r"(?:skip|jump) to (?:main |the )?(?:content|navigation)",
    r"(?:click|tap) here\b",
    r"(?:comment sorting|sort(?:ed)? by)\b.{0,30}$",
    r"(?:share|tweet|print|e-?mail|save)(?: (?:this|on|via)\b.{0,40})?\W*$",
    r"(?:enter|type) your\b",
    r"(?:related|see also|read also|also read|filed under|tagged(?: with| as)?|tags|categories|category)\s*:",
    r"get .{1,60} (?:delivered|in your inbox|to your inbox)",
    r"(?:datenschutz|impressum|política de privacidade?|termos de uso|mentions légales)\W*$",
    r"(?:プライバシーポリシー|利用規約)\W*$",
)

# Words of menus, buttons, notices and lists of links: how many a line has is a feature of the classifier.
FURNITURE_WORDS = frozenset(
    """
    account advertise advertisement advertising alerts app archive archives browser careers caption click
    close comment comments contact cookie cookies copyright credit disclaimer donate download editor
    email facebook feedback follow gallery getty help home image images inbox instagram javascript latest
    linkedin loading log login member membership menu more navigation newsletter newsletters next photo
    photos pinterest podcast policy popular posted posts powered previous print privacy published read
    recent recommended register registered related reply reserved rss search see share shop sign signup
    sitemap skip sponsored subscribe subscriber subscribers subscription support tags terms top trending
    tweet twitter updated video videos view watch whatsapp youtube
    """.split()
)
