"""W1 with nothing but Python's own library: plain_python.py PATHS"""

import itertools
import math
import platform
import random
import sys
import time

import w1

paths = int(sys.argv[1])
draws = random.Random(1)


def closes():
    moves = (draws.gauss(w1.STEP, w1.DEVIATION) for _ in range(w1.CLOSES))
    return [w1.START * math.exp(total) for total in itertools.accumulate(moves)]


began = time.perf_counter()
prices = days = 0.0
triggered = 0
for _ in range(paths):
    price, day = w1.walk(closes())
    prices += price
    if day is not None:
        triggered += 1
        days += day
w1.line(f"Python-{platform.python_version()}", paths, time.perf_counter() - began, prices, triggered, days)
