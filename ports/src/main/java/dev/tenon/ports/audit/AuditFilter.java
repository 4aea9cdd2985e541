package dev.tenon.ports.audit;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which rows to list; {@code null} leaves a condition out.
 *
 * @param userId who did it, or in whose name it was done
 * @param impersonatorId who did it in somebody else's name
 * @param recordId the id of the thing it happened to
 * @param organizationId the organization that the thing belongs to
 * @param from inclusive
 * @param to exclusive
 */
public record AuditFilter(
        @Nullable UserId userId,
        @Nullable UserId impersonatorId,
        @Nullable String action,
        @Nullable String table,
        @Nullable String recordId,
        @Nullable OrganizationId organizationId,
        @Nullable Instant from,
        @Nullable Instant to) {

    private static final AuditFilter ALL = new AuditFilter(null, null, null, null, null, null, null, null);

    /** Every row. */
    public static AuditFilter all() {
        return ALL;
    }

    /** Of these only what this person did, or what was done in the person's name. */
    public AuditFilter by(@Nullable UserId user) {
        return new AuditFilter(user, impersonatorId, action, table, recordId, organizationId, from, to);
    }

    /** Of these only what this person did in somebody else's name. */
    public AuditFilter byImpersonator(@Nullable UserId impersonator) {
        return new AuditFilter(userId, impersonator, action, table, recordId, organizationId, from, to);
    }

    /** Of these only what is named so. */
    public AuditFilter ofAction(@Nullable String wanted) {
        return new AuditFilter(userId, impersonatorId, wanted, table, recordId, organizationId, from, to);
    }

    /** Of these only what happened to things of this table. */
    public AuditFilter onTable(@Nullable String wanted) {
        return new AuditFilter(userId, impersonatorId, action, wanted, recordId, organizationId, from, to);
    }

    /** Of these only what happened to the thing of this id. */
    public AuditFilter onRecord(@Nullable String wanted) {
        return new AuditFilter(userId, impersonatorId, action, table, wanted, organizationId, from, to);
    }

    /** Of these only what happened to things of this organization. */
    public AuditFilter in(@Nullable OrganizationId organization) {
        return new AuditFilter(userId, impersonatorId, action, table, recordId, organization, from, to);
    }

    /** Of these only what happened in this span of time. */
    public AuditFilter between(@Nullable Instant inclusive, @Nullable Instant exclusive) {
        return new AuditFilter(userId, impersonatorId, action, table, recordId, organizationId, inclusive, exclusive);
    }
}
