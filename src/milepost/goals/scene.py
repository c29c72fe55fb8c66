"""A sentence taken apart: which tokens are the goal, which the means, the purpose, the time and the place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from milepost.goals.asides import is_no_amount
from milepost.goals.before import until_it_begins
from milepost.goals.deadlines import Deadline, deadlines_of
from milepost.goals.figures import Figure, figures_of
from milepost.goals.from_to import with_begins
from milepost.goals.lengths import is_a_length, is_a_window
from milepost.goals.metrics import metrics
from milepost.goals.tokens import Token, is_latin, tokens_of
from milepost.goals.vocabulary import Mention, Vocabulary, language_of, says_something, vocabulary

FIRM, LOOSE, ACTIVITY = 0, 1, 2
_LEADS = frozenset(
    (
        "to",
        "will",
        "-",
        "•",
        "*",
        "we'll",
        "zu",
    )
)  # small words before the first verb
_SHORT = 6  # words of a heading
_FEW = 3  # words; fewer tell no language
_STOPS = frozenset(",;|.!?")
_ENDS = _STOPS - {","}  # a list of examples goes on behind its commas
_NEUTRAL_AFTER_REACH = frozenset(":|.,;!?&)")


@dataclass(frozen=True, slots=True)
class Named:
    """A metric that is named in the sentence: how firmly, and where."""

    id: str
    rank: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scene:
    """The parts of one sentence, as positions in `tokens`; `means` and `purpose` are token numbers."""

    tokens: tuple[Token, ...]
    words: Vocabulary
    deadlines: tuple[Deadline, ...]
    named: tuple[Named, ...]
    figures: tuple[Figure, ...]
    means: frozenset[int]
    purpose: frozenset[int]

    def has(self, table: str, start: int, end: int) -> Mention | None:
        """The first phrase of a table that begins between two tokens (end exclusive)."""
        for i in range(max(start, 0), min(end, len(self.tokens))):
            mention = self.words[table].at(self.tokens, i)
            if mention is not None:
                return mention
        return None

    def work(self, start: int, end: int) -> Mention | None:
        """The first verb of work; “do better” is none, though it begins with one."""
        verb = self.has("activity_verbs", start, end)
        way = self.words["direction"].at(self.tokens, verb.start) if verb is not None else None
        longer = verb is not None and way is not None and way.end > verb.end
        return None if longer else verb

    def is_main(self, i: int) -> bool:
        """Whether a token belongs to the goal itself."""
        return i not in self.means and i not in self.purpose

    def closes(self, start: int, end: int) -> bool:
        """Whether a bracket closes between two tokens."""
        return any(token.norm == ")" for token in self.tokens[start:end])

    def only_watches(self) -> bool:
        """Whether the sentence opens with looking (“track which posts sell”): a question, not a goal."""
        verb = self.has("activity_verbs", 0, 2)
        return verb is not None and verb.id == "watched"

    def is_title(self, end: int) -> bool:
        """Whether a colon or a cell's border stands right after: “Follower growth: …”."""
        return end < len(self.tokens) and self.tokens[end].norm in {":", "|"}

    def is_aside(self, start: int, end: int) -> bool:
        """Whether a bracket opens between two tokens."""
        return any(token.norm == "(" for token in self.tokens[start:end])

    def opens_with_work(self) -> bool:
        """Whether the first verb is one of doing (“publish”, “build a library”)."""
        verb = self.work(0, 3)
        return verb is not None and (
            verb.id in {"work", "watched"} or self.has("activity_nouns", verb.end, verb.end + 7) is not None
        )

    def opens_with_doing(self) -> bool:
        """Whether the first verb is one of plain work (“publish”, “entertain”)."""
        if self._ends_with_doing():
            return True
        verb = self.has("activity_verbs", 0, 3)
        if verb is None or verb.id != "work" or self.has("direction", 0, verb.start + 1) is not None:
            return False
        before = [token.norm for token in self.tokens[: verb.start]]
        led = all(
            self.words["subjects"].at(self.tokens, i) or word in _LEADS for i, word in enumerate(before)
        )
        noun = verb.end - verb.start == 1  # “post engagement”, “share rate” begin with a noun
        return led and not (noun and any(n.rank == FIRM and n.start == verb.end for n in self.named))

    def _ends_with_doing(self) -> bool:
        """“Newsletter einführen”, “auf Kommentare reagieren”: a German infinitive of work at the end."""
        words = [i for i, token in enumerate(self.tokens) if token.kind == "word"]
        if self.words.lang != "de" or self.figures or not 1 < len(words) <= _SHORT:
            return False
        last = self.words["activity_verbs"].at(self.tokens, words[-1])
        return last is not None and last.id == "work" and self.has("direction", 0, words[-1]) is None

    def is_ours(self) -> bool:
        """Whether the words are written, or known, in one of the four languages."""
        words = [token for token in self.tokens if token.kind == "word"]
        if not words:
            return not any(token.norm.isprintable() and ord(token.norm[0]) > 0x2FFF for token in self.tokens)
        latin = sum(is_latin(token.norm) for token in words)
        return 2 * latin >= len(words) and (len(words) < _FEW or says_something(self.tokens))

    def in_brackets(self, i: int) -> bool:
        """Whether a bracket stands open at a token."""
        signs = [token.norm for token in self.tokens[:i]]
        return signs.count("(") > signs.count(")")

    def joined(self, start: int, end: int) -> bool:
        """Whether an “and” or a comma stands between two tokens."""
        return self.has("joins", start, end) is not None


def scene_of(text: str, lang: str | None = None) -> Scene:
    """Take a sentence apart. The language is told by its words when none is given."""
    tokens = tokens_of(text)
    words = vocabulary(lang or language_of(tokens, text))
    firm = {i for m in words["metrics"].find(tokens) if m.id != "none" for i in range(m.start, m.end)}
    times = with_begins([until_it_begins(d, tokens) for d in deadlines_of(tokens, words)], tokens, words)
    times = [d for d in times if not set(range(d.start, d.end)) <= firm]
    begun = {i for d in times if d.kind == "start" and d.value[0] != "P" for i in range(d.start, d.end)}
    deadlines = tuple(d for d in times if d.kind != "start" and not is_a_window(d, tokens, words))
    timed = {i for d in deadlines if d.certain for i in range(d.start, d.end)}
    if not timed and deadlines:
        timed = set(range(deadlines[0].start, deadlines[0].end))
    named = _named(tokens, words)
    long = [n.end for n in named if metrics()[n.id].form == "time"]
    lengths = {i for d in deadlines if is_a_length(d, tokens, long) for i in range(d.start, d.end)}
    deadlines = tuple(d for d in deadlines if d.start not in lengths)
    timed -= lengths
    means = _means(tokens, words, named, timed)
    purpose = _purpose(tokens, words, named, timed) - means
    figures = tuple(f for f in figures_of(tokens, words) if not is_no_amount(f, tokens, words, timed | begun))
    return Scene(tokens, words, deadlines, named, figures, frozenset(means), frozenset(purpose))


def _named(tokens: Sequence[Token], words: Vocabulary) -> tuple[Named, ...]:
    """Metrics by rank: firm names first, then vague ones, then activities, none inside a better one."""
    found: list[Named] = []
    taken: set[int] = set()
    for rank, table in ((FIRM, "metrics"), (LOOSE, "loose"), (ACTIVITY, "activity_metrics")):
        for mention in words[table].find(tokens):
            span = range(mention.start, mention.end)
            if mention.id == "none":
                taken.update(span)
            elif _is_what_is_counted_by(mention, tokens, words) or (
                rank == LOOSE and not _is_reached(mention, tokens, words)
            ):
                continue
            elif taken.isdisjoint(span) and not (
                rank != ACTIVITY and _is_no_thing(mention, rank, tokens, words)
            ):
                firm = mention.id == "reach" and tokens[mention.start].norm == "reach"
                found.append(Named(mention.id, FIRM if firm else rank, mention.start, mention.end))
                taken.update(span)
    return tuple(_heads(sorted(found, key=lambda n: n.start), words, tokens))


def _is_reached(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """People are a reach where somebody reaches them; “500 people to sign” are not."""
    if mention.id != "reach" or tokens[mention.start].norm not in _PEOPLE:
        return True
    return words["reaches"].first(tokens) is not None


_PEOPLE = frozenset({"leute", "leuten", "people", "menschen", "personen", "personnes", "personas"})


def _is_what_is_counted_by(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """“12 € per customer”, “par client”: said of each, not promised."""
    if not mention.start or mention.end - mention.start > 1 or mention.id == "none":
        return False
    per = words["per"].at(tokens, mention.start - 1)
    return per is not None and tokens[mention.start - 1].norm in _PERS


_PERS = frozenset({"per", "pro", "par", "je"})


def _heads(found: list[Named], words: Vocabulary, tokens: Sequence[Token]) -> list[Named]:
    """Of names in one compound the last says what is meant: “customer response time”, “sales leads”."""
    if words.lang not in {"en", "de"}:
        return found
    dropped: set[int] = set()
    for one, other in pairwise(found):
        if one.end == other.start and one.rank == other.rank == FIRM:
            sold = words["sells"].at(tokens, other.start) is not None  # “200 Tickets verkaufen”
            dropped.add(other.start if sold else one.start)
    return [n for n in found if n.start not in dropped]


def _is_no_thing(mention: Mention, rank: int, tokens: Sequence[Token], words: Vocabulary) -> bool:
    if rank == LOOSE:
        return _is_a_verb(mention, tokens, words)
    if mention.id == "customers" and words.lang == "en" and mention.end < len(tokens):
        vague = words["loose"].at(tokens, mention.end)  # “customer brand awareness”
        if vague is not None and vague.id == "brand_awareness":
            return True
    return mention.id in {"customers", "users", "community_members"} and _is_with_whom(mention, tokens)


def _is_with_whom(mention: Mention, tokens: Sequence[Token]) -> bool:
    """“communication with customers”, “Dialog mit unseren Kunden”: with whom, not what."""
    before = mention.start - 1
    while before > 0 and (
        tokens[before].norm in _OURS or tokens[before].norm.startswith(("unser", "existing"))
    ):
        before -= 1
    return before > 0 and tokens[before].norm in _WITH


_WITH = frozenset({"with", "from", "mit", "avec", "con", "among", "aupres"})


def _is_a_verb(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """“Reach 500 people” is a verb, “our reach” is a metric; so is the audience that is reached no metric."""
    before = tokens[mention.start - 1].norm if mention.start else ""
    if mention.id in {"followers", "community_members"} and _stands_aside(mention, tokens, words):
        return words["direction"].at(tokens, mention.start) is None
    if mention.id == "followers":
        return any(t.norm.startswith("reach") for t in tokens[max(0, mention.start - 3) : mention.start])
    if mention.id != "reach" or tokens[mention.start].norm != "reach":
        return False
    opens = before in {"", "to", "and", "we", "will", ",", "must", "can", "|", ":", "by", "."}
    if mention.end < len(tokens) and tokens[mention.end].kind == "number" and mention.start:
        return True
    if not opens or mention.end >= len(tokens):
        return False
    after = tokens[mention.end].norm
    return after not in _NEUTRAL_AFTER_REACH and words["not_after_reach"].at(tokens, mention.end) is None


def _stands_aside(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """“connect with our community”: with whom, not what."""
    before = mention.start - 1
    if before > 0 and tokens[before].norm in _OURS:
        before -= 1
    return before >= 0 and words["aside"].at(tokens, before) is not None


_OURS = frozenset(
    {
        "our",
        "the",
        "my",
        "your",
        "their",
        "its",
        "notre",
        "nos",
        "les",
        "ses",
        "sa",
        "nuestra",
        "nuestros",
        "los",
        "su",
        "sus",
        "mi",
    }
)


def _means(
    tokens: Sequence[Token], words: Vocabulary, named: Sequence[Named], timed: Iterable[int]
) -> set[int]:
    """The clauses that say how: “by posting 4 reels a week”, “through paid ads”, “durch Videos”."""
    inside: set[int] = set()
    stops = set(timed)
    names = {i for n in named if n.rank == FIRM for i in range(n.start, n.end)}
    for mention in words["means"].find(tokens):
        if mention.start in names:
            continue
        led = mention.end < len(tokens)
        if mention.id == "gerund" and not (led and words["gerunds"].at(tokens, mention.end)):
            continue
        if led and mention.id != "topic" and words["outcome_verbs"].at(tokens, mention.end):
            continue
        if mention.id == "topic":  # “a guide on how to get followers”: all of it
            inside.update(range(mention.start, len(tokens)))
            continue
        stopping = _ENDS if mention.id == "list" else _STOPS
        inside.update(_clause(tokens, words, mention.start, stops, stopping))
    return inside


def _clause(
    tokens: Sequence[Token], words: Vocabulary, start: int, stops: set[int], stopping: frozenset[str]
) -> range:
    end = start + 1
    depth = 0
    while end < len(tokens) and end not in stops and (depth or tokens[end].norm not in stopping):
        depth = max(0, depth + (tokens[end].norm == "(") - (tokens[end].norm == ")"))
        if words["subjects"].at(tokens, end) and start < 2:
            break
        if end + 1 < len(tokens) and tokens[end + 1].kind == "number" and words["by"].at(tokens, end):
            break
        if _leads_to_a_purpose(tokens, words, end):
            break
        end += 1
    return range(start, end)


def _leads_to_a_purpose(tokens: Sequence[Token], words: Vocabulary, i: int) -> bool:
    """“with a budget of $500 to get 50 sales”: at the “to” the means end."""
    lead = words["purpose"].at(tokens, i)
    if lead is None or lead.id != "infinitive" or lead.end >= len(tokens):
        return False
    verb = words["direction"].at(tokens, lead.end)
    return verb is not None and verb.id in {"increase", "reach"}


def _purpose(tokens: Sequence[Token], words: Vocabulary, named: Sequence[Named], timed: set[int]) -> set[int]:
    """The clauses that say what for: “to expand our reach”, “so that …”, “, driving 40 visits”."""
    inside: set[int] = set()
    first_thing = min((n.start for n in named), default=len(tokens))
    for mention in words["purpose"].find(tokens):
        infinitive = mention.id == "infinitive"
        if mention.id == "gerund" and not (
            mention.end < len(tokens) and words["result_gerunds"].at(tokens, mention.end)
        ):
            continue
        named_before = first_thing < mention.start
        if infinitive and not _is_followed_by_an_aim(tokens, words, mention.end, work=named_before):
            continue
        if infinitive and mention.start and words["wishes"].at(tokens, mention.start - 1) is not None:
            continue
        if (
            infinitive
            and first_thing > mention.start
            and words["activity_verbs"].first(tokens[: mention.start]) is None
        ):
            continue
        if mention.start > 0:
            inside.update(set(range(mention.start, len(tokens))) - timed)
    return inside


def _is_followed_by_an_aim(tokens: Sequence[Token], words: Vocabulary, i: int, *, work: bool) -> bool:
    """“to increase …”, “to subscribe to …”, “to test …”: what is wanted, or what people should do."""
    if i >= len(tokens):
        return False
    if work and words["activity_verbs"].at(tokens, i) is not None:
        return True
    return words["direction"].at(tokens, i) is not None or words["acts"].at(tokens, i) is not None
