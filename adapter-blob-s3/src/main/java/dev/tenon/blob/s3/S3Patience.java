package dev.tenon.blob.s3;

import java.time.Duration;

/**
 * How long a store is waited for.
 *
 * @param connect until a connection stands
 * @param silence in which not one byte comes
 * @param attempt for one try: a part goes up, or an answer begins
 * @param call for all tries of a request, with the pauses between them
 * @param attempts how many tries a request gets
 */
record S3Patience(Duration connect, Duration silence, Duration attempt, Duration call, int attempts) {

    /** A part of 8 MiB in a minute: a line of 1.2 Mbit/s carries it. */
    static S3Patience standard() {
        return new S3Patience(
                Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofSeconds(150), 3);
    }
}
