package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.SubjectId;

/**
 * A quota that does not say what is stored.
 *
 * @param quota as it says
 * @param stored bytes of all versions of documents that are not in the trash
 * @param held bytes of uploads in flight
 * @param documentsStored documents that are not in the trash
 * @param documentsHeld new documents in flight
 */
public record QuotaDrift(Quota quota, long stored, long held, long documentsStored, long documentsHeld) {

    /** Whose it is: the account or the organization. */
    public SubjectId subject() {
        return quota.subject();
    }
}
