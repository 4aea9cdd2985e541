package dev.tenon.rest.operation;

import static dev.tenon.rest.http.Route.Caller.OPERATOR;
import static dev.tenon.rest.http.Route.get;

import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.HtmlPage;
import dev.tenon.rest.http.Route.Load;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.problem.HttpProblem;
import dev.tenon.rest.problem.ProblemExplanation;

/** What the {@code type} of every problem points to: JSON for programs, a page for browsers. */
final class ProblemRoutes {

    void routing(RouteTable routes) {
        routes.add(
                get("/problems/{code}", OPERATOR, this::explain).answering(null).load(Load.FREE));
    }

    private Answer explain(Call call) {
        ProblemExplanation problem =
                ProblemExplanation.find(call.path("code")).orElseThrow(HttpProblem.ROUTE_NOT_FOUND::refused);
        if (call.prefers(HtmlPage.MEDIA_TYPE)) {
            return page(problem).with("Vary", "Accept");
        }
        if (!call.accepts(Answer.JSON)) {
            throw HttpProblem.NOT_ACCEPTABLE.refused();
        }
        return Answer.json(200, problem).with("Vary", "Accept");
    }

    private static Answer page(ProblemExplanation problem) {
        String content = "<p><code>%s</code>, HTTP status %d</p>\n<p>%s</p>"
                .formatted(HtmlPage.escaped(problem.code()), problem.status(), HtmlPage.escaped(problem.remedy()));
        return HtmlPage.of(200, problem.title(), content);
    }
}
