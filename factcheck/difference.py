"""What changed between two reports on a story: findings that came, went, or turned, and the articles behind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rapidfuzz import fuzz

from factcheck import view
from factcheck.fingerprint import SAME_PASSAGE, Statement, statements
from factcheck.models import Finding, Model, Report
from factcheck.runs import ArticleChange, article_changes, origins


class Change(Model):
    """A finding that both reports have, and how it differs, in sentences."""

    old: Finding
    new: Finding
    changes: tuple[str, ...]


class Difference(Model):
    """What one report says that an older one did not; findings are matched by their claims' words."""

    old: Report
    new: Report
    articles: tuple[ArticleChange, ...]
    added: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    changed: tuple[Change, ...]

    @property
    def opened(self) -> tuple[Finding, ...]:
        """Findings of the new report with a kind of conflict that they did not have."""
        turned = (c.new for c in self.changed if set(c.new.kinds) - set(c.old.kinds))
        return (*turned, *(f for f in self.added if f.conflicts))

    @property
    def closed(self) -> tuple[Finding, ...]:
        """Findings of the old report with a kind of conflict that they no longer have."""
        turned = (c.old for c in self.changed if set(c.old.kinds) - set(c.new.kinds))
        return (*turned, *(f for f in self.gone if f.conflicts))

    @property
    def empty(self) -> bool:
        """Nothing changed that an editor would care for."""
        return not (self.added or self.gone or self.changed)

    def record(self) -> dict[str, Any]:
        """The difference as data for JSON: the findings with their passages, not the reports themselves."""
        return {
            "old": _headed(self.old),
            "new": _headed(self.new),
            "articles": [change.model_dump() for change in self.articles],
            "opened": [finding.id for finding in self.opened],
            "closed": [finding.id for finding in self.closed],
            "added": [_told(self.new, finding) for finding in self.added],
            "gone": [_told(self.old, finding) for finding in self.gone],
            "changed": [
                {
                    "changes": list(change.changes),
                    "old": _told(self.old, change.old),
                    "new": _told(self.new, change.new),
                }
                for change in self.changed
            ],
        }


def compare(old: Report, new: Report) -> Difference:
    """What changed between two reports; ids may differ, as findings are matched by what they say."""
    pairs = _match(old, new)
    matched_old = {a.id for a, _ in pairs}
    matched_new = {b.id for _, b in pairs}
    changed = ((a, b, _changes(old, a, new, b)) for a, b in pairs)
    return Difference(
        old=old,
        new=new,
        articles=article_changes(origins(old), origins(new)),
        added=tuple(f for f in new.findings if f.id not in matched_new),
        gone=tuple(f for f in old.findings if f.id not in matched_old),
        changed=tuple(Change(old=a, new=b, changes=what) for a, b, what in changed if what),
    )


def _headed(report: Report) -> dict[str, Any]:
    return {
        "report_id": report.report_id,
        "created_at": report.created_at.isoformat(),
        "title": view.title(report),
        "counts": report.counts.model_dump(),
    }


def _told(report: Report, finding: Finding) -> dict[str, Any]:
    claims = [report.claim(claim_id) for claim_id in finding.claim_ids]
    return {
        **finding.model_dump(mode="json"),
        "passages": [{"source": report.source(c), "passage": report.passage(c)} for c in claims],
    }


def _match(old: Report, new: Report) -> list[tuple[Finding, Finding]]:
    """Findings that say the same, each in one pair, in the new report's order.

    Most claims in common go first; what is then left over is matched by claims of one source whose
    words are nearly the same ("11 dead" became "19 dead").
    """
    said = {f.id: statements(new, f) for f in new.findings}
    had = {f.id: statements(old, f) for f in old.findings}
    holders: dict[Statement, list[Finding]] = {}
    for finding in old.findings:
        for statement in dict.fromkeys(had[finding.id]):  # once, however often the finding says it
            holders.setdefault(statement, []).append(finding)
    common: dict[tuple[str, str], int] = {}
    for finding in new.findings:
        for statement in set(said[finding.id]):
            for holder in holders.get(statement, ()):
                common[holder.id, finding.id] = common.get((holder.id, finding.id), 0) + 1
    pairs = _settle(common)
    taken = set(pairs.values())
    rest_old = [f for f in old.findings if f.id not in pairs]
    rest_new = [f for f in new.findings if f.id not in taken]
    near = {
        (a.id, b.id): score
        for a in rest_old
        for b in rest_new
        if set(a.sources) & set(b.sources) and (score := _nearness(had[a.id], said[b.id])) >= SAME_PASSAGE
    }
    pairs |= _settle(near)
    by_new = {b: a for a, b in pairs.items()}
    old_by_id = {f.id: f for f in old.findings}
    return [(old_by_id[by_new[f.id]], f) for f in new.findings if f.id in by_new]


def _settle(scores: dict[tuple[str, str], int]) -> dict[str, str]:
    """Old to new ids, each once, highest score first."""
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for (a, b), _ in sorted(scores.items(), key=lambda item: -item[1]):
        if a not in pairs and b not in taken:
            pairs[a] = b
            taken.add(b)
    return pairs


def _nearness(a: Sequence[Statement], b: Sequence[Statement]) -> int:
    """How alike, 0 to 100, the nearest two statements of one source are; 0 below ``SAME_PASSAGE``."""
    return round(
        max((fuzz.ratio(x, y, score_cutoff=SAME_PASSAGE) for s, x in a for t, y in b if s == t), default=0)
    )


def _changes(old: Report, a: Finding, new: Report, b: Finding) -> tuple[str, ...]:
    said: list[str] = []
    if a.verdict != b.verdict:
        said.append(f"was {a.verdict}, is {b.verdict}")
    said += [f"conflict opened: {view.KIND_WORDS[kind]}" for kind in b.kinds if kind not in a.kinds]
    said += [f"conflict closed: {view.KIND_WORDS[kind]}" for kind in a.kinds if kind not in b.kinds]
    if joined := [s for s in b.sources if s not in a.sources]:
        said.append(f"now also in {view.listing(joined)}")
    if left := [s for s in a.sources if s not in b.sources]:
        said.append(f"no longer in {view.listing(left)}")
    before, after = statements(old, a), statements(new, b)
    reworded = view.unique(
        s for s, words in after if (s, words) not in before and s in a.sources and s in b.sources
    )
    if reworded:
        said.append(f"worded anew in {view.listing(reworded)}")
    return tuple(said)
