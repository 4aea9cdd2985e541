package dev.tenon.ports.organizations;

/** What has become of an invitation. */
public enum InvitationStatus {
    /** Nobody has answered it yet. */
    PENDING,
    /** Whom it was sent to belongs to the organization now. */
    ACCEPTED,
    /** Whom it was sent to said no. */
    DECLINED,
    /** Nobody answered it in time; it can be sent again. */
    EXPIRED,
    /** The organization took it back. */
    REVOKED
}
