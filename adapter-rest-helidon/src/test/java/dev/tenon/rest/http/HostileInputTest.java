package dev.tenon.rest.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.accounts.AccountFilter;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.rest.RestLimits;
import dev.tenon.rest.http.RawClient.RawAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A corpus of requests that somebody sends who means no good, or whose client is broken: each gets one clear problem of
 * the expected code, none a 5xx, none leaves a trace in the data.
 */
class HostileInputTest {

    private static final String NOTHING = "01920000-0000-7000-8000-00000000dead";

    private static Workbench bench;
    private static String member;
    private static String admin;

    @BeforeAll
    static void start() {
        bench = Workbench.whole(RestLimits.standard());
        member = bench.token("ana@example.org");
        admin = bench.token("admin@example.org", Set.of("admin"));
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    @ParameterizedTest(name = "{index} {0} -> {2}")
    @MethodSource("corpus")
    void I1_one_clear_problem_and_no_trace(String name, byte[] request, String code) {
        State before = State.of(bench);

        try (RawClient client = bench.client()) {
            client.sendUntilClosed(request);
            RawAnswer answer = client.read();

            assertThat(answer.text()).contains("\"type\":\"/problems/" + code + "\"");
            assertThat(answer.status()).isBetween(400, 499);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.header("Request-Id")).isNotBlank();
            assertThat(answer.text())
                    .contains("\"status\":" + answer.status())
                    .doesNotContain("Exception", "dev.tenon", "java.", "at io.", "SELECT");
            assertThat(answer.body().length).isLessThan(16_000);
        }
        assertThat(State.of(bench)).isEqualTo(before);
    }

    @Test
    void I1_the_corpus_is_large() {
        assertThat(corpus().count()).isGreaterThanOrEqualTo(100);
    }

    /** What must stay as it is. */
    private record State(int accounts, int auditRows, long used, long reserved, long documents, int blobs) {
        static State of(Workbench bench) {
            Actor system = Actor.system("test");
            Actor ana = bench.tenon
                    .sessions()
                    .authenticate(new RequestOrigin("test", null, null), member)
                    .actor();
            Quota quota = bench.tenon.quotas().of(ana);
            PageRequest all = PageRequest.first(200);
            return new State(
                    bench.tenon
                            .accounts()
                            .list(system, AccountFilter.all(), all)
                            .items()
                            .size(),
                    bench.tenon
                            .auditTrail()
                            .list(system, AuditFilter.all(), all)
                            .items()
                            .size(),
                    quota.used(),
                    quota.reserved(),
                    quota.documentsUsed() + quota.documentsReserved(),
                    bench.blobs.count());
        }
    }

    static Stream<Arguments> corpus() {
        return Stream.of(json(), paths(), queries(), headers(), files()).flatMap(stream -> stream);
    }

    // ---- bodies of JSON

    private static Stream<Arguments> json() {
        String malformed = "request-malformed";
        String invalid = "request-invalid";
        return Stream.of(
                register("empty", "", malformed),
                register("blank", "   ", malformed),
                register("no JSON", "hello", malformed),
                register("half an object", "{\"email\":\"a@example.org\"", malformed),
                register("a single quote", "{'email':'a@example.org'}", malformed),
                register("a comment", "{/* */\"email\":\"a@example.org\"}", malformed),
                register("a comma too many", "{\"email\":\"a@example.org\",}", malformed),
                register("a comma too few", "{\"email\":\"a@example.org\" \"password\":\"x\"}", malformed),
                register("something after", "{} {}", malformed),
                register("garbage after", "{}x", malformed),
                register("an array", "[]", malformed),
                register("a text", "\"email\"", malformed),
                register("a number", "42", malformed),
                register("null", "null", malformed),
                register("not a number", "{\"email\":NaN}", malformed),
                register("a control character", "{\"email\":\"a\nb\"}", malformed),
                register("a raw NUL", "{\"email\":\"a\0b\"}", malformed),
                register("a bad escape", "{\"email\":\"\\x41\"}", malformed),
                register("half an escape", "{\"email\":\"\\u00\"}", malformed),
                register("a number of many digits", "{\"email\":" + "9".repeat(1000) + "}", malformed),
                register("a leading zero", "{\"email\":007}", malformed),
                register("a name twice", "{\"email\":\"a@example.org\",\"email\":\"b@example.org\"}", malformed),
                register("a name twice inside", "{\"x\":{\"a\":1,\"a\":2}}", malformed),
                register("65 levels of arrays", "{\"x\":" + "[".repeat(65) + "]".repeat(65) + "}", malformed),
                register("100,000 levels", "[".repeat(100_000), malformed),
                register("65 levels of objects", "{\"a\":".repeat(65) + "1" + "}".repeat(65), malformed),
                register("a long name", "{\"" + "n".repeat(1000) + "\":1}", malformed),
                raw("a byte order mark", post("/v1/registrations", "\ufeff{}".getBytes(UTF_8)), malformed),
                raw("UTF-16", post("/v1/registrations", "{\"email\":\"a\"}".getBytes(UTF_16)), malformed),
                raw("Latin 1", post("/v1/registrations", "{\"email\":\"\u00e9\"}".getBytes(ISO_8859_1)), malformed),
                raw(
                        "an overlong form",
                        post("/v1/registrations", bytes("{\"email\":\"", 0xc0, 0xaf, "\"}")),
                        malformed),
                raw(
                        "a surrogate in UTF-8",
                        post("/v1/registrations", bytes("{\"email\":\"", 0xed, 0xa0, 0x80, "\"}")),
                        malformed),
                raw(
                        "half a character",
                        post("/v1/registrations", bytes("{\"email\":\"", 0xe2, 0x82, "\"}")),
                        malformed),
                register("nothing in it", "{}", invalid),
                register("an unknown field", field("admin", "true"), invalid),
                register("a read-only field", field("status", "\"active\""), invalid),
                register("roles for oneself", field("roles", "[\"admin\"]"), invalid),
                register("verified by oneself", field("isEmailVerified", "true"), invalid),
                register("a prototype", field("__proto__", "{\"admin\":true}"), invalid),
                register("another case", field("userNAME", "\"Ana\""), invalid),
                register("a class name", field("@class", "\"java.lang.Runtime\""), invalid),
                register("a field of many kinds of slashes", field("a/b~c", "1"), invalid),
                register("10,000 unknown fields", manyFields(10_000), invalid),
                register(
                        "an e-mail that is a number",
                        "{\"email\":1,\"password\":\"correct horse battery staple\"}",
                        invalid),
                register("an e-mail that is a list", "{\"email\":[\"a@example.org\"],\"password\":\"x\"}", invalid),
                register("an e-mail that is an object", "{\"email\":{\"$ne\":null},\"password\":\"x\"}", invalid),
                register("an e-mail that is null", "{\"email\":null,\"password\":\"x\"}", invalid),
                register("a password that is true", "{\"email\":\"a@example.org\",\"password\":true}", invalid),
                email("without an at", "nobody"),
                email("with a line break", "a@example.org\\r\\nBcc: b@example.org"),
                email("with a NUL", "a\\u0000@example.org"),
                email("with a lone surrogate", "a\\ud800@example.org"),
                email("of a right-to-left override", "a\\u202e@example.org"),
                email("of 10,000 characters", "a".repeat(10_000) + "@example.org"),
                email("in quotes", "\\\"a b\\\"@example.org"),
                email("at an address literal", "a@[127.0.0.1]"),
                email("with SQL", "a' OR '1'='1@example.org"),
                email("with a null byte in punycode", "a@xn--\\u0000.org"),
                name("of a line break", "Ana\\nAdmin"),
                name("of a NUL", "Ana\\u0000"),
                name("of a lone surrogate", "\\udc00"),
                name("of an escape sequence", "\\u001b[31mAna"),
                name("of spaces", "   "),
                name("of 100,000 characters", "x".repeat(100_000)),
                password("too short", "short"),
                password("of a lone surrogate", "correct horse battery \\ud800 staple"),
                password("of 100,000 characters", "x".repeat(100_000)),
                signIn("without anything", "{}", invalid),
                signIn("with a list", "{\"email\":[],\"password\":[]}", invalid),
                signIn(
                        "as somebody unknown",
                        "{\"email\":\"nobody@example.org\",\"password\":\"x\"}",
                        "sign-in-failed"),
                signIn("with a NUL", "{\"email\":\"ana@example.org\\u0000\",\"password\":\"x\"}", "sign-in-failed"),
                signIn(
                        "with a huge password",
                        "{\"email\":\"ana@example.org\",\"password\":\"" + "x".repeat(500_000) + "\"}",
                        "sign-in-failed"),
                signIn("with a surrogate", "{\"email\":\"\\ud800\",\"password\":\"\\ud800\"}", "sign-in-failed"),
                raw("a token of nothing", post("/v1/email-verifications", "{\"token\":\"\"}"), "token-gone"),
                raw("a token of a session", post("/v1/email-verifications", "{\"token\":\"tns_x\"}"), "token-gone"),
                raw("a token with a NUL", post("/v1/email-verifications", "{\"token\":\"tnm_\\u0000\"}"), "token-gone"),
                raw("a patch without a revision", patch("/v1/me", "{}", ""), "request-precondition-required"),
                raw(
                        "a patch of a stale revision",
                        patch("/v1/me", "{\"firstName\":\"A\"}", "\"99\""),
                        "request-precondition-failed"),
                raw(
                        "a patch of a weak tag",
                        patch("/v1/me", "{\"firstName\":\"A\"}", "W/\"1\""),
                        "request-precondition-failed"),
                raw(
                        "a patch of a huge tag",
                        patch("/v1/me", "{\"firstName\":\"A\"}", "\"99999999999999999999\""),
                        "request-precondition-failed"),
                raw("a patch of half a tag", patch("/v1/me", "{}", "\"1"), malformed),
                raw("a patch of two tags", patch("/v1/me", "{}", "\"1\", \"2\""), malformed),
                raw("a patch of one's own status", patch("/v1/me", "{\"status\":\"banned\"}", "\"1\""), invalid),
                raw("a patch of an unknown status", patchUser("{\"status\":\"root\"}"), invalid),
                raw("a patch of the final status", patchUser("{\"status\":\"erased\"}"), invalid),
                raw("a patch of nobody", patchUser("{\"status\":\"banned\"}"), "account-not-found"));
    }

    // ---- paths

    private static Stream<Arguments> paths() {
        return Stream.of(
                get("no UUID", "/v1/documents/42", "document-not-found"),
                get(
                        "a UUID of another version",
                        "/v1/documents/6ba7b810-9dad-41d1-80b4-00c04fd430c8",
                        "document-not-found"),
                get("a UUID of nothing", "/v1/documents/" + NOTHING, "document-not-found"),
                get("a UUID in braces", "/v1/documents/%7B" + NOTHING + "%7D", "document-not-found"),
                get("SQL", "/v1/documents/1'%20OR%20'1'='1", "document-not-found"),
                get("a NUL", "/v1/documents/%00", "document-not-found"),
                get("a path up", "/v1/documents/..%2f..%2fetc%2fpasswd", "document-not-found"),
                get("a path up and up", "/v1/documents/../../../etc/passwd", "http-route-not-found"),
                get("a long id", "/v1/documents/" + "a".repeat(3_000), "document-not-found"),
                get("no session", "/v1/sessions/none", "session-not-found"),
                get("no plan", "/v1/plans/none", "plan-not-found"),
                get("no subscription", "/v1/subscriptions/none", "subscription-not-found"),
                get("an account of another", "/v1/users/" + NOTHING, "account-not-found"),
                get("a path parameter", "/v1/me;jsessionid=1", "http-route-not-found"));
    }

    // ---- queries

    private static Stream<Arguments> queries() {
        String invalid = "request-invalid";
        String malformed = "request-malformed";
        String cursor = "request-cursor-invalid";
        return Stream.of(
                get("an unknown parameter", "/v1/me?verbose=1", invalid),
                get("a parameter twice", "/v1/documents?q=a&q=b", invalid),
                get("a parameter of nothing", "/v1/documents?q=", invalid),
                get("a parameter of a NUL", "/v1/documents?q=%00", invalid),
                get("a parameter of a line break", "/v1/documents?q=a%0d%0ab", invalid),
                get("a long parameter", "/v1/documents?q=" + "x".repeat(2_000), invalid),
                get("a parameter of bytes", "/v1/documents?q=%ff%fe", malformed),
                get("half a percent", "/v1/documents?q=%e", malformed),
                get("an unknown word", "/v1/documents?status=deleted", invalid),
                get("a word with SQL", "/v1/documents?status=uploaded'--", invalid),
                get("a limit of zero", "/v1/documents?limit=0", invalid),
                get("a negative limit", "/v1/documents?limit=-1", invalid),
                get("a limit of 201", "/v1/documents?limit=201", invalid),
                get("a limit beyond numbers", "/v1/documents?limit=99999999999999999999", invalid),
                get("a limit in Arabic", "/v1/documents?limit=%D9%A1", invalid),
                get("a limit with a point", "/v1/documents?limit=1.5", invalid),
                get("a cursor of nothing", "/v1/documents?cursor=abc", cursor),
                get("a cursor of no base64", "/v1/documents?cursor=***.abc", cursor),
                get(
                        "a cursor with a made-up signature",
                        "/v1/documents?cursor=MC4wLjA.0123456789abcdef0123456789abcdef",
                        cursor),
                asAdmin("an instant of no time", "/v1/audit-logs?from=yesterday", invalid),
                asAdmin("an instant beyond time", "/v1/audit-logs?from=%2B999999999-01-01T00:00:00Z", invalid),
                asAdmin("an instant before time", "/v1/audit-logs?to=-0001-01-01T00:00:00Z", invalid),
                asAdmin("a local time", "/v1/audit-logs?to=2026-11-22T14:00:00", invalid),
                asAdmin("an unknown status", "/v1/users?status=root", invalid));
    }

    // ---- headers

    private static Stream<Arguments> headers() {
        String malformed = "request-malformed";
        byte[] small = "{}".getBytes(UTF_8);
        return Stream.of(
                raw("no media type", request("POST", "/v1/registrations", "", small), "http-media-type-unsupported"),
                raw(
                        "a form",
                        request(
                                "POST",
                                "/v1/registrations",
                                "Content-Type: application/x-www-form-urlencoded\n",
                                small),
                        "http-media-type-unsupported"),
                raw(
                        "a text",
                        request("POST", "/v1/registrations", "Content-Type: text/plain\n", small),
                        "http-media-type-unsupported"),
                raw(
                        "XML",
                        request("POST", "/v1/registrations", "Content-Type: application/xml\n", small),
                        "http-media-type-unsupported"),
                raw(
                        "another charset",
                        request("POST", "/v1/registrations", "Content-Type: application/json; charset=utf-16\n", small),
                        "http-media-type-unsupported"),
                raw(
                        "gzip",
                        request(
                                "POST",
                                "/v1/registrations",
                                "Content-Type: application/json\nContent-Encoding: gzip\n",
                                gzip("{}")),
                        "http-media-type-unsupported"),
                raw(
                        "an unknown coding",
                        request(
                                "POST",
                                "/v1/registrations",
                                "Content-Type: application/json\nContent-Encoding: x\n",
                                small),
                        "http-media-type-unsupported"),
                raw(
                        "a key of nothing",
                        post("/v1/registrations", field("userName", "\"Ana\""), "Idempotency-Key:  \n"),
                        malformed),
                raw(
                        "a key with spaces",
                        post("/v1/registrations", field("userName", "\"Ana\""), "Idempotency-Key: a b\n"),
                        malformed),
                raw(
                        "a long key",
                        post(
                                "/v1/registrations",
                                field("userName", "\"Ana\""),
                                "Idempotency-Key: " + "k".repeat(256) + "\n"),
                        malformed),
                raw(
                        "two keys",
                        post(
                                "/v1/registrations",
                                field("userName", "\"Ana\""),
                                "Idempotency-Key: a\nIdempotency-Key: b\n"),
                        malformed),
                raw(
                        "a body for a reading",
                        request("GET", "/v1/plans", "Content-Type: application/json\n", small),
                        malformed),
                raw(
                        "an answer in XML",
                        "GET /v1/plans HTTP/1.1\nHost: a\nAccept: application/xml\n\n",
                        "http-not-acceptable"),
                raw(
                        "an answer of no JSON",
                        "GET /v1/plans HTTP/1.1\nHost: a\nAccept: */*, application/json;q=0\n\n",
                        "http-not-acceptable"),
                raw(
                        "a scheme of old",
                        "GET /v1/me HTTP/1.1\nHost: a\nAuthorization: Basic YTpi\n\n",
                        "request-unauthenticated"),
                raw(
                        "a long token",
                        "GET /v1/me HTTP/1.1\nHost: a\nAuthorization: Bearer " + "x".repeat(5_000) + "\n\n",
                        "request-unauthenticated"),
                raw(
                        "a token of bytes",
                        "GET /v1/me HTTP/1.1\nHost: a\nAuthorization: Bearer tns_\u00e9\n\n",
                        "request-unauthenticated"),
                raw(
                        "a token that is mistyped",
                        "GET /v1/me HTTP/1.1\nHost: a\nAuthorization: Bearer tns_4Zk0Qw8sLx2Vb7Nf1Rj6Tg9Hy3Pd5M2ZlEFX\n\n",
                        "request-unauthenticated"));
    }

    // ---- files

    private static Stream<Arguments> files() {
        String malformed = "request-malformed";
        String invalid = "request-invalid";
        String name = "Content-Disposition: attachment; filename=\"a.txt\"\n";
        return Stream.of(
                upload("without a name", "Content-Type: text/plain\n", "x", invalid),
                upload("of an unreadable name", "Content-Disposition: attachment; filename=\"a\n", "x", malformed),
                upload(
                        "of a name of bad bytes",
                        "Content-Disposition: attachment; filename*=UTF-8''%ff\n",
                        "x",
                        malformed),
                upload(
                        "of a name with a NUL",
                        "Content-Disposition: attachment; filename*=UTF-8''a%00.txt\n",
                        "x",
                        invalid),
                upload(
                        "of a name with a line break",
                        "Content-Disposition: attachment; filename*=UTF-8''a%0d%0ab\n",
                        "x",
                        invalid),
                upload(
                        "of a long name",
                        "Content-Disposition: attachment; filename=\"" + "n".repeat(300) + "\"\n",
                        "x",
                        invalid),
                upload("of no bytes", name, "", "document-empty"),
                upload("of a bad media type", name + "Content-Type: text/<script>\n", "x", malformed),
                upload("compressed", name + "Content-Encoding: gzip\n", "x", "http-media-type-unsupported"),
                upload(
                        "of a mixed kind",
                        "Content-Type: multipart/mixed; boundary=b\n",
                        "x",
                        "http-media-type-unsupported"),
                form("without a boundary", "multipart/form-data", "--b\n", malformed),
                form("of a long boundary", "multipart/form-data; boundary=" + "b".repeat(200), "--b\n", malformed),
                form("of nothing", "multipart/form-data; boundary=b", "", malformed),
                form("of no parts", "multipart/form-data; boundary=b", "--b--\n", malformed),
                form("of a part without headers", "multipart/form-data; boundary=b", "--b\n\nx\n--b--\n", malformed),
                form(
                        "of another part",
                        "multipart/form-data; boundary=b",
                        part("other", "a.txt", "x") + "--b--\n",
                        invalid),
                form(
                        "of a part without a name",
                        "multipart/form-data; boundary=b",
                        "--b\nContent-Disposition: form-data; name=\"file\"\n\nx\n--b--\n",
                        invalid),
                form(
                        "of two files",
                        "multipart/form-data; boundary=b",
                        part("file", "a.txt", "x") + part("file", "b.txt", "y") + "--b--\n",
                        invalid),
                form(
                        "of endless headers",
                        "multipart/form-data; boundary=b",
                        "--b\n" + "X: y\n".repeat(5_000),
                        malformed),
                raw(
                        "of more than the plan takes",
                        request("POST", "/v1/documents", bearer(member) + name, 30L << 20),
                        "document-too-large"),
                raw(
                        "of more than anybody takes",
                        request("POST", "/v1/documents", bearer(member) + name, 9L << 30),
                        "http-body-too-large"));
    }

    // ---- making requests

    private static Arguments raw(String name, String request, String code) {
        return raw(name, request.replace("\n", "\r\n").getBytes(ISO_8859_1), code);
    }

    private static Arguments raw(String name, byte[] request, String code) {
        return Arguments.of(name, Named.of(request.length + " bytes", request), code);
    }

    private static Arguments register(String name, String body, String code) {
        return raw("registering with " + name, post("/v1/registrations", body), code);
    }

    private static Arguments signIn(String name, String body, String code) {
        return raw("signing in " + name, post("/v1/sessions", body), code);
    }

    private static Arguments email(String name, String escaped) {
        String body = "{\"email\":\"" + escaped + "\",\"password\":\"correct horse battery staple\"}";
        return register("an e-mail " + name, body, "request-invalid");
    }

    private static Arguments name(String name, String escaped) {
        return register("a name " + name, field("firstName", "\"" + escaped + "\""), "request-invalid");
    }

    private static Arguments password(String name, String escaped) {
        return register(
                "a password " + name,
                "{\"email\":\"new@example.org\",\"password\":\"" + escaped + "\"}",
                "request-invalid");
    }

    private static Arguments get(String name, String path, String code) {
        return raw("reading " + name, "GET " + path + " HTTP/1.1\nHost: a\n" + bearer(member) + "\n", code);
    }

    private static Arguments asAdmin(String name, String path, String code) {
        return raw("listing " + name, "GET " + path + " HTTP/1.1\nHost: a\n" + bearer(admin) + "\n", code);
    }

    private static Arguments upload(String name, String headers, String body, String code) {
        return raw(
                "a file " + name,
                request("POST", "/v1/documents", bearer(member) + headers, body.getBytes(UTF_8)),
                code);
    }

    private static Arguments form(String name, String type, String body, String code) {
        byte[] bytes = body.replace("\n", "\r\n").getBytes(UTF_8);
        return raw(
                "a form " + name,
                request("POST", "/v1/documents", bearer(member) + "Content-Type: " + type + "\n", bytes),
                code);
    }

    private static String part(String name, String fileName, String content) {
        return "--b\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + fileName
                + "\"\nContent-Type: text/plain\n\n" + content + "\n";
    }

    private static byte[] post(String path, String body) {
        return post(path, body.getBytes(UTF_8));
    }

    private static byte[] post(String path, String body, String headers) {
        return request("POST", path, "Content-Type: application/json\n" + headers, body.getBytes(UTF_8));
    }

    private static byte[] post(String path, byte[] body) {
        return request("POST", path, "Content-Type: application/json\n", body);
    }

    private static byte[] patch(String path, String body, String tag) {
        String ifMatch = tag.isEmpty() ? "" : "If-Match: " + tag + "\n";
        return request(
                "PATCH",
                path,
                bearer(member) + "Content-Type: application/merge-patch+json\n" + ifMatch,
                body.getBytes(UTF_8));
    }

    private static byte[] patchUser(String body) {
        return request(
                "PATCH",
                "/v1/users/" + NOTHING,
                bearer(admin) + "Content-Type: application/json\nIf-Match: \"1\"\n",
                body.getBytes(UTF_8));
    }

    /** A request that announces a body, and does not send it. */
    private static byte[] request(String method, String path, String headers, long announced) {
        return (method + " " + path + " HTTP/1.1\nHost: a\n" + headers + "Content-Length: " + announced + "\n\n")
                .replace("\n", "\r\n")
                .getBytes(ISO_8859_1);
    }

    private static byte[] request(String method, String path, String headers, byte[] body) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(request(method, path, headers, (long) body.length));
        whole.writeBytes(body);
        return whole.toByteArray();
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token + "\n";
    }

    private static String field(String name, String value) {
        return "{\"email\":\"new@example.org\",\"password\":\"correct horse battery staple\",\"" + name + "\":" + value
                + "}";
    }

    private static String manyFields(int count) {
        StringBuilder body = new StringBuilder("{\"email\":\"new@example.org\"");
        for (int index = 0; index < count; index++) {
            body.append(",\"f").append(index).append("\":").append(index);
        }
        return body.append('}').toString();
    }

    private static byte[] bytes(Object... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof String text) {
                whole.writeBytes(text.getBytes(UTF_8));
            } else {
                whole.write((int) part);
            }
        }
        return whole.toByteArray();
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(UTF_8));
        } catch (IOException neverInMemory) {
            throw new UncheckedIOException(neverInMemory);
        }
        return packed.toByteArray();
    }
}
