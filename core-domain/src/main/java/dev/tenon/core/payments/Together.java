package dev.tenon.core.payments;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Asks gateways several things at once, and waits for all answers: one that is slow holds up the others of its batch and no more. */
final class Together {

    /** How many at once. */
    static final int MOST = 16;

    private final ExecutorService calls = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("payment-", 0).factory());

    /** Does it with each; throws what one of them threw when all have ended. */
    <T> void each(List<T> things, Consumer<T> work) {
        if (things.size() == 1) {
            work.accept(things.get(0));
            return;
        }
        List<CompletableFuture<Void>> underWay = new ArrayList<>();
        for (T thing : things) {
            underWay.add(CompletableFuture.runAsync(() -> work.accept(thing), calls));
        }
        try {
            CompletableFuture.allOf(underWay.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failure;
        }
    }
}
