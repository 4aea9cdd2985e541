package dev.tenon.blob.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Says what went wrong between Tenon and a bucket, and what to do. */
record S3Failures(S3Location location) {

    private static final int MOVED = 301;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TAKEN = 412;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int FULL = 507;

    /** Whether there is no such object. */
    static boolean isMissing(S3Exception failure) {
        return failure.statusCode() == NOT_FOUND && !code(failure).equals("NoSuchBucket");
    }

    /** Whether the name is taken, or is just being taken. */
    static boolean isTaken(S3Exception failure) {
        return failure.statusCode() == TAKEN || code(failure).equals("ConditionalRequestConflict");
    }

    /** Whether a write that was answered so may be there all the same. */
    static boolean mayHaveArrived(S3Exception failure) {
        int status = failure.statusCode();
        return status >= 500 || status == NOT_FOUND || isTaken(failure);
    }

    /** Whether the store does not know what it was asked for. */
    static boolean isUnknownThere(S3Exception failure) {
        return failure.statusCode() == NOT_IMPLEMENTED || code(failure).equals("NotImplemented");
    }

    private static String code(S3Exception failure) {
        @Nullable AwsErrorDetails details = failure.awsErrorDetails();
        @Nullable String code = details == null ? null : details.errorCode();
        return code == null ? "" : code;
    }

    IOException explain(SdkException failure) {
        if (failure instanceof AbortedException || Thread.currentThread().isInterrupted()) {
            InterruptedIOException interrupted = new InterruptedIOException("The thread was interrupted");
            interrupted.initCause(failure);
            return interrupted;
        }
        return new IOException(
                failure instanceof S3Exception answered ? refused(answered) : unanswered(failure), failure);
    }

    private String refused(S3Exception failure) {
        String code = code(failure);
        return switch (code) {
            case "NoSuchBucket" -> noBucket();
            case "InvalidAccessKeyId" -> location + " does not know this access key; give the right one.";
            case "SignatureDoesNotMatch" ->
                location + " finds that the secret key does not belong to the access key; give the right one.";
            case "ExpiredToken", "InvalidToken" -> location + " says that the credentials have expired; give new ones.";
            case "RequestTimeTooSkewed" ->
                "The clock of this machine differs from that of " + location + "; let both follow a time server.";
            case "AuthorizationHeaderMalformed", "PermanentRedirect", "IllegalLocationConstraintException" ->
                wrongRegion();
            case "SlowDown" -> location + " gets more requests than it takes; try again later.";
            case "QuotaExceeded", "XMinioStorageFull" -> full();
            default -> refusedWithStatus(failure, code);
        };
    }

    private String refusedWithStatus(S3Exception failure, String code) {
        int status = failure.statusCode();
        String answer = location + " answered " + status + (code.isEmpty() ? "" : " (" + code + ")");
        return switch (status) {
            case MOVED -> wrongRegion();
            case FORBIDDEN ->
                answer + ": the credentials are wrong, or may not read, write, list and delete there. Correct them,"
                        + " or what the bucket lets them do.";
            case NOT_FOUND -> noBucket();
            case FULL -> full();
            default ->
                status >= 500
                        ? answer + " at every try; try again later, and see whether the store is well."
                        : answer + " to a request that it does not take.";
        };
    }

    private String noBucket() {
        return "There is no bucket " + location.bucket() + " for " + location + "; make it, or correct its name.";
    }

    private String wrongRegion() {
        return location + " lies in another region than " + location.region() + "; say which by ?region=...";
    }

    private String full() {
        return location + " is full; make room, or let it grow.";
    }

    private String unanswered(SdkException failure) {
        if (failure instanceof ApiCallTimeoutException || failure instanceof ApiCallAttemptTimeoutException) {
            return location + " did not answer in time.";
        }
        String said = String.valueOf(failure.getMessage());
        if (said.contains("Unable to load credentials")) {
            return "There are no credentials for " + location + "; give an access key and a secret key.";
        }
        return switch (root(failure)) {
            case UnknownHostException unknown ->
                "There is no host " + unknown.getMessage() + " for " + location + "; correct the endpoint.";
            case ConnectException refused -> location + " cannot be reached: nothing listens there.";
            case NoRouteToHostException lost -> location + " cannot be reached: no way leads there.";
            case SocketTimeoutException silent -> location + " did not answer in time.";
            case SSLException untrusted ->
                location + " cannot be trusted: " + untrusted.getMessage()
                        + ". Correct its certificate, or the endpoint.";
            case SocketException cut -> location + " cut the connection; try again later.";
            default -> location + " cannot be used: " + said;
        };
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (Throwable next = failure.getCause(); next != null; next = next.getCause()) {
            root = next;
        }
        return root;
    }
}
