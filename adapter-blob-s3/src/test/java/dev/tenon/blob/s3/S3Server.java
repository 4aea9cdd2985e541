package dev.tenon.blob.s3;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** A real server of S3 that keeps everything in memory, for the tests of one class. */
final class S3Server implements BeforeAllCallback, AfterAllCallback {

    static final S3Credentials CREDENTIALS = new S3Credentials("tenon", "a secret that only tests know");

    private final TransientNio2BlobStore objects = new TransientNio2BlobStore();
    private final S3Proxy server = S3Proxy.builder()
            .blobStore(objects)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, CREDENTIALS.accessKey(), CREDENTIALS.secretKey())
            .build();

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        server.start();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        server.stop();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /** A bucket with nothing in it. */
    String newBucket() {
        String bucket = "bucket-" + UUID.randomUUID();
        objects.createContainer(bucket);
        return bucket;
    }

    /** Uploads in parts that are neither finished nor ended. */
    List<MultipartUpload> unfinished(String bucket) {
        return objects.listMultipartUploads(bucket);
    }

    /** The names of everything in a bucket. */
    List<String> names(String bucket) {
        return objects.list(bucket).contents().stream()
                .map(object -> object.key())
                .toList();
    }
}
