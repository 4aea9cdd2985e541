package dev.tenon.cli.documents;

import dev.tenon.cli.Field;
import dev.tenon.ports.documents.BlobFinding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was found about blobs: the first of it in full, all of it counted. */
final class Findings {

    static final int MOST_SHOWN = 10_000;

    static final List<Field<BlobFinding>> COLUMNS = List.of(
            Field.shown("problem", "Problem", Findings::problem),
            Field.shown("blobKey", "Blob", BlobFinding::blobKey),
            Field.shown("documentId", "Document", BlobFinding::documentId),
            Field.shown("version", "Version", BlobFinding::version),
            Field.flowing("detail", "Found", BlobFinding::detail));

    private final List<BlobFinding> found = new ArrayList<>();
    private long leftOut;

    void add(BlobFinding finding) {
        if (found.size() < MOST_SHOWN) {
            found.add(finding);
        } else {
            leftOut++;
        }
    }

    List<BlobFinding> all() {
        return found;
    }

    /** How many there are beyond those that are shown. */
    long leftOut() {
        return leftOut;
    }

    /** For scripts. */
    List<Map<String, @Nullable Object>> listed() {
        return found.stream().map(Findings::named).toList();
    }

    private static Map<String, @Nullable Object> named(BlobFinding finding) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        named.put("problem", problem(finding));
        named.put("blobKey", finding.blobKey());
        named.put("documentId", finding.documentId());
        named.put("version", finding.version());
        named.put("detail", finding.detail());
        return named;
    }

    private static String problem(BlobFinding finding) {
        return finding.problem().name().toLowerCase(Locale.ROOT);
    }
}
