package dev.tenon.rest.contract;

import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.concurrent.Worker.State;
import javafx.scene.web.WebEngine;

/** A window of a real browser, without a screen: it obeys policies, checks forms and sends them as people's browsers do. */
public final class WebKit {

    private static final long PATIENCE_IN_SECONDS = 30;

    static {
        System.setProperty("glass.platform", "Monocle");
        System.setProperty("monocle.platform", "Headless");
        System.setProperty("prism.order", "sw");
        Platform.startup(() -> Platform.setImplicitExit(false));
    }

    private final WebEngine engine = inBrowser(WebEngine::new);

    /** Opens an address, and waits until the page is there. */
    public void open(URI address) {
        afterwards(() -> engine.load(address.toString()));
    }

    /** Types into the field of this name, as if it had been empty. */
    public void type(String field, String text) {
        run("document.querySelector('input[name=%s]').value = '%s'".formatted(field, text));
    }

    /** Presses the button of the page's form, and waits for the page that follows. */
    public void press() {
        afterwards(() -> engine.executeScript("document.querySelector('form button').click()"));
    }

    /** Presses the button where the browser itself is to hold the form back; what it says about the field of this name. */
    public String pressInVain(String field) {
        run("document.querySelector('form button').click()");
        return run("document.querySelector('input[name=%s]').validationMessage".formatted(field));
    }

    public String title() {
        return run("document.title");
    }

    /** What people read. */
    public String text() {
        return run("document.body.innerText");
    }

    /** The value of an expression of JavaScript. */
    public String run(String script) {
        return inBrowser(() -> String.valueOf(engine.executeScript(script)));
    }

    /** The value of an expression of JavaScript as soon as it is not empty: what a page's own script finds out. */
    public String eventually(String script) {
        CompletableFuture<String> found = new CompletableFuture<>();
        inBrowser(() -> {
            AnimationTimer timer = new AnimationTimer() {
                @Override
                public void handle(long now) {
                    String value = String.valueOf(engine.executeScript(script));
                    if (!value.isEmpty()) {
                        stop();
                        found.complete(value);
                    }
                }
            };
            timer.start();
            return timer;
        });
        return wait(found);
    }

    /** Does what leads to another page, and waits for it. */
    private void afterwards(Runnable action) {
        CompletableFuture<State> arrived = new CompletableFuture<>();
        inBrowser(() -> {
            engine.getLoadWorker().stateProperty().addListener((state, before, after) -> {
                if (after == State.SUCCEEDED || after == State.FAILED) {
                    arrived.complete(after);
                }
            });
            action.run();
            return action;
        });
        if (wait(arrived) != State.SUCCEEDED) {
            throw new AssertionError("The page did not load");
        }
    }

    private static <T> T inBrowser(Callable<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                done.complete(task.call());
            } catch (Exception failed) {
                done.completeExceptionally(failed);
            }
        });
        return wait(done);
    }

    private static <T> T wait(CompletableFuture<T> done) {
        try {
            return done.get(PATIENCE_IN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failed) {
            throw new AssertionError("The browser did not do it", failed);
        }
    }
}
