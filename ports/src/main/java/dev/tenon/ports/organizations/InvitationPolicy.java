package dev.tenon.ports.organizations;

import java.time.Duration;

/**
 * What bounds invitations.
 *
 * @param lifetime how long the token of a mail works: a minute to a year
 * @param mostPending how many may be open in one organization
 * @param betweenMails how long after a mail the next one to the same address may go out for the same organization
 * @param mostADay how many mails of invitations one address may get within a day, of all organizations
 * @param mostADayFromOne how many of these from one organization, and how many from one person
 * @param mostADayToAll how many mails of invitations one organization, and one person, may send within a day to all addresses
 */
public record InvitationPolicy(
        Duration lifetime,
        int mostPending,
        Duration betweenMails,
        int mostADay,
        int mostADayFromOne,
        int mostADayToAll) {

    private static final Duration LONGEST = Duration.ofDays(366);

    public InvitationPolicy {
        if (lifetime.compareTo(Duration.ofMinutes(1)) < 0 || lifetime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("An invitation lives for a minute to a year");
        }
        if (Math.min(Math.min(mostPending, mostADay), Math.min(mostADayFromOne, mostADayToAll)) < 1
                || betweenMails.isNegative()) {
            throw new IllegalArgumentException("Allow one invitation at least, and no negative time between mails");
        }
    }

    /**
     * Seven days, 500 open ones, a minute between mails, 20 a day to one address and of these five from one organization and from
     * one person, and a thousand a day from one organization and from one person.
     */
    public static InvitationPolicy standard() {
        return new InvitationPolicy(Duration.ofDays(7), 500, Duration.ofMinutes(1), 20, 5, 1_000);
    }

    /** The same with another lifetime. */
    public InvitationPolicy lasting(Duration other) {
        return new InvitationPolicy(other, mostPending, betweenMails, mostADay, mostADayFromOne, mostADayToAll);
    }
}
