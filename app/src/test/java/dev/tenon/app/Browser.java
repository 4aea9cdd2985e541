package dev.tenon.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends requests to a server, as anyone would. */
final class Browser {

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI server;

    Browser(URI server) {
        this.server = server;
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.resolve(path)).GET(), headers);
    }

    HttpResponse<String> post(String path, String json, String... headers) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(server.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)),
                headers);
    }

    HttpResponse<String> delete(String path, String... headers) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.resolve(path)).DELETE(), headers);
    }

    HttpResponse<String> upload(String name, byte[] content, String... headers)
            throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(server.resolve("/v1/documents"))
                        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                        .POST(BodyPublishers.ofByteArray(content)),
                headers);
    }

    /** Begins an upload in pieces; its path. */
    String begin(String name, long size, String... headers) throws IOException, InterruptedException {
        String encoded = Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> begun = send(
                HttpRequest.newBuilder(server.resolve("/v1/uploads"))
                        .header("Tus-Resumable", "1.0.0")
                        .header("Upload-Length", Long.toString(size))
                        .header("Upload-Metadata", "filename " + encoded)
                        .POST(BodyPublishers.noBody()),
                headers);
        return begun.headers().firstValue("Location").orElseThrow(() -> new AssertionError(begun.body()));
    }

    /** Goes on with an upload. */
    HttpResponse<String> piece(String path, long offset, byte[] bytes, String... headers)
            throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(server.resolve(path))
                        .header("Tus-Resumable", "1.0.0")
                        .header("Upload-Offset", Long.toString(offset))
                        .header("Content-Type", "application/offset+octet-stream")
                        .method("PATCH", BodyPublishers.ofByteArray(bytes)),
                headers);
    }

    /** How far an upload has come, and which document it is. */
    HttpResponse<String> inspect(String path, String... headers) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(server.resolve(path))
                        .header("Tus-Resumable", "1.0.0")
                        .method("HEAD", BodyPublishers.noBody()),
                headers);
    }

    /** Puts the clock of a server that has one for tests so far ahead of ours; what became due is done. */
    void clockAhead(Duration by) throws IOException, InterruptedException {
        HttpResponse<String> moved = send(HttpRequest.newBuilder(server.resolve("/v1/test-clock"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(
                        "{\"instant\":\"" + Instant.now().plus(by).truncatedTo(ChronoUnit.SECONDS) + "\"}")));
        if (moved.statusCode() != 200) {
            throw new AssertionError(moved.body());
        }
    }

    /** Signs in; the header that says so. */
    String[] signIn(String email, String password) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                post("/v1/sessions", "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}");
        return new String[] {"Authorization", "Bearer " + field(answer.body(), "token")};
    }

    /** A text field of a JSON object, the first of this name. */
    static String field(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        if (!matcher.find()) {
            throw new AssertionError("No " + name + " in " + json);
        }
        return matcher.group(1);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers)
            throws IOException, InterruptedException {
        request.timeout(Duration.ofSeconds(60));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
