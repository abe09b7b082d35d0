"""Agreement, classification scores, distributions and paired tests for GaitEvaluation.

From SciPy, scikit-learn, statsmodels and pingouin. Run: python evaluation_statistics.py [folder]
"""
import json
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pingouin
import statsmodels.api as sm
from scipy import stats
from sklearn import metrics
from sklearn.calibration import calibration_curve
from statsmodels.formula.api import ols
from statsmodels.stats.anova import anova_lm
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests

warnings.filterwarnings("ignore")
out = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent / "reference"
rng = np.random.default_rng(60)
pingouin.options["round.column.CI95"] = None


def distributions():
    rows = []
    for df in [1, 2.5, 7, 30, 400]:
        for t in [-30, -2, -0.1, 0.5, 3]:
            rows.append({"kind": "t", "a": df, "b": 0, "x": t, "p": float(stats.t.cdf(t, df))})
    for a, b in [(1, 1), (3, 12.5), (40, 7), (200, 300)]:
        for x in [0.05, 0.9, 1.0, 3.7, 40]:
            rows.append({"kind": "f", "a": a, "b": b, "x": x, "p": float(stats.f.sf(x, a, b))})
    for z in [-8, -1.96, 0, 0.3, 5]:
        rows.append({"kind": "normal", "a": 0, "b": 0, "x": z, "p": float(stats.norm.cdf(z))})
    quantiles = [
        {"kind": "t", "a": 5, "b": 0, "p": p, "x": float(stats.t.ppf(p, 5))} for p in (0.025, 0.5, 0.9, 0.999)
    ] + [
        {"kind": "f", "a": 4, "b": 9.5, "p": p, "x": float(stats.f.ppf(p, 4, 9.5))} for p in (0.025, 0.5, 0.975)
    ] + [{"kind": "normal", "a": 0, "b": 0, "p": p, "x": float(stats.norm.ppf(p))} for p in (1e-6, 0.025, 0.8)]
    return {"cumulative": rows, "quantiles": quantiles}


def agreement():
    cases = []
    for people, raters, spread in [(10, 3, 0.3), (6, 2, 2.0), (40, 4, 0.05)]:
        table = rng.normal(0, 1, (people, 1)) + rng.normal(0, 0.3, (1, raters)) + rng.normal(0, spread, (people, raters))
        long = pd.DataFrame(
            [(i, j, table[i, j]) for i in range(people) for j in range(raters)], columns=["who", "rater", "x"])
        result = pingouin.intraclass_corr(long, targets="who", raters="rater", ratings="x")
        column = [c for c in result.columns if c.startswith("CI95")][0]
        cases.append({"table": table.tolist(), "icc": [
            {"value": float(r["ICC"]), "f": float(r["F"]), "df1": float(r["df1"]), "df2": float(r["df2"]),
             "p": float(r["pval"]), "lower": float(r[column][0]), "upper": float(r[column][1])}
            for _, r in result.iterrows()]})
    a = rng.normal(50, 10, 30)
    b = a + rng.normal(1.5, 2.0, 30)
    d = a - b
    half = stats.t.ppf(0.975, 29)
    z = stats.norm.ppf(0.975)
    se = d.std(ddof=1) * np.sqrt(1 / 30 + z**2 / (2 * 29))
    simple = {
        "first": a.tolist(), "second": b.tolist(), "bias": float(d.mean()), "sd": float(d.std(ddof=1)),
        "biasCI": [float(v) for v in stats.ttest_1samp(d, 0).confidence_interval(0.95)],
        "lower": float(d.mean() - z * d.std(ddof=1)), "upperCIHalf": float(half * se),
    }
    who = np.repeat(np.arange(8), rng.integers(2, 7, 8))
    first = rng.normal(50, 10, 8)[who] + rng.normal(0, 1, who.size)
    second = first + rng.normal(0, 2, 8)[who] + rng.normal(1, 1, who.size)
    frame = pd.DataFrame({"d": first - second, "who": who.astype(str)})
    table = anova_lm(ols("d ~ C(who)", frame).fit())
    sizes = np.bincount(who)
    m0 = (sizes.sum() ** 2 - (sizes**2).sum()) / ((len(sizes) - 1) * sizes.sum())
    within = table["mean_sq"]["Residual"]
    between = max(0.0, (table["mean_sq"]["C(who)"] - within) / m0)
    repeated = {
        "first": first.tolist(), "second": second.tolist(), "subjects": who.tolist(),
        "bias": float(frame["d"].mean()), "sd": float(np.sqrt(within + between)),
    }
    return {"icc": cases, "simple": simple, "repeated": repeated}


def classification():
    cases = []
    for count, classes in [(80, 2), (200, 4), (9, 2)]:
        y = rng.integers(0, classes, count)
        p = np.where(rng.random(count) < 0.6, y, rng.integers(0, classes, count))
        report = metrics.precision_recall_fscore_support(y, p, zero_division=0)
        cases.append({
            "labels": y.tolist(), "predictions": p.tolist(), "confusion": metrics.confusion_matrix(y, p).tolist(),
            "accuracy": float(metrics.accuracy_score(y, p)), "balanced": float(metrics.balanced_accuracy_score(y, p)),
            "precision": report[0].tolist(), "recall": report[1].tolist(), "f1": report[2].tolist(),
            "macroF1": float(metrics.f1_score(y, p, average="macro", zero_division=0)),
            "kappa": float(metrics.cohen_kappa_score(y, p)),
        })
    scores = []
    for count, ties in [(60, False), (120, True), (7, False)]:
        y = rng.random(count) < 0.4
        y[:2] = [True, False]
        s = 1 / (1 + np.exp(-(rng.normal(0, 1, count) + 1.3 * y - 0.5)))
        if ties:
            s = np.round(s, 1).clip(0.05, 0.95)
        precision, recall, _ = metrics.precision_recall_curve(y, s)
        share, mean = calibration_curve(y, s, n_bins=5)
        logit = np.log(s / (1 - s))
        line = sm.Logit(y.astype(float), sm.add_constant(logit)).fit(disp=0, tol=1e-12, maxiter=200)
        large = sm.GLM(y.astype(float), np.ones(count), family=sm.families.Binomial(), offset=logit).fit(tol=1e-12)
        scores.append({
            "isPositive": y.tolist(), "scores": s.tolist(), "auc": float(metrics.roc_auc_score(y, s)),
            "averagePrecision": float(metrics.average_precision_score(y, s)),
            "prAuc": float(metrics.auc(recall, precision)), "brier": float(metrics.brier_score_loss(y, s)),
            "logLoss": float(metrics.log_loss(y, s)), "share": share.tolist(), "mean": mean.tolist(),
            "intercept": float(line.params[0]), "slope": float(line.params[1]), "large": float(large.params[0]),
        })
    y = rng.integers(0, 3, 50)
    p = rng.dirichlet([1, 1, 1], 50) + np.eye(3)[y] * 0.4
    p /= p.sum(axis=1, keepdims=True)
    macro = {"labels": y.tolist(), "probabilities": p.tolist(),
             "auc": float(metrics.roc_auc_score(y, p, multi_class="ovr"))}
    return {"labels": cases, "scores": scores, "macro": macro}


def delong(a, b, y):
    pos, neg = np.flatnonzero(y), np.flatnonzero(~y)
    def psi(s):
        d = s[pos][:, None] - s[neg][None, :]
        return (d > 0) + 0.5 * (d == 0)
    pa, pb = psi(a), psi(b)
    s10 = np.cov(pa.mean(1), pb.mean(1))
    s01 = np.cov(pa.mean(0), pb.mean(0))
    s = s10 / len(pos) + s01 / len(neg)
    z = (pa.mean() - pb.mean()) / np.sqrt(s[0, 0] + s[1, 1] - 2 * s[0, 1])
    return {"first": a.tolist(), "second": b.tolist(), "isPositive": y.tolist(), "z": float(z),
            "p": float(2 * stats.norm.sf(abs(z))), "se": float(np.sqrt(s[0, 0])), "area": float(pa.mean())}


def comparison():
    a = rng.normal(0.8, 0.1, 14)
    b = a + rng.normal(0.03, 0.05, 14)
    ties_a, ties_b = np.round(a, 1), np.round(b, 1)
    long_a = rng.normal(0, 1, 70)
    long_b = long_a + rng.normal(0.2, 1, 70)
    right_a, right_b = rng.random(40) < 0.8, rng.random(40) < 0.6
    table = [[int((right_a & right_b).sum()), int((right_a & ~right_b).sum())],
             [int((~right_a & right_b).sum()), int((~right_a & ~right_b).sum())]]
    permutation = stats.permutation_test(
        (a - b,), lambda d, axis: d.mean(axis), permutation_type="samples", n_resamples=np.inf, vectorized=True)
    p = rng.random(8) ** 3
    y = rng.random(60) < 0.45
    return {
        "first": a.tolist(), "second": b.tolist(),
        "t": [float(v) for v in stats.ttest_rel(a, b)], "wilcoxon": [float(v) for v in stats.wilcoxon(a, b)],
        "permutation": float(permutation.pvalue),
        "tiesFirst": ties_a.tolist(), "tiesSecond": ties_b.tolist(),
        "tiesWilcoxon": [float(v) for v in stats.wilcoxon(ties_a, ties_b, method="asymptotic")],
        "longFirst": long_a.tolist(), "longSecond": long_b.tolist(),
        "longWilcoxon": [float(v) for v in stats.wilcoxon(long_a, long_b, method="asymptotic")],
        "rightFirst": right_a.tolist(), "rightSecond": right_b.tolist(),
        "mcnemar": float(mcnemar(table, exact=True).pvalue),
        "pValues": p.tolist(), "holm": multipletests(p, method="holm")[1].tolist(),
        "delong": delong(np.round(rng.normal(0, 1, 60) + y, 1), rng.normal(0, 1, 60) + 0.5 * y, y),
    }


def bootstrap():
    x = rng.gamma(2.0, 1.0, 40)
    result = {"values": x.tolist()}
    for name, method in [("percentile", "percentile"), ("bca", "BCa")]:
        ci = stats.bootstrap((x,), np.mean, n_resamples=200000, batch=2000, method=method, rng=1).confidence_interval
        result[name] = [float(ci.low), float(ci.high)]
    return result


everything = {
    "distributions": distributions(), "agreement": agreement(), "classification": classification(),
    "comparison": comparison(), "bootstrap": bootstrap(),
}
for name, value in everything.items():
    (out / f"evaluation-{name}.json").write_text(json.dumps(value))
