package dev.tenon.core.apikeys;

import dev.tenon.ports.apikeys.spi.ApiKeyStore;
import dev.tenon.ports.apikeys.spi.ApiKeyStore.Tally;
import dev.tenon.ports.kernel.ApiKeyId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Counts on this server which key was used, how often and when last, so that a request writes nothing. What was counted is
 * told to the store now and then and when the server stops; what could not be told is told again. A commit whose answer is lost
 * is the one case in which something is told twice.
 */
final class KeyTallies {

    /** More keys than this in use between two tellings make the next request tell. */
    private static final int MOST_KEYS = 10_000;

    private final ApiKeyStore store;
    private final ConcurrentMap<ApiKeyId, Tally> counted = new ConcurrentHashMap<>();

    KeyTallies(ApiKeyStore store) {
        this.store = store;
    }

    /** A request came with this key. */
    void count(ApiKeyId id, Instant now) {
        add(new Tally(id, 1, now));
        if (counted.size() > MOST_KEYS) {
            tell();
        }
    }

    /** Tells the store; returns how many keys it was about. */
    int tell() {
        List<Tally> told = new ArrayList<>();
        for (ApiKeyId id : counted.keySet()) {
            Tally tally = counted.remove(id);
            if (tally != null) {
                told.add(tally);
            }
        }
        if (told.isEmpty()) {
            return 0;
        }
        boolean isTold = false;
        try {
            store.count(told);
            isTold = true;
        } finally {
            if (!isTold) {
                told.forEach(this::add);
            }
        }
        return told.size();
    }

    private void add(Tally tally) {
        counted.merge(tally.id(), tally, KeyTallies::sum);
    }

    private static Tally sum(Tally one, Tally other) {
        Instant last = one.lastUsedAt().isAfter(other.lastUsedAt()) ? one.lastUsedAt() : other.lastUsedAt();
        return new Tally(one.id(), one.requests() + other.requests(), last);
    }
}
