package dev.tenon.crypto;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Fills the time of a cheap verification up to that of an own hash, so that the time of a refusal does not tell accounts
 * that were imported from addresses that have none.
 *
 * <p>How long a kind of hash takes is the shortest time that was seen of it: what else the machine does, and being
 * interpreted still, only ever make it longer. What is missing is made up for by hashes of bcrypt of lower cost, each of
 * which takes half the time of the next.
 */
final class EvenWork {

    /** An installation imports from a few products, each with a handful of parameters. */
    private static final int MOST_SCHEMES = 256;

    private static final String OWN = "own";

    private final ConcurrentHashMap<String, Long> shortest = new ConcurrentHashMap<>();
    private final int lowestCost;
    private final int cost;

    /** Fills up to the time of bcrypt of this cost with hashes that are not below the lowest. */
    EvenWork(int lowestCost, int cost) {
        this.lowestCost = lowestCost;
        this.cost = cost;
    }

    /** Runs and times a hash of the own format and cost. */
    <T> T own(Supplier<T> work) {
        return timed(OWN, work);
    }

    /** Runs and times a hash of another scheme, and then fills up: the filler hashes at the cost that it is given. */
    <T> T other(String scheme, Supplier<T> work, IntConsumer filler) {
        T result = timed(scheme, work);
        Long whole = shortest.get(OWN);
        Long done = shortest.get(scheme);
        if (whole == null) {
            own(() -> {
                filler.accept(cost);
                return cost;
            });
        } else if (done != null) {
            fill(whole, whole - done, filler);
        }
        return result;
    }

    /** Greedy: after each step less than its time is missing; the last step is taken if it brings the sum closer. */
    private void fill(long whole, long missing, IntConsumer filler) {
        long left = missing;
        for (int step = cost - 1; step >= lowestCost; step--) {
            long takes = whole >> (cost - step);
            boolean last = step == lowestCost;
            while (left >= takes || (last && 2 * left >= takes && left > 0)) {
                filler.accept(step);
                left -= takes;
            }
        }
    }

    private <T> T timed(String scheme, Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        long taken = System.nanoTime() - start;
        if (shortest.size() < MOST_SCHEMES || shortest.containsKey(scheme)) {
            shortest.merge(scheme, taken, Math::min);
        }
        return result;
    }
}
