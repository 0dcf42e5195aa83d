"""English verb forms: what a participle becomes when its clause is read as a sentence of its own."""

from __future__ import annotations

from factcheck.language import Word, Words, children

# Simple past of common verbs that do not end in "-ed".
_PAST = dict(
    pair.split(":")
    for pair in (
        "arise:arose be:was become:became begin:began bend:bent bind:bound bite:bit bleed:bled blow:blew break:broke "
        "breed:bred bring:brought build:built burst:burst buy:bought cast:cast catch:caught choose:chose cling:clung "
        "come:came cost:cost creep:crept cut:cut deal:dealt dig:dug do:did draw:drew drink:drank drive:drove eat:ate "
        "fall:fell feed:fed feel:felt fight:fought find:found flee:fled fling:flung fly:flew forbid:forbade "
        "forecast:forecast forget:forgot forgive:forgave freeze:froze get:got give:gave go:went grind:ground grow:grew "
        "hang:hung have:had hear:heard hide:hid hit:hit hold:held hurt:hurt keep:kept know:knew lay:laid lead:led "
        "leave:left lend:lent let:let lie:lay light:lit lose:lost make:made mean:meant meet:met overcome:overcame "
        "overtake:overtook pay:paid put:put quit:quit read:read ride:rode ring:rang rise:rose run:ran say:said see:saw "
        "seek:sought sell:sold send:sent set:set shake:shook shed:shed shine:shone shoot:shot show:showed shut:shut "
        "sing:sang sink:sank sit:sat sleep:slept slide:slid speak:spoke spend:spent split:split spread:spread "
        "spring:sprang stand:stood steal:stole stick:stuck strike:struck sweep:swept swim:swam swing:swung take:took "
        "teach:taught tear:tore tell:told think:thought throw:threw undergo:underwent understand:understood "
        "undertake:undertook wear:wore weep:wept win:won withdraw:withdrew withstand:withstood write:wrote"
    ).split()
)
PLURAL_TAGS = frozenset({"NNS", "NNPS"})


def finite(words: Words, participle: int, main: int, *, is_plural: bool) -> str:
    """A present participle as a finite verb in the tense of the main clause.

    Args:
        words: the sentence.
        participle: index of the participle ("closing").
        main: index of the verb whose tense it takes.
        is_plural: its subject is plural.
    """
    word = words[participle]
    has_having = word.lemma == "have"
    modal = next(
        (words[c].text for c in children(words, main) if words[c].tag == "MD" and words[c].dep == "aux"), ""
    )
    if modal:
        return f"{modal.lower()} {word.lemma}"
    helpers = [words[c] for c in children(words, main) if words[c].dep in {"aux", "auxpass"}]
    present = words[main].tag in {"VBZ", "VBP"} and not helpers
    if present and not has_having:
        return f"{'are' if is_plural else 'is'} {word.text.lower()}"
    if word.lemma == "be":
        return "were" if is_plural else "was"
    return past(word)


def past(word: Word) -> str:
    """The simple past of a present participle: "closing" to "closed", "making" to "made"."""
    if word.lemma in _PAST:
        return _PAST[word.lemma]
    stem = word.text.lower().removesuffix("ing")
    if stem.endswith("y") and stem[-2:-1] not in "aeiou":
        return stem[:-1] + "ied"
    return stem + ("d" if stem.endswith("e") else "ed")


def is_plural(words: Words, subject: tuple[int, ...]) -> bool:
    """The words name more than one: a plural noun, several joined by "and", "they"."""
    if not subject:
        return False
    inside = set(subject)
    head = next((i for i in subject if words[i].head not in inside or words[i].head == i), subject[-1])
    joined = any(words[i].lemma == "and" and words[i].head == head for i in subject)
    counted = words[head].pos == "NUM" and words[head].lemma not in {"one", "1"}
    return (
        joined or counted or words[head].tag in PLURAL_TAGS or words[head].lemma in {"they", "these", "those"}
    )


def be(words: Words, subject: tuple[int, ...], *, past_tense: bool) -> str:
    """The form of "be" that agrees with the subject."""
    plural = is_plural(words, subject)
    if past_tense:
        return "were" if plural else "was"
    return "are" if plural else "is"
