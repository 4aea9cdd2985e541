package dev.tenon.ports.kernel.spi;

/**
 * Wakes the servers of an installation: who listens hears soon after the commit that something happened, and then asks the
 * database what. A signal says no more than its topic, and may get lost; so whoever listens is woken every few seconds besides.
 */
public interface Signals {

    /** Listening, until it is closed. */
    interface Listening extends AutoCloseable {

        @Override
        void close();
    }

    /**
     * Wakes whoever listens, on every server, once the present unit of work is committed.
     *
     * @param topic a word of small letters and underscores
     * @throws IllegalStateException if there is no unit of work
     */
    void send(String topic);

    /**
     * Has this called, on a thread that is not the caller's, soon after a signal and every few seconds besides; several signals may
     * come as one call, and calls never overlap. Needs no unit of work.
     */
    Listening listen(String topic, Runnable woken);
}
