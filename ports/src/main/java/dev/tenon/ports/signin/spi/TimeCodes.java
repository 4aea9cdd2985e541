package dev.tenon.ports.signin.spi;

import java.time.Instant;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * One-time codes by the time (RFC 6238): SHA-1, six digits, steps of thirty seconds, which is what every authenticator app
 * knows.
 */
@API(status = API.Status.STABLE)
public interface TimeCodes {

    /** A new secret of 160 bits from a cryptographically strong source, in base32 (RFC 4648) without padding. */
    String newSecret();

    /**
     * The step that a code belongs to: the present one, the one before, or the one after, for clocks that are not quite
     * right. Takes the same time whatever the code.
     *
     * @param code as typed; empty for anything but six digits
     * @return steps since 1970; empty if the code is none of the three
     */
    Optional<Long> stepOf(String secret, String code, Instant now);
}
