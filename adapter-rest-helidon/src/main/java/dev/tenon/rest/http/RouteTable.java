package dev.tenon.rest.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every route, once: method, path, handler. From it come the matching, {@code HEAD}, {@code OPTIONS}, {@code Allow}, the labels
 * of log and metrics, and the comparison with the OpenAPI document.
 */
public final class RouteTable {

    private final List<Route> all = new ArrayList<>();
    private final Node root = new Node();

    /** Adds a route. */
    public RouteTable add(Route route) {
        Node node = node(route.path());
        if (node.routes.put(route.method(), route) != null) {
            throw new IllegalArgumentException("Registered twice: " + route.operation());
        }
        node.template = route.path();
        all.add(route);
        return this;
    }

    /** Every answer at this path, also one that refuses, has this header. */
    public RouteTable always(String path, String header, String value) {
        Node node = node(path);
        node.headers.add(header);
        node.headers.add(value);
        return this;
    }

    /** Who can send nothing but POST names here what they mean, in {@code X-HTTP-Method-Override}. */
    public RouteTable overridable(String path) {
        node(path).isOverridable = true;
        return this;
    }

    private Node node(String path) {
        Node node = root;
        for (String segment : segments(path)) {
            node = segment.startsWith("{") ? node.parameter() : node.literal(segment);
        }
        return node;
    }

    /** Every route, in the order of registration. */
    public List<Route> all() {
        return Collections.unmodifiableList(all);
    }

    /** What stands at a path; {@code null} if nothing does. */
    @Nullable
    Match match(String rawPath) {
        if (rawPath.isEmpty() || rawPath.charAt(0) != '/') {
            return null;
        }
        List<String> values = new ArrayList<>(2);
        Node node = root;
        int start = 1;
        while (node != null && start <= rawPath.length()) {
            int end = rawPath.indexOf('/', start);
            end = end < 0 ? rawPath.length() : end;
            String segment = rawPath.substring(start, end);
            Node next = node.literals.get(segment);
            if (next == null && node.parameter != null && !segment.isEmpty()) {
                next = node.parameter;
                values.add(segment);
            }
            node = next;
            start = end + 1;
        }
        return node == null || node.template == null
                ? null
                : new Match(node.template, node.routes, values, node.headers, node.isOverridable);
    }

    private static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    /**
     * What stands at a path.
     *
     * @param values what stands for the template's parameters, as sent
     * @param headers names and values of what every answer has, in turn
     * @param isOverridable whether another method may be meant than is sent
     */
    record Match(
            String template,
            Map<String, Route> routes,
            List<String> values,
            List<String> headers,
            boolean isOverridable) {

        /** The route for this method; {@code HEAD} is {@code GET} without the body. */
        @Nullable
        Route route(String method) {
            return routes.get(method.equals("HEAD") ? "GET" : method);
        }

        /** The value of {@code Allow}. */
        String allow() {
            List<String> methods = new ArrayList<>(routes.keySet());
            if (routes.containsKey("GET")) {
                methods.add(methods.indexOf("GET") + 1, "HEAD");
            }
            methods.remove("OPTIONS");
            methods.add("OPTIONS");
            return String.join(", ", methods);
        }

        /** What stands for a parameter of the template, e.g. {@code id}. */
        String value(String name) {
            int index = 0;
            for (String segment : segments(template)) {
                if (segment.startsWith("{")) {
                    if (segment.regionMatches(1, name, 0, name.length()) && segment.length() == name.length() + 2) {
                        return values.get(index);
                    }
                    index++;
                }
            }
            throw new IllegalArgumentException(template + " has no parameter " + name);
        }
    }

    private static final class Node {
        private final Map<String, Node> literals = new LinkedHashMap<>();
        private final Map<String, Route> routes = new TreeMap<>();
        private final List<String> headers = new ArrayList<>(0);
        private boolean isOverridable;
        private @Nullable Node parameter;
        private @Nullable String template;

        private Node literal(String segment) {
            return literals.computeIfAbsent(segment, name -> new Node());
        }

        private Node parameter() {
            Node present = parameter;
            if (present == null) {
                present = new Node();
                parameter = present;
            }
            return present;
        }
    }
}
