package dev.tenon.rest.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP client that holds every answer against the OpenAPI document: the status is one that the operation has, the media
 * type, the headers and the body are as described, a problem is one that the operation names. An answer that breaks the
 * document fails the test that caused it. Every HTTP test goes through it.
 */
public final class ValidatingClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Pattern LEAK = Pattern.compile(
            "\\bat [\\w.$]+\\([\\w]+\\.java|(java|javax|jakarta|io\\.helidon|com\\.fasterxml|dev\\.tenon|org\\.[a-z]+)\\.[\\w.]+"
                    + "(Exception|Error)|SELECT .* FROM|INSERT INTO|\\bSQLSTATE\\b");
    /** What HTTP itself puts beside the headers that the document names. */
    private static final Set<String> OF_HTTP = Set.of(
            "content-type",
            "content-length",
            "transfer-encoding",
            "date",
            "connection",
            "cache-control",
            "x-content-type-options",
            "tus-resumable",
            ":status");

    private final URI base;
    private final ApiDocument document;
    private final HttpClient http;
    private final @Nullable String token;
    private final Map<String, String> standing;

    /** A client of the server at this address that has signed in nowhere. */
    public ValidatingClient(URI base) {
        this(base, ApiDocument.served(), newHttp().build(), null, Map.of());
    }

    private static HttpClient.Builder newHttp() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(TIMEOUT);
    }

    private ValidatingClient(
            URI base, ApiDocument document, HttpClient http, @Nullable String token, Map<String, String> standing) {
        this.base = base;
        this.document = document;
        this.http = http;
        this.token = token;
        this.standing = standing;
    }

    /** The same client with a session's token. */
    public ValidatingClient as(String sessionToken) {
        return new ValidatingClient(base, document, http, sessionToken, standing);
    }

    /** A client that has signed in nowhere and comes from this address of this machine. */
    public ValidatingClient from(String localAddress) {
        try {
            return new ValidatingClient(
                    base,
                    document,
                    newHttp().localAddress(InetAddress.getByName(localAddress)).build(),
                    null,
                    Map.of());
        } catch (UnknownHostException notAnAddress) {
            throw new IllegalArgumentException(notAnAddress);
        }
    }

    /** The same client, nobody. */
    public ValidatingClient anonymous() {
        return new ValidatingClient(base, document, http, null, standing);
    }

    /** The same client, which sends this header with every request. */
    public ValidatingClient with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(standing);
        more.put(header, value);
        return new ValidatingClient(base, document, http, token, Map.copyOf(more));
    }

    public Call get(String path) {
        return new Call("GET", path);
    }

    /** The operation with the examples of the document, and the revision of what is new where it asks for one. */
    public Call example(ApiOperation operation) {
        Call call = new Call(operation.method(), operation.examplePath());
        if (operation.needsRevision()) {
            call.header("If-Match", "\"1\"");
        }
        operation.exampleBody().ifPresent(call::json);
        operation.exampleForm().ifPresent(call::form);
        if (Set.of("uploadDocument", "addDocumentVersion").contains(operation.id())) {
            call.file("file", "a.txt", "text/plain", "hello".getBytes(StandardCharsets.UTF_8));
        }
        if (operation.id().equals("receiveSupportMail")) {
            call.body(
                    "message/rfc822", "From: nobody@example.org\r\n\r\nHello\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        if (operation.path().startsWith("/v1/uploads")) {
            call.header("Tus-Resumable", "1.0.0");
        }
        if (operation.id().equals("createUpload")) {
            call.header("Upload-Length", "5").header("Upload-Metadata", "filename YS50eHQ=");
        }
        if (operation.id().equals("appendToUpload")) {
            call.header("Upload-Offset", "0")
                    .body("application/offset+octet-stream", "hello".getBytes(StandardCharsets.UTF_8));
        }
        return call;
    }

    /** Reads an address as a {@code Link} has it, query included. */
    public Call follow(String target) {
        return get(target);
    }

    public Call head(String path) {
        return new Call("HEAD", path);
    }

    public Call post(String path) {
        return new Call("POST", path);
    }

    public Call put(String path) {
        return new Call("PUT", path);
    }

    public Call patch(String path) {
        return new Call("PATCH", path);
    }

    public Call delete(String path) {
        return new Call("DELETE", path);
    }

    public Call call(String method, String path) {
        return new Call(method, path);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** A request on its way. */
    public final class Call {

        private final String method;
        private String meant;
        private final String path;
        private final Map<String, String> headers = new LinkedHashMap<>(standing);
        private final List<String> query = new ArrayList<>();
        private BodyPublisher body = BodyPublishers.noBody();

        private Call(String method, String path) {
            this.method = method;
            this.meant = method;
            this.path = path;
            if (token != null) {
                headers.put("Authorization", "Bearer " + token);
            }
        }

        public Call header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        /** Says that another method is meant, and holds the answer against what that one is to answer, if it is taken. */
        public Call overriding(String other) {
            meant = Set.of("PATCH", "DELETE").contains(other) ? other : method;
            return header("X-HTTP-Method-Override", other);
        }

        public Call query(String name, Object value) {
            query.add(URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
                    + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
            return this;
        }

        /** A JSON body. */
        public Call json(Object value) {
            return body("application/json", text(value));
        }

        /** A merge patch of a revision. */
        public Call patch(@Nullable String etag, Object value) {
            if (etag != null) {
                headers.put("If-Match", etag);
            }
            return body("application/merge-patch+json", text(value));
        }

        public Call body(String mediaType, String text) {
            return body(mediaType, text.getBytes(StandardCharsets.UTF_8));
        }

        public Call body(String mediaType, byte[] bytes) {
            return body(mediaType, BodyPublishers.ofByteArray(bytes));
        }

        public Call body(String mediaType, BodyPublisher publisher) {
            headers.put("Content-Type", mediaType);
            body = publisher;
            return this;
        }

        /** What a page's form sends. */
        public Call form(Map<String, String> fields) {
            String text = fields.entrySet().stream()
                    .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                            + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            return body("application/x-www-form-urlencoded", text);
        }

        /** A form with one file. */
        public Call file(String part, String fileName, String mediaType, byte[] bytes) {
            String boundary = "tenon-test-boundary-7f3a";
            ByteArrayOutputStream form = new ByteArrayOutputStream();
            form.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + part + "\"; filename=\""
                            + fileName + "\"\r\nContent-Type: " + mediaType + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            form.writeBytes(bytes);
            form.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
            return body("multipart/form-data; boundary=" + boundary, form.toByteArray());
        }

        public Call idempotencyKey(String key) {
            return header("Idempotency-Key", key);
        }

        /** Sends it, and checks the answer against the document. */
        public Answer send() {
            String separator = path.contains("?") ? "&" : "?";
            String target = query.isEmpty() ? path : path + separator + String.join("&", query);
            HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(target))
                    .timeout(TIMEOUT)
                    .method(method, body);
            headers.forEach(request::setHeader);
            try {
                HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
                Answer answer =
                        new Answer(method + " " + target, response.statusCode(), response.headers(), content(response));
                List<String> violations = violations(meant, path.split("\\?", 2)[0], answer);
                if (!violations.isEmpty()) {
                    throw new AssertionError("The answer is not what openapi.yaml says:\n  "
                            + String.join("\n  ", violations) + "\n" + answer);
                }
                return answer;
            } catch (IOException broken) {
                throw new UncheckedIOException(method + " " + target, broken);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopped);
            }
        }

        /** Sends it, checks the answer against the document, and expects this status. */
        public Answer expect(int status) {
            return send().expect(status);
        }

        /** Sends it, and expects the problem of this code. */
        public Answer refused(int status, String code) {
            return expect(status).withProblem(code);
        }
    }

    /** The whole body; of a stream of events, which never ends, the first one. */
    private static byte[] content(HttpResponse<InputStream> response) throws IOException {
        try (InputStream in = response.body()) {
            String type = response.headers().firstValue("content-type").orElse("");
            if (!type.startsWith("text/event-stream")) {
                return in.readAllBytes();
            }
            ByteArrayOutputStream event = new ByteArrayOutputStream();
            while (!event.toString(StandardCharsets.UTF_8).endsWith("\n\n")) {
                int next = in.read();
                if (next < 0) {
                    break;
                }
                event.write(next);
            }
            return event.toByteArray();
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException("Not JSON: " + text, notJson);
        }
    }

    private static String text(Object value) {
        try {
            return value instanceof String text ? text : JSON.writeValueAsString(value);
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException(notJson);
        }
    }

    private List<String> violations(String method, String path, Answer answer) {
        List<ApiOperation> operations = document.at(path);
        ApiOperation operation = operations.stream()
                .filter(each -> each.method().equals(method))
                .findFirst()
                // GET answers HEAD too, without a body.
                .or(() -> operations.stream()
                        .filter(each -> method.equals("HEAD") && each.method().equals("GET"))
                        .findFirst())
                .orElse(null);
        JsonNode response = (operation == null
                        ? document.anywhere(answer.status())
                        : document.response(operation, answer.status()))
                .orElse(null);
        if (response == null) {
            return List.of("the status " + answer.status() + " is not described");
        }
        List<String> violations = new ArrayList<>();
        if (operation == null) {
            allowed(operations, answer, violations);
        }
        headers(response, answer, violations);
        rates(path, answer, violations);
        body(method, response, answer, violations);
        if (path.matches("/v1/uploads(/[^/]+)?")
                && !answer.header("tus-resumable").orElse("").equals("1.0.0")) {
            violations.add("Tus-Resumable does not say 1.0.0");
        }
        if (path.startsWith("/v1/")
                && !answer.header("cache-control").orElse("").contains("no-store")) {
            violations.add("Cache-Control does not say no-store");
        }
        return violations;
    }

    private static void allowed(List<ApiOperation> operations, Answer answer, List<String> violations) {
        int expected = operations.isEmpty() ? 404 : 405;
        if (answer.status() != expected && answer.status() < 413) {
            violations.add("nothing is described for it, so " + expected + " is the answer");
        }
        if (answer.status() == 405) {
            Set<String> allow = Set.of(answer.header("allow").orElse("").split(", "));
            Set<String> described =
                    operations.stream().map(ApiOperation::method).collect(Collectors.toSet());
            if (described.contains("GET")) {
                described.add("HEAD");
            }
            described.add("OPTIONS");
            if (!allow.equals(described)) {
                violations.add("Allow is " + allow + " and the document has " + described);
            }
        }
    }

    private void headers(JsonNode response, Answer answer, List<String> violations) {
        Set<String> described = response.path("headers").properties().stream()
                .map(header -> header.getKey().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        answer.headers().map().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!described.contains(lower)
                    && !OF_HTTP.contains(lower)
                    && !ofAnyAnswer().contains(lower)) {
                violations.add("the header " + name + " is not described");
            }
            if (values.size() > 1) {
                violations.add("the header " + name + " comes several times");
            }
        });
        response.path("headers").properties().forEach(entry -> {
            JsonNode header = document.resolve(entry.getValue());
            String value = answer.header(entry.getKey()).orElse(null);
            if (value == null) {
                if (header.path("required").asBoolean()) {
                    violations.add("the header " + entry.getKey() + " is missing");
                }
            } else {
                document.violations(header.path("schema"), TextNode.valueOf(value))
                        .forEach(what -> violations.add("the header " + entry.getKey() + " " + what));
            }
        });
    }

    private Set<String> ofAnyAnswer() {
        return document.root().path("x-any-answer").properties().stream()
                .map(header -> header.getKey().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** Whoever is counted is told so, in every answer but those that fail here; nothing but the product is limited. */
    private void rates(String path, Answer answer, List<String> violations) {
        boolean isCounted = path.startsWith("/v1/") && !path.startsWith("/v1/test-clock");
        document.root().path("x-any-answer").properties().forEach(entry -> {
            String value = answer.header(entry.getKey()).orElse(null);
            if (value != null) {
                document.violations(document.resolve(entry.getValue()).path("schema"), TextNode.valueOf(value))
                        .forEach(what -> violations.add("the header " + entry.getKey() + " " + what));
            } else if (isCounted && answer.status() < 500) {
                violations.add("the header " + entry.getKey() + " is missing");
            }
        });
    }

    private void body(String method, JsonNode response, Answer answer, List<String> violations) {
        JsonNode content = response.path("content");
        if (method.equals("HEAD") || answer.status() == 304) {
            if (answer.body().length > 0) {
                violations.add("there is a body where HTTP knows none");
            }
            return;
        }
        if (content.isMissingNode()) {
            if (answer.body().length > 0 || answer.header("content-type").isPresent()) {
                violations.add("there is a body, and none is described");
            }
            return;
        }
        String type = answer.header("content-type").orElse("").split(";", 2)[0].strip();
        JsonNode media = content.has(type) ? content.path(type) : content.path("*/*");
        if (media.isMissingNode() || type.isEmpty()) {
            violations.add("the media type " + type + " is not described");
            return;
        }
        if (type.endsWith("json") && content.has(type)) {
            JsonNode value;
            try {
                value = JSON.readTree(answer.body());
            } catch (IOException notJson) {
                violations.add("the body is no JSON: " + notJson.getMessage());
                return;
            }
            document.violations(media.path("schema"), value).forEach(what -> violations.add("the body " + what));
            if (type.equals("application/problem+json")) {
                problem(response, answer, value, violations);
            }
        }
    }

    private static boolean names(JsonNode response, String code) {
        boolean named = false;
        for (JsonNode each : response.path("x-problems")) {
            named |= each.asText().equals(code);
        }
        return named;
    }

    private void problem(JsonNode response, Answer answer, JsonNode problem, List<String> violations) {
        String code = problem.path("type").asText().replace("/problems/", "");
        boolean named = names(response, code)
                || document.anywhere(answer.status())
                        .filter(anywhere -> names(anywhere, code))
                        .isPresent();
        if (!named) {
            violations.add("the problem " + code + " is not among " + response.path("x-problems"));
        }
        if (problem.path("status").asInt() != answer.status()) {
            violations.add("the problem has another status than its answer");
        }
        if (!problem.path("instance")
                .asText()
                .equals(answer.header("request-id").orElse(""))) {
            violations.add("the problem's instance is not the request's id");
        }
        if (LEAK.matcher(answer.text()).find()) {
            violations.add("the problem tells of the inside");
        }
    }
}
