package dev.tenon.core.audit;

import dev.tenon.ports.audit.NewUsage;
import dev.tenon.ports.audit.UsageAction;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Violations;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What clients may record. */
final class UsageRules {

    /** How long an event key is known: longer than anything may be recorded late, so that nothing is counted twice. */
    static final Duration KEY_KNOWN = Duration.ofDays(40);

    private static final Duration OLDEST = Duration.ofDays(30);
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
    private static final int LONGEST_ACTION = 100;
    private static final int LARGEST_DETAILS = 4096;
    private static final Pattern ACTION =
            Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*(\\.[a-z][a-z0-9]*(-[a-z0-9]+)*){1,3}");
    private static final Pattern EVENT_KEY = Pattern.compile("[\\x21-\\x7e]{1,100}");

    private UsageRules() {}

    /** Collects what is wrong. */
    static void check(NewUsage usage, String at, Instant now, Violations violations) {
        checkAction(usage.action(), at + "/action", violations);
        checkDetails(usage.details(), at + "/details", violations);
        String eventKey = usage.eventKey();
        violations.require(
                eventKey == null || EVENT_KEY.matcher(eventKey).matches(),
                at + "/eventKey",
                "malformed",
                "Use 1 to 100 visible ASCII characters as the event key, for example a UUID.");
        checkTime(usage.timestamp(), at + "/timestamp", now, violations);
    }

    private static void checkAction(String action, String at, Violations violations) {
        boolean fits =
                action.length() <= LONGEST_ACTION && ACTION.matcher(action).matches();
        violations.require(
                fits,
                at,
                "malformed",
                "Name the action with two to four words of lower-case letters, digits and hyphens, with dots between them,"
                        + " in at most 100 characters: for example report.exported.");
        violations.require(
                !fits || !UsageAction.isReserved(action),
                at,
                "reserved",
                "Tenon itself records what begins with this word. Begin with a word of your own, for example app."
                        + (fits && action.length() < LONGEST_ACTION / 2 ? action : "document.opened") + ".");
    }

    private static void checkDetails(@Nullable JsonText details, String at, Violations violations) {
        if (details == null) {
            return;
        }
        violations.require(details.text().startsWith("{"), at, "wrong-type", "`details` is an object.");
        violations.require(
                details.text().getBytes(StandardCharsets.UTF_8).length <= LARGEST_DETAILS,
                at,
                "too-large",
                "Details take at most 4 KiB of JSON. Record what is counted by, and keep the rest elsewhere.");
    }

    private static void checkTime(@Nullable Instant timestamp, String at, Instant now, Violations violations) {
        if (timestamp == null) {
            return;
        }
        violations.require(
                !timestamp.isAfter(now.plus(CLOCKS_DIFFER)),
                at,
                "in-the-future",
                "This lies in the future. Check the clock, or leave `timestamp` out for now.");
        violations.require(
                !timestamp.isBefore(now.minus(OLDEST)),
                at,
                "too-old",
                "This was more than 30 days ago, which is too late to be recorded.");
    }
}
