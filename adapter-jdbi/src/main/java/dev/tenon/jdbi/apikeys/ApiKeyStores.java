package dev.tenon.jdbi.apikeys;

import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.apikeys.spi.ApiKeyStore;
import dev.tenon.ports.apikeys.spi.ApiUsageStore;

/** The stores of this package. */
public final class ApiKeyStores {

    private ApiKeyStores() {}

    public static ApiKeyStore apiKeys(Handles handles) {
        return new JdbiApiKeyStore(handles);
    }

    public static ApiUsageStore apiUsage(Handles handles) {
        return new JdbiApiUsageStore(handles);
    }
}
