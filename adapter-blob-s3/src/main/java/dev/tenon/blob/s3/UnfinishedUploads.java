package dev.tenon.blob.s3;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** Uploads in parts that nobody finished: a process was killed. Nobody sees them, and every store counts their bytes. */
record UnfinishedUploads(S3Calls calls, ObjectNames names) {

    static final Duration STALE = Duration.ofDays(1);

    private static final int MOST_PAGES = 1_000;

    /** Ends them, those of blobs alone; their age is told by the clock that wrote their time, which is the store's. */
    int endThoseOlderThan(Duration age) throws IOException {
        int ended = 0;
        @Nullable String key = null;
        @Nullable String upload = null;
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            ListMultipartUploadsResponse page = list(key, upload);
            @Nullable Instant now = timeOf(page).orElse(null);
            if (now == null) {
                return ended;
            }
            for (MultipartUpload unfinished : page.uploads()) {
                if (unfinished.initiated().isBefore(now.minus(age))
                        && names.key(unfinished.key()).isPresent()) {
                    end(unfinished);
                    ended++;
                }
            }
            if (!Boolean.TRUE.equals(page.isTruncated())) {
                return ended;
            }
            key = page.nextKeyMarker();
            upload = page.nextUploadIdMarker();
        }
        return ended;
    }

    private ListMultipartUploadsResponse list(@Nullable String key, @Nullable String upload) throws IOException {
        return calls.make(client -> client.listMultipartUploads(request -> request.bucket(calls.bucket())
                .prefix(names.prefix())
                .keyMarker(key)
                .uploadIdMarker(upload)));
    }

    private void end(MultipartUpload unfinished) throws IOException {
        calls.make(client -> client.abortMultipartUpload(
                abort -> abort.bucket(calls.bucket()).key(unfinished.key()).uploadId(unfinished.uploadId())));
    }

    /** When the store answered. One that does not say so keeps what it has. */
    private static Optional<Instant> timeOf(ListMultipartUploadsResponse answer) {
        try {
            return answer.sdkHttpResponse()
                    .firstMatchingHeader("Date")
                    .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
