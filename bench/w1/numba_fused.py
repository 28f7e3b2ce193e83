"""W1 compiled by numba, everything of a path in one loop: numba_fused.py PATHS THREADS

Compiling is not timed.
"""

import sys
import time

import numba
import numpy

import w1

CHUNKS = 64
CLOSES, START, WINDOW, TRIGGER, FLOOR, CEILING = w1.CLOSES, w1.START, w1.WINDOW, w1.TRIGGER, w1.FLOOR, w1.CEILING
STEP, DEVIATION = w1.STEP, w1.DEVIATION

paths, threads = int(sys.argv[1]), int(sys.argv[2])
numba.set_num_threads(threads)


@numba.njit(fastmath=True)
def one_path(closes):
    close, window_sum, in_a_row, trigger_day = START, 0.0, 0, -1
    for day in range(CLOSES):
        close *= numpy.exp(STEP + DEVIATION * numpy.random.standard_normal())
        closes[day] = close
        window_sum += close
        if day >= WINDOW:
            window_sum -= closes[day - WINDOW]
        in_a_row = in_a_row + 1 if close >= TRIGGER else 0
        if in_a_row == WINDOW and trigger_day < 0:
            trigger_day = day
    return min(CEILING, max(FLOOR, window_sum / WINDOW)), trigger_day


@numba.njit(parallel=True)
def all_paths(prices, days):
    for chunk in numba.prange(CHUNKS):
        closes = numpy.empty(CLOSES)
        for k in range(chunk * prices.size // CHUNKS, (chunk + 1) * prices.size // CHUNKS):
            prices[k], days[k] = one_path(closes)


all_paths(numpy.empty(CHUNKS), numpy.empty(CHUNKS, numpy.int64))
prices, days = numpy.empty(paths), numpy.empty(paths, numpy.int64)
began = time.perf_counter()
all_paths(prices, days)
seconds = time.perf_counter() - began
hit = days >= 0
w1.line(f"numba-{numba.__version__}", paths, seconds, prices.sum(), int(hit.sum()), float(days[hit].sum()))
