package dev.tenon.ports.organizations;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about an invitation. None of it says whether an address has an account. */
public enum InvitationRefusal implements RefusalCode {
    NOT_FOUND(Kind.NOT_FOUND, "There is no such invitation", "List the invitations to find it."),
    PENDING(
            Kind.CONFLICT,
            "This address is invited already",
            "Wait for the answer, send the invitation again, or revoke it and invite anew."),
    ALREADY_MEMBER(
            Kind.CONFLICT,
            "This address belongs to a member",
            "There is nothing to accept; change the member's role instead, if that was meant."),
    ANSWERED(
            Kind.CONFLICT,
            "The invitation was answered or taken back",
            "List the invitations to see what became of it; invite anew if it is still wanted."),
    GONE(
            Kind.GONE,
            "This invitation is no longer valid",
            "It was answered, sent again or taken back. Use the newest mail, or ask to be invited again."),
    EXPIRED(Kind.GONE, "This invitation has expired", "Ask whoever invited you to send it again."),
    ANOTHER_ADDRESS(
            Kind.FORBIDDEN,
            "This invitation went to another address",
            "Sign in with the account whose verified address is the invited one."),
    ADDRESS_UNVERIFIED(
            Kind.FORBIDDEN,
            "Verify your e-mail address first",
            "Open the link in the verification mail, or ask for a new one; then accept again."),
    BEYOND_YOURS(
            Kind.FORBIDDEN,
            "The role is more than you can give",
            "Ask an owner: administrators invite administrators and members, owners also owners."),
    TOO_MANY(
            Kind.LIMIT_REACHED,
            "There are as many open invitations as there can be",
            "Wait for answers, or revoke invitations that nobody needs any more."),
    TOO_OFTEN(
            Kind.TOO_MANY,
            "This address was written to a moment ago",
            "Wait for the time in Retry-After, and send it then.");

    private final Meaning meaning;

    InvitationRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
