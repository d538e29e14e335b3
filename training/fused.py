"""From the 8-bit file to the one that ships, which says the same sooner.

Passages are read one a call, so that there is no padding to mask: each layer's attention becomes one operation. All
that ONNX Runtime would fold and fuse at each start is done here, once, for any processor: the file loads in a third of
the time.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import onnx
import onnxruntime
from onnx import helper

from .upper import HEADS, LAYERS

_ATTENTION = "/reader/bert/encoder/layer.{}/attention/self/"
#: Operations beyond ONNX's own.
_DOMAIN = "com.microsoft"


def write_fused(file: Path, out: Path) -> None:
    """Write `file`, as `training.export` names its parts, fused and folded to `out`."""
    model = onnx.load(file)
    _join_attention(model)
    _drop_unused(model)
    if all(known.domain != _DOMAIN for known in model.opset_import):
        model.opset_import.append(helper.make_opsetid(_DOMAIN, 1))
    options = onnxruntime.SessionOptions()
    # What goes beyond this level hangs on the processor.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.log_severity_level = 3
    with TemporaryDirectory() as folder:
        written = Path(folder) / out.name
        options.optimized_model_filepath = str(written)
        onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
        out.write_bytes(written.read_bytes())


def _join_attention(model: onnx.ModelProto) -> None:
    makers = {output: at for at, node in enumerate(model.graph.node) for output in node.output}
    for layer in range(LAYERS):
        path = _ATTENTION.format(layer)
        asked = [f"{path}{part}/Add_output_0" for part in ("query", "key", "value")]
        result = f"{path}Reshape_4_output_0"
        joined = helper.make_node(
            "MultiHeadAttention", asked, [result], f"{path}joined", domain=_DOMAIN, num_heads=HEADS
        )
        model.graph.node[makers[result]].CopyFrom(joined)


def _drop_unused(model: onnx.ModelProto) -> None:
    used = {output.name for output in model.graph.output}
    kept = []
    for node in reversed(model.graph.node):
        if used.intersection(node.output):
            kept.append(node)
            used.update(node.input)
    weights = [weight for weight in model.graph.initializer if weight.name in used]
    for field, left in ((model.graph.node, reversed(kept)), (model.graph.initializer, weights)):
        whole = list(left)
        del field[:]
        field.extend(whole)
