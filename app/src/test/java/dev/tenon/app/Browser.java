package dev.tenon.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
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

    HttpResponse<String> upload(String name, byte[] content, String... headers)
            throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(server.resolve("/v1/documents"))
                        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                        .POST(BodyPublishers.ofByteArray(content)),
                headers);
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
