package dev.tenon.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Mails queued, claimed and marked as sent, beside db-scheduler (Apache-2.0, here alone) with tasks that have data of the same length:
 * in process, on the same database and the same pool, with as many threads, in turns.
 */
record EmailMeasure(Bench bench) {

    private static final int THREADS = 8;
    private static final int ALONE = 4_000;
    private static final int BATCH = 100;
    private static final int BATCHES = 80;
    private static final int ALL = ALONE + BATCH * BATCHES;
    private static final int WARM_UPS = 4;
    private static final int ROUNDS = 5;

    void addTo(Table table) throws SQLException {
        try (HikariDataSource pool = bench.database().pool(Benchmarks.POOL_SIZE)) {
            TenonMails mails = new TenonMails(bench.database(), pool);
            mails.add(1);
            SchedulerTasks tasks = new SchedulerTasks(bench.database(), pool);
            tasks.add(1);
            mails.work(1, 1);
            tasks.work(1, 1);
            measure(table, mails, tasks);
            int all = 1 + ALL * (WARM_UPS + ROUNDS);
            mails.requireDone(all);
            tasks.requireDone(all);
        }
    }

    private void measure(Table table, WorkQueue mails, WorkQueue tasks) throws SQLException {
        ProcessHandle database = bench.database().server();
        Turns alone = new Turns(database, ALONE, queue -> add(queue, ALONE, 1));
        Turns batches = new Turns(database, BATCHES * BATCH, queue -> add(queue, BATCHES, BATCH));
        Turns work = new Turns(database, ALL, queue -> queue.work(ALL, THREADS));
        for (int round = 0; round < WARM_UPS + ROUNDS; round++) {
            for (Turns each : List.of(alone, batches, work)) {
                each.take(mails, tasks, round >= WARM_UPS);
            }
        }
        alone.addTo(table, "mails queued, one in a commit / db-scheduler");
        batches.addTo(table, "mails queued, " + BATCH + " in a commit / db-scheduler");
        work.addTo(table, "mails claimed and marked, " + THREADS + " threads / db-scheduler");
    }

    /** Queues so many in each of so many commits; returns the seconds. */
    private static double add(WorkQueue queue, int commits, int number) {
        return Threads.together(THREADS, () -> {
            for (int commit = 0; commit < commits / THREADS; commit++) {
                queue.add(number);
            }
        });
    }

    /** The same amount of work by both, in turns. */
    private static final class Turns {

        private final ProcessHandle database;
        private final int number;
        private final ToDoubleFunction<WorkQueue> seconds;
        private final List<Sample> mails = new ArrayList<>();
        private final List<Sample> tasks = new ArrayList<>();

        /** What one turn took, in seconds and in processor time of this process and the database. */
        private record Sample(double seconds, Duration cpu) {}

        Turns(ProcessHandle database, int number, ToDoubleFunction<WorkQueue> seconds) {
            this.database = database;
            this.number = number;
            this.seconds = seconds;
        }

        void take(WorkQueue ofMails, WorkQueue ofTasks, boolean isKept) {
            Sample task = sample(ofTasks);
            Sample mail = sample(ofMails);
            if (isKept) {
                tasks.add(task);
                mails.add(mail);
            }
        }

        private Sample sample(WorkQueue queue) {
            Duration before = cpu();
            double took = seconds.applyAsDouble(queue);
            return new Sample(took, cpu().minus(before));
        }

        private Duration cpu() {
            return Stream.concat(Stream.of(ProcessHandle.current()), database.children())
                    .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                    .reduce(Duration.ZERO, Duration::plus);
        }

        void addTo(Table table, String measure) {
            double[] ratios = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                ratios[round] = tasks.get(round).seconds() / mails.get(round).seconds();
            }
            table.add(measure, perSecond(mails), perSecond(tasks), Duel.median(ratios), 1);
            double ofMails = micros(mails);
            double ofTasks = micros(tasks);
            table.note(
                    "  its processor time, with the database's",
                    "%.0f µs".formatted(ofMails),
                    "%.0f µs".formatted(ofTasks),
                    ofTasks / ofMails);
        }

        private String perSecond(List<Sample> samples) {
            return "%,.0f/s"
                    .formatted(Duel.median(samples.stream()
                            .mapToDouble(sample -> number / sample.seconds())
                            .toArray()));
        }

        private double micros(List<Sample> samples) {
            return samples.stream()
                            .map(Sample::cpu)
                            .reduce(Duration.ZERO, Duration::plus)
                            .toNanos()
                    / 1e3
                    / ((double) number * samples.size());
        }
    }
}
