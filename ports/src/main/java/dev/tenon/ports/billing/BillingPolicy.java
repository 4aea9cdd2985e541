package dev.tenon.ports.billing;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/**
 * How an installation bills.
 *
 * @param seller who writes the invoices: lines of name and address, at most 20
 * @param zone whose midnight and whose months count for those who chose no time zone
 * @param proration in which unit the rest of a period is counted
 * @param taxPercent of every line, 0 to 100 with at most four decimals; zero for no tax
 * @param taxInclusive whether prices include the tax
 * @param firstPaymentWithin how long a new subscription waits for its first payment before it expires
 * @param dueAfter how long an invoice may stay unpaid where nothing collects it
 * @param retries when a softly declined payment is tried again, counted from the first try, in rising order
 * @param trialReminder how long before its end somebody is told that a trial ends
 */
public record BillingPolicy(
        List<String> seller,
        ZoneId zone,
        ProrationUnit proration,
        BigDecimal taxPercent,
        boolean taxInclusive,
        Duration firstPaymentWithin,
        Duration dueAfter,
        List<Duration> retries,
        Duration trialReminder) {

    public static final int MOST_SELLER_LINES = 20;

    private static final int MOST_DECIMALS = 4;
    private static final int MOST_RETRIES = 12;

    /** What the rest of a period is counted in. */
    public enum ProrationUnit {
        SECOND,
        /** Days that have begun count as a whole. */
        DAY
    }

    public BillingPolicy {
        seller = List.copyOf(seller);
        retries = List.copyOf(retries);
        if (!isTax(taxPercent)) {
            throw new IllegalArgumentException(
                    "A tax is 0 to 100 percent with at most four decimals, not " + taxPercent);
        }
        if (seller.size() > MOST_SELLER_LINES) {
            throw new IllegalArgumentException("At most " + MOST_SELLER_LINES + " lines name the seller");
        }
        if (isNotPositive(firstPaymentWithin) || dueAfter.isNegative() || trialReminder.isNegative()) {
            throw new IllegalArgumentException("No time of billing is less than zero, and a first payment takes some");
        }
        if (!areRetries(retries)) {
            throw new IllegalArgumentException(
                    "At most 12 retries come one after the other, counted from the first try");
        }
    }

    /** Whether a tax can be of so many percent: 0 to 100 with at most four decimals. */
    public static boolean isTax(BigDecimal percent) {
        return percent.signum() >= 0
                && percent.compareTo(BigDecimal.valueOf(100)) <= 0
                && percent.stripTrailingZeros().scale() <= MOST_DECIMALS;
    }

    /** Whether a declined payment can be tried again at these times: at most 12, one after the other. */
    public static boolean areRetries(List<Duration> retries) {
        Duration before = Duration.ZERO;
        for (Duration retry : retries) {
            if (retry.compareTo(before) <= 0) {
                return false;
            }
            before = retry;
        }
        return retries.size() <= MOST_RETRIES;
    }

    /**
     * By the second in UTC, without tax, 23 hours for the first payment, 14 days for a bill, retries after 3, 8 and 15 days, a reminder
     * three days before a trial ends.
     */
    public static BillingPolicy standard() {
        return new BillingPolicy(
                List.of("Tenon"),
                ZoneId.of("UTC"),
                ProrationUnit.SECOND,
                BigDecimal.ZERO,
                false,
                Duration.ofHours(23),
                Duration.ofDays(14),
                List.of(Duration.ofDays(3), Duration.ofDays(8), Duration.ofDays(15)),
                Duration.ofDays(3));
    }

    private static boolean isNotPositive(Duration duration) {
        return duration.isNegative() || duration.isZero();
    }
}
