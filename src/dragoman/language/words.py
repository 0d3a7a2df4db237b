"""Closed classes of English words that the shallow grammar stands on: sets of lower-case words, nothing else."""

__all__ = [
    "ADVERBS",
    "AUXILIARIES",
    "BE",
    "BOUNDARIES",
    "CLAUSE_OPENERS",
    "CONJUNCTIONS",
    "DETERMINERS",
    "LIGHT_VERBS",
    "PREPOSITIONS",
    "PRONOUNS",
    "RELATIVES",
    "REPORTING",
    "TIME_NAMES",
]

PREPOSITIONS = frozenset(
    "of in on at to from by with for against between among into onto over under about towards toward through during "
    "without within across near outside inside via upon amid amidst after before since until despite besides beyond "
    "regarding concerning along alongside around off like versus vis behind above below per as".split()
)
DETERMINERS = frozenset(
    "the a an this that these those his her its their our my your no any some each every another such both all "
    "several many few two three four first second third last latest one other".split()
)
PRONOUNS = frozenset("he she it they".split())
RELATIVES = frozenset("who which that whose whom".split())
BE = frozenset("be is are was were been being am 're".split())
AUXILIARIES = BE | frozenset(
    "has have had having do does did will would shall should may might can could must cannot ca wo 'll 'd 've to not "
    "n't never get got gets".split()
)
ADVERBS = frozenset(
    "also again ever already still now then soon later earlier once twice even only just thus therefore indeed "
    "however instead meanwhile often always almost nearly yet both together first jointly twice rather hence further "
    "separately so far ago today yesterday".split()
)
#: Prepositions that more often open a clause: "after Russia refused".
CLAUSE_OPENERS = frozenset("after before since until once as than".split())
CONJUNCTIONS = frozenset("and or nor &".split())
#: Words that open another clause: no subject or object is sought beyond them.
BOUNDARIES = frozenset(
    "; : ( ) [ ] -- — – because while whereas although though but when whenever where if unless until whether "
    "why how what since than lest".split()
)
#: Verbs of saying and thinking: what follows is another clause with its own subject.
REPORTING = frozenset(
    "say says said saying tell tells told believe believes believed claim claims claimed report reports reported "
    "announce announces announced announcing state states stated insist insists insisted argue argues argued add adds "
    "added note notes noted confirm confirms confirmed disclose discloses disclosed think thinks thought mean means "
    "meant show shows showed shown explain explains explained hope hopes hoped fear fears feared suggest suggests "
    "suggested stress stressed maintain maintained maintains observe observed write writes wrote learn learned "
    "learnt know knows knew reveal reveals revealed declare declares declared".split()
)
#: Verbs that lend their subject to the noun they take: "paid a visit", "extended support".
LIGHT_VERBS = frozenset(
    "make makes made making pay pays paid paying give gives gave given giving extend extends extended extending "
    "offer offers offered offering provide provides provided providing launch launches launched launching carry "
    "carries carried carrying conduct conducts conducted conducting undertake undertakes undertook undertaken "
    "begin begins began begun beginning start starts started starting complete completes completed conclude "
    "concludes concluded end ends ended ending wrap wraps wrapped wind winds wound winding hold holds held "
    "holding have has had having lend lends lent send sends sent sending stage stages staged voice voices voiced "
    "voicing express expresses expressed expressing issue issues issued receive receives received receiving seek "
    "seeks sought seeking announce announced announces continue continues continued resume resumes resumed impose "
    "imposes imposed mount mounts mounted enter enters entered play plays played playing declare declares "
    "declared deliver delivers delivered perform led lead leads leading".split()
)

#: Names of days and months: "On Monday Kenya thanked" leaves Kenya free.
TIME_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
