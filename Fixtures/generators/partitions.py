"""Agreement of groupings and silhouettes by scikit-learn: Fixtures/reference/partitions.json."""
import json
import pathlib

import numpy as np
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score, silhouette_samples

rng = np.random.default_rng(5)
features = np.round(rng.normal(size=(24, 3)), 3)
first = rng.integers(0, 3, 24)
second = np.where(rng.random(24) < 0.6, first, rng.integers(0, 4, 24))
first[0] = 7  # a row alone in its group
case = {
    "features": features.tolist(),
    "first": first.tolist(),
    "second": second.tolist(),
    "adjusted_rand": adjusted_rand_score(first, second),
    "normalized_mutual_information": normalized_mutual_info_score(first, second),
    "silhouette": silhouette_samples(features, first).tolist(),
}
path = pathlib.Path(__file__).parent.parent / "reference" / "partitions.json"
path.write_text(json.dumps(case) + "\n")
