package dev.tenon.ports.accounts.spi;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.spi.Change;
import java.time.Instant;

/**
 * Takes part in the commits that change what an account is: each capability does its part there, or nothing happens. Called
 * in the order in which {@code TenonCore} lists the participants.
 */
public interface AccountParticipant {

    /** The address was verified: make what every verified account has. */
    default void verified(Change change, Account account) {}

    /** The owner of the address took the account back from somebody: drop every way in that was added since then. */
    default void reclaimed(Change change, Account account, Instant since) {}

    /** The account is no longer active: end what only active accounts have. */
    default void deactivated(Change change, Account account) {}
}
