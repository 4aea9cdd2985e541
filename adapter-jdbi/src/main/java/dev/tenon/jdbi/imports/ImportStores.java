package dev.tenon.jdbi.imports;

import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.imports.spi.ImportStore;

/** The stores of this package. */
public final class ImportStores {

    private ImportStores() {}

    public static ImportStore imports(Handles handles) {
        return new JdbiImportStore(handles);
    }
}
