"""Readers of the treebank files and the projection of their words onto the tokens of our own tokenizer."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from spacy.tokens import Doc

NUMBER = re.compile(r"[\d.,½¼¾]*\d[\d.,½¼¾]*")
SCALE = re.compile(r"(?i)(?:k|m|mn|mln|bn|tn|trn|million|billion|trillion)")
CURRENCY = re.compile(r"(?:[A-Z]{0,3}[$£€¥₹₩₦₽₺₪฿]|Rs\.?|USD|EUR|GBP|RMB)")
PUNCTUATION = re.compile(r"[^\w\s$£€¥%]+")


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word: `space` says whether white space follows; `head` counts from 0 in its sentence, -1 is root.

    A slot that the source does not annotate is `None`.
    """

    form: str
    space: bool
    tag: str | None = None
    pos: str | None = None
    lemma: str | None = None
    head: int | None = None
    dep: str | None = None
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence; `new_paragraph` and `new_document` tell whether one begins here."""

    words: tuple[Word, ...]
    new_paragraph: bool = False
    new_document: bool = False


@dataclass(slots=True)
class Text:
    """A piece of text under construction with the character span of each word in it."""

    text: str = ""
    words: list[Word] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)

    def add(self, words: tuple[Word, ...], separator: str) -> None:
        """Append a sentence; heads become indices into the whole text."""
        first = len(self.words)
        for word in words:
            start = len(self.text)
            self.text += word.form + (" " if word.space else "")
            self.spans.append((start, start + len(word.form)))
            head = None if word.head is None else (len(self.words) if word.head < 0 else first + word.head)
            self.words.append(replace(word, head=head))
        self.text = self.text.rstrip(" ") + separator


def _blocks(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    """The comment lines and the token lines of each sentence."""
    comments: list[str] = []
    rows: list[str] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for raw in lines:
            line = raw.rstrip("\n")
            if not line:
                if rows:
                    yield comments, rows
                comments, rows = [], []
            elif line.startswith("#") and "\t" not in line:
                comments.append(line)
            else:
                rows.append(line)
    if rows:
        yield comments, rows


def _starts(comments: list[str], key: str) -> bool:
    return any(re.match(rf"# {key}(\s|$)", line) for line in comments)


def _spaces(cells: list[list[str]]) -> dict[str, bool]:
    """Whether white space follows each word, with the words inside a multi-word token glued together."""
    spaces: dict[str, bool] = {}
    for cell in cells:
        follows = "SpaceAfter=No" not in cell[9]
        if "-" in cell[0]:
            first, last = (int(part) for part in cell[0].split("-"))
            spaces.update({str(number): False for number in range(first, last)})
            spaces[str(last)] = follows
        else:
            spaces.setdefault(cell[0], follows)
    return spaces


def _surface(cells: list[list[str]]) -> dict[str, str]:
    """The surface form of each word; where a multi-word token is no plain chain, its words share out its letters."""
    forms = {cell[0]: cell[1] for cell in cells if cell[0].isdigit()}
    for cell in cells:
        if "-" not in cell[0]:
            continue
        first, last = (int(part) for part in cell[0].split("-"))
        numbers = [str(number) for number in range(first, last + 1)]
        rest = cell[1]
        if "".join(forms[number] for number in numbers) == rest:
            continue
        for number in numbers[:-1]:
            cut = min(len(forms[number]), max(len(rest) - 1, 0))
            forms[number], rest = rest[:cut], rest[cut:]
        forms[numbers[-1]] = rest
    return forms


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Sentences of a CoNLL-U file (gzip)."""
    for comments, rows in _blocks(path):
        cells = [row.split("\t") for row in rows if "." not in row.split("\t")[0]]
        spaces, forms = _spaces(cells), _surface(cells)
        words = tuple(
            Word(
                form=forms[cell[0]],
                space=spaces[cell[0]],
                tag=cell[4],
                pos=cell[3],
                lemma=cell[2],
                head=int(cell[6]) - 1,
                dep="ROOT" if cell[7] == "root" else cell[7],
            )
            for cell in cells
            if cell[0].isdigit()
        )
        document = _starts(comments, "newdoc")
        yield Sentence(words, document or _starts(comments, "newpar"), document)


def read_iob2(path: Path) -> Iterator[Sentence]:
    """Sentences of an entity file (gzip): number, token, label; white space is taken from the `# text` line."""
    for comments, rows in _blocks(path):
        text = next(line.removeprefix("# text = ") for line in comments if line.startswith("# text = "))
        cells = [row.split("\t") for row in rows]
        words: list[Word] = []
        at = 0
        for index, cell in enumerate(cells):
            at = text.index(cell[1], at) + len(cell[1])
            space = text[at : at + 1].isspace() or index + 1 == len(cells)
            words.append(Word(cell[1], space, entity=cell[2]))
        document = _starts(comments, "newdoc")
        yield Sentence(tuple(words), document, document)


TAGS_ALONE = " (tags alone)"
CELL = re.compile(r"(.+?)/([^/]+)(?:/([BI]-[A-Z]+))?")


def read_news(path: Path, root: Path) -> Iterator[Sentence]:
    """Sentences of a file that names an article under `root` ("# FILE"), then has a line a sentence: "word/TAG
    word/TAG/B-ORG ...". Words without a label are in no name, unless the article's line ends with "(tags alone)".

    White space is that of the article. Raises ValueError where the article does not hold the words.
    """
    text, at, other = "", 0, ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            article = line.removeprefix("# ").removesuffix(TAGS_ALONE)
            text, at, other = (root / article).read_text(encoding="utf-8"), 0, "?" if line.endswith(TAGS_ALONE) else "O"
            continue
        before, words = at, []
        for cell in map(CELL.fullmatch, line.split()):
            assert cell is not None
            form, tag, label = cell.groups()
            at = text.index(form, at) + len(form)
            words.append(Word(form, text[at : at + 1].isspace(), tag, entity=label or other))
        if words:
            gap = text[before : text.index(words[0].form, before)]
            yield Sentence(tuple(words), before == 0 or "\n" in gap, before == 0)


MARKED = re.compile(r"\[([A-Z]+) ([^][]+)\]|[^][]+")
PIECE = re.compile(r'"|[^\s"]+')


def _marked_words(line: str) -> Iterator[Word]:
    """The words of a line with names in brackets: what white space parts, quotes and the edges of names."""
    plain = MARKED.sub(lambda match: match[2] or match[0], line)
    at = 0
    for match in MARKED.finditer(line):
        for place, form in enumerate(PIECE.findall(match[2] or match[0])):
            at = plain.index(form, at) + len(form)
            space = at == len(plain) or plain[at].isspace()
            label = ("I-" if place else "B-") + match[1] if match[1] else "O"
            yield Word(form, space, ("''" if space else "``") if form == '"' else None, entity=label)


def read_marked(path: Path) -> Iterator[Sentence]:
    """Sentences of a file of articles: "# NAME", then a line a sentence with its names marked "[LABEL a name]".

    Every sentence begins a paragraph.
    """
    first = False
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            first = True
        elif line:
            yield Sentence(tuple(_marked_words(line)), new_paragraph=True, new_document=first)
            first = False


@dataclass(slots=True)
class Tokens:
    """Annotation of our tokens, one list a layer, as spaCy's `Doc` takes it."""

    tags: list[str]
    pos: list[str]
    lemmas: list[str]
    heads: list[int | None]
    deps: list[str | None]
    ents: list[str | None]
    uncertain: int = 0
    """Tokens that share letters with a word without either holding the other."""


def _overlaps(doc: Doc, spans: list[tuple[int, int]]) -> tuple[list[list[int]], list[list[int]]]:
    """For each token the words, and for each word the tokens, that share a letter with it."""
    of_token: list[list[int]] = [[] for _ in doc]
    of_word: list[list[int]] = [[] for _ in spans]
    first = 0
    for token in doc:
        start, end = token.idx, token.idx + len(token)
        while first < len(spans) and spans[first][1] <= start:
            first += 1
        index = first
        while index < len(spans) and spans[index][0] < end:
            if spans[index][1] > start and not token.is_space:
                of_token[token.i].append(index)
                of_word[index].append(token.i)
            index += 1
    return of_token, of_word


def _part_tag(form: str, word: Word) -> tuple[str, str]:
    """Tag and part of speech of a piece of a word that our tokenizer takes apart."""
    if CURRENCY.fullmatch(form):
        return "$", "SYM"
    if NUMBER.fullmatch(form) or (word.tag == "CD" and SCALE.fullmatch(form)):
        return "CD", "NUM"
    if form == "%":
        return "NN", "SYM"
    if PUNCTUATION.fullmatch(form):
        return ("HYPH", "PUNCT") if word.pos not in ("PUNCT", "SYM") else (word.tag or "", word.pos or "")
    if word.tag == "CD":
        return "NN", "NOUN"
    return word.tag or "", word.pos or ""


def _head_part(tags: list[str], forms: list[str]) -> int:
    """Which piece of a divided word stands for it: a currency sign, else the last word or number."""
    if "$" in tags:
        return tags.index("$")
    solid = [index for index, form in enumerate(forms) if not PUNCTUATION.fullmatch(form)]
    return solid[-1] if solid else len(forms) - 1


def _part_dep(tag: str, head_form: str) -> str:
    if tag == "HYPH" or tag in (":", ","):
        return "punct"
    if tag == "CD":
        return "compound" if SCALE.fullmatch(head_form) else "nummod"
    return "compound"


def _divide(doc: Doc, parts: list[int], word: Word, out: Tokens) -> int:
    """Annotate the pieces of one word; returns the piece that stands for it."""
    forms = [doc[index].text for index in parts]
    tagged = [_part_tag(form, word) for form in forms]
    chief = _head_part([tag for tag, _ in tagged], forms)
    for place, index in enumerate(parts):
        out.tags[index], out.pos[index] = tagged[place]
        out.lemmas[index] = forms[place] if tagged[place][0] in ("NNP", "NNPS") else forms[place].lower()
        if place != chief:
            out.heads[index] = parts[chief]
            out.deps[index] = _part_dep(tagged[place][0], forms[chief])
    numbers = [p for p in range(len(parts)) if tagged[p][0] == "CD"]
    if tagged[chief][0] == "$" and len(numbers) == 2 and SCALE.fullmatch(forms[numbers[1]]):
        out.heads[parts[numbers[0]]], out.deps[parts[numbers[0]]] = parts[numbers[1]], "compound"
    return parts[chief]


def _chief_word(indices: list[int], words: list[Word]) -> int:
    """The word nearest to the root of its sentence: with this choice the heads of the tokens never form a ring."""

    def depth(index: int) -> int:
        head = words[index].head
        return 0 if head is None or head == index else 1 + depth(head)

    return min(indices, key=depth) if len(indices) > 1 else indices[0]


def _entity(indices: list[int], words: list[Word]) -> str | None:
    """The label of a token: that of its words, `None` (missing) where they are unknown."""
    labels = [words[index].entity for index in indices]
    if not labels or any(label in (None, "?") for label in labels):
        return None
    named = [label for label in labels if label != "O"]
    return named[0] if named else "O"


def project(doc: Doc, text: Text) -> Tokens:
    """The annotation of the words of `text` on the tokens of `doc`, which must be the same string."""
    size = len(doc)
    out = Tokens([""] * size, [""] * size, [""] * size, [None] * size, [None] * size, [None] * size)
    of_token, of_word = _overlaps(doc, text.spans)
    stands_for: list[int | None] = [None] * len(text.words)
    for index, words in enumerate(of_token):
        _annotate(doc, index, words, text, of_word, stands_for, out)
    for index, token in enumerate(doc):
        if token.is_space:
            _white_space(index, out)
        elif out.heads[index] is None and of_token[index]:
            chief = _chief_word(of_token[index], text.words)
            _attach(index, text.words[chief], stands_for, out)
    return out


def _annotate(
    doc: Doc,
    index: int,
    words: list[int],
    text: Text,
    of_word: list[list[int]],
    stands_for: list[int | None],
    out: Tokens,
) -> None:
    """Annotate token `index`, but for its head where that is another word."""
    if not words:
        return
    parts = of_word[words[0]]
    out.ents[index] = _entity(words, text.words)
    if len(words) == 1 and len(parts) > 1:
        label = out.ents[index]
        if label and label.startswith("B-") and index != parts[0]:
            out.ents[index] = "I-" + label[2:]
        if index == parts[0]:
            stands_for[words[0]] = _divide(doc, parts, text.words[words[0]], out)
        return
    chief = _chief_word(words, text.words)
    for number in words:
        if stands_for[number] is None:
            stands_for[number] = index
    word = text.words[chief]
    whole = all(len(of_word[number]) == 1 for number in words)
    out.uncertain += not whole
    out.tags[index], out.pos[index] = word.tag or "", word.pos or ""
    out.lemmas[index] = (word.lemma or "") if len(words) == 1 else ""


def _attach(index: int, word: Word, stands_for: list[int | None], out: Tokens) -> None:
    if word.head is None or word.dep is None:
        return
    head = stands_for[word.head]
    out.heads[index] = index if head is None else head
    out.deps[index] = word.dep if head is not None else "dep"


def _white_space(index: int, out: Tokens) -> None:
    out.tags[index], out.pos[index], out.lemmas[index] = "_SP", "SPACE", " "
    if any(head is not None for head in out.heads):
        out.heads[index], out.deps[index] = (max(index - 1, 0), "dep") if index else (index + 1, "dep")
    out.ents[index] = "O" if any(label is not None for label in out.ents) else None


def make_doc(tokenize: Callable[[str], Doc], text: Text) -> tuple[Doc, Tokens]:
    """The gold `Doc` of a text on our own tokens, with whatever layers its words have."""
    plain = tokenize(text.text)
    layers = project(plain, text)
    tagged = any(word.tag is not None for word in text.words)
    parsed = any(word.head is not None for word in text.words)
    named = any(word.entity is not None for word in text.words)
    doc = Doc(
        plain.vocab,
        words=[token.text for token in plain],
        spaces=[bool(token.whitespace_) for token in plain],
        tags=layers.tags if tagged else None,
        pos=layers.pos if parsed else None,
        lemmas=layers.lemmas if parsed else None,
        heads=layers.heads if parsed else None,  # type: ignore[arg-type]  # None is spaCy's missing value
        deps=layers.deps if parsed else None,  # type: ignore[arg-type]
        ents=layers.ents if named else None,  # type: ignore[arg-type]
    )
    return doc, layers
