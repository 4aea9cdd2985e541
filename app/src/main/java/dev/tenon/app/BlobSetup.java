package dev.tenon.app;

import dev.tenon.app.config.InvalidSetting;
import dev.tenon.app.config.Setting;
import dev.tenon.app.config.Settings;
import dev.tenon.blob.fs.FileBlobStore;
import dev.tenon.blob.s3.S3BlobStore;
import dev.tenon.blob.s3.S3Credentials;
import dev.tenon.blob.s3.S3Location;
import dev.tenon.crypto.TimeOrderedIds;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.spi.BlobStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the contents of documents lie, as configured. */
final class BlobSetup {

    private static final String FILE = "file:";
    private static final String S3 = "s3:";
    private static final byte[] PROBE = {1};

    private BlobSetup() {}

    /** The store that is configured. One of files is made if need be; of one in a bucket nothing is asked yet. */
    static BlobStore store(Settings settings) {
        try {
            return at(settings, place(settings));
        } catch (IllegalArgumentException malformed) {
            throw settings.invalid(
                    Setting.BLOBS,
                    "is file:DIRECTORY or s3://BUCKET/PREFIX?endpoint=URL&region=NAME (" + malformed.getMessage()
                            + ")");
        } catch (IOException unusable) {
            throw new InvalidSetting("Documents cannot be kept in " + place(settings) + ": " + unusable.getMessage());
        }
    }

    /** The store at another place, opened with the same credentials. */
    static BlobStore at(Settings settings, String place) throws IOException {
        if (place.startsWith(FILE) && place.length() > FILE.length()) {
            return FileBlobStore.in(path(place));
        }
        if (place.startsWith(S3)) {
            return S3BlobStore.at(S3Location.parse(place), credentials(settings));
        }
        throw new IllegalArgumentException("A place for blobs is file:DIRECTORY or s3://BUCKET/PREFIX?region=NAME.");
    }

    private static String place(Settings settings) {
        return settings.has(Setting.BLOBS)
                ? settings.text(Setting.BLOBS)
                : FILE + settings.dataDirectory().resolve("blobs");
    }

    private static Path path(String place) {
        return Path.of(place.substring(FILE.length())).toAbsolutePath();
    }

    /** The folder of the contents of documents; empty if they lie in a bucket. */
    static Optional<Path> directory(Settings settings) {
        String place = place(settings);
        return place.startsWith(FILE) ? Optional.of(path(place)) : Optional.empty();
    }

    private static @Nullable S3Credentials credentials(Settings settings) {
        boolean access = settings.has(Setting.S3_ACCESS_KEY);
        if (access != settings.has(Setting.S3_SECRET_KEY)) {
            throw settings.invalid(
                    access ? Setting.S3_SECRET_KEY : Setting.S3_ACCESS_KEY, "is needed, for the other half is given");
        }
        return access
                ? new S3Credentials(settings.text(Setting.S3_ACCESS_KEY), settings.text(Setting.S3_SECRET_KEY))
                : null;
    }

    /** Whether what is sent to the bucket can be read on the way. */
    static boolean isPlainOverTheNetwork(Settings settings) {
        return S3Location.parse(place(settings)).isPlainOverTheNetwork();
    }

    /**
     * Writes a blob, finds it, and deletes it again.
     *
     * @throws IOException in words for the operator, if any of that cannot be done
     */
    static String probed(Settings settings) throws IOException {
        try (S3BlobStore store = S3BlobStore.at(S3Location.parse(place(settings)), credentials(settings))) {
            BlobKey probe = new BlobKey(new TimeOrderedIds().next());
            store.put(probe, new ByteArrayInputStream(PROBE));
            try {
                if (store.size(probe).isEmpty()) {
                    throw new IOException("What was written to " + place(settings) + " is not found there.");
                }
            } finally {
                store.delete(probe);
            }
            return S3Location.parse(place(settings)) + ", where a blob was written, found and deleted";
        }
    }
}
