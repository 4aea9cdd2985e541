package dev.tenon.ports.accounts.spi;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.spi.Change;

/** Takes part in the commit that verifies an account: what every verified account has is made there, or not at all. */
public interface VerificationParticipant {

    /** Makes this capability's part. Called in the order in which {@code TenonCore} lists the participants. */
    void accountVerified(Change change, Account account);
}
