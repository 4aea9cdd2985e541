package dev.tenon.rest.operation;

import static dev.tenon.rest.http.Route.Caller.OPERATOR;
import static dev.tenon.rest.http.Route.get;

import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Route.Load;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.problem.HttpProblem;
import dev.tenon.rest.problem.ProblemExplanation;

/** What the {@code type} of every problem points to: JSON for programs, a page for browsers. */
final class ProblemRoutes {

    private static final String HTML = "text/html";

    void routing(RouteTable routes) {
        routes.add(
                get("/problems/{code}", OPERATOR, this::explain).answering(null).load(Load.FREE));
    }

    private Answer explain(Call call) {
        ProblemExplanation problem =
                ProblemExplanation.find(call.path("code")).orElseThrow(HttpProblem.ROUTE_NOT_FOUND::refused);
        if (call.prefers(HTML)) {
            return Answer.text(200, HTML + "; charset=utf-8", page(problem))
                    .with(
                            "Content-Security-Policy",
                            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
                    .with("Vary", "Accept");
        }
        if (!call.accepts(Answer.JSON)) {
            throw HttpProblem.NOT_ACCEPTABLE.refused();
        }
        return Answer.json(200, problem).with("Vary", "Accept");
    }

    private static String page(ProblemExplanation problem) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <title>%1$s</title>
                <style>
                body { font: 1.1rem/1.6 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem }
                code { background: #eee; padding: .1em .3em }
                </style>
                </head>
                <body>
                <h1>%1$s</h1>
                <p><code>%2$s</code>, HTTP status %3$d</p>
                <p>%4$s</p>
                </body>
                </html>
                """.formatted(
                        escaped(problem.title()), escaped(problem.code()), problem.status(), escaped(problem.remedy()));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
