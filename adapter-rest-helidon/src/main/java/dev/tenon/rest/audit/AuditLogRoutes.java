package dev.tenon.rest.audit;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.get;

import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.audit.AuditTrail;
import dev.tenon.ports.audit.SignedHeads;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.Query;
import dev.tenon.rest.http.Route.Load;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.problem.HttpProblem;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Who changed what and when. */
final class AuditLogRoutes {

    private static final String JSON_LINES = "application/jsonl";

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
        routes.add(get("/v1/audit-logs/export", SIGNED_IN, this::export)
                .query("format", "user", "impersonator", "action", "table", "record", "organization", "from", "to")
                .answering(null)
                .load(Load.LONG));
        routes.add(get("/v1/audit-logs/heads", SIGNED_IN, this::heads)
                .answering(JSON_LINES)
                .load(Load.LONG));
        routes.add(get("/v1/audit-logs/verification", SIGNED_IN, this::verify).load(Load.LONG));
    }

    private Answer list(Call call) {
        AuditFilter filter = filter(call.query());
        return call.page(page -> trail.list(call.actor(), filter, page), AuditLogResponse::from);
    }

    private Answer export(Call call) {
        AuditLogExport format = call.query().word("format", AuditLogExport.class);
        AuditLogExport export = format == null ? AuditLogExport.CSV : format;
        if (!call.accepts(export.mediaType())) {
            throw HttpProblem.NOT_ACCEPTABLE.refused();
        }
        return export.answer(trail, call.actor(), filter(call.query()));
    }

    /** Where the chains end, signed: a line of JSON for a thousand of them. */
    private Answer heads(Call call) {
        // Whoever may not is told so before the first byte.
        trail.headKey(call.actor());
        return Answer.written(200, JSON_LINES, out -> {
            try {
                trail.signedHeads(call.actor(), heads -> write(out, heads));
            } catch (UncheckedIOException gone) {
                throw gone.getCause();
            }
        });
    }

    private static void write(OutputStream out, SignedHeads heads) {
        try {
            out.write((heads.line() + '\n').getBytes(StandardCharsets.UTF_8));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static AuditFilter filter(Query query) {
        return new AuditFilter(
                user(query, "user"),
                user(query, "impersonator"),
                query.text("action"),
                query.text("table"),
                query.text("record"),
                organization(query),
                query.instant("from"),
                query.instant("to"));
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
