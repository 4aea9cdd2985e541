package dev.tenon.stripe;

import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.payments.spi.PaymentGateway.GatewayFailure;
import dev.tenon.ports.payments.spi.PaymentGateway.GatewayFailure.Effect;
import java.util.Locale;
import java.util.Set;

/**
 * Amounts as Stripe counts them: in the minor units of ISO 4217, but for a few currencies. What it cannot count is not charged: nothing
 * is rounded here.
 */
final class StripeAmount {

    /** Without a minor unit, and counted in hundredths. */
    private static final Set<String> IN_HUNDREDTHS = Set.of("ISK", "UGX");

    /** With a minor unit, and counted without it. */
    private static final Set<String> IN_WHOLES = Set.of("MGA");

    private static final int THREE_DECIMALS = 3;

    private StripeAmount() {}

    static long of(Money amount) throws GatewayFailure {
        String code = amount.currency().getCurrencyCode();
        long minor = amount.minor();
        if (IN_HUNDREDTHS.contains(code)) {
            return Math.multiplyExact(minor, 100);
        }
        boolean countsInWholes = IN_WHOLES.contains(code);
        boolean countsInTens = amount.currency().getDefaultFractionDigits() == THREE_DECIMALS;
        if ((countsInWholes && minor % 100 != 0) || (countsInTens && minor % 10 != 0)) {
            throw new GatewayFailure(Effect.NONE, "amount-not-chargeable");
        }
        return countsInWholes ? minor / 100 : minor;
    }

    static String currency(Money amount) {
        return amount.currency().getCurrencyCode().toLowerCase(Locale.ROOT);
    }
}
