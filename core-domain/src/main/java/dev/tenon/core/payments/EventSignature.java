package dev.tenon.core.payments;

import dev.tenon.ports.kernel.spi.Secrets;
import dev.tenon.ports.payments.PaymentEvents;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code t=SECONDS,v1=HEX}: HMAC-SHA-256 (RFC 2104) over the seconds, a dot and the body as it came, as Stripe has it.
 * There may be several {@code v1} while a secret is replaced.
 */
record EventSignature(Secrets secrets) {

    private static final int LONGEST = 1000;
    private static final int MOST_SIGNATURES = 8;

    /** Whether one of the signatures is good, and was made within the window around now. */
    boolean isGood(String secret, @Nullable String header, String body, Instant now) {
        if (header == null || header.length() > LONGEST || secret.isEmpty()) {
            return false;
        }
        String time = "";
        List<String> signatures = new ArrayList<>();
        for (String part : header.split(",", -1)) {
            String stripped = part.strip();
            if (stripped.startsWith("t=")) {
                time = stripped.substring("t=".length());
            } else if (stripped.startsWith("v1=") && signatures.size() < MOST_SIGNATURES) {
                signatures.add(stripped.substring("v1=".length()));
            }
        }
        if (!isRecent(time, now)) {
            return false;
        }
        String key = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        byte[] expected = Base64.getDecoder().decode(secrets.mac(key, time + "." + body));
        boolean isGood = false;
        for (String signature : signatures) {
            isGood |= isSame(HexFormat.of().formatHex(expected), signature);
        }
        return isGood;
    }

    private static boolean isRecent(String time, Instant now) {
        if (time.isEmpty() || time.length() > 12 || !time.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return false;
        }
        long away = Math.abs(now.getEpochSecond() - Long.parseLong(time));
        return away <= PaymentEvents.WINDOW.toSeconds();
    }

    /** In a time that tells nothing of where they differ. */
    private static boolean isSame(String expected, String given) {
        int difference = expected.length() ^ given.length();
        for (int i = 0; i < expected.length(); i++) {
            difference |= expected.charAt(i) ^ (i < given.length() ? given.charAt(i) : 0);
        }
        return difference == 0;
    }
}
