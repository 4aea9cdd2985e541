package dev.tenon.core.webhooks;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.kernel.AuditId;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.Measure;
import dev.tenon.ports.webhooks.Delivery;
import dev.tenon.ports.webhooks.spi.DeliveryStore.Bounds;
import dev.tenon.ports.webhooks.spi.DeliveryStore.ClaimedDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes events from the queue to their webhooks, several at a time. They are claimed under a lease in one commit, told outside
 * any, and marked in another, fenced by worker and attempt: a worker that was killed loses its claim when the lease runs out, and
 * one that is merely slow cannot mark what another took over. A receiver that hangs keeps few of the calls busy, and nobody waits
 * for it for longer than a moment.
 */
final class WebhookWorker implements BackgroundJob {

    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final int CALLS_AT_ONCE = 32;
    private static final int MOST_OF_ONE = 4;
    private static final int MOST_OF_ORGANIZATION = 8;
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final Kernel kernel;
    private final EventDelivery delivery;
    private final ExecutorService calls = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("webhook-", 0).factory());
    private final ReentrantLock turn = new ReentrantLock();
    private final List<CompletableFuture<Void>> underWay = new ArrayList<>();
    private final AtomicInteger busy = new AtomicInteger();
    private volatile boolean stopping;
    private final LongAdder delivered = new LongAdder();
    private final LongAdder failed = new LongAdder();

    WebhookWorker(Kernel kernel, EventDelivery delivery) {
        this.kernel = kernel;
        this.delivery = delivery;
    }

    @Override
    public String name() {
        return "deliver-webhooks";
    }

    @Override
    public Duration pause() {
        return Duration.ofMillis(500);
    }

    @Override
    public int run() {
        turn.lock();
        try {
            List<Throwable> broken = settle(Duration.ZERO);
            int claimed = stopping ? 0 : begin(CALLS_AT_ONCE - underWay.size());
            broken.addAll(settle(PATIENCE));
            // Only now: what went wrong with one keeps no other from being told.
            tellOf(broken);
            return claimed;
        } finally {
            turn.unlock();
        }
    }

    /** Claims what there is room for, and calls. */
    private int begin(int room) {
        if (room == 0) {
            return 0;
        }
        UUID worker = kernel.ids().next();
        Instant now = kernel.now();
        Bounds bounds = new Bounds(room, MOST_OF_ONE, MOST_OF_ORGANIZATION);
        // Claimed and read in one: what cannot be read is not claimed.
        List<Runnable> begun = kernel.storage().unitOfWork().run(() -> {
            List<ClaimedDelivery> claimed = kernel.storage().deliveries().claim(worker, now, now.plus(LEASE), bounds);
            Map<UUID, AuditRow> rows = rows(claimed);
            return claimed.stream()
                    .<Runnable>map(each -> {
                        @Nullable
                        AuditRow row = rows.get(each.delivery().eventId().value());
                        return () -> tell(worker, each, row);
                    })
                    .toList();
        });
        begun.forEach(call -> underWay.add(CompletableFuture.runAsync(call, calls)));
        return begun.size();
    }

    /** Calls nobody any more, and waits for the calls that are under way: a call that is cut off would be made again. */
    @Override
    public void stop(Duration patience) {
        stopping = true;
        // A run that is under way ends in a moment: nearly all of the patience is for the calls.
        Duration forTheTurn = patience.dividedBy(10);
        try {
            if (turn.tryLock(forTheTurn.toNanos(), TimeUnit.NANOSECONDS)) {
                try {
                    tellOf(settle(patience.minus(forTheTurn)));
                } finally {
                    turn.unlock();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(UUID worker, ClaimedDelivery claimed, @Nullable AuditRow row) {
        busy.incrementAndGet();
        try {
            (delivery.tell(worker, claimed, row) ? delivered : failed).increment();
        } finally {
            busy.decrementAndGet();
        }
    }

    private Map<UUID, AuditRow> rows(List<ClaimedDelivery> claimed) {
        if (claimed.isEmpty()) {
            return Map.of();
        }
        List<Delivery> all = claimed.stream().map(ClaimedDelivery::delivery).toList();
        List<Instant> times = all.stream().map(Delivery::occurredAt).sorted().toList();
        List<AuditId> ids =
                all.stream().map(each -> new AuditId(each.eventId().value())).toList();
        return kernel.storage().audit().find(ids, times.get(0), times.get(times.size() - 1)).stream()
                .collect(Collectors.toMap(row -> row.id().value(), Function.identity()));
    }

    /** Waits for the calls that are under way, for so long in all; gives what went wrong beyond a call that failed. */
    private List<Throwable> settle(Duration patience) {
        CompletableFuture<Void> all = CompletableFuture.allOf(underWay.toArray(CompletableFuture[]::new));
        try {
            all.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException seenBelow) {
            // What is still busy is looked at next time; what broke comes out when it is taken from the list.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        Map<Boolean, List<CompletableFuture<Void>>> ended =
                underWay.stream().collect(Collectors.partitioningBy(CompletableFuture::isDone));
        underWay.clear();
        underWay.addAll(ended.getOrDefault(false, List.of()));
        return ended.getOrDefault(true, List.of()).stream()
                .filter(CompletableFuture::isCompletedExceptionally)
                .map(CompletableFuture::exceptionNow)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static void tellOf(List<Throwable> broken) {
        if (!broken.isEmpty()) {
            IllegalStateException all = new IllegalStateException(
                    "What came of " + broken.size() + " calls could not be noted; they are made again");
            broken.forEach(all::addSuppressed);
            throw all;
        }
    }

    /** Numbers about it. */
    List<Measure> measures() {
        return List.of(
                Measure.counter("tenon_webhooks_delivered_total", "Events that arrived at webhooks", delivered::sum),
                Measure.counter("tenon_webhooks_failed_total", "Tries to tell an event that failed", failed::sum),
                Measure.gauge("tenon_webhooks_calls", "Calls of webhooks that are under way", busy::get));
    }
}
