"""Writes reference/layers/*.json: layers with weights, outputs and all gradients, by PyTorch in float64.

    python layers.py

The scalar whose gradients are taken is the sum of the output times the case's `weight` tensor.
"""
import torch
from torch import nn

from reference_json import blocks, drawn, write

g = torch.Generator().manual_seed(11)


def redraw(module):
    """Weights that float32 holds exactly, none of them at its trivial start."""
    module = module.double()
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(0.4 * drawn(g, *parameter.shape))
            parameter.copy_(parameter.float().double())
    return module


def case(module, function, integers=None, **inputs):
    leaves = {k: v.clone().requires_grad_() for k, v in inputs.items()}
    output, others = function(**leaves)
    weight = drawn(g, *output.shape)
    (output * weight).sum().backward()
    return {
        "inputs": blocks(inputs),
        "outputs": blocks({"output": output, "weight": weight} | others),
        "input_gradients": blocks({k: v.grad for k, v in leaves.items() if v.grad is not None}),
        "weights": blocks(dict(module.named_parameters())),
        "gradients": blocks({k: p.grad for k, p in module.named_parameters()}),
        "integers": integers or {},
    }


def lstm(batch, time, inputs, hidden, layers=1, both=False, lengths=None):
    module = redraw(nn.LSTM(inputs, hidden, layers, batch_first=True, bidirectional=both))

    def run(input):
        if lengths is None:
            return module(input)[0], {}
        packed = nn.utils.rnn.pack_padded_sequence(
            input, torch.tensor(lengths), batch_first=True, enforce_sorted=False)
        output, _ = nn.utils.rnn.pad_packed_sequence(
            module(packed)[0], batch_first=True, total_length=time)
        return output, {}

    integers = {"layers": [layers], "both": [int(both)]}
    if lengths:
        integers["lengths"] = lengths
    return case(module, run, integers, input=drawn(g, batch, time, inputs))


write("layers/lstm.json", {
    "one_step": lstm(2, 1, 3, 4),
    "three_steps": lstm(2, 3, 3, 4),
    "seventeen_steps": lstm(2, 17, 2, 3),
    "both_directions": lstm(2, 3, 3, 2, both=True),
    "two_layers": lstm(2, 4, 2, 3, layers=2),
    "two_layers_both": lstm(2, 3, 2, 2, layers=2, both=True),
    "lengths": lstm(4, 5, 2, 3, lengths=[5, 1, 3, 4]),
    "lengths_both": lstm(4, 5, 2, 2, layers=2, both=True, lengths=[3, 5, 1, 2]),
    "many_sequences": lstm(18, 2, 1, 2, lengths=[1 + i % 2 for i in range(18)]),
})


def attention(queries, keys, width=4, heads=2, key_mask=None, causal=False):
    module = redraw(nn.MultiheadAttention(width, heads, batch_first=True))
    absent = None if key_mask is None else ~torch.tensor(key_mask, dtype=torch.bool)
    future = None
    if causal:
        future = torch.triu(torch.ones(queries, keys, dtype=torch.bool), 1)

    def run(query, key, value):
        output, weights = module(query, key, value, key_padding_mask=absent, attn_mask=future,
                                 average_attn_weights=False)
        return output, {"attention": weights}

    integers = {"heads": [heads], "causal": [int(causal)]}
    if key_mask:
        integers["key_mask"] = [v for row in key_mask for v in row]
    return case(module, run, integers, query=drawn(g, 2, queries, width),
                key=drawn(g, 2, keys, width), value=drawn(g, 2, keys, width))


write("layers/attention.json", {
    "plain": attention(3, 5),
    "causal": attention(4, 4, causal=True),
    "key_mask": attention(3, 4, key_mask=[[1, 1, 0, 1], [0, 1, 1, 0]]),
    "causal_key_mask": attention(3, 3, width=6, heads=3, causal=True,
                                 key_mask=[[1, 0, 1], [1, 1, 0]]),
})
plain, bare = redraw(nn.Linear(4, 3)), redraw(nn.Linear(4, 3, bias=False))
norm = redraw(nn.LayerNorm(6, eps=1e-3))
write("layers/linear.json", {
    "linear": case(plain, lambda input: (plain(input), {}), input=drawn(g, 2, 3, 4)),
    "no_bias": case(bare, lambda input: (bare(input), {}), input=drawn(g, 5, 4)),
    "norm": case(norm, lambda input: (norm(input), {}), input=drawn(g, 2, 3, 6)),
})
