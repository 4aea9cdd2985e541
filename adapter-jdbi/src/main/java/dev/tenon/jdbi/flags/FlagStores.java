package dev.tenon.jdbi.flags;

import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.flags.spi.FeatureFlagStore;
import dev.tenon.ports.flags.spi.FlagSegmentStore;

/** The stores of this package. */
public final class FlagStores {

    private FlagStores() {}

    public static FeatureFlagStore flags(Handles handles) {
        return new JdbiFeatureFlagStore(handles);
    }

    public static FlagSegmentStore segments(Handles handles) {
        return new JdbiFlagSegmentStore(handles);
    }
}
