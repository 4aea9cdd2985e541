package dev.tenon.stripe;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * As much of Stripe's API as the gateway uses, on loopback: customers, PaymentIntents and refunds, idempotency keys, and cards that
 * do always the same.
 */
final class FakeStripe implements AutoCloseable {

    /** A request as it came. */
    record Asked(
            String method,
            String path,
            Map<String, String> form,
            @Nullable String idempotencyKey,
            String auth) {}

    private record Answer(int status, JsonObject body) {}

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Answer> kept = new ConcurrentHashMap<>();
    private final Map<String, JsonObject> intents = new LinkedHashMap<>();
    private final Map<String, JsonObject> refunds = new LinkedHashMap<>();
    private final Map<String, String> customers = new LinkedHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final HttpServer server;
    private int numbers;

    private FakeStripe(HttpServer server) {
        this.server = server;
    }

    static FakeStripe start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        FakeStripe stripe = new FakeStripe(server);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", stripe::handle);
        server.start();
        return stripe;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }

    synchronized List<JsonObject> intents() {
        return new ArrayList<>(intents.values());
    }

    synchronized List<JsonObject> refunds() {
        return new ArrayList<>(refunds.values());
    }

    /** Somebody confirmed it. */
    synchronized void confirm(String intent) {
        intents.get(intent).addProperty("status", "succeeded");
    }

    private void handle(HttpExchange exchange) throws IOException {
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String query = exchange.getRequestURI().getRawQuery();
        Map<String, String> form = form(text.isEmpty() ? query : text);
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        Asked request = new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                form,
                key,
                exchange.getRequestHeaders().getFirst("Authorization"));
        asked.add(request);
        Answer answer;
        synchronized (this) {
            answer = key == null || !kept.containsKey(key) ? answer(request) : kept.get(key);
            if (key != null) {
                kept.put(key, answer);
            }
        }
        if ("pm_slow".equals(form.get("payment_method")) && request.path().equals("/v1/payment_intents")) {
            awaitClosing();
            return;
        }
        int status =
                "pm_breaks".equals(form.get("payment_method")) && request.path().equals("/v1/payment_intents")
                        ? 500
                        : answer.status();
        byte[] bytes = answer.body().toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void awaitClosing() {
        try {
            closing.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer answer(Asked request) {
        String path = request.path();
        if (!request.auth().equals("Bearer sk_test")) {
            return error(401, "invalid_request_error", "api_key_invalid", null, null);
        }
        if (path.equals("/v1/customers")) {
            return customer(request.form());
        }
        if (path.startsWith("/v1/customers/")) {
            String id = path.substring("/v1/customers/".length());
            return customers.remove(id) == null ? missing() : new Answer(200, object("customer", id));
        }
        if (path.startsWith("/v1/payment_methods/")) {
            return method(path.substring("/v1/payment_methods/".length()));
        }
        if (path.equals("/v1/payment_intents")) {
            return request.method().equals("POST") ? charged(request.form()) : listed(request.form());
        }
        if (path.endsWith("/cancel")) {
            return canceled(path.substring("/v1/payment_intents/".length(), path.length() - "/cancel".length()));
        }
        if (path.startsWith("/v1/payment_intents/")) {
            JsonObject intent = intents.get(path.substring("/v1/payment_intents/".length()));
            return intent == null ? missing() : new Answer(200, intent.deepCopy());
        }
        if (path.equals("/v1/refunds")) {
            return request.method().equals("POST") ? refunded(request.form()) : refundsOf(request.form());
        }
        return missing();
    }

    private Answer customer(Map<String, String> form) {
        String method = form.get("payment_method");
        if ("pm_unknown".equals(method)) {
            return missing();
        }
        if ("pm_declined_at_once".equals(method)) {
            return error(402, "card_error", "card_declined", "stolen_card", null);
        }
        String id = "cus_" + ++numbers;
        customers.put(id, method);
        return new Answer(200, object("customer", id));
    }

    private static Answer method(String id) {
        JsonObject method = object("payment_method", id);
        method.addProperty("type", id.equals("pm_debit") ? "sepa_debit" : "card");
        if (!id.equals("pm_debit")) {
            JsonObject card = new JsonObject();
            card.addProperty("brand", "visa");
            card.addProperty("last4", "4242");
            card.addProperty("exp_month", 7);
            card.addProperty("exp_year", 2030);
            method.add("card", card);
        }
        return new Answer(200, method);
    }

    private Answer charged(Map<String, String> form) {
        String method = form.getOrDefault("payment_method", "");
        if (!customers.containsKey(form.getOrDefault("customer", ""))) {
            return missing();
        }
        JsonObject intent = object("payment_intent", "pi_" + ++numbers);
        intent.addProperty("amount", Long.parseLong(form.getOrDefault("amount", "0")));
        intent.addProperty("currency", form.get("currency"));
        intent.addProperty("customer", form.get("customer"));
        intent.addProperty("created", Long.parseLong("1767225600"));
        intent.add("metadata", metadata(form));
        intents.put(intent.get("id").getAsString(), intent);
        switch (method) {
            case "pm_soft" -> {
                return declined(intent, "card_declined", "insufficient_funds");
            }
            case "pm_hard" -> {
                return declined(intent, "card_declined", "stolen_card");
            }
            case "pm_expired" -> {
                return declined(intent, "expired_card", null);
            }
            case "pm_auth" -> {
                return declined(intent, "authentication_required", "authentication_required");
            }
            case "pm_limited" -> {
                intents.remove(intent.get("id").getAsString());
                return error(429, "invalid_request_error", "rate_limit", null, null);
            }
            case "pm_confirm" -> {
                intent.addProperty("status", "requires_action");
                JsonObject redirect = new JsonObject();
                redirect.addProperty("url", "https://hooks.example.org/3d-secure");
                JsonObject action = new JsonObject();
                action.addProperty("type", "redirect_to_url");
                action.add("redirect_to_url", redirect);
                intent.add("next_action", action);
            }
            case "pm_debit" -> intent.addProperty("status", "processing");
            default -> intent.addProperty("status", "succeeded");
        }
        return new Answer(200, intent.deepCopy());
    }

    private static Answer declined(JsonObject intent, String code, @Nullable String decline) {
        intent.addProperty("status", "requires_payment_method");
        Answer answer = error(402, "card_error", code, decline, intent);
        intent.add("last_payment_error", answer.body().getAsJsonObject("error").deepCopy());
        return answer;
    }

    private Answer listed(Map<String, String> form) {
        JsonArray data = new JsonArray();
        intents.values().stream()
                .filter(intent -> form.get("customer") == null
                        || form.get("customer").equals(intent.get("customer").getAsString()))
                .forEach(intent -> data.add(intent.deepCopy()));
        return list(data, "/v1/payment_intents");
    }

    private Answer canceled(String id) {
        JsonObject intent = intents.get(id);
        if (intent == null) {
            return missing();
        }
        if (!intent.get("status").getAsString().equals("requires_action")) {
            return error(400, "invalid_request_error", "payment_intent_unexpected_state", null, null);
        }
        intent.addProperty("status", "canceled");
        return new Answer(200, intent.deepCopy());
    }

    private Answer refunded(Map<String, String> form) {
        JsonObject intent = intents.get(form.getOrDefault("payment_intent", ""));
        if (intent == null) {
            return missing();
        }
        JsonObject refund = object("refund", "re_" + ++numbers);
        refund.addProperty("amount", Long.parseLong(form.getOrDefault("amount", "0")));
        refund.addProperty("payment_intent", form.get("payment_intent"));
        refund.addProperty("status", "succeeded");
        refund.add("metadata", metadata(form));
        long before = refunds.values().stream()
                .filter(each -> each.get("payment_intent").equals(refund.get("payment_intent")))
                .mapToLong(each -> each.get("amount").getAsLong())
                .sum();
        if (before + refund.get("amount").getAsLong() > intent.get("amount").getAsLong()) {
            return error(400, "invalid_request_error", "charge_already_refunded", null, null);
        }
        refunds.put(refund.get("id").getAsString(), refund);
        return new Answer(200, refund.deepCopy());
    }

    private Answer refundsOf(Map<String, String> form) {
        JsonArray data = new JsonArray();
        refunds.values().stream()
                .filter(refund -> refund.get("payment_intent").getAsString().equals(form.get("payment_intent")))
                .forEach(refund -> data.add(refund.deepCopy()));
        return list(data, "/v1/refunds");
    }

    private static Answer list(JsonArray data, String url) {
        JsonObject list = new JsonObject();
        list.addProperty("object", "list");
        list.addProperty("url", url);
        list.addProperty("has_more", false);
        list.add("data", data);
        return new Answer(200, list);
    }

    private static JsonObject metadata(Map<String, String> form) {
        JsonObject metadata = new JsonObject();
        form.forEach((name, value) -> {
            if (name.startsWith("metadata[")) {
                metadata.addProperty(name.substring("metadata[".length(), name.length() - 1), value);
            }
        });
        return metadata;
    }

    private static JsonObject object(String type, String id) {
        JsonObject object = new JsonObject();
        object.addProperty("id", id);
        object.addProperty("object", type);
        return object;
    }

    private static Answer missing() {
        return error(404, "invalid_request_error", "resource_missing", null, null);
    }

    private static Answer error(
            int status, String type, String code, @Nullable String decline, @Nullable JsonObject intent) {
        JsonObject error = new JsonObject();
        error.addProperty("type", type);
        error.addProperty("code", code);
        error.addProperty("message", "No.");
        if (decline != null) {
            error.addProperty("decline_code", decline);
        }
        if (intent != null) {
            error.add("payment_intent", intent.deepCopy());
        }
        JsonObject body = new JsonObject();
        body.add("error", error);
        return new Answer(status, body);
    }

    private static Map<String, String> form(@Nullable String text) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String pair : text == null || text.isEmpty() ? new String[0] : text.split("&", -1)) {
            int at = pair.indexOf('=');
            form.put(decoded(pair.substring(0, at)), decoded(pair.substring(at + 1)));
        }
        return form;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** A URL of a port that nobody listens on. */
    static URI nobody() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
