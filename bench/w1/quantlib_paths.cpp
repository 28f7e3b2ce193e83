// W1 with QuantLib's path generator: Mersenne twister, inverse normal. quantlib_paths PATHS
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ql/quantlib.hpp>

namespace {

constexpr std::size_t closes = 756, window = 20;
constexpr double daysPerYear = 252, trigger = 12.5, lowest = 4.90, highest = 7.00;

struct Sums {
    double prices = 0, days = 0;
    long triggered = 0;

    // The path's first point is the start price, so close number d stands at d + 1.
    void add(const QuantLib::Path& path) {
        double windowSum = 0;
        std::size_t inARow = 0;
        bool found = false;
        for (std::size_t d = 0; d < closes; ++d) {
            const double close = path[d + 1];
            windowSum += close;
            if (d >= window) windowSum -= path[d + 1 - window];
            inARow = close >= trigger ? inARow + 1 : 0;
            if (inARow == window && !found) {
                found = true;
                ++triggered;
                days += double(d);
            }
        }
        prices += std::clamp(windowSum / double(window), lowest, highest);
    }
};

QuantLib::ext::shared_ptr<QuantLib::StochasticProcess> process() {
    using namespace QuantLib;
    const Date today(17, December, 2002);
    Settings::instance().evaluationDate() = today;
    const DayCounter count = Actual365Fixed();
    const auto flat = [&](Rate rate) {
        return Handle<YieldTermStructure>(ext::make_shared<FlatForward>(today, rate, count));
    };
    const Handle<BlackVolTermStructure> volatility(ext::make_shared<BlackConstantVol>(today, NullCalendar(), 0.60, count));
    const Handle<Quote> start(ext::make_shared<SimpleQuote>(8.0));
    return ext::make_shared<BlackScholesMertonProcess>(start, flat(0.0), flat(0.04), volatility);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: quantlib_paths PATHS\n");
        return 2;
    }
    const long paths = std::atol(argv[1]);
    using Sequence = QuantLib::PseudoRandom::rsg_type;
    QuantLib::PathGenerator<Sequence> generator(process(), QuantLib::TimeGrid(closes / daysPerYear, closes),
                                                QuantLib::PseudoRandom::make_sequence_generator(closes, 1), false);
    Sums sums;
    const auto began = std::chrono::steady_clock::now();
    for (long k = 0; k < paths; ++k) sums.add(generator.next().value);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - began;
    std::printf("version=QuantLib-%s paths=%ld seconds=%.6f price=%.6f share=%.6f day=%.4f\n", QL_VERSION, paths, seconds.count(),
                sums.prices / double(paths), double(sums.triggered) / double(paths), sums.days / double(std::max(sums.triggered, 1L)));
}
