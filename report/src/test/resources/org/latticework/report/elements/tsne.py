"""Prints what scikit-learn and SciPy say of t-SNE, as JSON: tsne-golden.json is what it printed.

P is solved for in double precision by Brent's method, since scikit-learn stops at an entropy within
1e-5; its gradient descent is then run on that P. Its public class, in single precision, is run too.
"""
import json

import numpy
import scipy
import sklearn
from scipy.optimize import brentq
from scipy.spatial.distance import pdist, squareform
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE
from sklearn.manifold import _t_sne

PERPLEXITY, RATE, EXAGGERATION = 5.0, 2.0, 12.0
# Three clusters of eight; nothing random, and no two distances equal.
points = numpy.array(
    [[3.0 * (i % 3 == k % 3) + numpy.sin(1.0 + 7.3 * i + 2.1 * k * k) for k in range(4)] for i in range(24)])
squares = squareform(pdist(points, "sqeuclidean"))


def conditional(i):
    others = numpy.delete(squares[i], i)

    def p(beta):
        weights = numpy.exp(-beta * (others - others.min()))
        return weights / weights.sum()

    def excess(beta):
        return scipy.stats.entropy(p(beta)) - numpy.log(PERPLEXITY)

    return numpy.insert(p(brentq(excess, 1e-3, 1e3, xtol=1e-15, rtol=1e-14)), i, 0.0)


rows = numpy.array([conditional(i) for i in range(len(points))])
joint = (rows + rows.T) / (2 * len(points))
start = PCA(2, svd_solver="full").fit_transform(points)
start *= 1e-4 / start[:, 0].std()


def descend(p, places, steps, momentum):
    return _t_sne._gradient_descent(
        _t_sne._kl_divergence, places.ravel(), 0, steps, n_iter_check=steps, momentum=momentum,
        learning_rate=RATE, min_grad_norm=0.0, args=[p, 1, len(points), 2])[0]


condensed = squareform(joint, checks=False)
few = descend(condensed, descend(EXAGGERATION * condensed, start, 10, 0.5), 10, 0.8)
full = TSNE(
    2, method="exact", perplexity=PERPLEXITY, learning_rate=RATE, early_exaggeration=EXAGGERATION,
    n_iter=1000, min_grad_norm=0.0, n_iter_without_progress=1000, init=start).fit(points)
loose = squareform(_t_sne._joint_probabilities(squares, PERPLEXITY, 0))
print(json.dumps({
    "made with": "scikit-learn %s, SciPy %s, NumPy %s" % (sklearn.__version__, scipy.__version__, numpy.__version__),
    "points": points.tolist(), "start": start.tolist(), "joint": joint.tolist(),
    "joint of scikit-learn": loose.tolist(), "after 20 steps": few.reshape(-1, 2).tolist(),
    "divergence after 20": float(_t_sne._kl_divergence(few, condensed, 1, len(points), 2)[0]),
    "divergence after 1000": float(full.kl_divergence_)}))
