"""Writes reference/operations/*.json: the operations of the convolutional and spectral networks, in float64.

    python network_operations.py

Each case holds inputs, the output, a weight for every output element, and the gradients of the
weighed sum of the output, computed by PyTorch. Integers are the operation's settings.
"""
import torch
from torch.nn import functional as F

from reference_json import blocks, drawn, write

g = torch.Generator().manual_seed(23)


def r(*shape):
    return drawn(g, *shape)


def case(function, settings=None, **inputs):
    leaves = {k: v.clone().requires_grad_() for k, v in inputs.items()}
    output = function(**leaves)
    weight = drawn(g, *output.shape)
    (output * weight).sum().backward()
    result = {"inputs": blocks(inputs), "outputs": blocks({"output": output, "weight": weight}),
              "input_gradients": blocks({k: v.grad for k, v in leaves.items()})}
    if settings is not None:
        result["integers"] = {"settings": list(settings)}
    return result


def conv1d(x, outputs, kernel, stride=1, padding=0, dilation=1, groups=1):
    """Settings: stride, padding (-1: causal), dilation, groups."""
    def run(input, weight, bias):
        if padding < 0:
            input = F.pad(input, ((kernel - 1) * dilation, 0))
        return F.conv1d(input, weight, bias, stride, max(padding, 0), dilation, groups)
    return case(run, (stride, padding, dilation, groups), input=x,
                weight=r(outputs, x.shape[1] // groups, kernel), bias=r(outputs))


write("operations/convolution1D.json", {
    "plain": conv1d(r(2, 3, 7), 4, 3),
    "same": conv1d(r(3, 2, 6), 3, 5, padding=2),
    "stride": conv1d(r(2, 3, 9), 2, 4, stride=3, padding=1),
    "dilation": conv1d(r(2, 2, 11), 3, 3, padding=2, dilation=2),
    "causal": conv1d(r(2, 2, 6), 3, 3, padding=-1, dilation=2),
    "groups": conv1d(r(2, 6, 5), 4, 3, padding=1, groups=2),
    "depthwise": conv1d(r(2, 4, 8), 4, 4, stride=4, groups=4),
    "pointwise": conv1d(r(3, 4, 5), 2, 1),
    "wide": conv1d(r(2, 2, 3), 2, 7, padding=3),
    "many": conv1d(r(70, 2, 9), 3, 3, padding=1),
})


def transposed(x, outputs, kernel, stride, padding):
    return case(lambda input, weight, bias: F.conv_transpose1d(input, weight, bias, stride, padding),
                (stride, padding), input=x, weight=r(x.shape[1], outputs, kernel), bias=r(outputs))


write("operations/transposedConvolution1D.json", {
    "double": transposed(r(2, 3, 5), 2, 4, 2, 1),
    "plain": transposed(r(2, 2, 4), 3, 3, 1, 0),
    "gaps": transposed(r(1, 2, 3), 2, 2, 3, 0),
})


def conv2d(x, outputs, kernel, stride=(1, 1), padding=(0, 0), groups=1):
    return case(lambda input, weight, bias: F.conv2d(input, weight, bias, stride, padding, 1, groups),
                (*stride, *padding, groups), input=x, weight=r(outputs, x.shape[1] // groups, *kernel), bias=r(outputs))


write("operations/convolution2D.json", {
    "same": conv2d(r(2, 2, 4, 5), 3, (3, 3), padding=(1, 1)),
    "stride": conv2d(r(2, 3, 7, 6), 2, (3, 2), stride=(2, 3), padding=(1, 0)),
    "stem": conv2d(r(1, 3, 9, 8), 2, (7, 7), stride=(2, 2), padding=(3, 3)),
    "groups": conv2d(r(2, 4, 3, 4), 4, (2, 3), padding=(0, 1), groups=2),
    "shortcut": conv2d(r(3, 2, 5, 4), 4, (1, 1), stride=(2, 2)),
})
write("operations/pooling.json", {
    "max1D": case(lambda input: F.max_pool1d(input, 2), input=r(2, 3, 7)),
    "max1D.same": case(lambda input: F.max_pool1d(input, 3, 1, 1), input=r(2, 2, 6)),
    "max2D.half": case(lambda input: F.max_pool2d(input, (1, 2)), input=r(2, 2, 3, 5)),
    "max2D.stem": case(lambda input: F.max_pool2d(input, 3, 2, 1), input=r(2, 2, 7, 6)),
    "average1D": case(lambda input: F.avg_pool1d(input, 2), input=r(2, 3, 7)),
    "average1D.moving": case(lambda input: F.avg_pool1d(input, 5, 1), input=r(2, 2, 9)),
    "average2D": case(lambda input: F.avg_pool2d(input, (2, 3), (1, 2)), input=r(2, 2, 4, 7)),
    "global": case(lambda input: input.mean((2, 3)), input=r(2, 3, 4, 5)),
    "globalMax": case(lambda input: input.amax((2, 3)), input=r(2, 3, 4, 5)),
})
mean, variance = r(3), drawn(g, 3, low=0.5, high=2)
write("operations/batchNorm.json", {
    "batch": case(lambda input, weight, bias: F.batch_norm(input, None, None, weight, bias, True),
                  input=2 * r(4, 3, 5) + 3, weight=r(3), bias=r(3)),
    "batch2D": case(lambda input, weight, bias: F.batch_norm(input, None, None, weight, bias, True),
                    input=r(2, 3, 4, 3), weight=r(3), bias=r(3)),
    "rows": case(lambda input, weight, bias: F.batch_norm(input, None, None, weight, bias, True),
                 input=r(6, 3), weight=r(3), bias=r(3)),
    "fixed": case(lambda input, weight, bias: F.batch_norm(input, mean, variance, weight, bias, False),
                  input=r(2, 3, 4), weight=r(3), bias=r(3))
    | {"weights": blocks({"mean": mean, "variance": variance})},
})


def packed(f):
    return torch.cat([f.real, f.imag], -1)


def unpacked(s):
    re, im = s.chunk(2, -1)
    return torch.complex(re.contiguous(), im.contiguous())


fourier = {}
for n in (1, 2, 3, 8, 15, 23, 60, 257, 512):
    fourier[f"forward.{n}"] = case(lambda input: packed(torch.fft.rfft(input, norm="ortho")), input=r(1 if n > 100 else 2, n))
    fourier[f"inverse.{n}"] = case(
        lambda input: torch.fft.irfft(unpacked(input), n=n, norm="ortho"), (n,), input=r(1 if n > 100 else 2, 2 * (n // 2 + 1)))
fourier["forward.plain"] = case(lambda input: packed(torch.fft.rfft(input)), input=r(2, 3, 9))
fourier["inverse.plain"] = case(lambda input: torch.fft.irfft(unpacked(input), n=9), (9,), input=r(2, 3, 10))
write("operations/fourier.json", fourier)


def average(input):
    steps = [input[:, 0]]
    for t in range(1, input.shape[1]):
        steps.append(0.3 * input[:, t] + 0.7 * steps[-1])
    return torch.stack(steps, 1)


write("operations/sequences.json", {
    "movingAverage": case(average, input=r(2, 6, 3)),
    "replicate": case(lambda input: F.pad(input, (2, 3), mode="replicate"), input=r(2, 2, 4)),
    "patches": case(lambda input: input.unfold(1, 4, 2), input=r(3, 11)),
    "patches.apart": case(lambda input: input.unfold(1, 2, 3), input=r(2, 8)),
    "logSoftmax": case(lambda input: torch.log_softmax(input, -1), input=4 * r(3, 5)),
    "weightNorm": case(lambda magnitude, direction: torch._weight_norm(direction, magnitude, 0),
                       magnitude=r(3, 1, 1), direction=r(3, 2, 4)),
})


def gru(reverse, lengths=None):
    x = r(3, 5, 2)
    layer = torch.nn.GRU(2, 4, batch_first=True, bidirectional=True).double()
    suffix = "_l0_reverse" if reverse else "_l0"

    def run(input, weight_ih, weight_hh, bias_ih, bias_hh):
        own = {"weight_ih": weight_ih, "weight_hh": weight_hh, "bias_ih": bias_ih, "bias_hh": bias_hh}
        state = {k: v.detach() for k, v in layer.named_parameters()} | {k + suffix: v for k, v in own.items()}
        if lengths is None:
            out = torch.func.functional_call(layer, state, (input,))[0]
        else:
            pack = torch.nn.utils.rnn.pack_padded_sequence(input, lengths, batch_first=True, enforce_sorted=False)
            out = torch.func.functional_call(layer, state, (pack,))[0]
            out = torch.nn.utils.rnn.pad_packed_sequence(out, batch_first=True, total_length=5)[0]
        return out[..., 4:] if reverse else out[..., :4]
    return case(run, lengths, input=x, weight_ih=r(12, 2), weight_hh=r(12, 4), bias_ih=r(12), bias_hh=r(12))


write("operations/gruSweep.json", {
    "forward": gru(False), "reverse": gru(True), "lengths": gru(False, (5, 2, 3)), "reverse.lengths": gru(True, (1, 5, 4))})
