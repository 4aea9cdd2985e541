package dev.tenon.ports.support;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about support tickets. */
public enum TicketRefusal implements RefusalCode {
    NOT_FOUND(
            Kind.NOT_FOUND,
            "There is no such ticket",
            "List the tickets to find it; those of others are seen by the staff alone."),
    ATTACHMENT_NOT_FOUND(
            Kind.NOT_FOUND,
            "The ticket has no such attachment",
            "List the ticket's messages to find one; its owner may have deleted it."),
    TOO_MANY_OPEN(
            Kind.LIMIT_REACHED,
            "You have as many open tickets as can be",
            "Close those that are done, or add what you have to ask to one of them."),
    TOO_MANY_MESSAGES(
            Kind.LIMIT_REACHED, "The ticket has as many messages as can be", "Open another one that names its number."),
    ASSIGNEE_UNFIT(
            Kind.INVALID,
            "This person answers no tickets",
            "Name somebody with an active account and the permission tickets:write."),
    MAIL_UNREADABLE(
            Kind.MALFORMED,
            "This is no mail",
            "Send the mail as it came, with its headers (RFC 5322, message/rfc822), and with text in it."),
    MAIL_TOO_LARGE(Kind.TOO_LARGE, "The mail is too large", "Have the mail server refuse mails beyond 10 MiB."),
    SENDER_UNKNOWN(
            Kind.INVALID,
            "The sender is nobody who may write here",
            "Write from the verified address of an account; to answer, from that of the person who asked, or of the staff."),
    MAIL_UNAVAILABLE(
            Kind.UNAVAILABLE,
            "Mails cannot be read here",
            "Put tenon-smtp on the class path, or give TenonCore.builder() a mailReader(...).");

    private final Meaning meaning;

    TicketRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
