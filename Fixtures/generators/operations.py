"""Writes reference/operations/*.json: operations with outputs and gradients computed by PyTorch in float64.

    python operations.py

Each case holds inputs, the output, a weight for every output element, and the gradients of the
weighed sum of the output.
"""
import torch
from torch.nn import functional as F

from reference_json import blocks, drawn, write

g = torch.Generator().manual_seed(7)


def case(function, **inputs):
    leaves = {k: v.clone().requires_grad_() for k, v in inputs.items()}
    output = function(**leaves)
    weight = drawn(g, *output.shape)
    (output * weight).sum().backward()
    return {"inputs": blocks(inputs), "outputs": blocks({"output": output, "weight": weight}),
            "input_gradients": blocks({k: v.grad for k, v in leaves.items()})}


def r(*shape):
    return drawn(g, *shape)


def u(low, high, *shape):
    return drawn(g, *shape, low=low, high=high)


write("operations/activations.json", {
    "tanh": case(torch.tanh, input=u(-4, 4, 17)),
    "sigmoid": case(torch.sigmoid, input=u(-20, 20, 17)),
    "relu": case(torch.relu, input=u(-2, 2, 17)),
    "gelu": case(F.gelu, input=u(-6, 6, 33)),
    "softplus": case(lambda input: F.softplus(input, threshold=1e9), input=u(-30, 30, 17)),
})
write("operations/elementary.json", {
    "exp": case(torch.exp, input=u(-20, 20, 17)),
    "log": case(torch.log, input=u(0.01, 9, 17)),
    "sqrt": case(torch.sqrt, input=u(0.01, 9, 17)),
    "square": case(torch.square, input=u(-3, 3, 17)),
    "abs": case(torch.abs, input=u(-3, 3, 17)),
})
pairs = {"same": ((2, 3), (2, 3)), "row": ((2, 3), (3,)), "column": ((2, 3), (2, 1)),
         "scalar": ((2, 3), ()), "outer": ((2, 1), (1, 3)), "middle": ((2, 3, 4), (2, 1, 4)),
         "both": ((2, 1, 4), (3, 1)), "deep": ((2, 1, 3, 1, 2, 1), (2, 1, 2, 1, 3))}
arithmetic = {}
for name, (a, b) in pairs.items():
    for operation, function in {"add": torch.add, "subtract": torch.sub, "multiply": torch.mul,
                                "divide": torch.div}.items():
        y = u(0.5, 2, *b)
        arithmetic[f"{operation}.{name}"] = case(
            lambda input, other: function(input, other), input=r(*a), other=y)
write("operations/arithmetic.json", arithmetic)
write("operations/reductions.json", {
    "sum": case(torch.sum, input=r(3, 4)),
    "mean": case(torch.mean, input=r(3, 4)),
    "sum.0": case(lambda input: input.sum(0), input=r(3, 4, 2)),
    "sum.1": case(lambda input: input.sum(1), input=r(3, 4, 2)),
    "sum.2": case(lambda input: input.sum(2, keepdim=True), input=r(3, 4, 2)),
    "mean.1": case(lambda input: input.mean(1), input=r(3, 4, 2)),
    "max.1": case(lambda input: input.max(1).values, input=r(3, 4, 2)),
    "max.-1": case(lambda input: input.max(-1).values, input=r(3, 4)),
})
mask = torch.tensor([[1, 1, 0, 1, 1], [0, 1, 0, 0, 1], [1, 0, 0, 0, 0]], dtype=torch.bool)
write("operations/softmax.json", {
    "softmax": case(lambda input: torch.softmax(input, -1), input=3 * r(2, 3, 5)),
    "masked": case(lambda input: torch.softmax(input.masked_fill(~mask, -torch.inf), -1),
                   input=3 * r(2, 3, 5)),
    "layerNorm": case(lambda input, weight, bias: F.layer_norm(input, (7,), weight, bias),
                      input=3 * r(2, 3, 7) + 2, weight=r(7), bias=r(7)),
    "layerNorm.epsilon": case(
        lambda input, weight, bias: F.layer_norm(input, (5,), weight, bias, 0.1),
        input=0.3 * r(4, 5), weight=r(5), bias=r(5)),
})
write("operations/products.json", {
    "matmul": case(torch.matmul, input=r(3, 4), other=r(4, 5)),
    "matmul.leading": case(torch.matmul, input=r(2, 3, 4), other=r(4, 2)),
    "matmul.batched": case(torch.matmul, input=r(2, 3, 4), other=r(2, 4, 2)),
    "matmul.broadcast": case(torch.matmul, input=r(2, 1, 3, 4), other=r(3, 4, 2)),
    "linear": case(lambda input, weight, bias: F.linear(input, weight, bias),
                   input=r(2, 3, 4), weight=r(5, 4), bias=r(5)),
})
write("operations/places.json", {
    "permuted": case(lambda input: input.permute(2, 0, 1), input=r(2, 3, 4)),
    "sliced": case(lambda input: input[:, 1:3], input=r(2, 4, 3)),
    "gathered": case(lambda input: input[:, [2, 0, 2]], input=r(2, 3, 2)),
    "padded": case(lambda input: F.pad(input, (0, 0, 1, 2), value=0.5), input=r(2, 2, 3)),
    "concatenated": case(lambda input, other: torch.cat([input, other], 1), input=r(2, 1, 3),
                         other=r(2, 3, 3)),
    "stacked": case(lambda input, other: torch.stack([input, other], 1), input=r(2, 3),
                    other=r(2, 3)),
    "expanded": case(lambda input: input.expand(4, 2, 3), input=r(2, 1)),
})


def attention(query, key, value, heads=2):
    split = lambda x: x.unflatten(-1, (heads, -1)).transpose(1, 2)
    scores = split(query) @ split(key).transpose(-1, -2) / (query.shape[-1] // heads) ** 0.5
    return (torch.softmax(scores, -1) @ split(value)).transpose(1, 2).flatten(2)


write("operations/attention.json",
      {"attention": case(attention, query=r(2, 3, 4), key=r(2, 5, 4), value=r(2, 5, 4))})
