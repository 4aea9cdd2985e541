package dev.tenon.core.billing;

import dev.tenon.ports.billing.BillingPolicy;
import dev.tenon.ports.billing.Subscription;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When the clock changes a subscription next. */
record Due(BillingPolicy policy) {

    /** The instant; {@code null} for never. */
    @Nullable
    Instant next(Subscription subscription) {
        if (!subscription.status().isLive()) {
            return null;
        }
        return Stream.of(ofStatus(subscription), subscription.runsUntil())
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private @Nullable Instant ofStatus(Subscription subscription) {
        return switch (subscription.status()) {
            case INCOMPLETE -> subscription.currentPeriodStart().plus(policy.firstPaymentWithin());
            case TRIALING -> inTrial(subscription);
            case ACTIVE, PAST_DUE -> subscription.isFree() ? null : subscription.currentPeriodEnd();
            case PAUSED, CANCELED, EXPIRED -> null;
        };
    }

    private @Nullable Instant inTrial(Subscription subscription) {
        Instant end = subscription.trialEnd();
        if (end == null || subscription.trialRemindedAt() != null) {
            return end;
        }
        Instant reminder = end.minus(policy.trialReminder());
        // A trial that is shorter than the reminder's lead needs none.
        return reminder.isAfter(subscription.currentPeriodStart()) ? reminder : end;
    }
}
