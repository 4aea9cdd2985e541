package dev.tenon.crypto;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import dev.tenon.ports.signin.spi.TimeCodes;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;

/** The codes of authenticator apps (RFC 6238): SHA-1, six digits, steps of thirty seconds. Safe for use by many threads. */
public final class AppCodes implements TimeCodes {

    private static final Duration STEP = Duration.ofSeconds(30);
    private static final int SECRET_BYTES = 20;
    private static final Pattern SIX_DIGITS = Pattern.compile("[0-9]{6}");

    private final SecureRandom random = new SecureRandom();
    private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator(STEP, 6);

    @Override
    public String newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return Base32.encode(secret);
    }

    @Override
    public Optional<Long> stepOf(String secret, String code, Instant now) {
        if (!SIX_DIGITS.matcher(code).matches()) {
            return Optional.empty();
        }
        Key key = new SecretKeySpec(Base32.decode(secret), TimeBasedOneTimePasswordGenerator.TOTP_ALGORITHM_HMAC_SHA1);
        byte[] typed = code.getBytes(StandardCharsets.US_ASCII);
        long present = Math.floorDiv(now.getEpochSecond(), STEP.toSeconds());
        long found = Long.MIN_VALUE;
        for (long step = present - 1; step <= present + 1; step++) {
            if (MessageDigest.isEqual(typed, codeOf(key, step))) {
                found = step;
            }
        }
        return found == Long.MIN_VALUE ? Optional.empty() : Optional.of(found);
    }

    private byte[] codeOf(Key key, long step) {
        try {
            Instant begins = Instant.ofEpochSecond(step * STEP.toSeconds());
            return generator
                    .generateOneTimePasswordString(key, begins, Locale.ROOT)
                    .getBytes(StandardCharsets.US_ASCII);
        } catch (InvalidKeyException damaged) {
            throw new IllegalStateException("The secret of a second factor is damaged", damaged);
        }
    }
}
