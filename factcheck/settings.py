"""Every threshold and choice that a run may change, with how it was chosen.

Unless a field says otherwise, its value was chosen by hand while reading the mistakes on the tuned stories of
``benchmarks/stories`` (see ``benchmarks/README.md``), not by a search.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from factcheck.articles import ReadLimits


class Settings(BaseModel):
    """The choices of one run. They are written into the report."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    model: str | None = Field(None, description="Embedding model by name or path; None is the packaged one.")
    comparison_model: str | None = Field(
        None,
        description="Three-way entailment cross-encoder by name or path; None is the packaged one.",
    )
    one_story: bool = Field(False, description="Take all articles as one story, whatever they are about.")
    allow_private: bool = Field(False, description="Also fetch pages from private network addresses.")
    limits: ReadLimits = Field(default_factory=ReadLimits, description="Limits on what is read.")

    # Which articles belong to one story
    story_probability: float = Field(
        0.50, gt=0, lt=1,
        description="Probability, from the mean log odds of all pairs of their articles and from how many articles are "
        "mixed, from which two stories are put together.",
    )  # fmt: skip

    # Candidate pairs
    neighbours: int = Field(5, ge=1, description="Nearest claims of each other article that are looked at.")
    candidates: int = Field(
        12, ge=1,
        description="Nearest claims of all other articles that a claim is compared with. More than a claim of three "
        "articles has, so that it bounds the work on large stories only; there one fact is told many times, and what "
        "differs finds its way by its own nearest claims.",
    )  # fmt: skip
    candidate_similarity: float = Field(
        0.20, ge=-1, le=1,
        description="Least cosine of a candidate pair. Generous: it only saves work, the comparison decides.",
    )  # fmt: skip

    worth_asking: float = Field(
        0.05, ge=0, le=1,
        description="Least probability, by all other evidence, that two claims are about one fact from which the "
        "comparison model is asked about them: it is the slowest stage. Of 0.03, 0.05 and 0.10, with the "
        "classifiers fitted for each: on stories not fitted on the F1 of conflicts was as good at 0.03, and lower by "
        "0.02 at 0.10, where it is asked a third less.",
    )  # fmt: skip
    asked: int = Field(
        2, ge=1,
        description="Pairs of each claim that the comparison model is asked about, those likeliest to be one fact, and "
        "as many of those in which a comparer has seen a difference: where many articles say the same, the likeliest "
        "all agree. A claim is asked about more often where it is the likeliest of others, and in stories of more than "
        "some 8,000 pairs, which are taken in parts. Without the limit the F1 of conflicts on stories not fitted on "
        "was no better, and in stories of ten articles the model was asked four times as often. Four from 0.03 and six "
        "from 0.02, fitted for each: F1 higher by 0.002 and 0.008, precision lower by 0.03.",
    )  # fmt: skip
    crowded_asked: int = Field(
        4, ge=1,
        description="The same in a story of 250 claims or more; between 100 and 250 it rises with the logarithm of "
        "their number. In stories of twelve outlets that were not fitted on, two found a tenth fewer conflicts, six "
        "no more.",
    )  # fmt: skip

    clearly_neutral: float = Field(
        0.50, ge=0, le=1,
        description="Probability of neutral in one direction from which the other direction is not asked. Of 0.50 and "
        "0.70: on stories not fitted on, two false alarms in thirty fewer, and one question in fifteen.",
    )  # fmt: skip

    # Verdict on a pair
    agree_probability: float = Field(
        0.40, ge=0, le=1,
        description="Least probability that two claims agree. Of 0.30 to 0.45: from 0.30 to 0.40 one agreement in a "
        "hundred fewer is found and one agreeing finding in fifty less is wrong; on stories not fitted on six in seven "
        "of these are right.",
    )  # fmt: skip
    conflict_probability: float = Field(
        0.56, ge=0, le=1,
        description="Least probability of a conflict in a story of up to 100 claims, for which a typed comparer must "
        "have named the reason besides. Of 0.50 to 0.66, where four in five of the conflicts shown in the tuned "
        "stories are right; at 0.66 one conflict in six fewer is found for one false alarm in three.",
    )  # fmt: skip
    crowded_conflict: float = Field(
        0.86, ge=0, le=1,
        description="The same in a story of 250 claims or more, where more of them look alike by chance; between 100 "
        "and 250 it rises with the logarithm of their number. Of 0.78 to 0.87, by the F1 of the tuned stories of "
        "twelve outlets; in real news two of the three conflicts that 0.84 shows besides are wrong. In a story of "
        "forty articles none of those shown is wrong from 0.80 on.",
    )  # fmt: skip

    joining: float = Field(
        0.12, ge=0, le=1,
        description="Mean probability that the claims of two groups tell one fact, 0 for those that were not compared, "
        "from which the groups are joined. Of 0.08 to 0.15, which differ by one agreement or single claim in sixty on "
        "short stories: the largest group of a story of 22 articles holds 37 claims at 0.08, 25 at 0.12.",
    )  # fmt: skip

    telling_evidence: float = Field(
        0.28, ge=0, le=1,
        description="Least probability that two claims state one fact, agreeing or not, from which evidence that is "
        "telling by itself is a conflict: a difference of scope, a denial against an admission, an utterance in "
        "other words, in small stories an allegation of what the other states as a fact, values of which two digits "
        "have changed places. Of 55 such pairs of values in annotated stories, all 51 from this on are conflicts.",
    )  # fmt: skip

    # Typed comparers: when they have something to say at all; the decision weighs it
    shared_content: float = Field(
        0.30, ge=0, le=1,
        description="Share of each claim's content that the other must answer before a statement is set against a "
        "report or an allegation of it.",
    )  # fmt: skip
    aligned_bond: float = Field(
        0.60, ge=0, le=1,
        description="How well predicate, subject and object around two names or values must answer each other before "
        "they are compared although their own words do not match.",
    )  # fmt: skip
    quote_likeness: float = Field(
        0.62, ge=0, le=1,
        description="Share of equal words, in order, from which two quotations are one utterance.",
    )  # fmt: skip
    same_words: float = Field(
        0.60, ge=-1, le=1,
        description="Cosine from which two quotations of one person are compared by what they state.",
    )  # fmt: skip
    contradiction: float = Field(
        0.40, ge=0, le=1,
        description="Mean probability of contradiction by the comparison model from which its answer is a vote for a "
        "conflict.",
    )  # fmt: skip

    # Copies
    shingle_words: int = Field(
        8, ge=2, description="Words in a row that must be equal to count as copied text."
    )
    copy_similarity: float = Field(
        0.50, ge=0, le=1,
        description="Copied share of the shorter article, quotations left out, from which two articles are copies. "
        "Chosen by hand: half of a text is more than two reporters of one event write in the same words. One run of "
        "five times ``shingle_words`` is enough besides.",
    )  # fmt: skip
