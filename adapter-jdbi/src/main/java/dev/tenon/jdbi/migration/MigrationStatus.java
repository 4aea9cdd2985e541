package dev.tenon.jdbi.migration;

import java.time.Instant;
import java.util.List;

/**
 * Where a database stands.
 *
 * @param applied what ran, in the order in which it ran
 * @param pending what {@link Migrations#migrate()} would run, in that order
 * @param unknown what ran and is not of this version: a newer version of Tenon migrated the database
 */
public record MigrationStatus(List<Applied> applied, List<String> pending, List<String> unknown) {

    /**
     * A change set that ran.
     *
     * @param changeSet its name, e.g. {@code users}
     * @param at by the database's clock
     */
    public record Applied(String changeSet, Instant at) {}

    public MigrationStatus {
        applied = List.copyOf(applied);
        pending = List.copyOf(pending);
        unknown = List.copyOf(unknown);
    }

    /** Whether the schema is exactly this version's. */
    public boolean isUpToDate() {
        return pending.isEmpty() && unknown.isEmpty();
    }
}
