package dev.tenon.testkit;

import dev.tenon.ports.webhooks.spi.WebhookSender;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the calls of webhooks, the last {@value #CAPACITY} of them, and answers as it is told to: with 204 otherwise. Addresses of
 * {@code http} are objected to.
 */
public final class ScriptedReceiver implements WebhookSender {

    /** How many calls are kept; beyond it the oldest is forgotten. */
    public static final int CAPACITY = 10_000;

    private final Deque<WebhookCall> calls = new ArrayDeque<>();
    private final Map<String, WebhookAnswer> answers = new HashMap<>();
    private final Set<String> broken = new HashSet<>();
    private @Nullable String failure;

    @Override
    public synchronized WebhookAnswer call(WebhookCall call) throws WebhookFailure {
        if (calls.size() == CAPACITY) {
            calls.removeFirst();
        }
        calls.addLast(call);
        if (broken.contains(call.url().getHost())) {
            throw new IllegalArgumentException("A bug, at " + call.url());
        }
        if (failure != null) {
            throw new WebhookFailure(failure);
        }
        return answers.getOrDefault(call.url().getHost(), new WebhookAnswer(204, null));
    }

    @Override
    public Optional<String> objection(URI url) {
        return "https".equals(url.getScheme()) ? Optional.empty() : Optional.of("Give an address of https.");
    }

    /** This host answers so from now on. */
    public synchronized void answer(String host, int status, @Nullable String retryAfter) {
        answers.put(host, new WebhookAnswer(status, retryAfter));
    }

    /** A call of this host breaks in our own hands. */
    public synchronized void breakAt(String host) {
        broken.add(host);
    }

    /** No call comes to an answer from now on, for this reason. */
    public synchronized void fail(String reason) {
        failure = reason;
    }

    /** Every call is answered with 204 again. */
    public synchronized void recover() {
        failure = null;
        answers.clear();
        broken.clear();
    }

    /** The calls, oldest first. */
    public synchronized List<WebhookCall> calls() {
        return new ArrayList<>(calls);
    }

    /** The calls of this host, oldest first. */
    public List<WebhookCall> callsOf(String host) {
        return calls().stream()
                .filter(call -> call.url().getHost().equals(host))
                .toList();
    }

    /** Forgets the calls. */
    public synchronized void clear() {
        calls.clear();
    }
}
