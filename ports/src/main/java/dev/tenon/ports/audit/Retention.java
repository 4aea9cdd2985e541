package dev.tenon.ports.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long is kept what grows with the traffic. It goes by whole months, in UTC, and the present month and the one before it always
 * stay; {@code null} keeps everything.
 *
 * @param auditLogs the audit trail, table {@code audit_logs}; where a chain was cut is noted
 * @param usageLogs what people did, table {@code usage_logs}
 * @param apiUsageLogs requests with API keys, table {@code api_usage_logs}
 * @param loginHistory tries to sign in, table {@code login_history}; these go to the day
 * @param emails mails that were sent or given up, table {@code email_queue}; these go to the day
 * @param notifications notifications, table {@code notifications}, from when they expired or, if they do not, were made; these go to
 *     the day
 * @param invitations invitations that are not open any more, table {@code invitations}, from the end of their last term; these go to
 *     the day
 * @param trash deleted documents, from their deletion; these go to the instant
 */
public record Retention(
        @Nullable Period auditLogs,
        @Nullable Period usageLogs,
        @Nullable Period apiUsageLogs,
        @Nullable Period loginHistory,
        @Nullable Period emails,
        @Nullable Period notifications,
        @Nullable Period invitations,
        @Nullable Period trash) {

    private static final Retention STANDARD = new Retention(
            null,
            Period.ofMonths(13),
            Period.ofMonths(13),
            Period.ofDays(365),
            Period.ofDays(90),
            Period.ofDays(365),
            Period.ofDays(90),
            Period.ofDays(30));

    /**
     * The audit trail is kept for ever, usage for 13 months, tries to sign in and notifications for 365 days, mails and invitations
     * for 90, the trash for 30.
     */
    public static Retention standard() {
        return STANDARD;
    }

    public Retention {
        requireAMonth(auditLogs);
        requireAMonth(usageLogs);
        requireAMonth(apiUsageLogs);
        requireAMonth(loginHistory);
        requireAMonth(emails);
        requireAMonth(notifications);
        requireAMonth(invitations);
        requireADay(trash);
    }

    /** The same with another time for the audit trail; {@code null} keeps it for ever. */
    public Retention withAuditLogs(@Nullable Period kept) {
        return new Retention(kept, usageLogs, apiUsageLogs, loginHistory, emails, notifications, invitations, trash);
    }

    /** The instant before which nothing is kept. */
    public static Instant cutoff(Period kept, Instant now) {
        return now.atZone(ZoneOffset.UTC).minus(kept).toInstant();
    }

    /** The month from which on whole months are kept: never later than the one before the present. */
    public static Instant firstMonthKept(Period kept, Instant now) {
        ZonedDateTime wanted = monthOf(cutoff(kept, now));
        ZonedDateTime atLeast = monthOf(now).minusMonths(1);
        return (wanted.isBefore(atLeast) ? wanted : atLeast).toInstant();
    }

    private static ZonedDateTime monthOf(Instant time) {
        return time.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
    }

    private static void requireAMonth(@Nullable Period kept) {
        if (kept != null && LocalDate.EPOCH.plus(kept).isBefore(LocalDate.EPOCH.plusDays(30))) {
            throw new IllegalArgumentException("At least a month is kept, like P1M or P30D, not " + kept);
        }
    }

    private static void requireADay(@Nullable Period kept) {
        if (kept != null && !LocalDate.EPOCH.plus(kept).isAfter(LocalDate.EPOCH)) {
            throw new IllegalArgumentException("At least a day is kept, like P1D, not " + kept);
        }
    }
}
