"""W1 with numpy inside each path and a Python loop over paths: numpy_paths.py PATHS"""

import sys
import time

import numpy

import w1

paths = int(sys.argv[1])
draws = numpy.random.default_rng(1)
window = numpy.ones(w1.WINDOW)
began = time.perf_counter()
prices = days = 0.0
triggered = 0
for _ in range(paths):
    moves = draws.normal(w1.STEP, w1.DEVIATION, w1.CLOSES)
    closes = w1.START * numpy.exp(moves.cumsum())
    averages = numpy.convolve(closes, window, "valid") / w1.WINDOW
    full = numpy.flatnonzero(numpy.convolve(closes >= w1.TRIGGER, window, "valid") == w1.WINDOW)
    prices += w1.conversion_price(averages[-1])
    if full.size:
        triggered += 1
        days += full[0] + w1.WINDOW - 1
w1.line(f"numpy-{numpy.__version__}", paths, time.perf_counter() - began, prices, triggered, days)
