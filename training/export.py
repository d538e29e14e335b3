"""From trained weights to what ships: `python -m training.export`.

Writes the reader in 32 bits and in 8 (to `work/`), and the latter fused (to the package), compares their answers on
the dev files, and prints sizes and checksums. 8 bits are dynamic, signed, per channel, with reduced range: kernels
without VNNI saturate otherwise. The first layer's attention and the head stay in 32 bits: they cost little, and
what they round away shows most.
"""

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from pslint.places import MODEL

from .answers import presence
from .data import SMALL, WORK
from .encoder import Reader, fetch, load_encoder
from .fused import write_fused


class Scores(torch.nn.Module):
    """The reader with probabilities in place of logits."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Scores of shape (passages, tokens, categories)."""
        return torch.sigmoid(self.reader(input_ids, attention_mask))


def main() -> None:
    """Export, quantise, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=WORK / "reader.pt")
    parser.add_argument("--out", type=Path, default=MODEL)
    options = parser.parse_args()
    encoder = fetch(WORK / "encoder")
    reader = Reader(load_encoder(encoder))
    state = torch.load(options.weights, weights_only=False)
    reader.load_state_dict(state.get("reader", state))
    scores = Scores(reader).eval()

    full, small = WORK / "reader32.onnx", options.out / "reader.onnx"
    options.out.mkdir(parents=True, exist_ok=True)
    ids = torch.ones((1, 16), dtype=torch.long)
    free = {0: "passages", 1: "tokens"}
    torch.onnx.export(
        scores,
        (ids, ids),
        str(full),
        input_names=["input_ids", "attention_mask"],
        output_names=["scores"],
        dynamic_axes={"input_ids": free, "attention_mask": free, "scores": free},
        opset_version=17,
        dynamo=False,
    )
    names = [node.name for node in onnx.load(str(full)).graph.node]
    quantize_dynamic(
        str(full),
        str(SMALL),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        nodes_to_exclude=[name for name in names if "/head/" in name or "/layer.0/attention/" in name],
    )
    write_fused(SMALL, small)
    tokenizer = encoder / "bge-small-en-v1.5-tokenizer.json"
    shutil.copyfile(tokenizer, options.out / "tokenizer.json")

    (wide, wide_ms), (narrow, narrow_ms) = presence(full, tokenizer), presence(small, tokenizer)
    agree = float(((wide > 0.5) == (narrow > 0.5)).mean())
    report = {
        "megabytes": {"32 bits": round(full.stat().st_size / 1e6, 1), "8 bits": round(small.stat().st_size / 1e6, 1)},
        "milliseconds a passage": {"32 bits": round(wide_ms, 1), "8 bits": round(narrow_ms, 1)},
        "same presence answers": round(agree, 4),
        "largest difference of a best score": round(float(np.abs(wide - narrow).max()), 3),
        "sha256": hashlib.sha256(small.read_bytes()).hexdigest(),
    }
    (WORK / "export.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
