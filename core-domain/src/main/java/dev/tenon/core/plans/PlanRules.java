package dev.tenon.core.plans;

import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.plans.NewFeature;
import dev.tenon.ports.plans.NewPlan;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.PlanPatch;
import java.math.BigDecimal;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/** What plans and features may be called, cost and limit. */
final class PlanRules {

    /** In whole units of the currency: twelve of them, with tax, still fit where invoices are kept. */
    private static final BigDecimal HIGHEST_PRICE = BigDecimal.valueOf(1_000_000_000);

    private static final long MOST_DOCUMENTS = Integer.MAX_VALUE;
    private static final long MOST_SEATS = 1_000_000;
    private static final BigDecimal MOST_GIGABYTES = new BigDecimal("99999999.99");

    private PlanRules() {}

    static void check(NewPlan plan) {
        Violations violations = new Violations();
        name(violations, plan.name(), NewPlan.LONGEST_NAME);
        price(violations, plan.price());
        violations.line(plan.description(), "/description", NewPlan.LONGEST_DESCRIPTION);
        limits(violations, plan.maxDocuments(), plan.maxStorage(), plan.maxSeats());
        trial(violations, plan.trialDays(), plan.price());
        violations.refuseIfAny();
    }

    /** What of a patch can be checked without the plan. */
    static void check(PlanPatch patch) {
        Violations violations = new Violations();
        String name = patch.name();
        Money price = patch.price();
        if (name != null) {
            name(violations, name, NewPlan.LONGEST_NAME);
        }
        if (price != null) {
            price(violations, price);
        }
        violations.line(patch.description().value(), "/description", NewPlan.LONGEST_DESCRIPTION);
        limits(
                violations,
                patch.maxDocuments().value(),
                patch.maxStorage().value(),
                patch.maxSeats().value());
        violations.refuseIfAny();
    }

    /** What has to fit together once the plan is patched. */
    static void fits(Plan patched) {
        Violations violations = new Violations();
        trial(violations, patched.trialDays(), patched.price());
        violations.refuseIfAny();
    }

    static void check(NewFeature feature) {
        Violations violations = new Violations();
        boolean isKey = NewFeature.isKey(feature.key());
        violations.require(
                isKey,
                "/key",
                "not-a-key",
                "Use lower-case letters and digits, with single hyphens between them, e.g. api-access; at most "
                        + NewFeature.LONGEST_KEY + " characters.");
        violations.require(
                !NewFeature.LIMITS.contains(feature.key()),
                "/key",
                "reserved",
                "Choose another key: plans limit this anyway.");
        name(violations, feature.name(), NewFeature.LONGEST_NAME);
        violations.line(feature.description(), "/description", NewFeature.LONGEST_DESCRIPTION);
        violations.refuseIfAny();
    }

    static void checkFeature(@Nullable String name, @Nullable String description) {
        Violations violations = new Violations();
        if (name != null) {
            name(violations, name, NewFeature.LONGEST_NAME);
        }
        violations.line(description, "/description", NewFeature.LONGEST_DESCRIPTION);
        violations.refuseIfAny();
    }

    /** A limit of a feature, in whatever it is counted in. */
    static void limit(@Nullable Long limit) {
        new Violations()
                .require(
                        limit == null || limit >= 0,
                        "/limit",
                        "out-of-range",
                        "Give a whole number from 0 on, or null for no limit.")
                .refuseIfAny();
    }

    /** The composed form, in which the same name is the same text. */
    static String composed(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    private static void name(Violations violations, String name, int longest) {
        violations.line(composed(name), "/name", longest);
        if (name.isBlank()) {
            return;
        }
        violations.require(
                name.equals(name.strip()), "/name", "surrounding-space", "Remove the space around the name.");
        violations.require(
                name.codePoints().noneMatch(PlanRules::isInvisible),
                "/name",
                "invisible-character",
                "Remove the characters that nobody sees.");
    }

    private static void price(Violations violations, Money price) {
        violations.require(
                price.currency().getDefaultFractionDigits() <= Money.MOST_DECIMALS,
                "/price/currency",
                "unknown-currency",
                "Choose a currency with at most " + Money.MOST_DECIMALS + " decimals.");
        violations.require(price.minor() >= 0, "/price/amount", "out-of-range", "A price is zero or more.");
        violations.require(
                price.amount().compareTo(HIGHEST_PRICE) <= 0,
                "/price/amount",
                "out-of-range",
                "A price is at most " + HIGHEST_PRICE.toPlainString() + ".");
    }

    private static void limits(
            Violations violations, @Nullable Long documents, @Nullable Long storage, @Nullable Long seats) {
        violations.require(
                documents == null || (documents >= 0 && documents <= MOST_DOCUMENTS),
                "/maxDocuments",
                "out-of-range",
                "Give a whole number from 0 to " + MOST_DOCUMENTS + ", or null for no limit.");
        violations.require(
                storage == null || isStorage(storage),
                "/maxStorage",
                "out-of-range",
                "Give bytes that are whole hundredths of a GB of 2^30 bytes, each rounded down, e.g. 1073741824; or null for no limit.");
        violations.require(
                seats == null || (seats >= 1 && seats <= MOST_SEATS),
                "/maxSeats",
                "out-of-range",
                "Give a whole number from 1 to " + MOST_SEATS + ", or null for no limit.");
    }

    private static boolean isStorage(long bytes) {
        return bytes >= 0
                && Plan.gigabytes(bytes)
                        .filter(gigabytes -> gigabytes.compareTo(MOST_GIGABYTES) <= 0)
                        .isPresent();
    }

    private static void trial(Violations violations, int days, Money price) {
        violations.require(
                days >= 0 && days <= NewPlan.LONGEST_TRIAL,
                "/trialDays",
                "out-of-range",
                "Give a whole number from 0 to " + NewPlan.LONGEST_TRIAL + ".");
        violations.require(
                days == 0 || price.minor() > 0, "/trialDays", "nothing-to-try", "What costs nothing needs no trial.");
    }

    private static boolean isInvisible(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.FORMAT
                || type == Character.UNASSIGNED
                || type == Character.PRIVATE_USE
                || (type == Character.SPACE_SEPARATOR && codePoint != ' ');
    }
}
