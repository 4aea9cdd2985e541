package dev.tenon.rest.operation;

import dev.tenon.rest.RestSettings;
import dev.tenon.rest.TestClockControl;
import dev.tenon.rest.http.HttpMetrics;
import dev.tenon.rest.http.RouteTable;
import java.util.function.BooleanSupplier;

/** The routes for those who run the server. */
public final class OperationResources {

    private OperationResources() {}

    /** Adds them; the test clock only where there is one. */
    public static void mount(RouteTable routes, RestSettings settings, HttpMetrics metrics, BooleanSupplier isOpen) {
        new HealthRoutes(settings.readiness(), isOpen).routing(routes);
        new MetricsRoutes(metrics).routing(routes);
        new OpenApiRoutes().routing(routes);
        new ProblemRoutes().routing(routes);
        TestClockControl clock = settings.testClock();
        if (clock != null) {
            new TestClockRoutes(clock).routing(routes);
        }
    }
}
