package dev.tenon.cli.plans;

import dev.tenon.cli.Stopped;
import dev.tenon.cli.TenonCommand.Work;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.plans.BillingInterval;
import dev.tenon.ports.plans.EndAction;
import dev.tenon.ports.plans.NewPlan;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.PlanPatch;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a plan costs and limits. */
final class PlanOptions {

    private static final String UNLIMITED = "unlimited";
    private static final String DEFAULT_CURRENCY = "USD";
    private static final BigDecimal BYTES_PER_GB = BigDecimal.valueOf(1L << 30);

    @Option(names = "--price", paramLabel = "AMOUNT", description = "Per interval, e.g. 29.00; 0 for nothing.")
    private @Nullable String price;

    @Option(
            names = "--currency",
            paramLabel = "CODE",
            description = "The price's currency of ISO 4217 (default: USD, or the present one).")
    private @Nullable String currency;

    @Option(
            names = "--per",
            paramLabel = "INTERVAL",
            description = "What the price is for: month or year (default: month).")
    private @Nullable BillingInterval interval;

    @Option(names = "--description", paramLabel = "TEXT", description = "Whom it is for; an empty one is removed.")
    private @Nullable String description;

    @Option(names = "--documents", paramLabel = "N", description = "How many documents; or unlimited.")
    private @Nullable String documents;

    @Option(
            names = "--storage-gb",
            paramLabel = "GB",
            description = "How much storage, in GB of 2^30 bytes with at most two decimals; or unlimited.")
    private @Nullable String storage;

    @Option(names = "--seats", paramLabel = "N", description = "How many members of an organization; or unlimited.")
    private @Nullable String seats;

    @Option(names = "--trial-days", paramLabel = "N", description = "How many days it can be tried for nothing.")
    private @Nullable Integer trialDays;

    @Option(
            names = "--trial-end",
            paramLabel = "ACTION",
            description = "What becomes of a subscription whose trial ends with nobody to pay: cancel or pause.")
    private @Nullable EndAction trialEnd;

    @Option(
            names = "--unpaid",
            paramLabel = "ACTION",
            description = "What becomes of a subscription when every try to collect is spent: cancel or pause.")
    private @Nullable EndAction unpaid;

    /** Stops unless there is a price. */
    void checkNew() {
        if (price == null) {
            throw new Stopped(Kind.MALFORMED, "Give --price, e.g. --price 29.00 --currency EUR.");
        }
        wanted("");
    }

    /** Stops unless there is something to change. */
    void checkPatch(@Nullable String name) {
        boolean nothing = name == null
                && price == null
                && interval == null
                && description == null
                && documents == null
                && storage == null
                && seats == null
                && trialDays == null
                && trialEnd == null
                && unpaid == null;
        if (nothing) {
            throw new Stopped(Kind.MALFORMED, "Say what to change, e.g. with --price or --name.");
        }
        limits();
    }

    NewPlan wanted(String name) {
        Limits limits = limits();
        return new NewPlan(
                name,
                money(Objects.requireNonNull(price), currency == null ? DEFAULT_CURRENCY : currency),
                interval == null ? BillingInterval.MONTH : interval,
                Work.patched(description).value(),
                limits.documents().value(),
                limits.storage().value(),
                limits.seats().value(),
                trialDays == null ? 0 : trialDays,
                trialEnd == null ? EndAction.CANCEL : trialEnd,
                unpaid == null ? EndAction.CANCEL : unpaid);
    }

    PlanPatch patch(@Nullable String name, Plan present) {
        Limits limits = limits();
        return new PlanPatch(
                name,
                price(present),
                interval,
                Work.patched(description),
                limits.documents(),
                limits.storage(),
                limits.seats(),
                trialDays,
                trialEnd,
                unpaid);
    }

    private @Nullable Money price(Plan present) {
        if (price == null && currency == null) {
            return null;
        }
        Money now = present.price();
        return money(
                price == null ? now.amount().toPlainString() : price,
                currency == null ? now.currency().getCurrencyCode() : currency);
    }

    private record Limits(Patched<Long> documents, Patched<Long> storage, Patched<Long> seats) {}

    private Limits limits() {
        return new Limits(
                limit("--documents", documents, PlanOptions::whole),
                limit("--storage-gb", storage, PlanOptions::bytes),
                limit("--seats", seats, PlanOptions::whole));
    }

    private static Patched<Long> limit(String option, @Nullable String text, Function<BigDecimal, Long> read) {
        if (text == null) {
            return Patched.absent();
        }
        if (text.equals(UNLIMITED)) {
            return Patched.to(null);
        }
        try {
            return Patched.to(read.apply(new BigDecimal(text)));
        } catch (ArithmeticException | NumberFormatException notANumber) {
            throw new Stopped(Kind.MALFORMED, option + " takes a number or the word unlimited, not " + text + ".");
        }
    }

    private static Long whole(BigDecimal number) {
        return number.longValueExact();
    }

    private static Long bytes(BigDecimal gigabytes) {
        BigDecimal hundredths = gigabytes.setScale(2, RoundingMode.UNNECESSARY);
        return hundredths.multiply(BYTES_PER_GB).setScale(0, RoundingMode.DOWN).longValueExact();
    }

    private static Money money(String amount, String code) {
        Currency known = Money.currency(code)
                .orElseThrow(() -> new Stopped(
                        Kind.MALFORMED, "--currency takes a code of ISO 4217 such as USD, not " + code + "."));
        return Money.parse(amount, known)
                .orElseThrow(() -> new Stopped(
                        Kind.MALFORMED,
                        "--price takes an amount with at most " + known.getDefaultFractionDigits() + " decimals in "
                                + code + ", not " + amount + "."));
    }
}
