"""Languages, interests, pain points and objections, held against what people write in comments."""

from milepost.amount import Amount, Unit
from milepost.judgement.audience.evidence import Evidence
from milepost.judgement.comments.topics import mentions
from milepost.judgement.shares import wilson
from milepost.judgement.verdict import Verdict
from milepost.plan.supported import Claim, Saying, Standing

LEAST_PEOPLE = 5
LEAST_COMMENTS = 100
LEAST_TOLD = 30
MUCH, LITTLE = 0.25, 0.02


def named_in_comments(claim: Claim, evidence: Evidence) -> tuple[Saying, ...]:
    """In how many comments it is named, by how many people. Silence is no contradiction: few speak."""
    heard = evidence.heard
    if heard is None or not heard.comments:
        return (Saying(Standing.NOT_TOLD, Verdict("audience.no_comments", {})),)
    found = mentions(heard.corpus, claim.text)
    if found is None:
        return (Saying(Standing.NOT_TOLD, Verdict("audience.too_general", {})),)
    people = heard.corpus.people(found)
    values = {
        "named": Amount(len(found)),
        "comments": Amount(heard.comments),
        "people": Amount(people),
        "asked": Amount(sum(comment.asks for comment in found)),
    }
    if people >= LEAST_PEOPLE:
        code = "audience.named_asked" if values["asked"].value else "audience.named"
        return (Saying(Standing.SUPPORTED, Verdict(code, dict(values))),)
    if heard.comments < LEAST_COMMENTS:
        return (Saying(Standing.NOT_TOLD, Verdict("audience.few_comments", dict(values))),)
    code = "audience.named_little" if found else "audience.not_named"
    return (Saying(Standing.NOT_TOLD, Verdict(code, dict(values))),)


def languages(claim: Claim, evidence: Evidence) -> tuple[Saying, ...]:
    """Among the comments whose language can be told."""
    heard = evidence.heard
    if heard is None or not heard.comments:
        return (Saying(Standing.NOT_TOLD, Verdict("audience.no_comments", {})),)
    told = sum(heard.languages.values())
    if told < LEAST_TOLD:
        return (Saying(Standing.NOT_TOLD, Verdict("audience.language_untold", {"comments": Amount(told)})),)
    spoken = heard.languages[claim.text]
    share = spoken / told
    low, high = wilson(share, told)
    values = {
        "share": Amount(round(share, 3), Unit.SHARE),
        "comments": Amount(told),
        "spoken": Amount(spoken),
    }
    if low >= MUCH or spoken == max(heard.languages.values()):
        return (Saying(Standing.SUPPORTED, Verdict("audience.language", dict(values))),)
    standing = Standing.CONTRADICTED if high < 2 * LITTLE else Standing.MIXED
    return (Saying(standing, Verdict("audience.language_little", dict(values))),)
