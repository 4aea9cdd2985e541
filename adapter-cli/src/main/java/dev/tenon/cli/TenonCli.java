package dev.tenon.cli;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The command line. */
public final class TenonCli {

    private TenonCli() {}

    /** Runs one command in the terminal of this process; returns its exit code. */
    public static int run(String[] arguments, Surroundings.Opener opener) {
        return run(arguments, Terminal.ofProcess(), opener);
    }

    /** Runs one command in a given terminal; returns its exit code. */
    public static int run(String[] arguments, Terminal terminal, Surroundings.Opener opener) {
        boolean plain = Arrays.asList(arguments).contains(CommonOptions.NO_COLOR);
        RootCommand root = new RootCommand(terminal, opener);
        try {
            return commandLine(root, arguments, terminal.colours() && !plain).execute(arguments);
        } catch (Error brokenMachine) {
            return new Failures(terminal).of(brokenMachine, root.common().verbose());
        }
    }

    /** The commands that these arguments need, ready to read them. */
    static CommandLine commandLine(RootCommand root, String[] arguments, boolean colours) {
        Terminal terminal = root.terminal();
        Failures failures = new Failures(terminal);
        CommandLine commandLine = new CommandLine(root);
        RootCommand.neededFor(arguments).forEach(commandLine::addSubcommand);
        commandLine
                .setOut(writer(terminal.output()))
                .setErr(writer(terminal.messages()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(colours ? Ansi.ON : Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .registerConverter(Instant.class, new InstantConverter())
                .setParameterExceptionHandler((mistake, typed) -> failures.of(mistake))
                .setExecutionExceptionHandler((failure, command, parsed) ->
                        failures.of(failure, root.common().verbose()));
        HelpLayout.apply(commandLine, terminal.columns());
        return commandLine;
    }

    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
