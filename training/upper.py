"""The reader's upper layers, read from its 8-bit file and written back into it.

What some hundreds of passages teach stands in the layers that know what a passage tells; those below stay as they are,
byte for byte.
"""

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from torch.nn.functional import gelu, linear, scaled_dot_product_attention

from .data import CATEGORIES

LAYERS = 12
SIZE, HEADS, INNER = 384, 12, 1536
#: 8 bits with reduced range: no weight is further from nought.
REACH = 64
_STATES = "/reader/bert/encoder/layer.{}/output/LayerNorm/LayerNormalization_output_0"
_HEAD = "onnx::MatMul_1924"
_DENSE = {
    "query": "attention/self/query",
    "key": "attention/self/key",
    "value": "attention/self/value",
    "joined": "attention/output/dense",
    "inner": "intermediate/dense",
    "outer": "output/dense",
}
_NORMS = {"after_attention": "attention.output.LayerNorm", "after_all": "output.LayerNorm"}


class Dense(torch.nn.Linear):
    """A matrix as its 8 bits have it, so that what is learned is not lost when it is rounded."""

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """As of a linear layer; the gradient goes by the rounding."""
        levels, scale = in_8_bits(self.weight.detach())
        rounded = self.weight + (levels * scale - self.weight.detach())
        return linear(states, rounded, self.bias)


def in_8_bits(weight: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Whole numbers of at most REACH, and what each row (an output) has to be multiplied by."""
    scale = weight.abs().amax(1, keepdim=True) / REACH
    return (weight / scale).round().clamp(-REACH, REACH), scale


class Layer(torch.nn.Module):
    """One layer of the encoder."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.joined = (Dense(SIZE, SIZE) for _ in range(4))
        self.inner, self.outer = Dense(SIZE, INNER), Dense(INNER, SIZE)
        self.after_attention, self.after_all = (torch.nn.LayerNorm(SIZE, eps=1e-12) for _ in range(2))
        self.dropout = torch.nn.Dropout(0.1)

    def forward(self, states: torch.Tensor, seen: torch.Tensor) -> torch.Tensor:
        """States of shape (passages, tokens, SIZE) from those of the layer below; `seen`: which tokens there are."""
        shape = (*states.shape[:2], HEADS, SIZE // HEADS)
        query, key, value = (f(states).view(shape).transpose(1, 2) for f in (self.query, self.key, self.value))
        found = scaled_dot_product_attention(query, key, value, attn_mask=seen)
        states = self.after_attention(states + self.dropout(self.joined(found.transpose(1, 2).reshape(states.shape))))
        return self.after_all(states + self.dropout(self.outer(gelu(self.inner(states)))))


class Upper(torch.nn.Module):
    """The layers from `first` (1 at least) on, and the head."""

    def __init__(self, first: int) -> None:
        super().__init__()
        self.first = first
        self.layers = torch.nn.ModuleList(Layer() for _ in range(first, LAYERS))
        self.dropout = torch.nn.Dropout(0.1)
        self.head = torch.nn.Linear(SIZE, len(CATEGORIES))

    def forward(self, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Logits of shape (passages, tokens, categories); padding is held at -20."""
        for layer in self.layers:
            states = layer(states, mask[:, None, None, :] > 0)
        scores: torch.Tensor = self.head(self.dropout(states))
        return scores.masked_fill(mask.unsqueeze(-1) == 0, -20.0)


class Below:
    """What the layers below `first` make of a passage, and what the file says of it as it is."""

    def __init__(self, file: Path, first: int) -> None:
        model = onnx.load(file)
        states = _STATES.format(first - 1)
        model.graph.output.append(helper.make_tensor_value_info(states, TensorProto.FLOAT, None))
        self._session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])

    def read(self, ids: list[int]) -> tuple[np.ndarray, np.ndarray]:
        """States (tokens, SIZE) and scores (tokens, categories), both in 16 bits."""
        row = np.array([ids], np.int64)
        scores, states = self._session.run(None, {"input_ids": row, "attention_mask": np.ones_like(row)})
        return states[0].astype(np.float16), scores[0].astype(np.float16)


def load_upper(file: Path, first: int) -> Upper:
    """The upper layers as the file has them."""
    model = onnx.load(file)
    weights = {i.name: numpy_helper.to_array(i) for i in model.graph.initializer}
    upper = Upper(first)
    for layer, made in enumerate(upper.layers, first):
        for part, path in _DENSE.items():
            name, dense = _weight(model, layer, path), getattr(made, part)
            levels = weights[name + "_quantized"].astype(np.float32) - weights[name + "_zero_point"].astype(np.float32)
            dense.weight.data = torch.tensor((levels * weights[name + "_scale"]).T.copy())
            dense.bias.data = torch.tensor(weights[_bias(layer, path)].copy())
        for part, path in _NORMS.items():
            norm = getattr(made, part)
            norm.weight.data = torch.tensor(weights[f"reader.bert.encoder.layer.{layer}.{path}.weight"].copy())
            norm.bias.data = torch.tensor(weights[f"reader.bert.encoder.layer.{layer}.{path}.bias"].copy())
    upper.head.weight.data = torch.tensor(weights[_HEAD].T.copy())
    upper.head.bias.data = torch.tensor(weights["reader.head.bias"].copy())
    return upper


def write_upper(upper: Upper, file: Path, out: Path) -> None:
    """Write the file with these upper layers: 8 bits per channel with reduced range, the head in 32."""
    model = onnx.load(file)
    new: dict[str, np.ndarray] = {
        _HEAD: upper.head.weight.detach().numpy().T,
        "reader.head.bias": upper.head.bias.detach().numpy(),
    }
    for layer, made in enumerate(upper.layers, upper.first):
        for part, path in _DENSE.items():
            name, dense = _weight(model, layer, path), getattr(made, part)
            levels, scale = in_8_bits(dense.weight.detach())
            new[name + "_quantized"] = levels.numpy().T.astype(np.int8)
            new[name + "_scale"] = scale[:, 0].numpy()
            new[_bias(layer, path)] = dense.bias.detach().numpy()
        for part, path in _NORMS.items():
            norm = getattr(made, part)
            new[f"reader.bert.encoder.layer.{layer}.{path}.weight"] = norm.weight.detach().numpy()
            new[f"reader.bert.encoder.layer.{layer}.{path}.bias"] = norm.bias.detach().numpy()
    for tensor in model.graph.initializer:
        if tensor.name in new:
            tensor.CopyFrom(numpy_helper.from_array(np.ascontiguousarray(new.pop(tensor.name)), tensor.name))
    if new:
        raise ValueError(f"{file} has no {', '.join(sorted(new))}; is it a reader of another shape?")
    onnx.save(model, out)


def _weight(model: onnx.ModelProto, layer: int, path: str) -> str:
    """What a layer's weights go by in the file."""
    place = f"/reader/bert/encoder/layer.{layer}/{path}/MatMul_quant"
    (node,) = (node for node in model.graph.node if node.name == place)
    return str(node.input[1].removesuffix("_quantized"))


def _bias(layer: int, path: str) -> str:
    return f"reader.bert.encoder.layer.{layer}.{path.replace('/', '.')}.bias"
