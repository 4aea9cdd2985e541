package dev.tenon.cli.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.Stopped;
import dev.tenon.ports.kernel.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/** The file of hashes that Auth0's support sends beside the export of users; it is kept in memory. */
final class HashFile {

    private static final int MOST = 2_000_000;

    private HashFile() {}

    /** The hash of a user, and whether the address is verified by this file. */
    record Hash(String text, boolean emailVerified) {}

    /** By the user's id, without what stands before the bar. */
    static Map<String, Hash> read(InputStream file) throws IOException {
        Map<String, Hash> hashes = new HashMap<>();
        try (JsonRecords records = JsonRecords.open(file, "users")) {
            while (records.hasNext()) {
                JsonNode next = records.next();
                JsonNode id = next.has("_id") ? next.get("_id") : next.path("_ID");
                String oid = id.isTextual() ? id.asText() : id.path("$oid").asText();
                String hash = next.path("passwordHash").asText();
                if (!oid.isEmpty() && !hash.isEmpty()) {
                    hashes.put(oid, new Hash(hash, next.path("email_verified").asBoolean()));
                }
                if (hashes.size() > MOST) {
                    throw new Stopped(
                            Kind.INVALID, "The file of hashes has more than " + MOST + " users; split both files.");
                }
            }
        }
        return hashes;
    }
}
