package dev.tenon.stripe;

import com.stripe.model.StripeError;
import dev.tenon.ports.payments.spi.PaymentGateway.ChargeOutcome;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Stripe's words for a decline mean: whether the same card may work another time.
 *
 * @see <a href="https://docs.stripe.com/declines/codes">Decline codes</a>
 */
final class Declines {

    /** The bank says so, the card is not good, or somebody has to be there. */
    private static final Set<String> HARD = Set.of(
            "authentication_required",
            "card_not_supported",
            "currency_not_supported",
            "expired_card",
            "fraudulent",
            "incorrect_number",
            "invalid_account",
            "invalid_expiry_month",
            "invalid_expiry_year",
            "invalid_number",
            "lost_card",
            "merchant_blacklist",
            "new_account_information_available",
            "not_permitted",
            "pickup_card",
            "restricted_card",
            "revocation_of_all_authorizations",
            "revocation_of_authorization",
            "security_violation",
            "service_not_allowed",
            "stolen_card",
            "stop_payment_order",
            "testmode_decline",
            "transaction_not_allowed");

    private static final String NEVER_AGAIN = "do_not_try_again";

    private Declines() {}

    static ChargeOutcome outcome(@Nullable String reference, @Nullable StripeError error) {
        if (error == null) {
            return new ChargeOutcome.DeclinedSoftly(reference, "declined");
        }
        String decline = error.getDeclineCode();
        String code = error.getCode();
        String reason = decline != null ? decline : code != null ? code : "declined";
        boolean isHard = NEVER_AGAIN.equals(error.getAdviceCode())
                || (decline != null && HARD.contains(decline))
                || (code != null && HARD.contains(code));
        return isHard
                ? new ChargeOutcome.DeclinedHard(reference, reason)
                : new ChargeOutcome.DeclinedSoftly(reference, reason);
    }
}
