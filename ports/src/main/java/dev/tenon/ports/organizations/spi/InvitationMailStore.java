package dev.tenon.ports.organizations.spi;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores which mails of invitations went out lately (table {@code invitation_mails}), so that they can be bounded whatever became of
 * the invitation, the organization and whoever sent it. Addresses are known by their pseudonyms alone.
 */
public interface InvitationMailStore {

    /**
     * Some of the mails; {@code null} leaves a condition out.
     *
     * @param address to this address, as its pseudonym
     * @param organization into this organization
     * @param inviter sent by this person
     */
    record Sent(
            @Nullable String address,
            @Nullable OrganizationId organization,
            @Nullable UserId inviter) {

        /** Those to an address. */
        public static Sent to(String address) {
            return new Sent(address, null, null);
        }

        /** Those into an organization, to all addresses. */
        public static Sent of(OrganizationId organization) {
            return new Sent(null, organization, null);
        }

        /** Those that somebody sent, to all addresses. */
        public static Sent by(UserId inviter) {
            return new Sent(null, null, inviter);
        }

        /** Of these, those to the address. */
        public Sent at(String wanted) {
            return new Sent(wanted, organization, inviter);
        }
    }

    /** Lets nobody else write to the address until the commit; taken after every other lock. */
    void hold(String address);

    /** When the last but so many mails went out, 1 for the last one itself; empty if there were fewer after {@code since}. */
    Optional<Instant> sentAt(Sent which, int lastBut, Instant since);

    /** Notes that a mail goes out to a held address. */
    void insert(String address, OrganizationId organization, @Nullable UserId inviter, Instant sentAt);

    /** Forgets those that went out before then, the oldest first, at most {@code limit}; returns how many. */
    int deleteBefore(Instant before, int limit);
}
