package dev.tenon.rest.operation;

import static dev.tenon.rest.http.Route.Caller.OPERATOR;
import static dev.tenon.rest.http.Route.get;

import dev.tenon.rest.ReadinessCheck;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Route.Load;
import dev.tenon.rest.http.RouteTable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alive, started, ready: three questions, and only the last is about what the server needs. */
final class HealthRoutes {

    private static final Logger LOG = LoggerFactory.getLogger("dev.tenon.rest");
    private static final long PATIENCE_MILLIS = 2_000;
    /** An answer is good for so long: whoever asks more often does not load the database. */
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final List<ReadinessCheck> checks;
    private final BooleanSupplier isOpen;
    private final AtomicReference<@Nullable Seen> last = new AtomicReference<>();

    HealthRoutes(List<ReadinessCheck> checks, BooleanSupplier isOpen) {
        this.checks = checks;
        this.isOpen = isOpen;
    }

    void routing(RouteTable routes) {
        routes.add(get("/health/live", OPERATOR, this::live).load(Load.FREE));
        routes.add(get("/health/started", OPERATOR, this::live).load(Load.FREE));
        routes.add(get("/health/ready", OPERATOR, this::ready).load(Load.FREE));
    }

    /** Whoever hears this answer knows that the process lives and has started. */
    private Answer live(Call call) {
        return Answer.json(200, new Health("up", List.of())).with("Cache-Control", "no-store");
    }

    private Answer ready(Call call) {
        List<Check> seen = new ArrayList<>();
        seen.add(new Check("server", word(isOpen.getAsBoolean())));
        seen.addAll(look());
        boolean isReady = seen.stream().allMatch(check -> check.status().equals("up"));
        return Answer.json(isReady ? 200 : 503, new Health(word(isReady), seen)).with("Cache-Control", "no-store");
    }

    private List<Check> look() {
        Seen before = last.get();
        long now = System.nanoTime();
        if (before != null && now - before.at() < FRESH_NANOS) {
            return before.checks();
        }
        List<FutureTask<Boolean>> running = new ArrayList<>();
        for (ReadinessCheck check : checks) {
            FutureTask<Boolean> task = new FutureTask<>(check.isUp()::getAsBoolean);
            Thread.ofVirtual().name("tenon-ready-" + check.name()).start(task);
            running.add(task);
        }
        List<Check> found = new ArrayList<>();
        for (int index = 0; index < checks.size(); index++) {
            found.add(new Check(checks.get(index).name(), word(isUp(checks.get(index), running.get(index)))));
        }
        last.set(new Seen(System.nanoTime(), List.copyOf(found)));
        return found;
    }

    private static boolean isUp(ReadinessCheck check, FutureTask<Boolean> task) {
        try {
            return task.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            LOG.warn("The check {} failed", check.name(), failed.getCause());
        } catch (TimeoutException tooSlow) {
            task.cancel(true);
            LOG.warn("The check {} took longer than {} ms", check.name(), PATIENCE_MILLIS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private static String word(boolean isUp) {
        return isUp ? "up" : "down";
    }

    private record Health(String status, List<Check> checks) {}

    private record Check(String name, String status) {}

    private record Seen(long at, List<Check> checks) {}
}
