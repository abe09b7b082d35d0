"""Two small cases of the `lstm` network for `gait verify`, in the layout of the reference models' cases.

The reference network has a fixed width of 128, which makes a large file; these have a width of 8.

Run: python verify_lstm.py [output folder]   (default: ../reference/verify beside this file)
"""
import json
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file

CONFIG = dict(channels=6, time=12, outputs=2, hidden=8)
RATE = 1e-3


class Network(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = torch.nn.LSTM(CONFIG["channels"], CONFIG["hidden"], num_layers=2, batch_first=True)
        self.out = torch.nn.Linear(CONFIG["hidden"], CONFIG["outputs"])

    def forward(self, x):
        return self.out(self.rnn(x)[0])


def case(batch_statistics):
    torch.manual_seed(11)
    network = Network()
    x = torch.randn(3, CONFIG["time"], CONFIG["channels"]).double()
    network = network.double()
    result = {f"weights.{k}": v.clone() for k, v in network.state_dict().items()}
    result["inputs.x"] = x.clone()
    leaf = x.clone().requires_grad_()
    y = network(leaf)
    result["outputs.y"] = y.detach()
    y.square().mean().backward()
    result |= {f"gradients.{k}": p.grad.clone() for k, p in network.named_parameters()}
    result["input_gradients.x"] = leaf.grad
    adam, losses = torch.optim.Adam(network.parameters(), RATE), []
    for _ in range(10):
        adam.zero_grad()
        loss = network(x).square().mean()
        loss.backward()
        adam.step()
        losses.append(loss.detach())
    result["losses"] = torch.stack(losses)
    metadata = dict(model="lstm", config=json.dumps(CONFIG), batch_statistics=str(batch_statistics).lower(),
                    learning_rate=str(RATE))
    return {k: v.float().contiguous() for k, v in result.items()}, metadata


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else here.parent / "reference" / "verify"
    folder.mkdir(parents=True, exist_ok=True)
    for flag, name in ((False, "lstm"), (True, "lstm-batch-statistics")):
        tensors, metadata = case(flag)
        save_file(tensors, folder / f"{name}.safetensors", metadata=metadata)
