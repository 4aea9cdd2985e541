package dev.tenon.rest.billing;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.get;

import dev.tenon.ports.billing.Trial;
import dev.tenon.ports.billing.Trials;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.TrialId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.RouteTable;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Trials of plans. */
final class TrialRoutes {

    private final Trials trials;

    TrialRoutes(Trials trials) {
        this.trials = trials;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/trials", SIGNED_IN, this::list).query("organizationId", "all", "limit", "cursor"));
    }

    private Answer list(Call call) {
        OrganizationId organization =
                SubscriptionRoutes.id(call.query(), "organizationId", OrganizationId::parse, OrganizationId::new);
        boolean all = call.query().flag("all");
        return call.page(
                page -> all
                        ? trials.listAll(call.actor(), page)
                        : organization == null
                                ? trials.list(call.actor(), page)
                                : trials.listOf(call.actor(), organization, page),
                TrialResponse::from);
    }

    private record TrialResponse(
            TrialId id,
            UserId userId,
            @Nullable OrganizationId organizationId,
            PlanId planId,
            LocalDate startDate,
            LocalDate endDate,
            boolean isActive,
            Instant createdAt) {

        static TrialResponse from(Trial trial) {
            return new TrialResponse(
                    trial.id(),
                    trial.userId(),
                    trial.organizationId(),
                    trial.planId(),
                    trial.startDate(),
                    trial.endDate(),
                    trial.active(),
                    trial.createdAt());
        }
    }
}
