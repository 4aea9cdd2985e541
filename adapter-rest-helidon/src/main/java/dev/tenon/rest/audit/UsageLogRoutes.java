package dev.tenon.rest.audit;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.audit.NewUsage;
import dev.tenon.ports.audit.RecordedBatch;
import dev.tenon.ports.audit.RecordedUsage;
import dev.tenon.ports.audit.UsageFilter;
import dev.tenon.ports.audit.UsageLog;
import dev.tenon.ports.audit.UsagePeriod;
import dev.tenon.ports.audit.UsageSummary;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.Query;
import dev.tenon.rest.http.Route.Load;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people use. */
final class UsageLogRoutes {

    private static final String[] READ_ONLY = {"id", "userId", "organizationId"};

    private final UsageLog log;

    UsageLogRoutes(UsageLog log) {
        this.log = log;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/usage-logs", SIGNED_IN, this::list)
                .query("userId", "organizationId", "everyone", "action", "from", "to", "limit", "cursor"));
        routes.add(post("/v1/usage-logs", SIGNED_IN, this::record));
        routes.add(post("/v1/usage-logs/batches", SIGNED_IN, this::recordAll));
        routes.add(get("/v1/usage-logs/summary", SIGNED_IN, this::summary)
                .query("userId", "organizationId", "everyone", "action", "from", "to", "by", "per", "timeZone")
                .load(Load.LONG));
    }

    private Answer list(Call call) {
        UsageFilter filter = filter(call);
        return call.page(page -> log.list(call.actor(), filter, page), UsageResponse::from);
    }

    private Answer record(Call call) {
        Fields fields = call.fields();
        NewUsage usage = usage(fields);
        fields.close(READ_ONLY);
        return call.once(
                RecordedUsage.class,
                actor -> log.record(actor, usage),
                recorded -> Answer.json(recorded.isNew() ? 201 : 200, UsageResponse.from(recorded.usage())));
    }

    private Answer recordAll(Call call) {
        Fields fields = call.fields();
        List<NewUsage> usages = fields.objects("items", UsageLog.MOST_AT_ONCE, UsageLogRoutes::usage);
        fields.close();
        return call.once(
                RecordedBatch.class,
                actor -> log.recordAll(actor, usages),
                batch -> Answer.json(batch.newCount() > 0 ? 201 : 200, UsageBatchResponse.from(batch)));
    }

    private Answer summary(Call call) {
        Query query = call.query();
        query.word("by", By.class);
        UsagePeriod per = query.word("per", UsagePeriod.class);
        UsageSummary summary =
                log.summary(call.actor(), filter(call), per == null ? UsagePeriod.DAY : per, timeZone(query));
        return Answer.json(200, UsageSummaryResponse.from(summary));
    }

    /** By what a summary can be made. */
    private enum By {
        ACTION
    }

    private static NewUsage usage(Fields fields) {
        return new NewUsage(
                fields.text("action"),
                fields.nullableObject("details"),
                fields.nullableText("eventKey"),
                fields.nullableInstant("timestamp"));
    }

    /** The caller's own, unless it asks for somebody's else, an organization's or everyone's. */
    private static UsageFilter filter(Call call) {
        Query query = call.query();
        Actor actor = call.actor();
        String user = query.text("userId");
        String organization = query.text("organizationId");
        boolean everyone = query.flag("everyone");
        if (everyone && user != null) {
            throw Query.refusal("everyone", "contradiction", "Give either `userId` or `everyone`.");
        }
        boolean own = !everyone && user == null && organization == null;
        return new UsageFilter(
                own ? actor.userId() : user(user),
                own ? actor.organizationId() : organization(organization),
                query.text("action"),
                query.instant("from"),
                query.instant("to"));
    }

    private static @Nullable UserId user(@Nullable String text) {
        return text == null ? null : Ids.parse(text, UserId::parse, UserId::new);
    }

    private static @Nullable OrganizationId organization(@Nullable String text) {
        return text == null ? null : Ids.parse(text, OrganizationId::parse, OrganizationId::new);
    }

    private static ZoneId timeZone(Query query) {
        String name = query.text("timeZone");
        if (name == null) {
            return ZoneId.of("UTC");
        }
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw Query.refusal(
                    "timeZone", "unknown-time-zone", "`timeZone` is a name of the IANA database, like Europe/Berlin.");
        }
        return ZoneId.of(name);
    }
}
