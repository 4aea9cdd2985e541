package dev.tenon.blob.s3;

/** What a bucket is opened with. */
public record S3Credentials(String accessKey, String secretKey) {

    public S3Credentials {
        if (accessKey.isBlank() || secretKey.isBlank()) {
            throw new IllegalArgumentException("Neither half of the credentials may be empty");
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return accessKey;
    }
}
