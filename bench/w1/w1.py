"""What the Python programs share: the task's parameters and the one line that each prints."""

CLOSES = 756
START, DRIFT_A_YEAR, VOLATILITY, DAYS_A_YEAR = 8.0, 0.04, 0.60, 252
WINDOW, TRIGGER = 20, 12.5
FLOOR, CEILING = 4.90, 7.00

STEP = (DRIFT_A_YEAR - VOLATILITY**2 / 2) / DAYS_A_YEAR
DEVIATION = VOLATILITY / DAYS_A_YEAR**0.5


def conversion_price(average):
    return min(CEILING, max(FLOOR, average))


def walk(closes):
    """Goes through the closes of one path in plain Python: its conversion price, and its trigger day or None."""
    window_sum, in_a_row, trigger_day = 0.0, 0, None
    for day, close in enumerate(closes):
        window_sum += close
        if day >= WINDOW:
            window_sum -= closes[day - WINDOW]
        in_a_row = in_a_row + 1 if close >= TRIGGER else 0
        if in_a_row == WINDOW and trigger_day is None:
            trigger_day = day
    return conversion_price(window_sum / WINDOW), trigger_day


def line(version, paths, seconds, prices, triggered, days):
    """Prints the result: sums of conversion prices and of trigger days, and the number of paths triggered."""
    print(f"version={version} paths={paths} seconds={seconds:.6f} price={prices / paths:.6f} "
          f"share={triggered / paths:.6f} day={days / max(triggered, 1):.4f}")
