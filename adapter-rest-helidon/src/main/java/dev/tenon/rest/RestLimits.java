package dev.tenon.rest;

import java.time.Duration;

/**
 * What bounds the server. Nothing here is unlimited, so that no client can take more than its share.
 *
 * @param jsonBody bytes of a JSON body
 * @param upload bytes of an uploaded file, whatever the plan grants
 * @param requestLine bytes of the first line
 * @param headers bytes of all headers together
 * @param connections open at once; one more is answered 503
 * @param concurrency short requests at work at once; one more waits for {@code patience}, then 503
 * @param transfers uploads and downloads at once; one more is answered 503
 * @param madeAnswers answers at once that are made while they are sent: zips and exports; one more is answered 503
 * @param bufferedBodies bytes of JSON bodies in memory at once; one more is answered 503
 * @param patience how long a request waits for its turn
 * @param requestTime how long a short request may take; then it is interrupted, and answered 503
 * @param idle how long a connection may be silent
 * @param headerTime how long the headers may take to come
 * @param slowestRate bytes a second at which a body has to come or be taken on average
 * @param slowestGrace how long a body may be slower than that
 */
public record RestLimits(
        int jsonBody,
        long upload,
        int requestLine,
        int headers,
        int connections,
        int concurrency,
        int transfers,
        int madeAnswers,
        int bufferedBodies,
        Duration patience,
        Duration requestTime,
        Duration idle,
        Duration headerTime,
        long slowestRate,
        Duration slowestGrace) {

    private static final int MIB = 1 << 20;

    /** What fits a small machine; documented in the operator's manual. */
    public static RestLimits standard() {
        return new RestLimits(
                MIB,
                8L * 1024 * MIB,
                8 * 1024,
                16 * 1024,
                2_000,
                128,
                64,
                16,
                32 * MIB,
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                4 * 1024,
                Duration.ofSeconds(15));
    }

    public RestLimits {
        boolean isBounded = jsonBody > 0
                && upload > 0
                && requestLine > 0
                && headers > 0
                && connections > 0
                && concurrency > 0
                && transfers > 0
                && madeAnswers > 0
                && bufferedBodies >= jsonBody
                && slowestRate > 0;
        if (!isBounded || requestTime.isNegative() || requestTime.isZero() || idle.toMillis() < 100) {
            throw new IllegalArgumentException("Every limit is positive, and one body fits the buffers");
        }
    }

    /** The same limits with others for how many things are done at once. */
    public RestLimits atOnce(int maxConnections, int maxConcurrency, int maxTransfers) {
        return new RestLimits(
                jsonBody,
                upload,
                requestLine,
                headers,
                maxConnections,
                maxConcurrency,
                maxTransfers,
                madeAnswers,
                bufferedBodies,
                patience,
                requestTime,
                idle,
                headerTime,
                slowestRate,
                slowestGrace);
    }

    /** The same limits with another for how many answers are made at once while they are sent. */
    public RestLimits making(int maxMadeAnswers) {
        return new RestLimits(
                jsonBody,
                upload,
                requestLine,
                headers,
                connections,
                concurrency,
                transfers,
                maxMadeAnswers,
                bufferedBodies,
                patience,
                requestTime,
                idle,
                headerTime,
                slowestRate,
                slowestGrace);
    }

    /** The same limits with others for how long things may take. */
    public RestLimits within(Duration forTurn, Duration forRequest, Duration forSilence, Duration forHeaders) {
        return new RestLimits(
                jsonBody,
                upload,
                requestLine,
                headers,
                connections,
                concurrency,
                transfers,
                madeAnswers,
                bufferedBodies,
                forTurn,
                forRequest,
                forSilence,
                forHeaders,
                slowestRate,
                slowestGrace);
    }

    /** The same limits with another for slow clients. */
    public RestLimits slowest(long bytesPerSecond, Duration grace) {
        return new RestLimits(
                jsonBody,
                upload,
                requestLine,
                headers,
                connections,
                concurrency,
                transfers,
                madeAnswers,
                bufferedBodies,
                patience,
                requestTime,
                idle,
                headerTime,
                bytesPerSecond,
                grace);
    }

    /** The same limits with another size of files. */
    public RestLimits uploads(long bytes) {
        return new RestLimits(
                jsonBody,
                bytes,
                requestLine,
                headers,
                connections,
                concurrency,
                transfers,
                madeAnswers,
                bufferedBodies,
                patience,
                requestTime,
                idle,
                headerTime,
                slowestRate,
                slowestGrace);
    }
}
