package dev.tenon.rest.plans;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.Query;
import org.jspecify.annotations.Nullable;

/** A person or an organization, as {@code userId} or {@code organizationId} names one. */
final class SubjectParameters {

    private SubjectParameters() {}

    /** The one that is named; {@code null} for none. */
    static @Nullable SubjectId optional(Query query) {
        String person = query.text("userId");
        String organization = query.text("organizationId");
        if (person != null && organization != null) {
            throw Query.refusal("userId", "too-many", "Name a person or an organization, not both.");
        }
        if (organization != null) {
            return Ids.parse(organization, OrganizationId::parse, OrganizationId::new);
        }
        return person == null ? null : Ids.parse(person, UserId::parse, UserId::new);
    }

    /** The one that is named; the caller, if none is. */
    static SubjectId orCaller(Call call) {
        SubjectId subject = optional(call.query());
        return subject == null ? call.me() : subject;
    }
}
