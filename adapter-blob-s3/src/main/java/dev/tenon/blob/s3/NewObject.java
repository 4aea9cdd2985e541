package dev.tenon.blob.s3;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * One object that is to come into being, under a name that must be free. It carries a mark of its own: where an answer was
 * lost, or a repeated request finds the name taken, the mark tells whether it was this one that arrived.
 */
final class NewObject {

    private static final String MARK = "tenon-put";
    private static final String ANY = "*";

    private final S3Calls calls;
    private final AtomicBoolean conditions;
    private final String name;
    private final String mark = UUID.randomUUID().toString();

    /**
     * @param conditions whether the store knows conditional writes; turned off for good when it says that it does not
     */
    NewObject(S3Calls calls, AtomicBoolean conditions, String name) {
        this.calls = calls;
        this.conditions = conditions;
        this.name = name;
    }

    /** What the store writes with {@code If-None-Match}. */
    @FunctionalInterface
    interface Write {
        void with(@Nullable String ifNoneMatch);
    }

    String name() {
        return name;
    }

    Map<String, String> metadata() {
        return Map.of(MARK, mark);
    }

    /** Writes it, if the name is free. When this throws, it is not there, as far as the store answered. */
    void settle(Write write) throws IOException {
        try {
            write.with(conditions.get() ? ANY : null);
        } catch (S3Exception unknown) {
            if (conditions.get() && S3Failures.isUnknownThere(unknown)) {
                // Keys are never given twice; the condition guards against mistakes, and was looked at before.
                conditions.set(false);
                settle(write);
                return;
            }
            refuseUnlessOurs(unknown, S3Failures.mayHaveArrived(unknown));
        } catch (SdkException unanswered) {
            refuseUnlessOurs(unanswered, true);
        }
    }

    private void refuseUnlessOurs(SdkException failure, boolean mayHaveArrived) throws IOException {
        if (mayHaveArrived && isOurs(failure)) {
            return;
        }
        if (failure instanceof S3Exception refused && S3Failures.isTaken(refused)) {
            throw taken();
        }
        throw calls.explain(failure);
    }

    private boolean isOurs(SdkException failure) {
        try {
            HeadObjectResponse there = calls.raw(client ->
                    client.headObject(head -> head.bucket(calls.bucket()).key(name)));
            return mark.equals(there.metadata().get(MARK));
        } catch (SdkException another) {
            failure.addSuppressed(another);
            return false;
        }
    }

    FileAlreadyExistsException taken() {
        return new FileAlreadyExistsException(name, null, "it is there already, and a key is written once");
    }
}
