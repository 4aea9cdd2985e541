package dev.tenon.ports.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Where a request came from, as the audit trail and the list of sessions keep it.
 *
 * @param requestId names the request in logs, problems and audit rows
 * @param ipAddress the client's address; {@code null} in process
 * @param userAgent the client's own description, at most 512 characters; {@code null} if it gave none
 */
public record RequestOrigin(
        String requestId,
        @Nullable String ipAddress,
        @Nullable String userAgent) {

    private static final int LONGEST_USER_AGENT = 512;

    public RequestOrigin {
        if (userAgent != null && userAgent.length() > LONGEST_USER_AGENT) {
            userAgent = userAgent.substring(0, LONGEST_USER_AGENT);
        }
    }

    /** The origin of a call within this process. */
    public static RequestOrigin inProcess() {
        return new RequestOrigin("in-process", null, null);
    }
}
