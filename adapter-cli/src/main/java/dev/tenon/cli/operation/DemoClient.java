package dev.tenon.cli.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The demo's way to the server: the same requests that anyone would send. */
final class DemoClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final URI server;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    DemoClient(URI server) {
        this.server = server;
    }

    /** An answer: its status and its body. */
    static final class Reply {

        private final int status;
        private final String eTag;
        private final byte[] body;

        private Reply(HttpResponse<byte[]> response) {
            this.status = response.statusCode();
            this.eTag = response.headers().firstValue("ETag").orElse("");
            this.body = response.body();
        }

        int status() {
            return status;
        }

        String eTag() {
            return eTag;
        }

        byte[] body() {
            return body;
        }

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException notJson) {
                throw new DemoFailure("the answer is no JSON: " + text());
            }
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** Passes an answer with this status; fails on any other. */
        Reply expect(int expected) {
            if (status != expected) {
                throw new DemoFailure("expected status " + expected + ", got " + status + ": " + text());
            }
            return this;
        }
    }

    Reply get(String path, @Nullable String token) {
        return get(path, token, Map.of());
    }

    Reply get(String path, @Nullable String token, Map<String, String> headers) {
        HttpRequest.Builder request = request(path, token).GET();
        headers.forEach(request::header);
        return send(request);
    }

    Reply post(String path, @Nullable String token, Map<String, String> fields) {
        try {
            return send(request(path, token)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(fields))));
        } catch (IOException impossible) {
            throw new IllegalStateException("Texts can be written as JSON", impossible);
        }
    }

    Reply upload(String token, String fileName, BodyPublisher content) {
        String name = fileName.replaceAll("[^A-Za-z0-9._-]", "_");
        return send(request("/v1/documents", token)
                .expectContinue(true)
                .header("Content-Type", "application/octet-stream")
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .POST(content));
    }

    Reply delete(String path, String token) {
        return send(request(path, token).DELETE());
    }

    static String sha256(InputStream content) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[64 * 1024];
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private HttpRequest.Builder request(String path, @Nullable String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path)).timeout(LONGEST_WAIT);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request;
    }

    private Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            return new Reply(response);
        } catch (IOException unreachable) {
            throw new DemoFailure("the server does not answer: " + unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted");
        }
    }
}
