package dev.tenon.rest.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The OpenAPI document as tests read it: references resolved, operations found by path, values checked against schemas. */
public final class ApiDocument {

    static final Set<String> METHODS = Set.of("get", "head", "post", "put", "patch", "delete", "options", "trace");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    /** JSON Schema 2020-12, where what OpenAPI keeps beside the schemas is no keyword. */
    private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft202012())
            .keyword(new NonValidationKeyword("components"))
            .build();

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            DIALECT,
            builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                    .formatAssertionsEnabled(true)
                    .locale(Locale.ROOT)
                    .build()));
    private static final ApiDocument SERVED = parse(bytes());

    private final JsonNode root;
    private final List<ApiOperation> operations;
    /** By the node itself: to compare whole schemas takes longer than to read them. */
    private final Map<JsonNode, Schema> schemas = Collections.synchronizedMap(new IdentityHashMap<>());

    ApiDocument(JsonNode root) {
        this.root = root;
        this.operations = operationsOf(root);
    }

    /** The document that the server ships. */
    public static ApiDocument served() {
        return SERVED;
    }

    static ApiDocument parse(byte[] yaml) {
        try {
            return new ApiDocument(YAML.readTree(yaml));
        } catch (IOException notYaml) {
            throw new UncheckedIOException(notYaml);
        }
    }

    static byte[] bytes() {
        try (InputStream in = ApiDocument.class.getResourceAsStream("/openapi.yaml")) {
            return Objects.requireNonNull(in, "openapi.yaml is not on the class path")
                    .readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** A copy that a test may spoil. */
    ObjectNode copyOfRoot() {
        return root.deepCopy();
    }

    JsonNode root() {
        return root;
    }

    /** Every operation, in the document's order. */
    public List<ApiOperation> operations() {
        return operations;
    }

    /** The operation of this id. */
    public ApiOperation operation(String operationId) {
        return operations.stream()
                .filter(operation -> operation.id().equals(operationId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No operation is called " + operationId));
    }

    /** What is wrong with a text as this schema of the document describes it; empty if nothing is. */
    public static List<String> violationsOf(String schema, String json) {
        ApiDocument document = served();
        return document.violations(document.root().at("/components/schemas/" + schema), ValidatingClient.json(json));
    }

    /** The operations whose path takes this one; empty if none does. Literal paths win over templates. */
    List<ApiOperation> at(String path) {
        List<ApiOperation> literal = operations.stream()
                .filter(operation -> operation.path().equals(path))
                .toList();
        return literal.isEmpty()
                ? operations.stream().filter(operation -> operation.takes(path)).toList()
                : literal;
    }

    /** What a {@code $ref} points to, or the node itself if it is none. */
    JsonNode resolve(JsonNode node) {
        JsonNode present = node;
        for (int hops = 0; present.has("$ref") && hops < 10; hops++) {
            present = target(present.get("$ref").asText())
                    .orElseThrow(() -> new IllegalStateException("A reference of the document points nowhere"));
        }
        return present;
    }

    Optional<JsonNode> target(String reference) {
        if (!reference.startsWith("#/")) {
            return Optional.empty();
        }
        JsonNode found = root.at(reference.substring(1));
        return found.isMissingNode() ? Optional.empty() : Optional.of(found);
    }

    /** The response of an operation for a status: its own, else one that any request can get. */
    Optional<JsonNode> response(ApiOperation operation, int status) {
        JsonNode own = operation.node().path("responses").path(Integer.toString(status));
        return own.isMissingNode() ? anywhere(status) : Optional.of(resolve(own));
    }

    /** The response of this status that any request can get, whatever its path. */
    Optional<JsonNode> anywhere(int status) {
        for (JsonNode reference : root.path("x-any-request")) {
            JsonNode response = resolve(reference);
            if (response.at("/content/application~1problem+json/example/status").asInt() == status) {
                return Optional.of(response);
            }
        }
        return Optional.empty();
    }

    /** What is wrong with a value by a schema of the document; empty if nothing is. */
    List<String> violations(JsonNode schema, JsonNode value) {
        Schema compiled = schemas.computeIfAbsent(schema, this::compile);
        return compiled.validate(value).stream().map(ApiDocument::sentence).toList();
    }

    /** What is wrong with a schema itself, by the dialect that OpenAPI 3.1 builds on. */
    static List<String> dialectViolations(JsonNode schema) {
        return REGISTRY
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                .validate(schema)
                .stream()
                .map(ApiDocument::sentence)
                .toList();
    }

    private static String sentence(Error error) {
        return error.getInstanceLocation() + ": " + error.getMessage();
    }

    private Schema compile(JsonNode schema) {
        ObjectNode standalone = schema.deepCopy();
        standalone.set("components", root.path("components"));
        return REGISTRY.getSchema(standalone);
    }

    private static List<ApiOperation> operationsOf(JsonNode root) {
        List<ApiOperation> found = new ArrayList<>();
        root.path("paths").properties().forEach(path -> {
            JsonNode item = path.getValue();
            item.properties().stream()
                    .filter(member -> METHODS.contains(member.getKey()))
                    .map(member -> new ApiOperation(
                            member.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            member.getValue(),
                            parameters(root, item, member.getValue())))
                    .forEach(found::add);
        });
        return List.copyOf(found);
    }

    private static List<JsonNode> parameters(JsonNode root, JsonNode item, JsonNode operation) {
        Map<String, JsonNode> byName = new LinkedHashMap<>();
        for (JsonNode list : List.of(item.path("parameters"), operation.path("parameters"))) {
            for (JsonNode parameter : list) {
                JsonNode resolved = parameter.has("$ref")
                        ? root.at(parameter.get("$ref").asText().substring(1))
                        : parameter;
                byName.put(
                        resolved.path("in").asText() + " "
                                + resolved.path("name").asText(),
                        resolved);
            }
        }
        return List.copyOf(byName.values());
    }
}
