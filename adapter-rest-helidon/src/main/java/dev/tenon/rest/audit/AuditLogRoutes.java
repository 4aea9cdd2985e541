package dev.tenon.rest.audit;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.get;

import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.audit.AuditTrail;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.Query;
import dev.tenon.rest.http.Route.Load;
import dev.tenon.rest.http.RouteTable;
import org.jspecify.annotations.Nullable;

/** Who changed what and when. */
final class AuditLogRoutes {

    private final AuditTrail trail;

    AuditLogRoutes(AuditTrail trail) {
        this.trail = trail;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/audit-logs", SIGNED_IN, this::list)
                .query(
                        "user",
                        "impersonator",
                        "action",
                        "table",
                        "record",
                        "organization",
                        "from",
                        "to",
                        "limit",
                        "cursor"));
        routes.add(get("/v1/audit-logs/verification", SIGNED_IN, this::verify).load(Load.LONG));
    }

    private Answer list(Call call) {
        Query query = call.query();
        AuditFilter filter = new AuditFilter(
                user(query, "user"),
                user(query, "impersonator"),
                query.text("action"),
                query.text("table"),
                query.text("record"),
                organization(query),
                query.instant("from"),
                query.instant("to"));
        return call.page(page -> trail.list(call.actor(), filter, page), AuditLogResponse::from);
    }

    private Answer verify(Call call) {
        return Answer.json(200, AuditVerificationResponse.from(trail.verify(call.actor())));
    }

    private static @Nullable UserId user(Query query, String name) {
        String text = query.text(name);
        return text == null ? null : Ids.parse(text, UserId::parse, UserId::new);
    }

    private static @Nullable OrganizationId organization(Query query) {
        String text = query.text("organization");
        return text == null ? null : Ids.parse(text, OrganizationId::parse, OrganizationId::new);
    }
}
