package dev.tenon.ports.notifications;

import java.util.Locale;

/** Something that the text of a mail is told: what it is, and an example for previews and tests. */
public enum EmailValue {
    /** Proves who reads the mailbox. Stands in the mail's link and nowhere else. */
    TOKEN(Sort.TOKEN, "tnm_0123456789ABCDEFGHIJKLMNOPQRST"),
    /** What somebody signed in with. */
    DEVICE(Sort.TEXT, "Firefox on Linux"),
    /** A network address. */
    ADDRESS(Sort.TEXT, "203.0.113.7"),
    /** When it happened. */
    AT(Sort.MOMENT, "2026-11-22T12:00:00Z"),
    /** When it ends. */
    UNTIL(Sort.MOMENT, "2026-11-29T12:00:00Z"),
    /** How many there still are. */
    LEFT(Sort.COUNT, "7"),
    /** Who vouches for an account elsewhere. */
    METHOD(Sort.TEXT, "github"),
    /** What somebody called it. */
    NAME(Sort.TEXT, "Work laptop"),
    /** How an API key begins. */
    START(Sort.TEXT, "tnk_7hQ2"),
    /** Why, in somebody's own words. */
    REASON(Sort.TEXT, "Support request 1042: the export does not open"),
    /** What an organization is called. */
    ORGANIZATION(Sort.TEXT, "Acme"),
    /** As what somebody belongs to an organization: {@code owner}, {@code admin} or {@code member}. */
    ROLE(Sort.WORD, "member"),
    /** Who invites: a name or an address. */
    INVITER(Sort.TEXT, "Ana Lima"),
    /** Who was invited: an address. */
    PERSON(Sort.TEXT, "ben@example.org"),
    /** The number of an invoice. */
    NUMBER(Sort.TEXT, "2026-000042"),
    /** What is to be paid: a decimal number and a currency, e.g. {@code 1499.00 EUR}. */
    AMOUNT(Sort.MONEY, "1499.00 EUR"),
    /** When it is to be paid. */
    DUE(Sort.DATE, "2026-12-06T00:00:00Z"),
    /** When it is tried again. */
    NEXT(Sort.DATE, "2026-11-25T00:00:00Z"),
    /** The name of a plan. */
    PLAN(Sort.TEXT, "Standard"),
    /** What runs out: {@code storage}, {@code documents} or {@code seats}. */
    RESOURCE(Sort.WORD, "storage"),
    /** How much of it is used, in percent. */
    PERCENT(Sort.COUNT, "90"),
    /** The number of a support ticket. */
    TICKET(Sort.TEXT, "1042"),
    /** What a support ticket is about. */
    SUBJECT(Sort.TEXT, "The export does not open"),
    /** A message in few words. */
    SUMMARY(Sort.TEXT, "Your report is ready."),
    /** A message, or the beginnings of several, each on a line. */
    MESSAGE(Sort.PROSE, "Your report is ready.\nIt has 17 pages."),
    /** How many there are. */
    COUNT(Sort.COUNT, "3");

    /** How a value is written. */
    public enum Sort {
        /** What opens something, and is never shown. */
        TOKEN,
        /** One line that somebody wrote; at most 200 characters of it are shown. */
        TEXT,
        /** Several lines that somebody wrote, each a paragraph of its own. */
        PROSE,
        /** A word that Tenon translates. */
        WORD,
        /** A whole number. */
        COUNT,
        /** A decimal number, a space and an ISO 4217 code. */
        MONEY,
        /** An ISO 8601 instant, shown to the minute. */
        MOMENT,
        /** An ISO 8601 instant, shown to the day. */
        DATE
    }

    private final Sort sort;
    private final String sample;

    EmailValue(Sort sort, String sample) {
        this.sort = sort;
        this.sample = sample;
    }

    /** Its name in drafts and texts, e.g. {@code token}. */
    public String valueName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How it is written. */
    public Sort sort() {
        return sort;
    }

    /** One that could be. */
    public String sample() {
        return sample;
    }
}
