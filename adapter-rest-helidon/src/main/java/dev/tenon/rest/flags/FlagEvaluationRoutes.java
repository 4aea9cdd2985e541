package dev.tenon.rest.flags;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.flags.FeatureFlags;
import dev.tenon.ports.flags.FlagEngine;
import dev.tenon.ports.flags.FlagEvaluation;
import dev.tenon.ports.flags.FlagQuestion;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.Query;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is on for whoever asks, or for somebody that staff describes. */
final class FlagEvaluationRoutes {

    private final FeatureFlags flags;
    private final FlagEngine engine = FlagEngine.installed();

    FlagEvaluationRoutes(FeatureFlags flags) {
        this.flags = flags;
    }

    void routing(RouteTable routes) {
        routes.add(
                get("/v1/feature-flags/{name}/evaluation", SIGNED_IN, this::one).query("organizationId", "appName"));
        routes.add(post("/v1/feature-flag-evaluations", SIGNED_IN, this::many).reading());
    }

    private Answer one(Call call) {
        Query query = call.query();
        String organization = query.text("organizationId");
        FlagQuestion question = new FlagQuestion(
                List.of(call.path("name")),
                organization == null ? null : Ids.parse(organization, OrganizationId::parse, OrganizationId::new),
                query.text("appName"),
                Map.of());
        FlagEvaluation evaluation = flags.evaluate(call.actor(), question).get(0);
        return Answer.json(200, FlagEvaluationResponse.from(evaluation));
    }

    private Answer many(Call call) {
        Fields fields = call.fields();
        Set<String> names = fields.texts("flags", FlagQuestion.MOST_FLAGS);
        OrganizationId organization = fields.nullableId("organizationId", OrganizationId::parse);
        String appName = fields.nullableText("appName");
        Map<String, String> properties = fields.textsByName("properties");
        JsonText context = fields.nullableObject("context");
        boolean describesItself = organization != null || appName != null || !properties.isEmpty();
        if (context != null && describesItself) {
            fields.error("context", "contradiction", "Give a `context`, or what is to be known of yourself; not both.");
        }
        fields.close();
        List<FlagEvaluation> evaluations = context == null
                ? flags.evaluate(call.actor(), new FlagQuestion(List.copyOf(names), organization, appName, properties))
                : flags.evaluateFor(call.actor(), List.copyOf(names), engine.context(context));
        return Answer.json(200, FlagEvaluationResponse.Many.from(evaluations));
    }
}
