package dev.tenon.ports.organizations;

/** As what somebody belongs to an organization. */
public enum MemberRole {
    /** It is theirs: there is always one. */
    OWNER,
    /** Runs it for the owners. */
    ADMIN,
    /** Works in it. */
    MEMBER;

    /** Whether this one runs the organization: its roles and its keys are theirs to manage. */
    public boolean manages() {
        return this != MEMBER;
    }
}
