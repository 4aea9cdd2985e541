package dev.tenon.cli;

import dev.tenon.ports.kernel.FieldError;
import dev.tenon.ports.kernel.Refusal;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParseResult;

/** The command line. */
public final class TenonCli {

    static final String NO_COLOR = "--no-color";

    private TenonCli() {}

    /** Runs one command in the terminal of this process; returns its exit code. */
    public static int run(String[] arguments, Surroundings.Opener opener) {
        return run(arguments, Terminal.ofProcess(), opener);
    }

    /** Runs one command in a given terminal; returns its exit code. */
    public static int run(String[] arguments, Terminal terminal, Surroundings.Opener opener) {
        boolean colours = terminal.colours() && !Arrays.asList(arguments).contains(NO_COLOR);
        return commandLine(terminal, colours, opener).execute(arguments);
    }

    static CommandLine commandLine(Terminal terminal, boolean colours, Surroundings.Opener opener) {
        return new CommandLine(new RootCommand(terminal, opener))
                .setOut(writer(terminal.output()))
                .setErr(writer(terminal.messages()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(colours ? Ansi.ON : Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((failure, commandLine, parsed) -> failed(failure, terminal, parsed));
    }

    private static int failed(Exception failure, Terminal terminal, ParseResult parsed) {
        if (failure instanceof Refusal refusal) {
            terminal.messages().println("error: " + refusal.detail());
            for (FieldError error : refusal.errors()) {
                terminal.messages().println("  " + error.pointer().substring(1) + ": " + error.detail());
            }
            terminal.messages().println("  " + refusal.code().remedy());
            return ExitCode.of(refusal.kind());
        }
        if (failure instanceof Surroundings.Unusable || failure instanceof Stopped) {
            terminal.messages().println("error: " + failure.getMessage());
            return failure instanceof Stopped stopped ? stopped.exitCode() : ExitCode.UNUSABLE;
        }
        terminal.messages().println("error: something unexpected went wrong: " + failure);
        if (verbose(parsed)) {
            failure.printStackTrace(terminal.messages());
        } else {
            terminal.messages().println("  Run it again with --verbose to see where, and tell us.");
        }
        return ExitCode.BUG;
    }

    private static boolean verbose(ParseResult parsed) {
        ParseResult innermost = parsed;
        while (innermost.hasSubcommand()) {
            innermost = innermost.subcommand();
        }
        return innermost.commandSpec().userObject() instanceof TenonCommand command && command.verbose();
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
