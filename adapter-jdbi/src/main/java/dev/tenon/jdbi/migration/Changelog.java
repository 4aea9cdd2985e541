package dev.tenon.jdbi.migration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The files that describe the schema, as resources of this library.
 *
 * @param master the path of the file that includes the others
 * @param hash SHA-256 over all of them, lower-case hex: a database that was migrated with the same hash needs nothing
 */
record Changelog(String master, String hash) {

    private static final Pattern INCLUDE = Pattern.compile("<include\\s+file=\"([^\"]+)\"");

    /** Reads a master file and what it includes. */
    static Changelog read(String master) {
        byte[] content = bytes(master);
        String folder = master.substring(0, master.lastIndexOf('/') + 1);
        List<String> paths = new ArrayList<>(List.of(master));
        INCLUDE.matcher(new String(content, StandardCharsets.UTF_8))
                .results()
                .map((MatchResult include) -> folder + include.group(1))
                .forEach(paths::add);

        MessageDigest sha256 = sha256();
        for (String path : paths) {
            byte[] file = bytes(path);
            sha256.update(path.getBytes(StandardCharsets.UTF_8));
            sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, file.length));
            sha256.update(file);
        }
        return new Changelog(master, HexFormat.of().formatHex(sha256.digest()));
    }

    private static byte[] bytes(String path) {
        try (InputStream file = Changelog.class.getClassLoader().getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException("The resource " + path + " is missing: Tenon's jar is not complete");
            }
            return file.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
