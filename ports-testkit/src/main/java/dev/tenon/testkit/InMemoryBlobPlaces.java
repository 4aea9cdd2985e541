package dev.tenon.testkit;

import dev.tenon.ports.documents.spi.BlobPlaces;
import dev.tenon.ports.documents.spi.BlobStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Places for blobs on the heap, {@code memory:} and any name; each is made when it is asked for. */
public final class InMemoryBlobPlaces implements BlobPlaces {

    private static final String SCHEME = "memory:";

    private final Map<String, BlobStore> places = new ConcurrentHashMap<>();

    @Override
    public BlobStore open(String place) {
        return at(place);
    }

    /** The store at this place. */
    public BlobStore at(String place) {
        if (!place.startsWith(SCHEME)) {
            throw new IllegalArgumentException("A place for blobs is " + SCHEME + "NAME here.");
        }
        return places.computeIfAbsent(place, any -> new InMemoryBlobStore());
    }

    /** From now on this store is at the place. */
    public void put(String place, BlobStore store) {
        places.put(place, store);
    }
}
