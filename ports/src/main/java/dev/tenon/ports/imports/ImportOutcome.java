package dev.tenon.ports.imports;

import dev.tenon.ports.imports.ImportedPerson.Left;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of one record.
 *
 * @param skipped why it was not imported; {@code null} if it was
 */
public record ImportOutcome(
        long position,
        String sourceId,
        @Nullable String email,
        @Nullable Skipped skipped,
        Set<Left> left) {

    public ImportOutcome {
        left = Set.copyOf(left);
    }

    /** Why a record is not imported. */
    public enum Skipped {
        /** An account is an address here: give the person one in the other product. */
        NO_ADDRESS,
        ADDRESS_NOT_VALID,
        /** The same address stood further up in the file. */
        TWICE_IN_THE_FILE,
        /** An account has the address already; it stays as it is. */
        ADDRESS_TAKEN;

        /** The name for programs, e.g. {@code address-taken}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
