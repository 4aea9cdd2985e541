package dev.tenon.testkit;

import dev.tenon.ports.kernel.spi.Signals;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Signals within one program: sent when a unit of work has committed. */
final class InMemorySignals implements Signals {

    private static final long PAUSE_MILLIS = 1_000;

    private final InMemoryUnitOfWork unitOfWork;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

    InMemorySignals(InMemoryUnitOfWork unitOfWork) {
        this.unitOfWork = unitOfWork;
    }

    @Override
    public void send(String topic) {
        unitOfWork
                .required()
                .afterCommit(() -> listeners.stream()
                        .filter(listener -> listener.topic.equals(topic))
                        .forEach(listener -> listener.signals.release()));
    }

    @Override
    public Listening listen(String topic, Runnable woken) {
        Listener listener = new Listener(topic, woken);
        listeners.add(listener);
        Thread.ofVirtual().name("signals-" + topic).start(listener::run);
        return listener;
    }

    private final class Listener implements Listening {

        private final String topic;
        private final Runnable woken;
        private final Semaphore signals = new Semaphore(0);
        private volatile boolean isOpen = true;

        private Listener(String topic, Runnable woken) {
            this.topic = topic;
            this.woken = woken;
        }

        private void run() {
            try {
                while (isOpen) {
                    if (signals.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                        signals.drainPermits();
                    }
                    if (isOpen) {
                        wake();
                    }
                }
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        }

        /** What goes wrong once is told of, and does not end the listening. */
        private void wake() {
            try {
                woken.run();
            } catch (RuntimeException problem) {
                Thread present = Thread.currentThread();
                present.getUncaughtExceptionHandler().uncaughtException(present, problem);
            }
        }

        @Override
        public void close() {
            isOpen = false;
            listeners.remove(this);
            signals.release();
        }
    }
}
