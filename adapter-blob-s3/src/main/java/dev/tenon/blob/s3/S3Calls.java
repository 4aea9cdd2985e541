package dev.tenon.blob.s3;

import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/** Requests to one bucket, whose failures are told in words for the operator. */
final class S3Calls implements AutoCloseable {

    /** A request. */
    @FunctionalInterface
    interface Request<T> {
        T to(S3Client client);
    }

    private final S3Location location;
    private final S3Client client;
    private final S3Failures failures;

    private S3Calls(S3Location location, S3Client client) {
        this.location = location;
        this.client = client;
        this.failures = new S3Failures(location);
    }

    static S3Calls to(S3Location location, @Nullable S3Credentials credentials, S3Patience patience) {
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(location.region()))
                .credentialsProvider(provider(credentials))
                .forcePathStyle(location.pathStyle())
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(patience.connect())
                        .socketTimeout(patience.silence())
                        .build())
                // Many stores that speak as S3 does know no checksums in trailers. Ours go as Content-MD5.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(S3Configuration.builder()
                        .chunkedEncodingEnabled(false)
                        .expectContinueEnabled(false)
                        .build())
                .overrideConfiguration(override -> override.apiCallAttemptTimeout(patience.attempt())
                        .apiCallTimeout(patience.call())
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(patience.attempts())
                                .build()));
        URI endpoint = location.endpoint();
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return new S3Calls(location, builder.build());
    }

    private static AwsCredentialsProvider provider(@Nullable S3Credentials credentials) {
        return credentials == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(credentials.accessKey(), credentials.secretKey()));
    }

    String bucket() {
        return location.bucket();
    }

    S3Location location() {
        return location;
    }

    /** Makes a request; what goes wrong is left as the library says it. */
    <T> T raw(Request<T> request) {
        return request.to(client);
    }

    /** Makes a request. */
    <T> T make(Request<T> request) throws IOException {
        try {
            return request.to(client);
        } catch (SdkException failure) {
            throw explain(failure);
        }
    }

    /** The same failure in words for the operator. */
    IOException explain(SdkException failure) {
        return failures.explain(failure);
    }

    @Override
    public void close() {
        client.close();
    }
}
