package dev.tenon.benchmarks;

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

/** A signed-in administrator. */
record Session(String token, String userId) {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final int LONGEST_PAGE = 200;

    static Session open(int port, String email, String password) throws IOException, InterruptedException {
        HttpResponse<String> opened = CLIENT.send(
                request(port, "/v1/sessions")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(credentials(email, password)))
                        .build(),
                BodyHandlers.ofString());
        Session unnamed = new Session(text(opened.body(), "token"), "");
        return new Session(unnamed.token, text(unnamed.get(port, "/v1/me"), "id"));
    }

    /** The body of a request to sign in. */
    static String credentials(String email, String password) {
        return "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}";
    }

    /** Seconds until a sign-in is refused. */
    static double refusedIn(int port, String email, String password) throws IOException, InterruptedException {
        HttpRequest request = request(port, "/v1/sessions")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(credentials(email, password)))
                .build();
        long began = System.nanoTime();
        HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
        double seconds = (System.nanoTime() - began) / 1e9;
        if (response.statusCode() != 401) {
            throw new IllegalStateException("A sign-in was to be refused, and answered " + response.body());
        }
        return seconds;
    }

    /** The request header that carries the token, with its line end. */
    String header() {
        return "Authorization: Bearer " + token + "\r\n";
    }

    /** Walks along the list of users, the newest first, until so many are behind; their number is a multiple of 50. */
    String cursorAfter(int port, int users) throws IOException, InterruptedException {
        String cursor = "";
        int behind = 0;
        while (behind < users) {
            int limit = users - behind >= LONGEST_PAGE ? LONGEST_PAGE : 50;
            String page = get(port, "/v1/users?limit=" + limit + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            cursor = text(page, "next");
            behind += limit;
        }
        return cursor;
    }

    String get(int port, String path) throws IOException, InterruptedException {
        return send(request(port, path).GET().build());
    }

    String post(int port, String path, String json) throws IOException, InterruptedException {
        return send(request(port, path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build());
    }

    /** Changes whatever revision there is. */
    void patch(int port, String path, String json) throws IOException, InterruptedException {
        send(request(port, path)
                .header("Content-Type", "application/merge-patch+json")
                .header("If-Match", "*")
                .method("PATCH", BodyPublishers.ofString(json))
                .build());
    }

    void delete(int port, String path) throws IOException, InterruptedException {
        send(request(port, path).DELETE().build());
    }

    private String send(HttpRequest request) throws IOException, InterruptedException {
        HttpRequest signed = HttpRequest.newBuilder(request, (name, value) -> true)
                .header("Authorization", "Bearer " + token)
                .build();
        HttpResponse<String> response = CLIENT.send(signed, BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(request.uri() + " was answered " + response.body());
        }
        return response.body();
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30));
    }

    /** The first member of this name that is a text. */
    static String text(String json, String name) {
        Matcher member = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
        if (!member.find()) {
            throw new IllegalStateException("No " + name + " in " + json);
        }
        return member.group(1);
    }
}
