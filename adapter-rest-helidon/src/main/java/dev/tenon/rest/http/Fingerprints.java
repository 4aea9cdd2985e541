package dev.tenon.rest.http;

import dev.tenon.ports.kernel.RequestRefusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What tells two requests with the same {@code Idempotency-Key} apart. It is kept for a day, and a request may have a password
 * in it: so it is made under a key.
 */
final class Fingerprints {

    private static final int LONGEST_KEY = 255;

    private final UnaryOperator<String> signature;

    /** What says of a file in pieces which it is. */
    private static final List<String> OF_PIECES = List.of("Upload-Length", "Upload-Metadata", "Upload-Checksum");

    Fingerprints(UnaryOperator<String> signature) {
        this.signature = signature;
    }

    /** Refuses a key that is not 1 to 255 visible ASCII characters. */
    static void checkKey(String key) {
        boolean isVisible = key.chars().allMatch(each -> each > ' ' && each < 0x7f);
        if (key.isEmpty() || key.length() > LONGEST_KEY || !isVisible) {
            throw RequestRefusal.MALFORMED.because("An Idempotency-Key is 1 to 255 visible ASCII characters.");
        }
    }

    /**
     * A digest over method, address and body. A file is streamed, so in its place stand its length, its type and its name as
     * far as the headers tell.
     */
    String of(Inbound request, Route route, byte[] body) {
        MessageDigest digest = sha256();
        add(digest, request.method());
        add(digest, request.rawPath());
        add(digest, request.rawQuery());
        if (route.takes() == Route.Takes.FILE) {
            String type = request.header("Content-Type");
            add(digest, type == null ? null : MediaTypes.essence(type));
            add(digest, request.header("Content-Disposition"));
            add(digest, Long.toString(request.declaredLength()));
            for (String header : OF_PIECES) {
                String value = request.header(header);
                if (value != null) {
                    add(digest, value);
                }
            }
        } else {
            digest.update(body);
        }
        return signature.apply("fingerprint:" + HexFormat.of().formatHex(digest.digest()));
    }

    private static void add(MessageDigest digest, @Nullable String part) {
        digest.update((part == null ? "-" : part).getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
