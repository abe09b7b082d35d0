"""Integrated gradients of a small two-stream network, and rank correlations.

A plain autograd loop of PyTorch in double precision with NumPy's Gauss-Legendre points (what captum's
`IntegratedGradients(method="gausslegendre")` computes), and SciPy's spearmanr and kendalltau.
Run: python explanation.py
"""
import numpy as np
import torch
from scipy import stats

from reference_json import block, blocks, drawn, write


class Network(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.first = torch.nn.LSTM(3, 4, batch_first=True)
        self.second = torch.nn.LSTM(2, 4, batch_first=True)
        self.head = torch.nn.Linear(8, 2)

    def forward(self, a, b):
        return self.head(torch.cat([self.first(a)[0], self.second(b)[0]], -1))


def integrated_gradients(network, target, inputs, baselines, steps):
    points, weights = np.polynomial.legendre.leggauss(steps)
    total = [torch.zeros_like(x) for x in inputs]
    for point, weight in zip((points + 1) / 2, weights / 2):
        at = [(b + point * (x - b)).requires_grad_() for x, b in zip(inputs, baselines)]
        gradients = torch.autograd.grad(target(network(*at)).sum(), at)
        total = [t + weight * g for t, g in zip(total, gradients)]
    return [t * (x - b) for t, x, b in zip(total, inputs, baselines)]


generator = torch.Generator().manual_seed(71)
network = Network().double()
with torch.no_grad():
    for parameter in network.parameters():
        parameter.copy_(drawn(generator, *parameter.shape))
inputs = [drawn(generator, 2, 6, 3), drawn(generator, 2, 6, 2)]
baselines = [drawn(generator, 2, 6, 3) * 0.25, drawn(generator, 2, 6, 2) * 0.25]
targets = {"step": lambda y: y[:, 4, 1], "mean": lambda y: y[:, :, 0].mean(1), "part": lambda y: y[:, 1:4, 1].mean(1)}
cases = {}
for name, target in targets.items():
    attributions = integrated_gradients(network, target, inputs, baselines, 24)
    difference = (target(network(*inputs)) - target(network(*baselines))).detach()
    cases[name] = {"attributions": [block(a) for a in attributions], "differences": difference.tolist()}
rng = np.random.default_rng(8)
ranks = []
for count, levels in [(2, 0), (6, 0), (25, 0), (12, 3), (40, 5)]:
    a = rng.normal(size=count) if levels == 0 else rng.integers(0, levels, count).astype(float)
    b = a + rng.normal(size=count) if levels == 0 else (a + rng.integers(0, 3, count)).astype(float)
    ranks.append({"a": a.tolist(), "b": b.tolist(), "spearman": float(stats.spearmanr(a, b).statistic),
                  "kendall": float(stats.kendalltau(a, b).statistic)})
write("explanation.json", {
    "weights": blocks(dict(network.named_parameters())), "inputs": [block(x) for x in inputs],
    "baselines": [block(x) for x in baselines], "steps": 24, "cases": cases})
write("rank-correlations.json", ranks)
