package dev.tenon.ports.audit;

import dev.tenon.ports.kernel.Id;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What happened, for the audit trail.
 *
 * @param action {@code noun.past-participle}, e.g. {@code document.uploaded}
 * @param table the table of the thing it happened to
 * @param recordId the thing's id
 * @param details further facts, without secrets and personal data; ordered by name
 */
public record AuditEntry(
        String action, String table, @Nullable String recordId, Map<String, String> details) {

    public AuditEntry {
        details = Collections.unmodifiableMap(new TreeMap<>(details));
    }

    /** Something that happened to this thing. */
    public static AuditEntry of(String action, String table, Id id) {
        return new AuditEntry(action, table, id.value().toString(), Map.of());
    }

    /** The same entry with one more fact. */
    public AuditEntry with(String name, String value) {
        Map<String, String> more = new TreeMap<>(details);
        more.put(name, value);
        return new AuditEntry(action, table, recordId, more);
    }
}
