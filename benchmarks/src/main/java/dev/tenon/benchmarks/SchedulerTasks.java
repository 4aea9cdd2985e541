package dev.tenon.benchmarks;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * One-time tasks of db-scheduler that do nothing, with data as long as a mail. It locks and fetches in one statement, as it advises for
 * high throughput: four times as many as it has threads, and again as soon as no more are left than threads.
 */
final class SchedulerTasks implements WorkQueue {

    private static final Duration POLLING = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Database database;
    private final DataSource pool;
    private final byte[] data;
    private final OneTimeTask<byte[]> task;
    private final SchedulerClient client;
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();

    SchedulerTasks(Database database, DataSource pool, int length) throws SQLException {
        database.makeTaskTable();
        this.database = database;
        this.pool = pool;
        this.data = new byte[length];
        new Random(1).nextBytes(data);
        this.task = Tasks.oneTime("mail", byte[].class).execute((instance, context) -> done.incrementAndGet());
        this.client = SchedulerClient.Builder.create(pool, task).build();
    }

    @Override
    public void add(int number) {
        Instant now = Instant.now();
        if (number == 1) {
            client.scheduleIfNotExists(next(), now);
            return;
        }
        List<TaskInstance<?>> batch = new ArrayList<>();
        while (batch.size() < number) {
            batch.add(next());
        }
        client.scheduleBatch(batch, now);
    }

    private TaskInstance<byte[]> next() {
        return task.instance(Integer.toString(queued.incrementAndGet()), data);
    }

    @Override
    public double work(int number, int threads) {
        CountDownLatch left = new CountDownLatch(number);
        Scheduler scheduler = Scheduler.create(pool, task)
                .threads(threads)
                .pollUsingLockAndFetch(1.0, 4.0)
                .pollingInterval(POLLING)
                .addSchedulerListener(new AbstractSchedulerListener() {
                    @Override
                    public void onExecutionComplete(ExecutionComplete completed) {
                        left.countDown();
                    }
                })
                .build();
        long began = System.nanoTime();
        scheduler.start();
        try {
            if (!left.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("db-scheduler did not end in " + PATIENCE);
            }
            return (System.nanoTime() - began) / 1e9;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } finally {
            scheduler.stop();
        }
    }

    @Override
    public void requireDone(int number) {
        try {
            if (done.get() != number || database.waitingTasks() != 0) {
                throw new IllegalStateException("Of " + number + " tasks " + done + " were done");
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
