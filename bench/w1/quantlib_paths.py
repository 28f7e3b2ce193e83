"""W1 with QuantLib's path generator, called from Python: quantlib_paths.py PATHS"""

import sys
import time

import QuantLib

import w1

paths = int(sys.argv[1])
today = QuantLib.Date(17, 12, 2002)
QuantLib.Settings.instance().evaluationDate = today
count, calendar = QuantLib.Actual365Fixed(), QuantLib.NullCalendar()


def flat(rate):
    return QuantLib.YieldTermStructureHandle(QuantLib.FlatForward(today, rate, count))


process = QuantLib.BlackScholesMertonProcess(
    QuantLib.QuoteHandle(QuantLib.SimpleQuote(w1.START)), flat(0.0), flat(w1.DRIFT_A_YEAR),
    QuantLib.BlackVolTermStructureHandle(QuantLib.BlackConstantVol(today, calendar, w1.VOLATILITY, count)))
uniforms = QuantLib.UniformRandomSequenceGenerator(w1.CLOSES, QuantLib.UniformRandomGenerator(1))
generator = QuantLib.GaussianPathGenerator(
    process, w1.CLOSES / w1.DAYS_A_YEAR, w1.CLOSES, QuantLib.GaussianRandomSequenceGenerator(uniforms), False)

began = time.perf_counter()
prices = days = 0.0
triggered = 0
for _ in range(paths):
    start, *closes = generator.next().value()
    price, day = w1.walk(closes)
    prices += price
    if day is not None:
        triggered += 1
        days += day
w1.line(f"QuantLib-{QuantLib.__version__}", paths, time.perf_counter() - began, prices, triggered, days)
