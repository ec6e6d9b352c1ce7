"""Learn the tables of the `word_forms` component: parts of speech and lemmas from tag, relation and spelling."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from spacy.tokens import Doc, Token

from pipeline.language.forms import LONGEST_SUFFIX, FormTables, lemma_of, part_of_speech

NAME_TAGS = ("NNP", "NNPS")
NO_WORDS = ("ADD", "AFX", "FW", "GW", "LS", "NFP", "SYM", "XX")
IRREGULAR = (
    "arise arose arisen; awake awoke awoken; bear bore borne; beat beat beaten; become became become; "
    "begin began begun; bend bent bent; bet bet bet; bid bid bid; bind bound bound; bite bit bitten; "
    "bleed bled bled; blow blew blown; break broke broken; breed bred bred; bring brought brought; "
    "build built built; burst burst burst; buy bought bought; cast cast cast; catch caught caught; "
    "choose chose chosen; cling clung clung; come came come; cost cost cost; creep crept crept; cut cut cut; "
    "deal dealt dealt; dig dug dug; draw drew drawn; drink drank drunk; drive drove driven; eat ate eaten; "
    "fall fell fallen; feed fed fed; feel felt felt; fight fought fought; find found found; flee fled fled; "
    "fling flung flung; fly flew flown; forbid forbade forbidden; forecast forecast forecast; "
    "foresee foresaw foreseen; forget forgot forgotten; forgive forgave forgiven; forgo forwent forgone; "
    "freeze froze frozen; get got gotten; give gave given; go went gone; grind ground ground; grow grew grown; "
    "hang hung hung; hear heard heard; hide hid hidden; hit hit hit; hold held held; hurt hurt hurt; keep kept kept; "
    "kneel knelt knelt; know knew known; lay laid laid; lead led led; leap leapt leapt; learn learnt learnt; "
    "leave left left; lend lent lent; let let let; lie lay lain; light lit lit; lose lost lost; make made made; "
    "mean meant meant; meet met met; mislead misled misled; mistake mistook mistaken; outdo outdid outdone; "
    "outgrow outgrew outgrown; outrun outran outrun; outsell outsold outsold; outspend outspent outspent; "
    "overcome overcame overcome; override overrode overridden; oversee oversaw overseen; "
    "overshoot overshot overshot; overtake overtook overtaken; overthrow overthrew overthrown; pay paid paid; "
    "put put put; quit quit quit; read read read; rebuild rebuilt rebuilt; redo redid redone; repay repaid repaid; "
    "resell resold resold; ride rode ridden; ring rang rung; rise rose risen; run ran run; say said said; "
    "see saw seen; seek sought sought; sell sold sold; send sent sent; set set set; shake shook shaken; "
    "shed shed shed; shine shone shone; shoot shot shot; show showed shown; shrink shrank shrunk; shut shut shut; "
    "sing sang sung; sink sank sunk; sit sat sat; sleep slept slept; slide slid slid; slit slit slit; "
    "speak spoke spoken; speed sped sped; spend spent spent; spill spilt spilt; spin spun spun; split split split; "
    "spoil spoilt spoilt; spread spread spread; spring sprang sprung; stand stood stood; steal stole stolen; "
    "stick stuck stuck; sting stung stung; stride strode stridden; strike struck struck; strive strove striven; "
    "swear swore sworn; sweep swept swept; swell swelled swollen; swim swam swum; swing swung swung; "
    "take took taken; teach taught taught; tear tore torn; tell told told; think thought thought; "
    "throw threw thrown; thrust thrust thrust; tread trod trodden; undercut undercut undercut; "
    "undergo underwent undergone; understand understood understood; undertake undertook undertaken; "
    "undo undid undone; unwind unwound unwound; uphold upheld upheld; upset upset upset; wake woke woken; "
    "wear wore worn; weave wove woven; weep wept wept; win won won; wind wound wound; withdraw withdrew withdrawn; "
    "withhold withheld withheld; withstand withstood withstood; write wrote written; "
    "underwrite underwrote underwritten; rewrite rewrote rewritten; overspend overspent overspent; "
    "offset offset offset; reset reset reset; broadcast broadcast broadcast; oversell oversold oversold; "
    "overpay overpaid overpaid"
)
"""Base form, past tense, past participle: the usual list of the grammars, which the treebanks cover only in part."""

ENDINGS = {
    "VBD": (("ied", "y"), ("ed", "e"), ("ed", "")),
    "VBN": (("ied", "y"), ("ed", "e"), ("ed", "")),
    "VBG": (("ying", "ie"), ("ing", "e"), ("ing", "")),
    "VBZ": (("ies", "y"), ("es", "e"), ("es", ""), ("s", "")),
    "NNS": (("ies", "y"), ("es", "e"), ("es", ""), ("s", "")),
}
"""The regular endings of English and what the base form has in their place."""


def learn_tables(docs: Iterable[Doc], common: Iterable[str]) -> FormTables:
    """The tables for some annotated texts, without the entries that a shorter key gives anyway.

    `common`: further words, whose regular forms get an entry where the rules for endings would invent a word.
    """
    tokens = [token for doc in docs for token in doc if not token.is_space and token.tag_ and token.lemma_]
    tables = FormTables(parts={}, suffixes={}, lemmas={})
    part_rows = [
        (token.tag_, token.dep_, token.lower_ if _is_word(token) else "", _part(token.tag_, token.pos_))
        for token in tokens
    ]
    for depth in (1, 2, 3, 4):
        _learn_parts(tables, part_rows, depth)
    lemma_rows = Counter((token.tag_, token.text, token.lemma_) for token in tokens if _is_word(token))
    for length in range(LONGEST_SUFFIX + 1):
        _learn_suffixes(tables, lemma_rows, length)
    _learn_irregular(tables)
    words = sorted(set(common))
    bases = set(words) | {lemma for tag, _, lemma in lemma_rows if tag in ("VB", "VBP", "NN")}
    for tag in ENDINGS:
        _learn_regular(tables, tag, words, bases)
    _learn_lemmas(tables, lemma_rows)
    return tables


def _is_word(token: Token) -> bool:
    """Whether a token says something on other texts: no address, number or piece of a misspelt word."""
    strange = token.tag_ in NO_WORDS or token.lemma_ == "_" or "@" in token.text or "/" in token.text
    return not strange and not any(character.isdigit() for character in token.text)


def _part(tag: str, part: str) -> str:
    """The part of speech we train for: a word tagged as a name is a proper noun, whatever its origin."""
    return "PROPN" if tag in NAME_TAGS else part


def _key(depth: int, tag: str, dep: str, lower: str) -> str:
    return (tag, f"{tag}|{dep}", f"{tag}||{lower}", f"{tag}|{dep}|{lower}")[depth - 1]


def _learn_parts(tables: FormTables, rows: list[tuple[str, str, str, str]], depth: int) -> None:
    """Add the entries of one key length (1 to 4) that say something else than the shorter keys."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    known: dict[str, Counter[str]] = defaultdict(Counter)
    for tag, dep, lower, part in rows:
        key = _key(depth, tag, dep, lower)
        votes[key][part] += 1
        known[key][part_of_speech(tables, tag, dep, lower)] += 1
    for key, counts in sorted(votes.items()):
        best, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
        current = known[key].most_common(1)[0][0]
        if depth == 1 or (best != current and count >= counts[current] + 2):
            tables.parts[key] = best


def _edit(form: str, lemma: str) -> tuple[int, str]:
    """How many letters to cut off the end of a form and what to add to get its lemma."""
    same = 0
    while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
        same += 1
    return len(form) - same, lemma[same:]


def _learn_suffixes(tables: FormTables, rows: Counter[tuple[str, str, str]], length: int) -> None:
    """Add the rules for endings of one length that beat the rule of the shorter ending."""
    gain: dict[str, Counter[tuple[int, str]]] = defaultdict(Counter)
    base: Counter[str] = Counter()
    for tag, text, lemma in rows:
        form = text if tag in NAME_TAGS else text.lower()
        if tag not in NAME_TAGS and lemma != lemma.lower():
            continue
        if len(form) > length or length == 0:
            key = f"{tag}|{form[len(form) - length :]}"
            cut, add = _edit(form, lemma)
            if cut <= 5 and len(add) <= 4:
                gain[key][cut, add] += 1
            base[key] += lemma_of(tables, tag, text) == lemma
    for key, counts in sorted(gain.items()):
        (cut, add), count = min(counts.items(), key=lambda item: (-item[1], item[0]))
        if length == 0 or count >= base[key] + 2:
            tables.suffixes[key] = (cut, add)


def _learn_lemmas(tables: FormTables, rows: Counter[tuple[str, str, str]]) -> None:
    """Add the words that the rules for endings get wrong."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    texts: dict[str, tuple[str, str]] = {}
    for (tag, text, lemma), count in rows.items():
        key = f"{tag}|{text if tag in NAME_TAGS else text.lower()}"
        votes[key][lemma] += count
        texts[key] = tag, text
    for key, counts in sorted(votes.items()):
        best, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
        tag, text = texts[key]
        rule = lemma_of(tables, tag, text)
        seen_once = tag in NAME_TAGS and count < 2
        if best != rule and count > counts[rule] and not seen_once:
            tables.lemmas[key] = best


def _learn_irregular(tables: FormTables) -> None:
    for verb in IRREGULAR.split(";"):
        base, past, participle = verb.split()
        for tag, form in (("VBD", past), ("VBN", participle)):
            if lemma_of(tables, tag, form) != base:
                tables.lemmas[f"{tag}|{form}"] = base


def _bases(tag: str, form: str) -> list[str]:
    """The base forms that a regular form may have; "stopped" and "totalled" may lose their second consonant."""
    found = [form[: -len(ending)] + base for ending, base in ENDINGS[tag] if form.endswith(ending)]
    return found + [stem[:-1] for stem in found if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "aeiou"]


def _learn_regular(tables: FormTables, tag: str, words: Iterable[str], bases: set[str]) -> None:
    """Add the regular forms for which the rules give no word, but just one candidate is one."""
    for form in words:
        rule = lemma_of(tables, tag, form)
        known = [base for base in dict.fromkeys(_bases(tag, form)) if base in bases and len(base) > 2]
        if rule not in bases and len(known) == 1 and f"{tag}|{form}" not in tables.lemmas:
            tables.lemmas[f"{tag}|{form}"] = known[0]
