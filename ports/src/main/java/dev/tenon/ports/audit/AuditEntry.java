package dev.tenon.ports.audit;

import dev.tenon.ports.kernel.Id;
import dev.tenon.ports.kernel.OrganizationId;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What happened, for the audit trail.
 *
 * @param action {@code noun.past-participle}, e.g. {@code document.uploaded}
 * @param table the table of the thing it happened to
 * @param recordId the thing's id
 * @param details further facts, without secrets and personal data; ordered by name
 * @param changes the fields that changed, ordered by name
 * @param organizationId the organization that the thing belongs to, whose chain the row joins; {@code null} for the chain of
 *     everything else
 */
public record AuditEntry(
        String action,
        String table,
        @Nullable String recordId,
        Map<String, String> details,
        Map<String, FieldChange> changes,
        @Nullable OrganizationId organizationId) {

    public AuditEntry {
        details = Collections.unmodifiableMap(new TreeMap<>(details));
        changes = Collections.unmodifiableMap(new TreeMap<>(changes));
    }

    /** Something that happened outside of organizations, with no field to name. */
    public AuditEntry(String action, String table, @Nullable String recordId, Map<String, String> details) {
        this(action, table, recordId, details, Map.of(), null);
    }

    /** Something that happened to this thing. */
    public static AuditEntry of(String action, String table, Id id) {
        return new AuditEntry(action, table, id.value().toString(), Map.of());
    }

    /** The same entry with one more fact. */
    public AuditEntry with(String name, String value) {
        Map<String, String> more = new TreeMap<>(details);
        more.put(name, value);
        return new AuditEntry(action, table, recordId, more, changes, organizationId);
    }

    /** The same entry naming what became of a field; the very same if nothing did. Neither secrets nor personal data. */
    public AuditEntry changed(String field, @Nullable String before, @Nullable String after) {
        return Objects.equals(before, after) ? this : changed(field, new FieldChange(before, after));
    }

    /** The same entry naming a field that changed, but not its values: for secrets and for what tells about a person. */
    public AuditEntry changedWithheld(String field) {
        return changed(field, FieldChange.withheld());
    }

    /** The same if these values differ. */
    public AuditEntry changedWithheld(String field, @Nullable Object before, @Nullable Object after) {
        return Objects.equals(before, after) ? this : changed(field, FieldChange.withheld());
    }

    /** The same entry, about a thing that belongs to this organization; {@code null} if it belongs to none. */
    public AuditEntry in(@Nullable OrganizationId organization) {
        return new AuditEntry(action, table, recordId, details, changes, organization);
    }

    private AuditEntry changed(String field, FieldChange change) {
        Map<String, FieldChange> more = new TreeMap<>(changes);
        more.put(field, change);
        return new AuditEntry(action, table, recordId, details, more, organizationId);
    }
}
