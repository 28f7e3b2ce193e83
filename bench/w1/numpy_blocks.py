"""W1 on whole blocks of paths: numpy_blocks.py PATHS BLOCK"""

import sys
import time

import numpy

import w1

paths, most = int(sys.argv[1]), int(sys.argv[2])
draws = numpy.random.default_rng(1)
began = time.perf_counter()
prices = days = 0.0
triggered = done = 0
while done < paths:
    size = min(most, paths - done)
    closes = draws.standard_normal((size, w1.CLOSES))
    closes *= w1.DEVIATION
    closes += w1.STEP
    closes.cumsum(axis=1, out=closes)
    numpy.exp(closes, out=closes)
    closes *= w1.START

    sums = closes.cumsum(axis=1)
    averages = sums[:, w1.WINDOW - 1 :] / w1.WINDOW
    averages[:, 1:] -= sums[:, : -w1.WINDOW] / w1.WINDOW
    prices += averages[:, -1].clip(w1.FLOOR, w1.CEILING).sum()

    above = (closes >= w1.TRIGGER).cumsum(axis=1, dtype=numpy.int16)
    above[:, w1.WINDOW :] -= above[:, : -w1.WINDOW].copy()
    full = above == w1.WINDOW
    first = full.argmax(axis=1)
    hit = full[numpy.arange(size), first]
    triggered += int(hit.sum())
    days += float(first[hit].sum())
    done += size
w1.line(f"numpy-{numpy.__version__}", paths, time.perf_counter() - began, prices, triggered, days)
