"""From network to file: a trained network in, the ONNX bytes that the package runs out, large matrices in 8 bits.

Weights are rounded once, here. At run time each sentence is scaled by itself (one sentence a call; dynamic scales reach
over a whole batch, DESIGN section 4), so a row depends on nothing but its own sentence.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from dragoman.events.training.net import Coder, Encoder

__all__ = ["INPUTS", "OUTPUTS", "export", "written"]

INPUTS = ("ids", "kinds", "pool", "near", "pairs")
OUTPUTS = ("types", "modes", "abouts", "about_modes", "statuses", "flags", "contexts", "weights", "vectors")


class _Words(nn.Module):
    """The table of piece vectors, a byte a number and a scale a row."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        scale = table.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("numbers", (table / scale).round().to(torch.int8))
        self.register_buffer("scale", scale.to(torch.float32))

    def forward(self, ids: Tensor) -> Tensor:
        return self.numbers[ids].float() * self.scale[ids]


class _OneSentence(nn.Module):
    """The network as it is called in use: one sentence, N pairs of its parties."""

    def __init__(self, net: Coder) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor, kinds: Tensor, pool: Tensor, near: Tensor, pairs: Tensor) -> tuple[Tensor, ...]:
        rows = torch.cat([torch.zeros_like(pairs[:, :1]), pairs], 1)
        s = self.net(ids[None], kinds[None], pool[None], near[None], rows)
        return s.types, s.modes, s.abouts, s.about_modes, s.statuses, s.flags, s.contexts[0], s.weights, s.vectors


def export(net: Coder, *, small: bool = True) -> bytes:
    """The ONNX file of a network; `small` False keeps 32 bits, to see what rounding costs."""
    t, p = 12, 3
    example = (
        torch.zeros(t, dtype=torch.long), torch.zeros(t, dtype=torch.long), torch.zeros(p, t),
        torch.zeros(p, t, dtype=torch.long), torch.tensor([[0, 1], [1, 0]]),
    )  # fmt: skip
    axes = {"ids": {0: "t"}, "kinds": {0: "t"}, "pool": {0: "p", 1: "t"}, "near": {0: "p", 1: "t"}, "pairs": {0: "n"}}
    axes |= {name: {0: "n"} for name in OUTPUTS if name != "contexts"} | {"weights": {0: "n", 1: "t"}}
    return written(_OneSentence(net), net.encoder, example, (INPUTS, OUTPUTS, axes), small=small)


def written(
    net: nn.Module,
    encoder: Encoder,
    example: tuple[Tensor, ...],
    names: tuple[Sequence[str], Sequence[str], dict[str, dict[int, str]]],
    *,
    small: bool = True,
) -> bytes:
    """The ONNX file of a network about an encoder, called as `example` is; `names` are inputs, outputs, free axes."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    net.eval()
    kept = encoder.words
    if small:
        encoder.words = _Words(kept.weight.detach())
    file = io.BytesIO()
    torch.onnx.export(
        net, example, file, input_names=list(names[0]), output_names=list(names[1]),
        dynamic_axes=names[2], opset_version=17, dynamo=False,
    )  # fmt: skip
    encoder.words = kept
    if not small:
        return file.getvalue()
    with tempfile.TemporaryDirectory() as folder:
        whole, part = Path(folder) / "whole.onnx", Path(folder) / "part.onnx"
        whole.write_bytes(file.getvalue())
        quantize_dynamic(
            whole,
            part,
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gemm"],
            # The head stays exact: its scales would reach over all pairs of a sentence.
            nodes_to_exclude=[node.name for node in onnx.load(whole).graph.node if "/encoder/" not in node.name],
        )
        return part.read_bytes()
