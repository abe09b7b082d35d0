"""Reads an event file with TensorBoard's own reader and writes what it saw as JSON.

The event file Fixtures/reference/tensorboard-events.tfevents was written by TensorBoardEvents; the
test holds the code against its bytes, and this script holds its bytes against TensorBoard.

    python tensorboard_events.py    # needs tensorboard 2.20 and prints what it read
"""

import pathlib

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.util import tensor_util

file = pathlib.Path(__file__).parent.parent / "reference" / "tensorboard-events.tfevents"
events = EventAccumulator(str(file), size_guidance={"scalars": 0, "histograms": 0, "tensors": 0})
events.Reload()

scalars = [(e.step, e.value) for e in events.Scalars("loss/training")]
assert scalars == [(1, 0.5), (2, 0.25), (300, -1.5)], scalars
histogram = events.Histograms("weights")[0].histogram_value
assert (histogram.min, histogram.max, histogram.num) == (0.0, 3.0, 4.0), histogram
assert list(histogram.bucket) == [1.0, 1.0, 2.0], histogram
assert (histogram.sum, histogram.sum_squares) == (6.0, 14.0), histogram
text = tensor_util.make_ndarray(events.Tensors("configuration")[0].tensor_proto)
assert text.tolist() == [b"**seed** 0"], text
print("TensorBoard reads", events.Tags())
