package dev.tenon.rest.operation;

import static dev.tenon.rest.http.Route.Caller.OPERATOR;
import static dev.tenon.rest.http.Route.get;

import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.HttpMetrics;
import dev.tenon.rest.http.Route.Load;
import dev.tenon.rest.http.RouteTable;

/** Numbers for Prometheus. */
final class MetricsRoutes {

    private final HttpMetrics metrics;

    MetricsRoutes(HttpMetrics metrics) {
        this.metrics = metrics;
    }

    void routing(RouteTable routes) {
        routes.add(get(
                        "/metrics",
                        OPERATOR,
                        call -> Answer.bytes(200, HttpMetrics.CONTENT_TYPE, metrics.text())
                                .with("Cache-Control", "no-store"))
                .answering("text/plain")
                .load(Load.FREE));
    }
}
