package dev.tenon.ports.signin.spi;

import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores second factors and recovery codes (tables {@code second_factors} and {@code recovery_codes}). */
public interface SecondFactorStore {

    /**
     * An account's second factor, at most one.
     *
     * @param confirmedAt since when sign-ins ask for it; {@code null} while it is being set up
     */
    record SecondFactor(
            UserId userId,
            String sealedSecret,
            Instant createdAt,
            @Nullable Instant confirmedAt) {}

    Optional<SecondFactor> find(UserId userId);

    /** Stores one that is being set up, in place of another such; false if the account has a confirmed one. */
    boolean enrol(UserId userId, String sealedSecret, Instant now);

    /**
     * Confirms the one with this secret, which was shown by the code of this step; false if it is not being set up any
     * more.
     */
    boolean confirm(UserId userId, String sealedSecret, long step, Instant now);

    /** Uses the code of a step up, and those of all before: of any number who try, one gets it. */
    boolean useStep(UserId userId, long step);

    /** Removes an account's factor and recovery codes; false if none was confirmed. */
    boolean remove(UserId userId);

    /** Removes them if they were set up or confirmed since then; false if they were not. */
    boolean removeSince(UserId userId, Instant since);

    /** Stores recovery codes in place of all there are. */
    void replaceRecoveryCodes(UserId userId, List<String> digests, Instant now);

    /** Whether the account has this code, unused. */
    boolean hasRecoveryCode(UserId userId, String digest);

    /** Uses a code up: of any number who try, one gets it. */
    boolean useRecoveryCode(UserId userId, String digest, Instant now);

    /** How many codes are unused. */
    int recoveryCodesLeft(UserId userId);
}
