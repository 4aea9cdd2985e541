package dev.tenon.ports.kernel.spi;

import java.util.UUID;
import org.apiguardian.api.API;

/** Makes ids. */
@API(status = API.Status.STABLE)
public interface Ids {

    /** A new version-7 UUID, later than every one that this process made before. */
    UUID next();
}
