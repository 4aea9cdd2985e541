package dev.tenon.core.limits;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * The values of those keys that were asked for lately, and no more of them than are wanted. When half as many new ones have
 * come, those that were not asked for meanwhile are forgotten: no list of uses has to be kept, so that asking costs one look.
 */
final class Recent<K, V> {

    private record Halves<K, V>(Map<K, V> young, Map<K, V> old) {}

    private final int half;
    private final Function<K, V> fresh;
    private final AtomicReference<Halves<K, V>> halves =
            new AtomicReference<>(new Halves<>(new ConcurrentHashMap<>(), Map.of()));

    /** No more than {@code most} values, and perhaps as many more as there are threads. */
    Recent(int most, Function<K, V> fresh) {
        this.half = Math.max(1, most / 2);
        this.fresh = fresh;
    }

    /** The value of a key: the one that was given before unless it is forgotten. */
    V get(K key) {
        Halves<K, V> present = halves.get();
        V known = present.young().get(key);
        return known == null ? kept(present, key) : known;
    }

    private V kept(Halves<K, V> present, K key) {
        Halves<K, V> roomy = present;
        if (present.young().size() >= half) {
            roomy = new Halves<>(new ConcurrentHashMap<>(), present.young());
            if (!halves.compareAndSet(present, roomy)) {
                roomy = halves.get();
            }
        }
        Map<K, V> old = roomy.old();
        return roomy.young().computeIfAbsent(key, same -> {
            V before = old.get(same);
            return before == null ? fresh.apply(same) : before;
        });
    }

    /** How many values are kept. */
    int size() {
        Halves<K, V> present = halves.get();
        return present.young().size() + present.old().size();
    }
}
