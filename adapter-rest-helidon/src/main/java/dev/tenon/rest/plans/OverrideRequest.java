package dev.tenon.rest.plans;

import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.plans.NewOverride;
import dev.tenon.rest.json.Fields;

/** What is asked of an exception. */
final class OverrideRequest {

    private OverrideRequest() {}

    /** {@code {granted?, limit?, startsAt?, endsAt?, reason}}. */
    static NewOverride make(SubjectId subject, String key, Fields fields) {
        Boolean granted = fields.optionalFlag("granted");
        NewOverride wanted = new NewOverride(
                subject,
                key,
                granted == null || granted,
                fields.patchedNumber("limit").value(),
                fields.nullableInstant("startsAt"),
                fields.nullableInstant("endsAt"),
                fields.text("reason"));
        fields.close("id", "userId", "organizationId", "key", "isInForce", "madeBy", "createdAt", "updatedAt");
        return wanted;
    }
}
