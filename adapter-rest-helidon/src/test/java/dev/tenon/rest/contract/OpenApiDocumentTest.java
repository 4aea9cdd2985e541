package dev.tenon.rest.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.ports.RefusalCatalogue;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.kernel.RefusalCode;
import dev.tenon.ports.notifications.EmailType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The document is a good OpenAPI 3.1 document, and each rule that says so can fail. */
class OpenApiDocumentTest {

    private final ApiDocument document = ApiDocument.served();

    @Test
    void has_nothing_for_the_linter_to_find() {
        assertThat(OpenApiLint.findings(document)).isEmpty();
    }

    @Test
    void names_every_refusal_of_the_catalogue_that_an_operation_can_get() {
        Set<String> named = new HashSet<>();
        document.root().findValues("x-problems").forEach(codes -> codes.forEach(code -> named.add(code.asText())));

        Set<String> missing = RefusalCatalogue.all().stream()
                .map(RefusalCode::code)
                .filter(code -> !named.contains(code))
                .collect(Collectors.toCollection(TreeSet::new));

        // Imports are run from the command line or a program, and so is the search's index made anew.
        assertThat(missing)
                .containsExactly(
                        "document-language-unknown", "import-not-found", "import-running", "import-unreadable");
    }

    @Test
    void knows_every_type_of_mail() {
        List<String> known = new ArrayList<>();
        document.root().at("/components/schemas/EmailType/enum").forEach(word -> known.add(word.asText()));

        assertThat(known)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(EmailType.values()).map(EmailType::typeName).toList());
    }

    @Test
    void asks_only_for_permissions_of_the_catalogue() {
        Set<String> catalogue =
                Stream.of(Permission.values()).map(Permission::permissionName).collect(Collectors.toSet());

        List<String> asked = document.operations().stream()
                .flatMap(operation -> operation.permission().stream())
                .toList();

        assertThat(asked).isNotEmpty().allMatch(catalogue::contains);
    }

    @Test
    void C3_no_answer_has_a_field_for_a_digest_or_a_secret() {
        ObjectNode spoilt = document.copyOfRoot();
        properties(spoilt, "User")
                .putObject("passwordHash")
                .put("type", "string")
                .put("readOnly", true);
        required(spoilt, "User").add("passwordHash");

        assertThat(OpenApiLint.findings(document)).isEmpty();
        assertThat(OpenApiLint.findings(new ApiDocument(spoilt)))
                .contains("schema User.passwordHash: may show a secret");
    }

    static Stream<Arguments> spoilings() {
        return Stream.of(
                spoiling("is not 3.1", root -> root.put("openapi", "3.0.3")),
                spoiling(
                        "does not know `desription`",
                        root -> operation(root, "getMe").put("desription", "typo")),
                spoiling(
                        "points nowhere",
                        root -> operation(root, "getMe")
                                .withObjectProperty("responses")
                                .putObject("404")
                                .put("$ref", "#/components/responses/Nothing")),
                spoiling(
                        "is used by nobody",
                        root -> root.withObject("/components/schemas")
                                .putObject("Orphan")
                                .put("type", "string")),
                spoiling(
                        "has the operationId of",
                        root -> operation(root, "getMe").put("operationId", "updateMe")),
                spoiling("has no operationId", root -> operation(root, "getMe").remove("operationId")),
                spoiling("has no summary", root -> operation(root, "getMe").remove("summary")),
                spoiling(
                        "has an undeclared tag",
                        root -> operation(root, "getMe").putArray("tags").add("Elsewhere")),
                spoiling("has no tag", root -> operation(root, "getMe").remove("tags")),
                spoiling("declares []", root -> ((ArrayNode) root.at("/paths/~1v1~1users~1{id}/parameters")).remove(1)),
                spoiling(
                        "does not take an Idempotency-Key",
                        root -> operation(root, "register").remove("parameters")),
                spoiling(
                        "does not take If-Match",
                        root -> operation(root, "updateMe").remove("parameters")),
                spoiling(
                        "asks for a token, and has no 401",
                        root -> responses(root, "getMe").remove("401")),
                spoiling(
                        "needs a permission, and has no 403",
                        root -> responses(root, "listUsers").remove("403")),
                spoiling(
                        "has no problem of the client's making",
                        root -> responses(root, "getLiveness").remove("406")),
                spoiling(
                        "does not name its problems",
                        root -> ((ObjectNode) root.at("/components/responses/Forbidden")).remove("x-problems")),
                spoiling(
                        "names a problem that nobody knows",
                        root -> ((ObjectNode) root.at("/components/responses/Forbidden"))
                                .putArray("x-problems")
                                .add("request-forbidden")
                                .add("request-odd")),
                spoiling(
                        "is an error, and no problem",
                        root -> ((ObjectNode) root.at("/components/responses/Forbidden/content"))
                                .set(
                                        "application/json",
                                        root.at("/components/responses/User/content/application~1json"))),
                spoiling(
                        "has an example that does not fit",
                        root -> ((ObjectNode) root.at("/components/responses/User/content/application~1json/example"))
                                .put("status", "asleep")),
                spoiling(
                        "has an example with another title",
                        root -> ((ObjectNode) root.at(
                                        "/components/responses/Forbidden/content/application~1problem+json/example"))
                                .put("title", "No")),
                spoiling(
                        "is a choice between types",
                        root -> ((ObjectNode) properties(root, "User").get("lastLoginAt"))
                                .withArray("anyOf")
                                .addObject()
                                .put("type", "integer")),
                spoiling(
                        "is a schema of its own that may be null",
                        root -> schema(root, "Cursor")
                                .put("type", "string")
                                .putArray("anyOf")
                                .add(schema(root, "User").objectNode().put("$ref", "#/components/schemas/Id"))
                                .addObject()
                                .put("type", "null")),
                spoiling(
                        "is null and nothing else",
                        root -> ((ObjectNode) properties(root, "PlanList").get("next")).put("type", "null")),
                spoiling(
                        "has a default beside a reference",
                        root -> ((ObjectNode) properties(root, "Me").get("id")).put("default", "me")),
                spoiling(
                        "is neither text nor bytes",
                        root -> ((ObjectNode) responses(root, "downloadDocument")
                                        .path("200")
                                        .path("content")
                                        .path("*/*")
                                        .path("schema"))
                                .remove("type")),
                spoiling("is open", root -> schema(root, "User").remove("additionalProperties")),
                spoiling("is no schema", root -> schema(root, "Id").put("type", "text")),
                spoiling("may be absent", root -> required(root, "User").remove(0)),
                spoiling(
                        "is not marked read-only",
                        root -> ((ObjectNode) properties(root, "User").get("createdAt")).remove("readOnly")),
                spoiling(
                        "is read-only",
                        root -> ((ObjectNode) properties(root, "MePatch").get("userName")).put("readOnly", true)),
                spoiling(
                        "does not say when to come back",
                        root -> ((ObjectNode) root.at("/components/responses/Unavailable/headers"))
                                .remove("Retry-After")),
                spoiling(
                        "has pages, and no Link",
                        root -> ((ObjectNode) responses(root, "listUsers").at("/200/headers")).remove("Link")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spoilings")
    void the_linter_finds_what_was_spoilt(String finding, Consumer<ObjectNode> spoil) {
        ObjectNode spoilt = document.copyOfRoot();
        spoil.accept(spoilt);

        assertThat(OpenApiLint.findings(new ApiDocument(spoilt))).anyMatch(found -> found.contains(finding));
    }

    private static Arguments spoiling(String finding, Consumer<ObjectNode> spoil) {
        return Arguments.of(finding, spoil);
    }

    private static ObjectNode operation(ObjectNode root, String operationId) {
        for (JsonNode path : root.path("paths")) {
            for (JsonNode operation : path) {
                if (operation.path("operationId").asText().equals(operationId)) {
                    return (ObjectNode) operation;
                }
            }
        }
        throw new IllegalArgumentException(operationId);
    }

    private static ObjectNode responses(ObjectNode root, String operationId) {
        return (ObjectNode) operation(root, operationId).path("responses");
    }

    private static ObjectNode schema(ObjectNode root, String name) {
        return (ObjectNode) root.at("/components/schemas/" + name);
    }

    private static ObjectNode properties(ObjectNode root, String name) {
        return (ObjectNode) schema(root, name).path("properties");
    }

    private static ArrayNode required(ObjectNode root, String name) {
        return (ArrayNode) schema(root, name).path("required");
    }
}
