package dev.tenon.core.imports;

import dev.tenon.ports.imports.ImportOutcome;
import dev.tenon.ports.kernel.EmailAddress;
import java.util.HashSet;
import java.util.Set;

/** The addresses that a dry run would have imported so far. */
final class SeenAddresses {

    /** Beyond it, what stands twice is only found within a thousand records: a look must not take the memory of the host. */
    private static final int MOST = 1_000_000;

    private final Set<EmailAddress> seen = new HashSet<>();

    /** Whether the outcome is of an address that was not there before; what is skipped anyway always is. */
    boolean isNew(ImportOutcome outcome) {
        String email = outcome.email();
        if (outcome.skipped() != null || email == null || seen.size() >= MOST) {
            return true;
        }
        return EmailAddress.parse(email).map(seen::add).orElse(true);
    }
}
