package dev.tenon.rest.plans;

import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.plans.BillingInterval;
import dev.tenon.ports.plans.EndAction;
import dev.tenon.ports.plans.NewPlan;
import dev.tenon.ports.plans.PlanPatch;
import dev.tenon.rest.json.Fields;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is asked of a plan; sizes in bytes. */
final class PlanRequest {

    private static final Set<BillingInterval> INTERVALS = EnumSet.allOf(BillingInterval.class);
    private static final Set<EndAction> END_ACTIONS = EnumSet.allOf(EndAction.class);
    private static final String[] READ_ONLY = {"id", "isActive", "createdAt", "updatedAt", "archivedAt", "features"};

    private PlanRequest() {}

    /** {@code {name, price, ...}}; what is left out is not limited, and ends where nobody pays. */
    static NewPlan create(Fields fields) {
        String name = fields.text("name");
        Money price = fields.money("price");
        BillingInterval interval = fields.word("billingInterval", INTERVALS);
        String description = fields.nullableText("description");
        Long documents = fields.patchedNumber("maxDocuments").value();
        Long storage = fields.patchedNumber("maxStorage").value();
        Long seats = fields.patchedNumber("maxSeats").value();
        int trialDays = fields.number("trialDays", 0, 0, NewPlan.LONGEST_TRIAL);
        EndAction trialEnd = fields.word("trialEndAction", END_ACTIONS);
        EndAction unpaid = fields.word("unpaidAction", END_ACTIONS);
        fields.close(READ_ONLY);
        return new NewPlan(
                name,
                Objects.requireNonNull(price),
                interval == null ? BillingInterval.MONTH : interval,
                description,
                documents,
                storage,
                seats,
                trialDays,
                trialEnd == null ? EndAction.CANCEL : trialEnd,
                unpaid == null ? EndAction.CANCEL : unpaid);
    }

    /** A merge patch of the same fields. */
    static PlanPatch patch(Fields fields) {
        PlanPatch patch = new PlanPatch(
                fields.optionalText("name"),
                price(fields),
                fields.word("billingInterval", INTERVALS),
                fields.patchedText("description"),
                fields.patchedNumber("maxDocuments"),
                fields.patchedNumber("maxStorage"),
                fields.patchedNumber("maxSeats"),
                fields.has("trialDays") ? fields.number("trialDays", 0, 0, NewPlan.LONGEST_TRIAL) : null,
                fields.word("trialEndAction", END_ACTIONS),
                fields.word("unpaidAction", END_ACTIONS));
        fields.close(READ_ONLY);
        return patch;
    }

    private static @Nullable Money price(Fields fields) {
        return fields.has("price") ? fields.money("price") : null;
    }

    /** {@code {limit?}}: how much of a feature. */
    static @Nullable Long limit(Fields fields) {
        Long limit = fields.patchedNumber("limit").value();
        fields.close("featureId", "key", "name");
        return limit;
    }
}
