package dev.tenon.smtp;

import java.time.Duration;

/**
 * How long a mail server may take. A server that says one byte a second answers every single wait; so there is an end to
 * the whole too.
 *
 * @param step to connect, for each answer, and for each piece that is written
 * @param whole for one mail
 * @param idle for how long a connection is kept for the next mail; servers keep theirs for minutes
 */
record SmtpPatience(Duration step, Duration whole, Duration idle) {

    /** The whole is shorter than the 30 seconds that the outbox allows for. */
    static final SmtpPatience USUAL =
            new SmtpPatience(Duration.ofSeconds(10), Duration.ofSeconds(25), Duration.ofSeconds(30));
}
