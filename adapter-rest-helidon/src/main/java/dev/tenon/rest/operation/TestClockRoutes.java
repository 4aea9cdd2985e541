package dev.tenon.rest.operation;

import static dev.tenon.rest.http.Route.Caller.OPERATOR;
import static dev.tenon.rest.http.Route.post;
import static dev.tenon.rest.http.Route.put;

import dev.tenon.rest.TestClockControl;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Route.Load;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Time, for those who test what they build on Tenon. */
final class TestClockRoutes {

    private static final Duration FURTHEST = Duration.ofDays(36_525);
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private final TestClockControl clock;

    TestClockRoutes(TestClockControl clock) {
        this.clock = clock;
    }

    void routing(RouteTable routes) {
        routes.add(post("/v1/test-clock/advance", OPERATOR, this::advance).load(Load.LONG));
        routes.add(put("/v1/test-clock", OPERATOR, this::set)
                .taking(Takes.JSON)
                .answering(Answer.JSON)
                .load(Load.LONG));
    }

    private Answer advance(Call call) {
        Fields fields = call.fields();
        Duration by = duration(fields.text("duration"));
        if (by == null) {
            fields.error(
                    "duration", "wrong-type", "`duration` is an ISO 8601 duration from PT1S to P36525D, like P31D.");
        }
        fields.close();
        return Answer.json(200, new TestClockResponse(clock.advance(by == null ? Duration.ZERO : by)));
    }

    private Answer set(Call call) {
        Fields fields = call.fields();
        Instant to = instant(fields.text("instant"));
        if (to == null) {
            fields.error("instant", "wrong-type", "`instant` is an instant like 2026-12-24T00:00:00Z.");
        }
        fields.close();
        try {
            return Answer.json(200, new TestClockResponse(clock.set(to == null ? Instant.EPOCH : to)));
        } catch (IllegalArgumentException backwards) {
            fields.error("instant", "in-the-past", "Time does not go back; give an instant after the present one.");
            fields.close();
            throw backwards;
        }
    }

    private static @Nullable Duration duration(String text) {
        try {
            Duration duration = Duration.parse(text);
            return duration.isNegative() || duration.isZero() || duration.compareTo(FURTHEST) > 0 ? null : duration;
        } catch (DateTimeException | ArithmeticException notADuration) {
            return null;
        }
    }

    private static @Nullable Instant instant(String text) {
        try {
            Instant instant = Instant.parse(text);
            return text.endsWith("Z") && !instant.isAfter(LAST) ? instant : null;
        } catch (DateTimeException notAnInstant) {
            return null;
        }
    }

    private record TestClockResponse(Instant instant) {}
}
