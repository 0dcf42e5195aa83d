"""In which order an editor wants the findings of a story.

First the verdict: conflicts, then agreements, then what rests on one source. Within a verdict what the finding is about
(``Gravity``), then how many sources tell it, then contradictions before discrepancies, then what a headline says, then
confidence, and at last the order of the text, so that no two findings are ever equal. That bad news and harm to
people lead is the news values of Harcup and O'Neill (2017), "What is news?", Journalism Studies 18:12; the rest
follows what a court or a reader would ask for a correction of.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from factcheck.claims import Statement
from factcheck.models import Conflict, Finding, Quantity, Verdict

VERDICT_ORDER: dict[Verdict, int] = {"conflicting": 0, "agreeing": 1, "single-sourced": 2}
Key = tuple[float, ...]


class Gravity(IntEnum):
    """What is at stake, the gravest last."""

    DETAIL = 0
    WHO = 1
    MONEY = 2
    JUSTICE = 3
    HARM = 4
    DEATH = 5


# Lemmas that tell what a claim is about, and states of the counted ("killed", see ``Quantity.state``).
_WORDS: dict[Gravity, frozenset[str]] = {
    Gravity.DEATH: frozenset(
        "kill die death dead deadly fatal fatally fatality murder murderer manslaughter homicide suicide drown perish "
        "slay execute massacre assassinate assassination corpse lethal killed".split()
    ),
    Gravity.HARM: frozenset(
        "injure injury injured wound wounded hurt harm maim missing trap kidnap abduct abduction hostage rape assault "
        "torture stab hospitalise hospitalize infect poison unconscious critical casualty evacuate displace homeless "
        "hospitalised trapped displaced infected abducted".split()
    ),
    Gravity.JUSTICE: frozenset(
        "verdict guilty innocent guilt convict conviction acquit acquittal sentence jail imprison imprisonment prison "
        "arrest detain charge accuse accusation indict indictment prosecute plead confess confession blame culprit "
        "suspect responsible fraud theft steal bribe bribery corruption crime offence sue lawsuit ban disqualify "
        "dismiss sack resign arrested charged convicted jailed".split()
    ),
    Gravity.MONEY: frozenset("money fine compensation damages debt bankrupt bankruptcy ransom price".split()),
}
# Values that fix a fact more closely, whatever stands around them.
_PRECISIONS = frozenset("date time year decade weekday month age label".split())


def key(statements: Sequence[Statement], cluster: Sequence[int], finding: Finding) -> Key:
    """What findings are sorted by, the most important first; unique within a story.

    Args:
        statements: the story's claims.
        cluster: indices of the finding's claims, in order.
        finding: the finding made of them.
    """
    severity = min((c.severity != "contradiction" for c in finding.conflicts), default=True)
    headline = any(statements[i].is_headline for i in cluster)
    return (
        VERDICT_ORDER[finding.verdict],
        -gravity(statements, cluster, finding.conflicts),
        -finding.independent_sources,
        severity,
        not headline,
        -finding.confidence,
        cluster[0],
    )


def gravity(
    statements: Sequence[Statement], cluster: Sequence[int], conflicts: Sequence[Conflict]
) -> Gravity:
    """The gravest thing that a finding is about: what is disputed where there is a conflict, else what is stated."""
    if not conflicts:
        return max((_of_words(statements[i]) for i in cluster), default=Gravity.DETAIL)
    by_id = {statements[i].claim.id: statements[i] for i in cluster}
    return max(
        _disputed(conflict, by_id[conflict.claim_a], by_id[conflict.claim_b]) for conflict in conflicts
    )


def _disputed(conflict: Conflict, a: Statement, b: Statement) -> Gravity:
    values = [
        value
        for statement, span in ((a, conflict.span_a), (b, conflict.span_b))
        for value in statement.claim.quantities
        if value.start < span[1] and span[0] < value.end
    ]
    if values and conflict.kind in {"number", "date", "update"}:
        graves = [_of_value(value) for value in values]
        known = [grave for grave in graves if grave is not None]
        if known:
            return max(known)
    if conflict.kind == "quote":
        # Which words were used matters; what they speak of is not in dispute.
        return Gravity.WHO
    least = Gravity.WHO if conflict.kind in {"name", "attribution"} else Gravity.DETAIL
    return max(least, _of_words(a), _of_words(b))


def _of_value(value: Quantity) -> Gravity | None:
    """What a value by itself is about; None where that depends on the words around it."""
    for grave, words in _WORDS.items():
        if value.state in words or value.measures in words:
            return grave
    if value.kind == "money":
        return Gravity.MONEY
    return Gravity.DETAIL if value.kind in _PRECISIONS or value.state else None


def _of_words(statement: Statement) -> Gravity:
    lemmas = {word.lemma for word in statement.words} | {q.state for q in statement.claim.quantities}
    found = [grave for grave, words in _WORDS.items() if not words.isdisjoint(lemmas)]
    if any(q.kind == "money" for q in statement.claim.quantities):
        found.append(Gravity.MONEY)
    return max(found, default=Gravity.DETAIL)
