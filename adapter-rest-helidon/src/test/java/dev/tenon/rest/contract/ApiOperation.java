package dev.tenon.rest.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One operation of the document.
 *
 * @param method in upper case
 * @param path the template, e.g. {@code /v1/users/{id}}
 * @param node as written
 * @param parameters those of its path and its own
 */
public record ApiOperation(String method, String path, JsonNode node, List<JsonNode> parameters) {

    /** The operation's id. */
    public String id() {
        return node.path("operationId").asText();
    }

    /** The operation as a route: {@code GET /v1/users/{id}}. */
    public String route() {
        return method + " " + path;
    }

    /** Whether the operation asks for a token; one without {@code security} does, as the document says at its root. */
    public boolean needsToken() {
        return !node.has("security") || !node.path("security").isEmpty();
    }

    /** The permission that its caller needs, as {@code resource:verb}, if the whole operation needs one. */
    public Optional<String> permission() {
        return Optional.ofNullable(node.get("x-permission")).map(JsonNode::asText);
    }

    /** The scope that an API key needs for what is its owner's own, as {@code resource:verb}. */
    public Optional<String> scope() {
        return Optional.ofNullable(node.get("x-scope")).map(JsonNode::asText);
    }

    /** The path with the examples of its parameters. */
    public String examplePath() {
        String filled = path;
        for (JsonNode parameter : parameters) {
            if (parameter.path("in").asText().equals("path")) {
                filled = filled.replace(
                        "{" + parameter.path("name").asText() + "}",
                        parameter.path("example").asText());
            }
        }
        return filled;
    }

    /** The example of its JSON body, if it takes one. */
    public Optional<JsonNode> exampleBody() {
        return Optional.ofNullable(
                node.at("/requestBody/content/application~1json").get("example"));
    }

    /** Whether its body is a value of the caller's own rather than an object with fields. */
    public boolean takesAnyJson() {
        return node.at("/requestBody/content/application~1json/schema/$ref")
                .asText()
                .endsWith("/AnyJson");
    }

    /** The example of the form that it takes, if it takes one. */
    public Optional<Map<String, String>> exampleForm() {
        JsonNode example = node.at("/requestBody/content/application~1x-www-form-urlencoded/example");
        return example.isMissingNode()
                ? Optional.empty()
                : Optional.of(example.properties().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, field -> field.getValue().asText())));
    }

    /** Whether the header, query or path parameter of this name is one of its own. */
    public boolean hasParameter(String in, String name) {
        return parameters.stream()
                .anyMatch(parameter -> parameter.path("in").asText().equals(in)
                        && parameter.path("name").asText().equalsIgnoreCase(name));
    }

    /** Whether it has to be told which revision it changes. */
    public boolean needsRevision() {
        return parameters.stream()
                .anyMatch(parameter -> parameter.path("name").asText().equals("If-Match")
                        && parameter.path("required").asBoolean());
    }

    boolean takes(String actualPath) {
        List<String> template = List.of(path.split("/", -1));
        List<String> actual = List.of(actualPath.split("/", -1));
        return template.size() == actual.size()
                && IntStream.range(0, template.size()).allMatch(place -> takes(template.get(place), actual.get(place)));
    }

    private static boolean takes(String segment, String actual) {
        return segment.startsWith("{") ? !actual.isEmpty() : segment.equals(actual);
    }

    @Override
    public String toString() {
        return route();
    }
}
