package dev.tenon.ports.payments.spi;

import java.util.Optional;
import org.apiguardian.api.API;

/** What the sandbox has done, by key: as good as a bank's books for those who try Tenon out. */
@API(status = API.Status.STABLE)
public interface SandboxBook {

    /** What stands under a key. */
    Optional<String> find(String key);

    /** Writes under a key unless something stands there; returns what stands there then. */
    String putIfAbsent(String key, String entry);

    /** Writes under a key, whatever stands there. */
    void put(String key, String entry);
}
