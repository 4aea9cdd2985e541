package dev.tenon.ports.imports;

import org.jspecify.annotations.Nullable;

/**
 * How an import went.
 *
 * @param id names the import; {@code null} for a dry run
 * @param read records of the file, those of an earlier run included
 * @param imported people who have an account by it, those of an earlier run included
 * @param resumedAt how many records an earlier run had done
 */
public record ImportReport(@Nullable ImportId id, long read, long imported, long resumedAt) {

    /** How many records were not imported. */
    public long skipped() {
        return read - imported;
    }
}
