package dev.tenon.app;

import dev.tenon.app.config.Setting;
import dev.tenon.app.config.Settings;
import dev.tenon.ports.billing.BillingPolicy;
import dev.tenon.ports.billing.BillingPolicy.ProrationUnit;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** How the installation bills, as configured. */
final class BillingSetup {

    /** No retries. YAML takes a bare {@code off} for {@code false}. */
    private static final Set<String> OFF = Set.of("off", "false", "");

    private static final int LONGEST_LINE = 200;
    private static final int LONGEST_DAYS = 366;
    private static final int LONGEST_FIRST_PAYMENT = 720;

    private BillingSetup() {}

    static BillingPolicy policy(Settings settings) {
        List<String> seller = seller(settings);
        BigDecimal percent = percent(settings);
        List<Duration> retries = retries(settings);
        return new BillingPolicy(
                seller,
                zone(settings),
                proration(settings),
                percent,
                settings.flag(Setting.BILLING_TAX_INCLUSIVE),
                Duration.ofHours(settings.number(Setting.BILLING_FIRST_PAYMENT_HOURS, 1, LONGEST_FIRST_PAYMENT)),
                Duration.ofDays(settings.number(Setting.BILLING_DUE_DAYS, 0, LONGEST_DAYS)),
                retries,
                Duration.ofDays(settings.number(Setting.BILLING_TRIAL_REMINDER_DAYS, 0, LONGEST_DAYS)));
    }

    /** How it bills, for people. */
    static String described(Settings settings) {
        BillingPolicy policy = policy(settings);
        String tax = policy.taxPercent().signum() == 0
                ? "no tax"
                : policy.taxPercent().toPlainString() + " % tax" + (policy.taxInclusive() ? ", in the prices" : "");
        return policy.seller().get(0) + " in " + policy.zone() + ", " + tax + ", due after "
                + policy.dueAfter().toDays() + " days";
    }

    private static List<String> seller(Settings settings) {
        List<String> lines = between(settings.text(Setting.BILLING_SELLER), ";");
        if (lines.isEmpty()
                || lines.size() > BillingPolicy.MOST_SELLER_LINES
                || lines.stream().anyMatch(BillingSetup::isNoLine)) {
            throw settings.invalid(
                    Setting.BILLING_SELLER, "is 1 to 20 lines of at most 200 characters, between semicolons");
        }
        return lines;
    }

    private static boolean isNoLine(String line) {
        return line.length() > LONGEST_LINE || line.chars().anyMatch(Character::isISOControl);
    }

    private static ZoneId zone(Settings settings) {
        try {
            return ZoneId.of(settings.text(Setting.BILLING_ZONE));
        } catch (DateTimeException unknown) {
            throw settings.invalid(Setting.BILLING_ZONE, "is a time zone like UTC or Europe/Berlin");
        }
    }

    private static ProrationUnit proration(Settings settings) {
        return switch (settings.text(Setting.BILLING_PRORATION)) {
            case "second" -> ProrationUnit.SECOND;
            case "day" -> ProrationUnit.DAY;
            default -> throw settings.invalid(Setting.BILLING_PRORATION, "is second or day");
        };
    }

    private static BigDecimal percent(Settings settings) {
        try {
            BigDecimal percent = new BigDecimal(settings.text(Setting.BILLING_TAX_PERCENT));
            if (BillingPolicy.isTax(percent)) {
                return percent;
            }
        } catch (NumberFormatException notANumber) {
            // told below, like a number out of bounds
        }
        throw settings.invalid(Setting.BILLING_TAX_PERCENT, "is a number from 0 to 100 with at most four decimals");
    }

    private static List<Duration> retries(Settings settings) {
        String text = settings.text(Setting.BILLING_RETRY_DAYS);
        if (OFF.contains(text)) {
            return List.of();
        }
        try {
            List<Duration> retries = between(text, ",").stream()
                    .map(Integer::parseInt)
                    .map(Duration::ofDays)
                    .toList();
            if (BillingPolicy.areRetries(retries)) {
                return retries;
            }
        } catch (NumberFormatException notANumber) {
            // told below, like days out of order
        }
        throw settings.invalid(Setting.BILLING_RETRY_DAYS, "is rising days like 3,8,15, at most 12, or off");
    }

    private static List<String> between(String text, String separator) {
        return Arrays.stream(text.split(separator, -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
