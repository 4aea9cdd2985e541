package dev.tenon.cli.operation;

import dev.tenon.cli.Surroundings.Server;
import dev.tenon.cli.TenonCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tenon serve}. */
@Command(
        name = "serve",
        description = "Start the HTTP server and the background workers.",
        footer = {
            "",
            "Prints one line when it is ready: Listening on http://HOST:PORT.",
            "",
            "Examples:",
            "  tenon serve",
            "  tenon serve --port 0        # picks a free one",
            "  TENON_DB_URL=jdbc:postgresql://db/tenon TENON_SECRET=... tenon serve"
        })
public final class ServeCommand extends TenonCommand {

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Listen on this address (default: 127.0.0.1).")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "PORT", description = "Listen on this port; 0 picks one (default: 8080).")
    private @Nullable Integer port;

    @Option(
            names = "--test-clock",
            description =
                    "Let time stand still until /v1/test-clock moves it. For integration tests, on a database of their"
                            + " own.")
    private boolean testClock;

    @Override
    protected Map<String, String> flags() {
        Map<String, String> flags = new LinkedHashMap<>();
        if (host != null) {
            flags.put("http-host", host);
        }
        if (port != null) {
            flags.put("http-port", port.toString());
        }
        if (testClock) {
            flags.put("test-clock", "true");
        }
        return flags;
    }

    @Override
    protected int run(Work work) throws InterruptedException {
        Server server = work.surroundings().startServer();
        work.output().text("Listening on " + server.address());
        server.awaitStop();
        return 0;
    }
}
