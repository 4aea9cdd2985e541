package dev.tenon.rest.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.ports.RefusalCatalogue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Reads an OpenAPI 3.1 document and says what is wrong with it: what the specification asks for, and what Tenon asks for
 * beyond it. One finding is one line that starts with the place.
 */
final class OpenApiLint {

    private static final Set<String> ROOT = Set.of(
            "openapi",
            "info",
            "servers",
            "security",
            "tags",
            "paths",
            "webhooks",
            "components",
            "x-any-request",
            "x-any-answer");
    private static final Set<String> OPERATION = Set.of(
            "operationId",
            "tags",
            "summary",
            "description",
            "security",
            "parameters",
            "requestBody",
            "responses",
            "x-permission",
            "x-scope");
    private static final Set<String> RESPONSE = Set.of("description", "headers", "content", "x-problems");
    private static final Set<String> PARAMETER = Set.of("name", "in", "required", "description", "schema", "example");
    private static final Set<String> SCHEMA = Set.of(
            "$ref",
            "description",
            "type",
            "format",
            "pattern",
            "enum",
            "const",
            "default",
            "anyOf",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "uniqueItems",
            "items",
            "properties",
            "required",
            "additionalProperties",
            "readOnly",
            "writeOnly");
    private static final Pattern OPERATION_ID = Pattern.compile("[a-z]+([A-Z][a-z]*)*");
    private static final Pattern IN_BRACES = Pattern.compile("\\{([^}]+)}");
    private static final Pattern SECRET =
            Pattern.compile("(?i).*(password|secret|digest|token|apikey|(?<!previous)hash).*");
    /** What looks like a secret and is none, or is shown once on purpose. */
    private static final Set<String> NO_SECRETS = Set.of(
            "OpenedSession.token",
            "EnrolledSecondFactor.secret",
            "AuditLog.hash",
            "IssuedWebhook.secret",
            "IssuedShareLink.token",
            "Webhook.previousSecretUntil",
            "IssuedWebhook.previousSecretUntil");
    /** Objects whose property names are data. */
    private static final Set<String> MAPS = Set.of(
            "AuditLog.details",
            "PersonalDataRow",
            "WebAuthn",
            "UsageDetails",
            "NewUsageDetails",
            "EventData.details",
            "EventData.changes",
            "FlagStrategy.parameters",
            "FlagQuestion.properties",
            "FlagQuestion.context");

    /** Values that stand inside fields of others, which say for themselves whether they can be set. */
    private static final Set<String> VALUES =
            Set.of("Money", "FlagStrategy", "FlagConstraint", "FlagVariant", "FlagPayload", "FlagDependency");

    /**
     * They say what is so for the caller alone, and overwrite nothing that somebody else wrote; or their condition is another one, as
     * the offset is.
     */
    private static final Set<String> UNCONDITIONAL = Set.of("markNotification", "appendToUpload");

    /** What only some answers of a schema have. */
    private static final Set<String> OPTIONAL = Set.of(
            "schema Problem.errors",
            "schema Problem.challenge",
            "schema Problem.methods",
            "schema Problem.expiresAt",
            "schema Problem.redirectTo");

    /** What only receivers of events read: no operation has it. */
    private static final String CHOICE = "/components/schemas/Event/properties/data";

    private final ApiDocument document;
    private final Set<String> answered = new HashSet<>();
    private final List<String> findings = new ArrayList<>();

    private OpenApiLint(ApiDocument document) {
        this.document = document;
    }

    /** Everything that is wrong, in the document's order; empty if nothing is. */
    static List<String> findings(ApiDocument document) {
        OpenApiLint lint = new OpenApiLint(document);
        lint.root();
        lint.references();
        if (lint.findings.isEmpty()) {
            lint.reachAnswers();
            document.operations().forEach(lint::operation);
            lint.webhooks();
            lint.operationIds();
            lint.componentResponses();
            lint.schemas();
            lint.generatable();
            lint.writableFields();
        }
        return lint.findings;
    }

    private void found(String place, String what) {
        findings.add(place + ": " + what);
    }

    private void require(boolean condition, String place, String what) {
        if (!condition) {
            found(place, what);
        }
    }

    private void only(JsonNode node, Set<String> known, String place) {
        node.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> !known.contains(name))
                .forEach(name -> found(place, "does not know `" + name + "`"));
    }

    private void root() {
        JsonNode root = document.root();
        only(root, ROOT, "document");
        require(root.path("openapi").asText().matches("3\\.1\\.\\d+"), "openapi", "is not 3.1");
        for (String field : List.of("title", "version", "description", "license")) {
            require(root.path("info").hasNonNull(field), "info", "has no " + field);
        }
        require(!root.path("security").isEmpty(), "security", "asks for nothing by default");
        require(!root.path("paths").isEmpty(), "paths", "is empty");
        root.path("paths")
                .properties()
                .forEach(path -> require(path.getKey().startsWith("/"), path.getKey(), "does not start with /"));
        Set<String> shapes = new HashSet<>();
        root.path("paths")
                .properties()
                .forEach(path -> require(
                        shapes.add(path.getKey().replaceAll("\\{[^}]+}", "{}")),
                        path.getKey(),
                        "is the same as another path"));
    }

    /** Every reference points somewhere, and every component is pointed to. */
    private void references() {
        Set<String> used = new HashSet<>();
        walk(document.root(), "", (place, node) -> {
            JsonNode reference = node.get("$ref");
            if (reference != null && reference.isTextual()) {
                used.add(reference.asText());
                require(document.target(reference.asText()).isPresent(), place, "points nowhere: " + reference);
            }
        });
        document.root()
                .path("components")
                .properties()
                .forEach(kind -> kind.getValue().properties().forEach(component -> {
                    String reference = "#/components/" + kind.getKey() + "/" + component.getKey();
                    boolean named = kind.getKey().equals("securitySchemes");
                    require(named || used.contains(reference), reference, "is used by nobody");
                }));
    }

    /** What receivers are sent is described as far as they need it: Tenon answers nothing there. */
    private void webhooks() {
        document.root().path("webhooks").properties().forEach(webhook -> {
            String place = "webhook " + webhook.getKey();
            JsonNode post = webhook.getValue().path("post");
            only(post, OPERATION, place);
            JsonNode media = post.at("/requestBody/content/application~1json");
            require(media.has("schema") && media.has("example"), place, "has no body, or no example of one");
            example(media, place);
            post.path("parameters").forEach(parameter -> only(parameter, PARAMETER, place));
        });
    }

    private void operationIds() {
        Map<String, String> routes = new HashMap<>();
        document.operations().forEach(operation -> {
            String other = routes.put(operation.id(), operation.route());
            require(other == null, operation.route(), "has the operationId of " + other);
        });
    }

    private void operation(ApiOperation operation) {
        String place = operation.route();
        JsonNode node = operation.node();
        only(node, OPERATION, place);
        require(OPERATION_ID.matcher(operation.id()).matches(), place, "has no operationId in camel case");
        require(
                !node.path("summary").asText().isBlank()
                        && !node.path("summary").asText().endsWith("."),
                place,
                "has no summary, or one that ends in a full stop");
        require(node.path("tags").size() == 1, place, "has no tag, or several");
        node.path("tags").forEach(tag -> require(tagNames().contains(tag.asText()), place, "has an undeclared tag"));
        parameters(operation, place);
        body(operation, place);
        conventions(operation, place);
        responses(operation, place);
    }

    private Set<String> tagNames() {
        Set<String> names = new HashSet<>();
        document.root().path("tags").forEach(tag -> names.add(tag.path("name").asText()));
        return names;
    }

    private void parameters(ApiOperation operation, String place) {
        Set<String> inTemplate = new TreeSet<>();
        Matcher braces = IN_BRACES.matcher(operation.path());
        while (braces.find()) {
            inTemplate.add(braces.group(1));
        }
        Set<String> declared = new TreeSet<>();
        for (JsonNode parameter : operation.parameters()) {
            String name = parameter.path("name").asText();
            String where = place + " parameter " + name;
            only(parameter, PARAMETER, where);
            require(parameter.has("schema"), where, "has no schema");
            require(!parameter.path("description").asText().isBlank(), where, "has no description");
            example(parameter, where);
            if (parameter.path("in").asText().equals("path")) {
                declared.add(name);
                require(parameter.path("required").asBoolean(), where, "is in the path, and not required");
                require(parameter.has("example"), where, "is in the path, and has no example");
            }
        }
        require(declared.equals(inTemplate), place, "declares " + declared + " for the path's " + inTemplate);
    }

    private void body(ApiOperation operation, String place) {
        JsonNode body = operation.node().path("requestBody");
        if (body.isMissingNode()) {
            return;
        }
        require(
                Set.of("POST", "PUT", "PATCH").contains(operation.method())
                        || Set.of("eraseMe", "unlinkSocialLogin", "removePasskey")
                                .contains(operation.id()),
                place,
                "has a body that its method does not know");
        // The first bytes of an upload may come along with its beginning.
        require(
                body.path("required").asBoolean() || operation.id().equals("createUpload"),
                place,
                "has an optional body");
        body.path("content").properties().forEach(media -> {
            String where = place + " " + media.getKey();
            require(media.getValue().has("schema"), where, "has no schema");
            require(
                    media.getValue().has("example") || !media.getKey().endsWith("json"),
                    where,
                    "has no example to paste");
            example(media.getValue(), where);
        });
        boolean malformed = operation.node().path("responses").has("400");
        require(malformed && operation.node().path("responses").has("415"), place, "has a body, and no 400 and 415");
    }

    private void conventions(ApiOperation operation, String place) {
        boolean product = operation.path().startsWith("/v1/");
        boolean testClock = operation.path().startsWith("/v1/test-clock");
        // An event has an id of its own, by which it is taken in once.
        boolean event = operation.path().startsWith("/v1/payment-events/");
        require(operation.hasParameter("header", "Request-Id"), place, "does not take a Request-Id");
        if (operation.method().equals("POST") && product && !testClock && !event) {
            require(operation.hasParameter("header", "Idempotency-Key"), place, "does not take an Idempotency-Key");
        }
        if (operation.method().equals("PATCH") && !UNCONDITIONAL.contains(operation.id())) {
            require(operation.hasParameter("header", "If-Match"), place, "does not take If-Match");
            require(
                    operation.node().path("responses").has("412")
                            && operation.node().path("responses").has("428"),
                    place,
                    "is conditional, and has no 412 and 428");
            require(
                    operation.node().path("requestBody").path("content").has("application/merge-patch+json"),
                    place,
                    "does not take a merge patch");
        }
        if (operation.hasParameter("query", "cursor")) {
            require(operation.hasParameter("query", "limit"), place, "has a cursor, and no limit");
            require(
                    document.response(operation, 200)
                            .map(response -> response.path("headers").has("Link"))
                            .orElse(false),
                    place,
                    "has pages, and no Link");
        }
        if (operation.needsToken()) {
            require(operation.node().path("responses").has("401"), place, "asks for a token, and has no 401");
        } else {
            require(operation.permission().isEmpty(), place, "needs a permission, and no token");
        }
        if (operation.permission().isPresent()) {
            require(operation.node().path("responses").has("403"), place, "needs a permission, and has no 403");
        }
        // What the SDKs of Unleash ask for, at addresses that they choose.
        boolean sdk = operation.path().startsWith("/api/client/");
        require(product || sdk || !operation.needsToken(), place, "is outside /v1, and asks for a token");
    }

    private void responses(ApiOperation operation, String place) {
        JsonNode responses = operation.node().path("responses");
        boolean anyProblem = false;
        for (Map.Entry<String, JsonNode> entry : responses.properties()) {
            String where = place + " " + entry.getKey();
            require(entry.getKey().matches("[1-5]\\d\\d"), where, "is no status");
            JsonNode response = document.resolve(entry.getValue());
            response(response, where);
            // A probe reads the checks and not a problem; a person in a browser reads a page.
            boolean health =
                    operation.path().startsWith("/health/") && entry.getKey().equals("503");
            boolean page = response.path("content").has("text/html");
            if (entry.getKey().compareTo("400") >= 0 && !health && !page) {
                problem(response, Integer.parseInt(entry.getKey()), where);
                anyProblem |= entry.getKey().startsWith("4");
            } else {
                boolean both = response.path("content").has("application/problem+json");
                anyProblem |= both && entry.getKey().startsWith("4");
                require(page || !response.has("x-problems"), where, "is no error, and has problems");
            }
        }
        require(anyProblem, place, "has no problem of the client's making");
        require(responses.has("500"), place, "has no 500");
    }

    private void componentResponses() {
        document.root().at("/components/responses").properties().forEach(entry -> {
            JsonNode problems = entry.getValue().path("x-problems");
            require(
                    problems.isMissingNode() || entry.getValue().path("content").has("application/problem+json"),
                    "response " + entry.getKey(),
                    "has problems, and is none");
        });
        for (JsonNode reference : document.root().path("x-any-request")) {
            JsonNode response = document.resolve(reference);
            int status = response.at("/content/application~1problem+json/example/status")
                    .asInt();
            problem(response, status, "x-any-request " + status);
        }
    }

    private void response(JsonNode response, String where) {
        only(response, RESPONSE, where);
        require(!response.path("description").asText().isBlank(), where, "has no description");
        require(response.path("headers").has("Request-Id"), where, "has no Request-Id");
        response.path("headers").properties().forEach(header -> {
            JsonNode resolved = document.resolve(header.getValue());
            require(resolved.has("schema"), where + " header " + header.getKey(), "has no schema");
        });
        response.path("content").properties().forEach(media -> {
            require(media.getValue().has("schema"), where, "has a body of no schema");
            require(
                    !media.getKey().endsWith("json")
                            || media.getValue().has("example")
                            || media.getValue().has("examples"),
                    where,
                    "has no example");
            example(media.getValue(), where);
        });
    }

    private void problem(JsonNode response, int status, String where) {
        JsonNode media = response.at("/content/application~1problem+json");
        require(
                media.path("schema").path("$ref").asText().endsWith("/Problem")
                        && response.path("content").size() == 1,
                where,
                "is an error, and no problem");
        JsonNode codes = response.path("x-problems");
        require(!codes.isEmpty(), where, "does not name its problems");
        codes.forEach(code -> require(
                code.asText().startsWith("http-")
                        || RefusalCatalogue.find(code.asText()).isPresent(),
                where,
                "names a problem that nobody knows: " + code.asText()));
        require(media.at("/example/status").asInt() == status, where, "has an example of another status");
        boolean known = StreamSupport.stream(codes.spliterator(), false)
                .anyMatch(code -> media.at("/example/type").asText().equals("/problems/" + code.asText()));
        require(known, where, "has an example of another problem");
        RefusalCatalogue.find(media.at("/example/type").asText().replaceFirst("^/problems/", ""))
                .ifPresent(code -> require(
                        media.at("/example/title").asText().equals(code.title()),
                        where,
                        "has an example with another title"));
        boolean waits = status == 429 || status == 503;
        require(!waits || response.path("headers").has("Retry-After"), where, "does not say when to come back");
        require(status != 401 || response.path("headers").has("WWW-Authenticate"), where, "has no WWW-Authenticate");
    }

    private void example(JsonNode holder, String where) {
        JsonNode example = holder.get("example");
        if (example != null && holder.has("schema")) {
            document.violations(holder.get("schema"), example)
                    .forEach(violation -> found(where, "has an example that does not fit: " + violation));
        }
        holder.path("examples")
                .properties()
                .forEach(each -> document.violations(
                                holder.path("schema"), each.getValue().path("value"))
                        .forEach(violation -> found(where, "has an example that does not fit: " + violation)));
    }

    private void schemas() {
        document.root().at("/components/schemas").properties().forEach(entry -> {
            String name = entry.getKey();
            JsonNode schema = entry.getValue();
            ApiDocument.dialectViolations(schema)
                    .forEach(violation -> found("schema " + name, "is no schema: " + violation));
            schema(schema, "schema " + name);
            schema.path("properties").properties().forEach(property -> {
                String path = name + "." + property.getKey();
                schema(property.getValue(), "schema " + path);
                boolean shown =
                        !document.resolve(property.getValue()).path("writeOnly").asBoolean();
                boolean secret = SECRET.matcher(property.getKey()).matches() && !NO_SECRETS.contains(path);
                require(!(shown && secret && answered.contains(name)), "schema " + path, "may show a secret");
                require(
                        property.getValue().has("type")
                                || property.getValue().has("$ref")
                                || property.getValue().has("anyOf"),
                        "schema " + path,
                        "has no type");
                closed(property.getValue(), path);
            });
            closed(schema, name);
        });
    }

    private void schema(JsonNode schema, String place) {
        only(schema, SCHEMA, place);
        if (schema.path("items").isObject()) {
            schema(schema.get("items"), place + "[]");
        }
        for (JsonNode choice : schema.path("anyOf")) {
            schema(choice, place);
        }
    }

    private void closed(JsonNode schema, String name) {
        if (schema.path("type").asText().equals("object") && !MAPS.contains(name)) {
            JsonNode additional = schema.path("additionalProperties");
            require(additional.isBoolean() && !additional.asBoolean(), "schema " + name, "is open");
        }
    }

    /**
     * What an answer shows is always there and marked read-only, unless a request may set it; and what only a request knows
     * is never marked so.
     */
    private void writableFields() {
        Set<String> settable = new HashSet<>();
        document.operations().stream()
                .flatMap(operation -> operation.node().path("requestBody").path("content").properties().stream())
                .map(media -> document.resolve(media.getValue().path("schema")))
                .forEach(schema -> schema.path("properties").properties().forEach(property -> {
                    settable.add(property.getKey());
                    require(
                            !property.getValue().path("readOnly").asBoolean(),
                            "request field " + property.getKey(),
                            "is read-only");
                }));
        document.root().at("/components/schemas").properties().stream()
                .filter(entry -> answered.contains(entry.getKey()) && !VALUES.contains(entry.getKey()))
                .forEach(entry -> {
                    Set<String> required = new HashSet<>();
                    entry.getValue().path("required").forEach(name -> required.add(name.asText()));
                    entry.getValue().path("properties").properties().forEach(property -> {
                        String place = "schema " + entry.getKey() + "." + property.getKey();
                        boolean list = property.getKey().equals("items")
                                || property.getKey().equals("next");
                        require(
                                list
                                        || settable.contains(property.getKey())
                                        || property.getValue().path("readOnly").asBoolean(),
                                place,
                                "cannot be set, and is not marked read-only");
                        boolean optional = OPTIONAL.contains(place);
                        require(
                                optional || required.contains(property.getKey()),
                                place,
                                "is answered, and may be absent");
                    });
                });
    }

    /** What is good JSON Schema, and still nothing that generators of clients can make a type of. */
    private void generatable() {
        walk(document.root(), "", (place, node) -> {
            JsonNode choices = node.path("anyOf");
            if (choices.isArray() && !place.equals(CHOICE)) {
                boolean orNull = choices.size() == 2
                        && choices.get(0).has("$ref")
                        && choices.get(1).path("type").asText().equals("null");
                require(orNull, place, "is a choice between types");
                require(
                        !place.matches("/components/schemas/\\w+"),
                        place,
                        "is a schema of its own that may be null; say both types");
            }
            require(
                    !node.path("type").asText().equals("null") || place.matches(".*/anyOf/\\d+"),
                    place,
                    "is null and nothing else");
            require(
                    !(node.has("$ref") && node.has("default"))
                            || document.resolve(node).has("enum"),
                    place,
                    "has a default beside a reference");
            node.path("content").properties().stream()
                    .filter(media -> !media.getKey().matches(".*json|multipart/.*|.*urlencoded"))
                    .forEach(media -> require(
                            document.resolve(media.getValue().path("schema"))
                                    .path("type")
                                    .asText()
                                    .equals("string"),
                            place + " " + media.getKey(),
                            "is neither text nor bytes"));
        });
    }

    /** Notes every schema that is reached from a response. */
    private void reachAnswers() {
        document.operations()
                .forEach(operation -> operation
                        .node()
                        .path("responses")
                        .forEach(response -> reach(document.resolve(response).path("content"), answered)));
    }

    private void reach(JsonNode node, Set<String> names) {
        walk(node, "", (place, each) -> {
            String reference = each.path("$ref").asText();
            if (reference.startsWith("#/components/schemas/")) {
                String name = reference.substring(reference.lastIndexOf('/') + 1);
                if (names.add(name)) {
                    document.target(reference).ifPresent(schema -> reach(schema, names));
                }
            }
        });
    }

    private static void walk(JsonNode node, String place, BiConsumer<String, JsonNode> visit) {
        if (node.isObject()) {
            visit.accept(place, node);
            node.properties().forEach(member -> {
                boolean data =
                        member.getKey().equals("example") || member.getKey().equals("examples");
                if (!data) {
                    walk(member.getValue(), place + "/" + member.getKey(), visit);
                }
            });
        } else if (node.isArray()) {
            int index = 0;
            for (JsonNode item : node) {
                walk(item, place + "/" + index++, visit);
            }
        }
    }
}
