package dev.tenon.ports.organizations;

import dev.tenon.ports.kernel.FieldError;
import java.util.Locale;

/**
 * What has to be settled before an organization can be deleted.
 *
 * @param table where it is
 * @param recordId which row there
 */
public record DeletionBlocker(Reason reason, String table, String recordId) {

    /** Why an organization cannot be deleted yet. */
    public enum Reason {
        LIVE_SUBSCRIPTION("subscriptions", "Cancel this subscription, which is paid for."),
        UNPAID_INVOICE("billing", "Pay this invoice, or have it voided."),
        DOCUMENT("documents", "Delete this document.");

        private final String table;
        private final String remedy;

        Reason(String table, String remedy) {
            this.table = table;
            this.remedy = remedy;
        }

        /** The table whose rows block for this reason. */
        public String table() {
            return table;
        }

        /** What to do about it. */
        public String remedy() {
            return remedy;
        }

        /** The name for programs, e.g. {@code live-subscription}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** As a field error: the pointer names the table and the row. */
    public FieldError asError() {
        return new FieldError("/" + table + "/" + recordId, reason.code(), reason.remedy());
    }
}
