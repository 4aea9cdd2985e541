package dev.tenon.rest.http;

import dev.tenon.ports.limits.RequestClass;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One method of one path. Made by {@link #get}, {@link #post} and so on, and changed by the methods that return another one.
 *
 * @param path the template, e.g. {@code /v1/users/{id}}
 * @param caller who may call without being refused at once
 * @param takes what body it takes
 * @param answersWith the media type of its answer; {@code null} if there is no body or the route decides
 * @param load how much it asks of the server
 * @param requestClass which of its caller's rate limits it counts against
 * @param parameters the query parameters that it knows; any other is refused
 * @param isForBrowsers whether people come here by themselves, so that problems are pages where a browser asks
 */
public record Route(
        String method,
        String path,
        Caller caller,
        Takes takes,
        @Nullable String answersWith,
        Load load,
        RequestClass requestClass,
        List<String> parameters,
        boolean isForBrowsers,
        Handler handler) {

    /** Who may call. What the caller may then do is decided by the core. */
    public enum Caller {
        /** Somebody with a live token. */
        SIGNED_IN,
        /** The same for SDKs of Unleash, which send an API key without saying {@code Bearer}. */
        SDK,
        /** Anybody; tokens are not looked at, so that an old one never stands in the way of a new one. */
        ANYBODY,
        /** Whom a browser's cookie stands for, or nobody: an old cookie stands for nobody, and no other token is looked at. */
        VISITOR,
        /** Whoever operates the server; tokens are not looked at, so that the route answers without the database. */
        OPERATOR
    }

    /** What body a route takes. */
    public enum Takes {
        NOTHING,
        JSON,
        MERGE_PATCH,
        /** What a page's button sends: {@code application/x-www-form-urlencoded}. */
        FORM,
        /** The same, or {@code multipart/form-data}: what a mail program sends to switch mails off (RFC 8058). Nobody reads it. */
        ONE_CLICK,
        FILE;

        /** Whether the body is read whole before the route is called. */
        boolean isBuffered() {
            return this == JSON || this == MERGE_PATCH || this == FORM || this == ONE_CLICK;
        }

        /** Whether the route takes a body of this media type. */
        boolean isOfType(String mediaType) {
            return switch (this) {
                case NOTHING -> false;
                case JSON -> mediaType.equals(Answer.JSON);
                case MERGE_PATCH -> mediaType.equals(Answer.JSON) || mediaType.equals("application/merge-patch+json");
                case FORM -> mediaType.equals("application/x-www-form-urlencoded");
                case ONE_CLICK ->
                    mediaType.equals("application/x-www-form-urlencoded") || mediaType.equals("multipart/form-data");
                case FILE -> true;
            };
        }
    }

    /** How much a route asks of the server. */
    public enum Load {
        /** Counts against the concurrency limit, and ends at the time limit. */
        SHORT,
        /** Counts against the limit of transfers, and may take as long as it makes progress. */
        LONG,
        /** Always answers. */
        FREE
    }

    /** Reads something as JSON. */
    public static Route get(String path, Caller caller, Handler handler) {
        return new Route(
                "GET",
                path,
                caller,
                Takes.NOTHING,
                Answer.JSON,
                Load.SHORT,
                RequestClass.READ,
                List.of(),
                false,
                handler);
    }

    /** Takes a JSON object, and answers with JSON. */
    public static Route post(String path, Caller caller, Handler handler) {
        return new Route(
                "POST",
                path,
                caller,
                Takes.JSON,
                Answer.JSON,
                Load.SHORT,
                RequestClass.WRITE,
                List.of(),
                false,
                handler);
    }

    /** Takes a merge patch, and answers with what it made. */
    public static Route patch(String path, Caller caller, Handler handler) {
        return new Route(
                "PATCH",
                path,
                caller,
                Takes.MERGE_PATCH,
                Answer.JSON,
                Load.SHORT,
                RequestClass.WRITE,
                List.of(),
                false,
                handler);
    }

    /** Makes something so, without a body either way. */
    public static Route put(String path, Caller caller, Handler handler) {
        return new Route(
                "PUT", path, caller, Takes.NOTHING, null, Load.SHORT, RequestClass.WRITE, List.of(), false, handler);
    }

    /** Says what a path can. */
    public static Route options(String path, Caller caller, Handler handler) {
        return new Route(
                "OPTIONS", path, caller, Takes.NOTHING, null, Load.SHORT, RequestClass.READ, List.of(), false, handler);
    }

    /** Deletes, without a body either way. */
    public static Route delete(String path, Caller caller, Handler handler) {
        return new Route(
                "DELETE", path, caller, Takes.NOTHING, null, Load.SHORT, RequestClass.WRITE, List.of(), false, handler);
    }

    /** The same route with these query parameters. */
    public Route query(String... names) {
        return new Route(
                method, path, caller, takes, answersWith, load, requestClass, List.of(names), isForBrowsers, handler);
    }

    /** The same route, which passes over parameters that it does not know: where others make the address (RFC 6749 4.1.2). */
    public Route ignoringOtherParameters() {
        List<String> more = new ArrayList<>(parameters);
        more.add(Query.OTHERS);
        return new Route(
                method,
                path,
                caller,
                takes,
                answersWith,
                load,
                requestClass,
                List.copyOf(more),
                isForBrowsers,
                handler);
    }

    /** The same route taking another body. */
    public Route taking(Takes other) {
        return new Route(
                method, path, caller, other, answersWith, load, requestClass, parameters, isForBrowsers, handler);
    }

    /** The same route answering with another type; {@code null} for none, or for one that the route decides on. */
    public Route answering(@Nullable String mediaType) {
        return new Route(
                method, path, caller, takes, mediaType, load, requestClass, parameters, isForBrowsers, handler);
    }

    /** The same route, to which a link or a button leads: where a browser asks, problems are pages. */
    public Route forBrowsers() {
        return new Route(method, path, caller, takes, answersWith, load, requestClass, parameters, true, handler);
    }

    /** The same route under another load. */
    public Route load(Load other) {
        return new Route(
                method, path, caller, takes, answersWith, other, requestClass, parameters, isForBrowsers, handler);
    }

    /** The same route, which takes a body and changes nothing: it counts as reading. */
    public Route reading() {
        return new Route(
                method, path, caller, takes, answersWith, load, RequestClass.READ, parameters, isForBrowsers, handler);
    }

    /** The same route, which checks a password, a code or a mailed token, or causes such a mail. */
    public Route login() {
        return new Route(
                method, path, caller, takes, answersWith, load, RequestClass.LOGIN, parameters, isForBrowsers, handler);
    }

    /** {@code GET /v1/users/{id}}. */
    public String operation() {
        return method + " " + path;
    }
}
