package dev.tenon.cli;

import dev.tenon.ports.kernel.Kind;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * Where a command reads and writes.
 *
 * @param input standard input
 * @param output standard output: data only
 * @param messages standard error: everything else
 * @param interactive whether a person sits at it: questions may be asked, bars and colours shown
 * @param environment the environment variables
 */
public record Terminal(
        InputStream input,
        PrintStream output,
        PrintStream messages,
        boolean interactive,
        Map<String, String> environment) {

    private static final int LONGEST_LINE = 64 * 1024;

    /** Whether colours may be used; see no-color.org. */
    boolean colours() {
        return interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** Asks a yes-or-no question; anything but yes is no. Where nobody can be asked, the command stops. */
    public void confirm(String question, boolean yes) {
        if (yes) {
            return;
        }
        if (!interactive) {
            throw new Stopped(Kind.INVALID, question + " Nobody is here to ask: add --yes if you mean it.");
        }
        messages.print(question + " [y/N] ");
        messages.flush();
        String answer = line().strip().toLowerCase(Locale.ROOT);
        if (!answer.equals("y") && !answer.equals("yes")) {
            throw new Stopped(Kind.CONFLICT, "Nothing was changed.");
        }
    }

    /** A secret, from standard input if told so, else typed without being shown. */
    public String secret(String name, boolean fromInput) {
        if (fromInput) {
            String text = line();
            if (text.isEmpty()) {
                throw new Stopped(Kind.INVALID, "Standard input is empty; put the " + name + " there.");
            }
            return text;
        }
        if (!interactive) {
            throw new Stopped(Kind.INVALID, "Give the " + name + " on standard input with --" + name + "-stdin.");
        }
        return typed(name);
    }

    @SuppressWarnings("SystemConsoleNull") // before 22 it is null without a terminal
    private static String typed(String name) {
        Console console = System.console();
        if (console == null) {
            throw new Stopped(Kind.INVALID, "Nothing can be typed here unseen; use --" + name + "-stdin.");
        }
        char[] typed = console.readPassword("%s: ", name);
        return typed == null ? "" : new String(typed);
    }

    /** One line of standard input, without its end. */
    private String line() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            int next = input.read();
            while (next >= 0 && next != '\n' && line.size() < LONGEST_LINE) {
                line.write(next);
                next = input.read();
            }
        } catch (IOException closed) {
            throw new UncheckedIOException("Standard input cannot be read", closed);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** The terminal of this process. Whether a person sits at it, the launcher says: it asked the descriptors. */
    public static Terminal ofProcess() {
        Map<String, String> environment = System.getenv();
        boolean interactive = "true".equals(environment.get("TENON_INTERACTIVE"));
        return new Terminal(System.in, System.out, System.err, interactive, environment);
    }
}
