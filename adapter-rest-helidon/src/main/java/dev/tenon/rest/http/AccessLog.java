package dev.tenon.rest.http;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for every request, as JSON: what a person asks a log for, and nothing that is secret or personal. No path as sent and
 * no query: the route's template stands for both.
 */
final class AccessLog {

    private static final Logger LOG = LoggerFactory.getLogger("dev.tenon.access");

    private AccessLog() {}

    static void write(String method, String route, int status, long nanos, long bytes, String requestId, String actor) {
        if (!LOG.isInfoEnabled()) {
            return;
        }
        long micros = nanos / 1_000;
        // Every value is a number, a word of ours, or was checked against a small alphabet: nothing needs escaping.
        String line = "{\"method\":\"" + method + "\",\"route\":\"" + route + "\",\"status\":" + status + ",\"ms\":"
                + micros / 1_000 + '.' + (char) ('0' + micros / 100 % 10) + (char) ('0' + micros / 10 % 10)
                + (char) ('0' + micros % 10) + ",\"bytes\":" + bytes + ",\"requestId\":\"" + requestId
                + "\",\"actor\":\"" + actor + "\"}";
        LOG.info(line);
    }
}
