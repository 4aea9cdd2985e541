package dev.tenon.ports.organizations;

import dev.tenon.ports.kernel.FieldError;
import dev.tenon.ports.kernel.Obstacle;

/**
 * What has to be settled before an organization can be deleted.
 *
 * @param table where it is
 * @param recordId which row there
 */
public record DeletionBlocker(Reason reason, String table, String recordId) {

    /** Why an organization cannot be deleted yet. */
    public enum Reason implements Obstacle {
        LIVE_SUBSCRIPTION("subscriptions", "Cancel this subscription, which is paid for."),
        UNPAID_INVOICE("billing", "Pay this invoice, or have it voided."),
        DOCUMENT("documents", "Delete this document.");

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
