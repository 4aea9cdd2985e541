package dev.tenon.ports.accounts;

import dev.tenon.ports.kernel.FieldError;
import dev.tenon.ports.kernel.Obstacle;

/**
 * What has to be settled before a person can be erased.
 *
 * @param table where it is
 * @param recordId which row there
 */
public record ErasureBlocker(Reason reason, String table, String recordId) {

    /** Why a person cannot be erased yet. */
    public enum Reason implements Obstacle {
        SOLE_OWNER("organizations", "Give this organization another owner, or delete it."),
        LIVE_SUBSCRIPTION("subscriptions", "Cancel this subscription, which is paid for."),
        UNPAID_INVOICE("billing", "Pay this invoice, or have it voided."),
        SHARED_DOCUMENT("documents", "End the sharing of this document, or delete it."),
        LAST_ADMIN("users", "Make another account an administrator first.");

        private final String table;
        private final String remedy;

        Reason(String table, String remedy) {
            this.table = table;
            this.remedy = remedy;
        }

        @Override
        public String table() {
            return table;
        }

        @Override
        public String remedy() {
            return remedy;
        }
    }

    /** As a field error: the pointer names the table and the row. */
    public FieldError asError() {
        return reason.at(table, recordId);
    }
}
