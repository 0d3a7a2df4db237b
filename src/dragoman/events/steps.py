"""Steps in the life of undertakings: a reading in, what its sentences say was planned, signed, put off or done out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dragoman.actors.names import is_person
from dragoman.codebook.lineage import lineage
from dragoman.events.company import Company, company
from dragoman.events.speakers import speaker_of
from dragoman.events.stages import Told, find_cues, led_state, not_brought_about, stages_of_noun, told_state
from dragoman.events.stems import stems
from dragoman.events.step_model import NONE, StepModel
from dragoman.events.subjects import LOOSE, Subject, figurative, find_subjects, subject_at, trimmed
from dragoman.ids import step_id
from dragoman.language import Token, tokenize
from dragoman.language.words import BE, PREPOSITIONS
from dragoman.records import Actor, ActorSpan, Mention, PassageKind, Reading, Sentence, Status, Step, TimeExpression

__all__ = ["STATE_OF", "steps_of", "told_subjects"]

_READ = frozenset({PassageKind.HEADLINE, PassageKind.BODY, PassageKind.CAPTION})
#: What a fate of an act makes of the undertaking that it is.
STATE_OF = {
    Status.PLANNED: "planned",
    Status.PROPOSED: "proposed",
    Status.POSTPONED: "postponed",
    Status.CANCELLED: "cancelled",
    Status.REFUSED: "refused",
    Status.ONGOING: "under way",
    Status.OCCURRED: "done",
}
_LONGEST = 1500
_BESIDE = 6  # words from a visit within which its visitor is named
_TELLING = 0.4  # stems of less weight tell nothing of what a text is on
_TOPIC = 16
_COMPANY = 5
_SURE = 0.5  # how sure it must be of the state of words that it would not have taken for an undertaking itself
_HINT = 0.1  # how likely words of the codebook must name an undertaking where the model does not take them for one
_ALONE = 0.97  # how sure the model must be of words of which the codebook knows none
_TALK = frozenset(
    "relation relations relationship ties friendship cooperation partnership policy understanding interests interest "
    "opportunity opportunities opening war support engagement bonds links trust confidence alliance interaction "
    "contact contacts dialogue process effort efforts decision decisions desire wish hope hopes role stance position "
    "occasion occasions participation acceptance start beginning chapter page era milestone".split()
)  # what two states have, and do not undertake
_MEETINGS = frozenset({"visit", "summit"})
_BROUGHT = frozenset({"signed", "under way", "done"})
_NEWS = 0.5  # below it a sentence looks back
_INVITES = frozenset({"invite", "invites", "invited", "inviting"})
_LIST = frozenset(", ; and or as well the a an its of".split())


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence with what stands in it."""

    sentence: Sentence
    tokens: list[Token]
    spans: list[ActorSpan]
    times: list[TimeExpression]
    mentions: list[Mention]


def told_subjects(tokens: Sequence[Token], actors: Sequence[tuple[int, int]] = ()) -> list[tuple[Subject, Told | None]]:
    """The subjects of a sentence with what the words of the codebook say of each; `actors` are token positions."""
    subjects = find_subjects(tokens, actors)
    cues = find_cues(tokens)
    return [(subject, told_state(tokens, subject, cues, subjects)) for subject in subjects]


def steps_of(reading: Reading, model: StepModel) -> Iterator[Step]:
    """The steps of a document in the order of the text, each subject of a sentence once.

    `model` finds the subjects and judges their states.
    """
    cast, topic = company(reading), _topic(reading)
    states = frozenset(cast.most(_COMPANY))
    last: dict[str, Step] = {}
    for line in _lines(reading):
        for step in _in_line(reading, line, model):
            whole = _completed(step, last, cast)
            last[whole.kind] = last[LOOSE] = whole
            if whole.state != NONE and (whole.sides or whole.project):
                yield replace(whole, topic=topic, company=states)


def _lines(reading: Reading) -> Iterator[_Line]:
    seen: set[str] = set()
    for sentence in reading.sentences:
        if sentence.kind not in _READ or len(sentence.text) > _LONGEST or sentence.text in seen:
            continue
        seen.add(sentence.text)  # a caption printed four times tells its visit once
        low, high = sentence.start, sentence.end
        yield _Line(
            sentence,
            tokenize(sentence.text),
            [s for s in reading.spans if low <= s.start and s.end <= high],
            [t for t in reading.times if low <= t.start and t.end <= high],
            [m for m in reading.mentions if (m.start, m.end) == (low, high)],
        )


def _in_line(reading: Reading, line: _Line, model: StepModel) -> Iterator[Step]:
    tokens, offset = line.tokens, line.sentence.start
    places = [p for s in line.spans if (p := _place(tokens, s.start - offset, s.end - offset))]
    ruled = told_subjects(tokens, places)
    yield from _once(_step(reading, line, *told) for told in _read(line, ruled, places, model))


def _once(steps: Iterable[Step]) -> list[Step]:
    """The steps of a sentence, those of one thing by two words ("a visit ... his stay") as one, the surest."""
    kept: list[Step] = []
    for step in steps:
        twin = next((k for k in kept if _one_thing(k, step)), None)
        if twin is None or (twin.project and step.project and twin.project != step.project):
            kept.append(step)
            continue
        best, other = (
            (step, twin)
            if (step.state != NONE, step.confidence) > (twin.state != NONE, twin.confidence)
            else (twin, step)
        )
        named = max(best, other, key=lambda s: (bool(s.name), len(s.words)))
        kept[kept.index(twin)] = replace(
            best, name=named.name, words=named.words, family=named.family, at=named.at,
            project=best.project or other.project, persons=best.persons or other.persons,
        )  # fmt: skip
    return kept


def _one_thing(one: Step, other: Step) -> bool:
    same = one.kind == other.kind and (one.family == other.family or not one.name or not other.name)
    return same and (one.words <= other.words or other.words <= one.words)


def _read(
    line: _Line, ruled: Sequence[tuple[Subject, Told | None]], places: Sequence[tuple[int, int]], model: StepModel
) -> Iterator[tuple[Subject, Told]]:
    """The subjects that the model finds, and the projects that the tables know, with the states that it gives."""
    tokens, text = line.tokens, line.sentence.text
    sight, words = model.read(text), [token.lower for token in tokens]
    figures = figurative(words)
    taken = frozenset(n for first, last in (*places, *_day_places(line)) for n in range(first, last + 1))
    found: list[tuple[int, int]] = []
    for span, sure in zip(sight.spans, sight.sure, strict=True):
        whole = _place(tokens, *span)
        named = trimmed(words, whole, taken) if whole else None
        if named is None or (head := _head(words, named)) in figures or words[head] in _TALK:
            continue
        if stages_of_noun(words[named[1]]) and words[named[1] + 1 : named[1] + 2] == ["of"]:
            continue  # "the postponement of": what is put off follows
        listed = _listed(words, named, [s for s, _ in ruled])
        known = [s for s, _ in ruled if s.first <= named[1] and named[0] <= s.last]
        if len(listed) > 1:
            found += listed
        elif known:
            found.append((min(named[0], known[0].first), max(named[1], known[-1].last)))
        elif sure >= _ALONE and named[0] < named[1] and not words[head].endswith("ed"):  # "expanded with"
            found.append(named)
    tagged = len(found)
    found += [
        (s.first, s.last)
        for s, _ in ruled
        if not (s.verb or s.kind == LOOSE or {s.first, s.last} <= taken)
        and not any(a <= s.last and s.first <= b for a, b in found)
    ]
    inside = [[(s, t) for s, t in ruled if first <= s.last and s.first <= last] for first, last in found]
    spans = [(tokens[first].start, tokens[last].end) for first, last in found]
    rules = [next((t.state for _, t in reversed(own) if t), None) for own in inside]
    cues = find_cues(tokens)
    verdicts = model.judge(text, sight, spans, rules)
    for n, (place, own, rule, verdict) in enumerate(zip(found, inside, rules, verdicts, strict=True)):
        if n >= tagged and (verdict.share < _SURE or sight.named(*spans[n]) < _HINT):
            continue
        why = next((t.words for _, t in own if t and t.state == verdict.state), "") if rule else ""
        subject = subject_at(tokens, place, verdict.kind, [s for s, _ in own], places)
        led = led_state(words, place[0])
        state = verdict.state if led is None or (led == "planned" and verdict.kind not in _MEETINGS) else led
        if state in _BROUGHT and not_brought_about(words, place, cues):
            continue
        yield subject, Told(state, why, verdict.news < _NEWS, 2, verdict.share)


def _head(words: Sequence[str], place: tuple[int, int]) -> int:
    """The noun of a phrase: the last word before "of", "with", "in" ..."""
    first, last = place
    return next((n - 1 for n in range(first + 1, last + 1) if words[n] in PREPOSITIONS), last)


def _listed(words: Sequence[str], place: tuple[int, int], ruled: Sequence[Subject]) -> list[tuple[int, int]]:
    """The nouns of a list that the model took for one name: "the mill and cooperation in railways and in power"."""
    nouns = [
        s for s in ruled if place[0] <= s.first and s.last <= place[1] and not (s.verb or s.kind in {LOOSE, "visit"})
    ]
    parts = [
        (one, other) for one, other in pairwise(nouns) if {"and", ",", ";"} & set(words[one.last + 1 : other.first])
    ]
    if not parts or len(parts) + 1 < len(nouns):
        return []
    return [(s.first, s.last) for s in nouns]


def _day_places(line: _Line) -> list[tuple[int, int]]:
    offset = line.sentence.start
    return [p for t in line.times if (p := _place(line.tokens, t.start - offset, t.end - offset))]


def _place(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int] | None:
    first = bisect_right(tokens, start, key=lambda t: t.end)
    last = bisect_left(tokens, end, key=lambda t: t.start) - 1
    return (first, last) if first <= last else None


def _step(reading: Reading, line: _Line, subject: Subject, told: Told) -> Step:
    document, sentence = reading.document, line.sentence
    mention = _telling(line, subject, told)
    by, to = (mention.actors, mention.recipients) if mention else ((), ())
    codes = [a.code for span in line.spans for a in span.actors]
    if subject.kind in _MEETINGS and mention:
        parties = tuple(dict.fromkeys((*by, *to)))
    else:
        parties = tuple(dict.fromkeys((*by, *to, *codes)))[:8]
    if mention is not None and mention.reciprocal:
        by, to = (), ()
    tokens = line.tokens
    name = (
        sentence.text[tokens[subject.start].start : tokens[subject.end].end]
        if not (subject.verb and not subject.first)
        else ""
    )
    day, due = _dates(line, told, document.published.value if document.published else None)
    visitor = _visitor(line, subject)
    if visitor and subject.kind == "visit" and visitor.code not in by:
        by, to = (to, by) if visitor.code in to else ((visitor.code,), to)  # "after Mr Okello's visit": he comes
    named = (visitor.name,) if visitor else mention.actor_names if mention else ()
    people = filter(is_person, named)
    return Step(
        id=step_id(document.id, sentence.start, tokens[subject.first].start if tokens else 0, subject.kind),
        document=document.id,
        outlet=document.outlet,
        reported=document.published.value if document.published else None,
        start=sentence.start,
        end=sentence.end,
        sentence=sentence.text,
        kind=subject.kind,
        family=subject.family,
        name=name if not subject.verb else "",
        project=subject.project,
        words=subject.words,
        by=by,
        to=to,
        parties=parties,
        sides=frozenset(map(lineage, parties)),
        persons=frozenset(people) if subject.kind == "visit" else frozenset(),
        state=told.state,
        date=day,
        due=due,
        asserted_by=speaker_of(sentence, line.tokens, line.spans),
        retold=told.retold or (mention.historical if mention else False),
        mention=mention.id if mention else None,
        confidence=round(told.share, 3),
        at=(tokens[subject.start].start, tokens[subject.end].end) if tokens else (0, 0),
        around=frozenset(w for w, weight in stems(sentence.text, _named(line)).items() if weight > _TELLING),
    )


def _named(line: _Line) -> list[tuple[int, int]]:
    """Where the parties and days of a sentence stand in it."""
    found = [(x.start, x.end) for x in line.spans] + [(x.start, x.end) for x in line.times]
    return [(start - line.sentence.start, end - line.sentence.start) for start, end in found]


def _topic(reading: Reading) -> frozenset[str]:
    """The stems that tell best what a document is on: rare, and said more than once."""
    weights: Counter[str] = Counter()
    for line in _lines(reading):
        weights.update({w: n**2 for w, n in stems(line.sentence.text, _named(line)).items() if n > _TELLING})
    return frozenset(sorted(weights, key=lambda w: (-weights[w], w))[:_TOPIC])


def _visitor(line: _Line, subject: Subject) -> Actor | None:
    """Whoever is named right before or after a visit: "Mr Okello's visit", "the visit by Mr Okello"."""
    if (invited := _invited(line, subject)) is not None:
        return invited
    low = line.tokens[max(0, subject.first - _BESIDE)].start
    high = line.tokens[min(len(line.tokens) - 1, subject.last + _BESIDE)].end
    here = [s for s in line.spans if low <= s.start - line.sentence.start and s.end - line.sentence.start <= high]
    first, last = line.tokens[subject.first].start, line.tokens[subject.last].end
    inside = [s for s in here if first <= s.start - line.sentence.start < last]
    before = [s for s in here if s.end - line.sentence.start <= first]
    near = (actor for span in (*inside, *before[::-1], *here) for actor in span.actors if is_person(actor.name))
    return next(near, None)


def _invited(line: _Line, subject: Subject) -> Actor | None:
    """Whoever is asked to come: "Ms Otieno invited Mr Okello", "Mr Okello was invited by Ms Otieno"."""
    near = range(max(0, subject.first - 2 * _BESIDE), min(len(line.tokens), subject.first + _BESIDE))
    at = next((n for n in near if line.tokens[n].lower in _INVITES), None)
    if at is None:
        return None
    place = line.sentence.start + line.tokens[at].start
    passive = at > 0 and line.tokens[at - 1].lower in BE
    asked = [s for s in line.spans if s.end <= place][::-1] if passive else [s for s in line.spans if s.start >= place]
    actors = [actor for span in asked for actor in span.actors]
    return next((actor for actor in actors if is_person(actor.name)), next(iter(actors), None))


def _telling(line: _Line, subject: Subject, told: Told) -> Mention | None:
    """The mention of the sentence that tells of the same act: by its kind first, then by its fate."""
    wanted = {"visit": "CONSULT", "summit": "CONSULT", "agreement": "SUPPORT", "aid": "AID"}.get(subject.kind)

    def fit(mention: Mention) -> tuple[int, int, float]:
        act = (mention.about or mention.type).partition("/")[0]
        return (int(act == wanted), int(STATE_OF.get(mention.status) == told.state), mention.confidence)

    usable = [
        m
        for m in line.mentions
        if m.type not in {"ACCUSE", "ASSAULT", "COERCE", "PROTEST", "THREATEN"} and not m.domestic
    ]
    return max(usable, key=lambda m: (fit(m), m.id), default=None)


def _dates(line: _Line, told: Told, written: str | None) -> tuple[str | None, str | None]:
    """The day of the step itself and the day for which the undertaking is due, as the sentence tells them."""
    found = [t for t in line.times if t.interval and t.interval[0] and t.interval[1] and t.type in {"DATE", "TIME"}]
    if not found:
        return None, None
    if written is None:
        value = found[-1].value
        return (None, value) if told.state in {"planned", "proposed", "promised"} else (value, None)
    ahead = [t for t in found if (t.interval or ("", ""))[1] > written]  # type: ignore[operator]
    past = [t for t in found if t not in ahead]
    done = told.state in {"done", "signed", "under way"}
    return (past[0].value if past else (found[0].value if done else None)), (ahead[-1].value if ahead else None)


def _completed(step: Step, last: dict[str, Step], cast: Company) -> Step:
    """A step with its kind and parties, taken from what was said before in the document where the sentence has none."""
    earlier = last.get(step.kind)
    if step.kind == LOOSE:
        if earlier is None or step.words - earlier.words:
            step = replace(step, kind="other")
            earlier = last.get("other")
        else:
            step = replace(step, kind=earlier.kind, family=earlier.family, name="")
    if earlier is not None and not step.words and not step.project and _may_be(step, earlier):
        step = replace(
            step, words=earlier.words, project=earlier.project, family=earlier.family,
            persons=step.persons or earlier.persons,
        )  # fmt: skip
    if len(step.sides) < 2 and earlier is not None and (not step.sides or step.sides & earlier.sides):
        turned = bool(step.by) and set(step.by) <= set(earlier.to)
        by, to = (earlier.to, earlier.by) if turned else (earlier.by, earlier.to)
        step = replace(step, by=by, to=to, parties=earlier.parties, sides=earlier.sides)
    if len(step.sides) < 2:
        first = next(iter(step.parties), None) or cast.other(None)
        codes = dict.fromkeys(filter(None, (*step.parties, first, cast.other(first))))
        step = replace(step, parties=tuple(codes), sides=frozenset(map(lineage, codes)))
    return step


def _may_be(step: Step, earlier: Step) -> bool:
    """Whether words that name nothing may mean what was named before."""
    return (not step.sides or bool(step.sides & earlier.sides)) and not (
        step.persons and earlier.persons and not step.persons & earlier.persons
    )
