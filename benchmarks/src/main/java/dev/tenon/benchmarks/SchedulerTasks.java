package dev.tenon.benchmarks;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.tenon.crypto.EphemeralSecrets;
import dev.tenon.jte.JteMailTemplates;
import dev.tenon.ports.notifications.EmailType;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * One-time tasks of db-scheduler that send mails. It locks and fetches in one statement, as it advises for
 * high throughput: four times as many as it has threads, and again as soon as no more are left than threads.
 */
final class SchedulerTasks implements WorkQueue {

    private static final Duration POLLING = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Database database;
    private final DataSource pool;
    private final MailTask mails;
    private final OneTimeTask<byte[]> task;
    private final SchedulerClient client;
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();

    SchedulerTasks(Database database, DataSource pool) throws SQLException {
        database.makeTaskTable();
        this.database = database;
        this.pool = pool;
        this.mails = new MailTask(new EphemeralSecrets(), new JteMailTemplates(), mail -> done.incrementAndGet());
        this.task = Tasks.oneTime("mail", byte[].class)
                .execute((instance, context) -> mails.send(instance.getId(), instance.getData()));
        this.client = SchedulerClient.Builder.create(pool, task).build();
    }

    @Override
    public void add(int number) {
        Instant now = Instant.now();
        if (number == 1) {
            client.scheduleIfNotExists(next(now), now);
            return;
        }
        List<TaskInstance<?>> batch = new ArrayList<>();
        while (batch.size() < number) {
            batch.add(next(now));
        }
        client.scheduleBatch(batch, now);
    }

    private TaskInstance<byte[]> next(Instant now) {
        int number = queued.incrementAndGet();
        byte[] data = mails.data(EmailType.NEW_DEVICE, TenonMails.recipient(number), TenonMails.values(now));
        return task.instance(Integer.toString(number), data);
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
