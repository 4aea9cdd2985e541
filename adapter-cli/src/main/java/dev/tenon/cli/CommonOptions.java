package dev.tenon.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What every command takes, wherever it stands on the command line. */
final class CommonOptions {

    static final String NO_COLOR = "--no-color";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            scope = ScopeType.INHERIT,
            description = "How data is written: table, json or jsonl (default: ${DEFAULT-VALUE}).")
    private Output.Format format = Output.Format.table;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Say nothing but data and errors.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Show where an error comes from.")
    private boolean verbose;

    @SuppressWarnings("UnusedVariable") // read before parsing, since help is coloured while it parses
    @Option(
            names = NO_COLOR,
            scope = ScopeType.INHERIT,
            description = "Use no colours; NO_COLOR in the environment does the same.")
    private boolean plain;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Where the database, files and mails are (default: .tenon).")
    private @Nullable Path dataDirectory;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Settings file (default: tenon.yaml in the data directory).")
    private @Nullable Path config;

    @SuppressWarnings("UnusedVariable") // picocli acts on it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show help about this command.")
    private boolean help;

    Output output(Terminal terminal) {
        return new Output(terminal, format, quiet);
    }

    boolean verbose() {
        return verbose;
    }

    boolean quiet() {
        return quiet;
    }

    /** The settings among these options, by their names. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        if (dataDirectory != null) {
            settings.put("data-dir", dataDirectory.toString());
        }
        if (config != null) {
            settings.put("config", config.toString());
        }
        return settings;
    }
}
