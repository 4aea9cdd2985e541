package dev.tenon.jdbi.kernel;

import dev.tenon.ports.kernel.RequestRefusal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks the same kind of question for many threads at once. While as many statements are under way as may be, those who come
 * wait, and then go together in one. So under load a trip to the database serves many, and alone nobody waits for anybody.
 *
 * <p>An answer always comes from a statement that began after its question: what was committed before somebody asked, they
 * see. A failure goes to all whom the statement was for.
 *
 * @param <K> what is asked for
 * @param <V> what is found
 */
public final class Coalesced<K, V> {

    /** As many as the cores of a small database: more of them would only make each smaller. */
    private static final int MOST_UNDER_WAY = 2;

    private static final int LARGEST = 64;
    private static final int MOST_WAITING = 4_096;

    /** As long as somebody who asks alone would wait for a connection. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(1_500);

    /** How often is looked for somebody who waits for too long, within the longest wait. */
    private static final int LOOKS = 8;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Function<Set<K>, Map<K, V>> statement;
    private final long longestWaitNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Question> waiting = new ArrayDeque<>();
    private int underWay;
    /** Whether a thread looks after those who wait. */
    private boolean guarded;

    /** The statement answers for a set of keys, each once; a key that it leaves out is not there. */
    public Coalesced(Function<Set<K>, Map<K, V>> statement) {
        this(statement, LONGEST_WAIT);
    }

    Coalesced(Function<Set<K>, Map<K, V>> statement, Duration longestWait) {
        this.statement = statement;
        this.longestWaitNanos = longestWait.toNanos();
    }

    /**
     * What is there under this key.
     *
     * @throws dev.tenon.ports.kernel.Refusal {@code request-busy} if the statements under way do not end in time
     */
    public Optional<V> ask(K key) {
        Question own = new Question(key);
        lock.lock();
        try {
            if (underWay < MOST_UNDER_WAY) {
                underWay++;
                own.batch = List.of(own);
            } else if (waiting.size() < MOST_WAITING) {
                waiting.add(own);
                guard();
            } else {
                throw busy();
            }
        } finally {
            lock.unlock();
        }
        own.awaitTurn();
        List<Question> batch = own.batch;
        if (batch != null) {
            run(batch);
        }
        return own.answer();
    }

    /** How many wait for their turn. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private void run(List<Question> batch) {
        // Whoever leads works for the others, too: an interrupt that came before is for afterwards.
        boolean interrupted = Thread.interrupted();
        Set<K> keys = new LinkedHashSet<>();
        batch.forEach(question -> keys.add(question.key));
        Map<K, V> answers = Map.of();
        @Nullable Throwable failure = null;
        try {
            answers = statement.apply(keys);
        } catch (RuntimeException | Error thrown) {
            failure = thrown;
        } finally {
            passOn();
            for (Question question : batch) {
                question.end(answers.get(question.key), failure);
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Lets those who wait go next, led by the first of them. */
    private void passOn() {
        lock.lock();
        try {
            List<Question> batch = new ArrayList<>();
            while (batch.size() < LARGEST && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
            if (batch.isEmpty()) {
                underWay--;
            } else {
                batch.get(0).lead(batch);
            }
        } finally {
            lock.unlock();
        }
    }

    /** One thread keeps an eye on the time for all who wait: a timer for each would cost more than the rest of the waiting. */
    private void guard() {
        if (!guarded) {
            guarded = true;
            Thread.ofVirtual().name("coalesced-guard").start(this::refuseOverdue);
        }
    }

    private void refuseOverdue() {
        boolean goesOn = true;
        while (goesOn) {
            LockSupport.parkNanos(this, longestWaitNanos / LOOKS);
            List<Question> overdue = new ArrayList<>();
            lock.lock();
            try {
                long now = System.nanoTime();
                // In the order in which they came: behind one that is in time, all are.
                while (!waiting.isEmpty() && now - waiting.peek().asked >= longestWaitNanos) {
                    overdue.add(waiting.remove());
                }
                goesOn = !waiting.isEmpty();
                guarded = goesOn;
            } finally {
                lock.unlock();
            }
            overdue.forEach(question -> question.end(null, busy()));
        }
    }

    private static RuntimeException busy() {
        return RequestRefusal.BUSY
                .because("The database cannot answer just now. Try again in a moment.")
                .withRetryAfter(RETRY_AFTER);
    }

    private final class Question {

        private final K key;
        private final Thread asker = Thread.currentThread();
        private final long asked = System.nanoTime();
        /** Set when this one is to lead. */
        private volatile @Nullable List<Question> batch;

        private volatile boolean ended;
        private @Nullable V found;
        private @Nullable Throwable failure;

        private Question(K key) {
            this.key = key;
        }

        private void lead(List<Question> whom) {
            batch = whom;
            LockSupport.unpark(asker);
        }

        private void end(@Nullable V answer, @Nullable Throwable thrown) {
            found = answer;
            failure = thrown;
            ended = true;
            if (asker != Thread.currentThread()) {
                LockSupport.unpark(asker);
            }
        }

        /** Until it is answered, or is to lead. */
        private void awaitTurn() {
            while (batch == null && !ended) {
                LockSupport.park(this);
                if (asker.isInterrupted()) {
                    giveUp();
                }
            }
        }

        /** Leaves the queue, or a statement that somebody else leads; who is to lead stays. */
        private void giveUp() {
            lock.lock();
            try {
                waiting.remove(this);
                if (!ended && batch == null) {
                    throw busy();
                }
            } finally {
                lock.unlock();
            }
        }

        private Optional<V> answer() {
            @Nullable Throwable thrown = failure;
            if (thrown instanceof Error error) {
                throw error;
            }
            if (thrown instanceof RuntimeException exception) {
                throw exception;
            }
            return Optional.ofNullable(found);
        }
    }
}
