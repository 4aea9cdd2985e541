package dev.tenon.ports.documents.spi;

import java.io.IOException;
import org.apiguardian.api.API;

/** Opens stores of file contents by their addresses. */
@FunctionalInterface
@API(status = API.Status.STABLE)
public interface BlobPlaces {

    /**
     * The store at this place, made if need be. It is closed if it can be.
     *
     * @throws IllegalArgumentException with words for people, if this is no place for blobs
     * @throws IOException if it cannot be used
     */
    BlobStore open(String place) throws IOException;
}
