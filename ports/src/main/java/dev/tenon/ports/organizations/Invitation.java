package dev.tenon.ports.organizations;

import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.InvitationId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An offer to join an organization, sent to an address and accepted at most once.
 *
 * @param organizationName as it is called now
 * @param email the address; whether it has an account is not told
 * @param role as what whoever accepts belongs
 * @param invitedBy who sent the last mail; {@code null} if it was the installation, or if that person was erased
 * @param sentAt when the last mail went out
 * @param expiresAt when the token of that mail ends
 * @param acceptedBy who accepted; {@code null} before. Erasing that person forgets the invitation
 * @param acceptedAt when; {@code null} before
 */
public record Invitation(
        InvitationId id,
        OrganizationId organizationId,
        String organizationName,
        EmailAddress email,
        MemberRole role,
        InvitationStatus status,
        @Nullable UserId invitedBy,
        Instant createdAt,
        Instant sentAt,
        Instant expiresAt,
        @Nullable UserId acceptedBy,
        @Nullable Instant acceptedAt) {

    /** One that somebody makes, and mails, at this instant. */
    public static Invitation pending(
            InvitationId id,
            Organization into,
            EmailAddress email,
            MemberRole role,
            @Nullable UserId invitedBy,
            Instant now,
            Instant expiresAt) {
        return new Invitation(
                id,
                into.id(),
                into.name(),
                email,
                role,
                InvitationStatus.PENDING,
                invitedBy,
                now,
                now,
                expiresAt,
                null,
                null);
    }

    /** Whether it can be accepted at this instant. */
    public boolean isPendingAt(Instant now) {
        return status == InvitationStatus.PENDING && now.isBefore(expiresAt);
    }

    /** Whether nobody answered it in time, whether or not that was noted already. */
    public boolean hasExpiredAt(Instant now) {
        return status == InvitationStatus.EXPIRED || (status == InvitationStatus.PENDING && !now.isBefore(expiresAt));
    }

    /** The invitation as it reads at this instant: one that nobody answered in time has expired, noted or not. */
    public Invitation at(Instant now) {
        return hasExpiredAt(now) ? with(InvitationStatus.EXPIRED) : this;
    }

    /** The same with another status; who accepted it, and when, is said of an accepted one alone. */
    public Invitation with(InvitationStatus other) {
        return new Invitation(
                id,
                organizationId,
                organizationName,
                email,
                role,
                other,
                invitedBy,
                createdAt,
                sentAt,
                expiresAt,
                null,
                null);
    }

    /** The same, accepted by this account. */
    public Invitation accepted(UserId by, Instant at) {
        return new Invitation(
                id,
                organizationId,
                organizationName,
                email,
                role,
                InvitationStatus.ACCEPTED,
                invitedBy,
                createdAt,
                sentAt,
                expiresAt,
                by,
                at);
    }

    /** The same, pending again: sent once more by somebody, who is the one that invites from then on. */
    public Invitation renewed(@Nullable UserId by, Instant sent, Instant expires) {
        return new Invitation(
                id,
                organizationId,
                organizationName,
                email,
                role,
                InvitationStatus.PENDING,
                by,
                createdAt,
                sent,
                expires,
                null,
                null);
    }

    /** The same, made by this person; {@code null} for nobody who can be named. */
    public Invitation by(@Nullable UserId inviter) {
        return new Invitation(
                id,
                organizationId,
                organizationName,
                email,
                role,
                status,
                inviter,
                createdAt,
                sentAt,
                expiresAt,
                acceptedBy,
                acceptedAt);
    }

    /** The same into the organization as it is called by now. */
    public Invitation into(String name) {
        return new Invitation(
                id,
                organizationId,
                name,
                email,
                role,
                status,
                invitedBy,
                createdAt,
                sentAt,
                expiresAt,
                acceptedBy,
                acceptedAt);
    }

    /** Its place in lists, which are by the time of the invitation's making. */
    public Position position() {
        return new Position(createdAt, id.value());
    }
}
