"""Labelled passages as training examples: token ids, a target a token and category, and which cells count."""

import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from pslint.findings import READ as CATEGORIES
from pslint.text.plain import make_plain

#: The encoder reads so many tokens at once, its two edge tokens included.
MAX_TOKENS = 384
#: Passages of disordered words in the second phase.
DISORDERED = 150
#: How the ids begin of what was written after the first two phases, which learn nothing of it: with it they gained
#: nothing. Its labelled passages are calibrated with, though the fourth phase learns half of their labels (README.md).
LATER = ("n4", "n5", "n6", "n7", "n8", "su")
#: And those of the whole statements that were there before.
EARLIER = ("sA", "sB", "wa", "wb")
CORPUS = Path(__file__).resolve().parent.parent / "corpus"
#: Whole statements that only the last weights of the passage finding are fitted on, and those that only judge.
FITTED = ("statements", "own_statements", "statements_fit", "statements_harder")
HELD = ("statements_held", "statements_harder_held", "statements_season")
#: What a training leaves that ships in another form, or not at all.
WORK = Path(__file__).resolve().parent / "work"
#: The reader in 8 bits, its parts named as `training.export` names them: what the third phase goes on from.
SMALL = WORK / "reader8.onnx"
#: And after that phase, after the fourth, and after the last.
WHOLE, QUIET, LAST = (WORK / f"{name}8.onnx" for name in ("whole", "quiet", "last"))


@dataclass(frozen=True)
class Example:
    """One passage. `targets` is (tokens, 10) in 0..1; `presence` and `sure` are (10,)."""

    id: str
    ids: list[int]
    targets: np.ndarray
    presence: np.ndarray
    sure: np.ndarray


def read(path: Path) -> list[dict]:
    """The lines of a JSON-lines file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def load_tokenizer(path: Path) -> Tokenizer:
    """The encoder's tokenizer, without truncation or padding."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def label(record: dict, tokenizer: Tokenizer) -> Example:
    """An example from a labelled passage; a span string that stands twice means its first place."""
    text = record["text"]
    encoding = tokenizer.encode(make_plain(text))
    offsets = encoding.offsets[:MAX_TOKENS]
    targets = np.zeros((len(offsets), len(CATEGORIES)), np.float32)
    for column, category in enumerate(CATEGORIES):
        for words in record.get(category, []):
            start = text.find(words)
            for row, (first, last) in enumerate(offsets):
                if start >= 0 and last > first and first < start + len(words) and start < last:
                    targets[row, column] = 1
    presence = np.array([bool(record.get(c)) for c in CATEGORIES], np.float32)
    sure = np.array([c not in record.get("unsure", []) for c in CATEGORIES], np.float32)
    return Example(record["id"], encoding.ids[:MAX_TOKENS], targets, presence, sure)


def soften(example: Example, scored: dict, share: float) -> Example:
    """Mix the soft scores of larger readers (0..100 a token) into the labels."""
    scores = np.array(scored["scores"], np.float32) / 100
    if len(scores) != len(example.ids) - 2:  # [CLS] and [SEP] carry no score
        return example
    edge = np.zeros((1, len(CATEGORIES)), np.float32)
    soft = np.concatenate([edge, scores, edge])
    presence = np.array(scored["presence"], np.float32) / 100
    return Example(
        example.id,
        example.ids,
        share * soft + (1 - share) * example.targets,
        share * presence + (1 - share) * example.presence,
        example.sure,
    )


def surround(record: dict, other: str, order: random.Random) -> dict:
    """The passage among sentences of a paragraph that tells of no setback, as it stands in a whole statement."""
    sentences = re.split(r"(?<=[.!?])\s+", other)
    cut = order.randrange(len(sentences) + 1)
    before, after = sentences[max(0, cut - 3) : cut], sentences[cut : cut + 3]
    return {**record, "id": record["id"] + "+", "text": " ".join([*before, record["text"], *after])}


def training_set(tokenizer: Tokenizer, recombined: int, surrounded: int, share: float) -> list[Example]:
    """All that the reader trains on.

    Labels, mixed with soft scores where there are any; recombined passages with soft scores alone;
    paragraphs that only look alike; and labelled passages set among sentences of such paragraphs.
    """
    soft = {row["id"]: row for row in read(CORPUS / "soft_train.jsonl.gz")}
    train = read(CORPUS / "train.jsonl")
    lookalikes = read(CORPUS / "lookalikes.jsonl")
    prose = [r["text"] for r in lookalikes if r["kind"] != "stuffed"]
    examples = []
    for record in train:
        example = label(record, tokenizer)
        examples.append(soften(example, soft[record["id"]], share) if record["id"] in soft else example)
    mixed = read(CORPUS / "recombined.jsonl.gz")[:recombined]
    examples += [soften(label(record, tokenizer), record, 1.0) for record in mixed]
    examples += [label(record, tokenizer) for record in lookalikes]
    order = random.Random(1)
    for record in order.sample(train, surrounded):
        examples.append(label(surround(record, order.choice(prose), order), tokenizer))
    return examples


def paragraphs_without(record: dict) -> list[str]:
    """The paragraphs of a whole statement that tell nothing of its setback."""
    return [text for text, told in _paragraphs(record) if not told]


def paragraphs_told(record: dict) -> list[str]:
    """The paragraphs of a whole statement that tell of its setback, among other things."""
    return [text for text, told in _paragraphs(record) if told]


def _paragraphs(record: dict) -> Iterator[tuple[str, bool]]:
    told = [(s, s + len(p)) for p in record["setback_passages"] if (s := record["text"].find(p)) >= 0]
    for match in re.finditer(r"(?:(?!\n\s*\n).)+", record["text"], re.DOTALL):
        yield match[0], any(match.start() < end and start < match.end() for start, end in told)


def disordered(record: dict, order: random.Random) -> dict:
    """A passage's words in no order: all that a search for words would look for, and nothing told."""
    words = record["text"].split()
    order.shuffle(words)
    return {"id": record["id"] + "~", "text": " ".join(words)}


def second_set(tokenizer: Tokenizer, recombined: int, surrounded: int, share: float) -> list[Example]:
    """All of the first set, fewer of its recombined passages, and what is nearest to use.

    Passages of residency applicants, twice; labelled passages set among sentences of whole statements. Paragraphs
    of those that tell of no setback, paragraphs that stand near to one, passages whose words are in no order: all
    categories absent.
    """
    examples = training_set(tokenizer, recombined, surrounded, share)
    statements = [r for r in read(CORPUS / "statements_train.jsonl") if r["id"].startswith(EARLIER)]
    near = [r["text"] for r in read(CORPUS / "nearer.jsonl")]
    other = [p for record in statements for p in paragraphs_without(record)]
    examples += [label({"id": "", "text": text}, tokenizer) for text in near + other]
    order = random.Random(2)
    residency = [r for r in read(CORPUS / "train_residency.jsonl") if not r["id"].startswith(LATER)]
    examples += [label(record, tokenizer) for record in residency] * 2
    train = read(CORPUS / "train.jsonl") + residency
    examples += [label(disordered(record, order), tokenizer) for record in order.sample(train, DISORDERED)]
    for record in order.sample(train, surrounded // 2):
        examples.append(label(surround(record, order.choice(other), order), tokenizer))
    return examples


def batches(examples: list[Example], size: int, seed: int) -> Iterator[list[Example]]:
    """The examples in batches of like length, in an order fixed by `seed`."""
    order = random.Random(seed)
    indices = list(range(len(examples)))
    order.shuffle(indices)
    made = []
    for i in range(0, len(indices), size * 16):
        chunk = sorted(indices[i : i + size * 16], key=lambda k: len(examples[k].ids))
        made += [chunk[j : j + size] for j in range(0, len(chunk), size)]
    order.shuffle(made)
    for batch in made:
        yield [examples[k] for k in batch]
