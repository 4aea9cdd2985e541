package dev.tenon.app;

import dev.tenon.app.config.Setting;
import dev.tenon.app.config.Settings;
import dev.tenon.core.TenonCore;
import dev.tenon.ports.payments.Payment;
import dev.tenon.stripe.StripeGateway;
import dev.tenon.stripe.StripeSettings;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Who takes payments, as configured. */
final class PaymentSetup {

    private static final String SANDBOX = "sandbox";
    private static final String STRIPE = "stripe";

    private PaymentSetup() {}

    static void apply(Settings settings, TenonCore.Builder builder) {
        switch (chosen(settings)) {
            case SANDBOX ->
                builder.sandboxPayments(
                        FileSandboxBook.in(settings.dataDirectory().resolve("sandbox-payments")), null);
            case STRIPE -> builder.paymentGateway(StripeGateway.with(stripe(settings)));
            default -> {
                // Every invoice is a bill, and staff notes what came in.
            }
        }
    }

    /** What is configured, for who examines it; nobody is asked. */
    static String described(Settings settings) {
        return switch (chosen(settings)) {
            case SANDBOX -> "sandbox: no money moves";
            case STRIPE -> {
                StripeSettings stripe = stripe(settings);
                yield "stripe at " + stripe.api()
                        + (stripe.eventSecret() == null ? ", which is not listened to: set stripe-webhook-secret" : "");
            }
            default -> "by transfer, noted by staff";
        };
    }

    private static String chosen(Settings settings) {
        String chosen = settings.text(Setting.PAYMENTS);
        return switch (chosen) {
            case Payment.MANUAL, SANDBOX, STRIPE -> chosen;
            default -> throw settings.invalid(Setting.PAYMENTS, "is manual, stripe or sandbox");
        };
    }

    private static StripeSettings stripe(Settings settings) {
        if (!settings.has(Setting.STRIPE_KEY)) {
            throw settings.invalid(Setting.STRIPE_KEY, "is needed, for payments is stripe");
        }
        @Nullable
        String secret =
                settings.has(Setting.STRIPE_WEBHOOK_SECRET) ? settings.text(Setting.STRIPE_WEBHOOK_SECRET) : null;
        try {
            return StripeSettings.of(settings.text(Setting.STRIPE_KEY), secret, Installation.baseUrl(settings))
                    .at(URI.create(settings.text(Setting.STRIPE_URL)));
        } catch (IllegalArgumentException unusable) {
            throw settings.invalid(Setting.STRIPE_URL, "cannot be used: " + unusable.getMessage());
        }
    }
}
