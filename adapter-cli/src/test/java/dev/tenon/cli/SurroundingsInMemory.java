package dev.tenon.cli;

import dev.tenon.ports.Tenon;
import dev.tenon.ports.notifications.EmailBrand;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.RenderedEmail;
import dev.tenon.ports.notifications.spi.MailTemplates.Occasion;
import dev.tenon.testkit.PlainMailTemplates;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Surroundings without a machine: they remember how they were opened, and fail when they are told to. */
public final class SurroundingsInMemory implements Surroundings, Surroundings.Opener, Surroundings.Migrator {

    private final Tenon tenon;

    /** Thrown by whatever is asked for next. */
    public @Nullable Throwable failure;

    public final List<Map<String, String>> opened = new ArrayList<>();
    public final List<ChangeSet> changeSets = new ArrayList<>();
    public final List<Finding> findings = new ArrayList<>();
    public int pending;
    public int closed;
    public @Nullable String progress;
    public @Nullable Path mailbox;
    public @Nullable URI runningServer;
    public @Nullable RunningServer started;

    /** A server that stops as soon as it is waited for. */
    public static final class RunningServer implements Server {

        public boolean awaited;

        @Override
        public URI address() {
            return URI.create("http://127.0.0.1:8081");
        }

        @Override
        public void awaitStop() {
            awaited = true;
        }

        @Override
        public void stop() {
            throw new IllegalStateException("Whoever sends the signal stops it");
        }
    }

    SurroundingsInMemory(Tenon tenon) {
        this.tenon = tenon;
    }

    @Override
    public Surroundings open(Map<String, String> flags, Consumer<String> told) {
        opened.add(Map.copyOf(flags));
        if (progress != null) {
            told.accept(progress);
        }
        return this;
    }

    @Override
    public Tenon tenon() {
        failIfTold();
        return tenon;
    }

    @Override
    public String login() {
        return "ana";
    }

    @Override
    public Migrator migrator() {
        failIfTold();
        return this;
    }

    @Override
    public Server startServer() {
        failIfTold();
        RunningServer server = new RunningServer();
        started = server;
        return server;
    }

    @Override
    public Optional<URI> runningServer() {
        return Optional.ofNullable(runningServer);
    }

    @Override
    public Optional<Path> mailbox() {
        return Optional.ofNullable(mailbox);
    }

    @Override
    public RenderedEmail preview(EmailType type, @Nullable Locale language, @Nullable EmailBrand brand) {
        failIfTold();
        List<Locale> languages = language == null ? List.of() : List.of(language);
        return new PlainMailTemplates()
                .render(new Occasion(
                        type, type.sampleValues(), languages, brand, null, URI.create("https://tenon.example.org")));
    }

    @Override
    public List<Finding> examine() {
        failIfTold();
        return findings;
    }

    @Override
    public void close() {
        closed++;
    }

    @Override
    public int migrate() {
        int applied = pending;
        pending = 0;
        return applied;
    }

    @Override
    public List<ChangeSet> status() {
        return changeSets;
    }

    @Override
    public String sql(@Nullable String after) {
        return "CREATE TABLE users; -- " + after;
    }

    @Override
    public String rollbackSql(int count) {
        return "DROP TABLE users; -- " + count;
    }

    private void failIfTold() {
        if (failure != null) {
            throw SurroundingsInMemory.<RuntimeException>unchecked(failure);
        }
    }

    /** Lets a checked exception or an error through, as a bug does. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException unchecked(Throwable failure) throws E {
        throw (E) failure;
    }
}
