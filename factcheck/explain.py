"""What the words of a report mean: kinds of conflict, verdicts and severities, for readers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from factcheck.models import Kind, Severity, Verdict


@dataclass(frozen=True, slots=True)
class Meaning:
    """A word of the report.

    Attributes:
        short: in one sentence.
        text: what it takes, in a few sentences.
        example: two passages that are one, or empty.
        never: what is not one, in a sentence.
        advice: what to do about it.
    """

    short: str
    text: str
    never: str
    advice: str
    example: tuple[str, ...] = ()


KINDS: Final[dict[Kind, Meaning]] = {
    "number": Meaning(
        "Two sources give different numbers for the same thing.",
        "A count, an amount or a measure of the same thing differs by more than rounding, units and words such as "
        "'about' allow. Both values are read with what they count and in which unit before they are compared.",
        "Rounding ('about 500' and '498'), other units ('30 km' and '19 miles'), another precision ('scores' and "
        "'at least 70'), or a count of something else (3 hurt, 800 evacuated).",
        "Check whether both count the same people or things at the same time; ask each outlet for its source.",
        ("The ferry carried 212 people.", "The ferry was carrying 198 people."),
    ),
    "date": Meaning(
        "Two sources give different dates, times or durations for the same event.",
        "A day, a clock time or a length of time differs, after 'on Tuesday' and 'yesterday' are read from the day "
        "on which the article was published, where that is known.",
        "Times that fit into each other ('in March' and 'on 3 March').",
        "Check the publication dates first: an article without a date leaves its weekdays open.",
        ("The tug comes on Thursday.", "The tug comes on Friday."),
    ),
    "name": Meaning(
        "Two sources name different people, places or organisations in the same role.",
        "A person, place, organisation, nationality or role stands in the same place of the same statement, and is "
        "another one.",
        "Two people in one sentence, a short and a long form of one name, an office and the person who holds it.",
        "Check the spelling and whether one outlet means another person.",
        ("Piet Lindqvist, the harbour master", "Peter Lundqvist, the harbour master"),
    ),
    "polarity": Meaning(
        "One source denies what the other states.",
        "The same statement stands in one source and is negated in the other, told with the opposite word, or refused "
        "where the other says that it was agreed to. Two people quoted with opposite statements of fact count too.",
        "Opposite opinions, a wish or a plan against what came of it.",
        "Find out who is speaking in each, and who was there.",
        ("No fuel has leaked.", "A slick of diesel has reached the bay."),
    ),
    "wording": Meaning(
        "Two sources tell the same event with another scope, cause, place, means, manner or strength.",
        "The accounts are of one event and differ in how far it went, why, where or how: an editor must choose.",
        "Another choice of words for the same thing, more detail in one of the two, silence.",
        "Print the narrower account, or say that accounts differ.",
        ("dropped from all promotion", "dropped from the campaign in the United States"),
    ),
    "attribution": Meaning(
        "One source vouches for what the other only passes on, or they credit different speakers.",
        "One states it as fact and the other as alleged, as hearsay or as another outlet's report; or one utterance is "
        "credited to two people.",
        "Routine attribution such as 'police said', which is a note.",
        "Do not print it as fact on the strength of the first alone.",
        ("The captain was not on the bridge.", "The captain was reportedly away from the bridge."),
    ),
    "quote": Meaning(
        "The same utterance is quoted with other words.",
        "Two quotations of one utterance differ: words are changed, or dropped without a mark.",
        "A cut marked by an ellipsis, a bracketed insertion, a quotation of another part of the same speech.",
        "Go back to the recording or the transcript.",
        ('"a full, open and independent inquiry"', '"a full inquiry"'),
    ),
    "update": Meaning(
        "A later article replaces an earlier figure.",
        "The figure is a running total, the two articles were published on different days, and the later changes it. "
        "It is told as a development rather than a contradiction.",
        "A difference where nothing shows which article is the later: that is a number conflict.",
        "Use the later figure, and check whether it has moved again.",
        ("Nine passengers were taken to hospital.", "The number treated rose to 14 on Wednesday."),
    ),
}
VERDICTS: Final[dict[Verdict, Meaning]] = {
    "agreeing": Meaning(
        "Two or more independent sources say it, and none conflicts.",
        "Claims of at least two sources were found to state the same fact. Articles that copy one text count as one "
        "source; sources that all cite the same third count each, and the finding names the common origin.",
        "The truth: two outlets that repeat one mistake agree.",
        "Check whether the sources got it from one another.",
    ),
    "conflicting": Meaning(
        "Two sources cannot both be right, or tell it so differently that an editor must choose.",
        "At least one pair of claims of different sources conflicts. Its confidence is that of the surest pair.",
        "What one source leaves out; one source against itself, which is a note.",
        "Read the passages side by side before you act: the comparison can be wrong.",
    ),
    "single-sourced": Meaning(
        "One source says it, alone or with those that copied its text.",
        "No claim of another source was found that agrees or conflicts with it.",
        "Doubtful: most of what is exclusive is true.",
        "Name the source when you print it, or find a second one.",
    ),
}
SEVERITIES: Final[dict[Severity, Meaning]] = {
    "contradiction": Meaning(
        "Both cannot be true.",
        "A conflict whose two sides exclude each other.",
        "A difference of scope or tone.",
        "Do not print either side as fact before it is settled.",
    ),
    "discrepancy": Meaning(
        "The same fact, told differently enough that an editor must choose.",
        "A conflict whose two sides could both be true in part: another scope, an allegation against a fact, a later "
        "figure.",
        "A difference of style.",
        "Choose knowingly, or say that accounts differ.",
    ),
}
WORDS: Final[dict[str, Meaning]] = dict([*KINDS.items(), *VERDICTS.items(), *SEVERITIES.items()])
