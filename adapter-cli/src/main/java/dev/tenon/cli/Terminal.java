package dev.tenon.cli;

import dev.tenon.ports.kernel.Kind;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where a command reads and writes. What sort of terminal it is, the launcher says by the environment, since it can ask
 * the descriptors: {@code TENON_INTERACTIVE} is {@code true} where a person types and reads messages, and
 * {@code TENON_COLUMNS} is how wide standard output is, if it is a terminal.
 *
 * @param input standard input
 * @param output standard output: data only
 * @param messages standard error: everything else
 * @param typist how something is typed without being shown
 * @param environment the environment variables
 */
public record Terminal(
        InputStream input, OutputStream output, PrintStream messages, Typist typist, Map<String, String> environment) {

    private static final int LONGEST_LINE = 64 * 1024;
    private static final int NARROWEST = 40;
    private static final int USUAL_COLUMNS = 80;

    /** Asks for something that must not be seen. */
    @FunctionalInterface
    public interface Typist {

        /** What was typed after this prompt; empty if nothing can be typed unseen here. */
        Optional<String> type(String prompt);
    }

    /** Whether a person sits at it: questions may be asked and bars shown. */
    public boolean interactive() {
        return "true".equals(environment.get("TENON_INTERACTIVE"));
    }

    /** Whether what goes to standard output is seen at once, and stays on a screen. */
    public boolean showsOutput() {
        return columns() < Integer.MAX_VALUE;
    }

    /** How wide the terminal is that data goes to; {@link Integer#MAX_VALUE} if it goes to a file or another program. */
    int columns() {
        String columns = environment.get("TENON_COLUMNS");
        if (columns == null) {
            return Integer.MAX_VALUE;
        }
        try {
            int number = Integer.parseInt(columns.strip());
            return number < NARROWEST ? USUAL_COLUMNS : number;
        } catch (NumberFormatException unknown) {
            return USUAL_COLUMNS;
        }
    }

    /** Whether what goes to standard output may have colours; see no-color.org. */
    boolean colours() {
        return showsOutput() && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** Tells people something. */
    public void say(String message) {
        messages.println(Printable.lines(message));
    }

    /** Asks a yes-or-no question; anything but yes is no. Where nobody can be asked, the command stops. */
    public void confirm(String question, boolean yes) {
        if (yes) {
            return;
        }
        if (!interactive()) {
            throw new Stopped(Kind.MALFORMED, question + " Nobody is here to ask: add --yes if you mean it.");
        }
        messages.print(Printable.line(question) + " [y/N] ");
        messages.flush();
        String answer = line().strip().toLowerCase(Locale.ROOT);
        if (!answer.equals("y") && !answer.equals("yes")) {
            throw Stopped.declined();
        }
    }

    /** A secret, from standard input if told so, else typed without being shown. */
    public String secret(String name, boolean fromInput) {
        return fromInput ? readSecret(name) : typed(name, capitalized(name) + ": ");
    }

    /** A secret that is set anew: like any other, but typed twice, since nobody sees a slip. */
    public String newSecret(String name, boolean fromInput) {
        String secret = secret(name, fromInput);
        if (!fromInput && !secret.equals(typed(name, "Again: "))) {
            throw notTheSame(name);
        }
        return secret;
    }

    /**
     * A secret and the one that takes its place.
     *
     * @param present the one there is
     * @param fresh the one to come
     */
    public record Replaced(String present, String fresh) {}

    /** A secret and the one that takes its place: from standard input, a line each; else typed, the new one twice. */
    public Replaced replacedSecret(String name, boolean fromInput) {
        if (fromInput) {
            return new Replaced(readSecret("present " + name), readSecret("new " + name));
        }
        String present = typed(name, "Present " + name + ": ");
        String fresh = typed(name, "New " + name + ": ");
        if (!fresh.equals(typed(name, "Again: "))) {
            throw notTheSame(name);
        }
        return new Replaced(present, fresh);
    }

    private static Stopped notTheSame(String name) {
        return new Stopped(Kind.INVALID, "That was not the same " + name + " twice. Nothing was changed.");
    }

    private String readSecret(String name) {
        String text = line();
        if (text.isEmpty()) {
            throw new Stopped(Kind.INVALID, "Standard input has no " + name + "; put it there, on a line of its own.");
        }
        return text;
    }

    private String typed(String name, String prompt) {
        String elsewhere = "Give the " + name + " on standard input with --" + name + "-stdin.";
        if (!interactive()) {
            throw new Stopped(Kind.MALFORMED, elsewhere);
        }
        String typed = typist.type(prompt)
                .orElseThrow(() -> new Stopped(
                        Kind.MALFORMED, "Nothing can be typed unseen while output is redirected. " + elsewhere));
        if (typed.isEmpty()) {
            throw new Stopped(Kind.INVALID, "No " + name + " was typed. Nothing was changed.");
        }
        return typed;
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
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString();
            return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        } catch (CharacterCodingException otherEncoding) {
            throw new Stopped(Kind.INVALID, "Standard input is not UTF-8.");
        } catch (IOException closed) {
            throw new UncheckedIOException("Standard input cannot be read", closed);
        }
    }

    private static String capitalized(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** The terminal of this process. */
    public static Terminal ofProcess() {
        // Not System.out, which would swallow that the reader is gone or the disk is full.
        OutputStream output = new FileOutputStream(FileDescriptor.out);
        return new Terminal(System.in, output, System.err, Terminal::typeAtConsole, System.getenv());
    }

    @SuppressWarnings("SystemConsoleNull") // before 22 it is null without a terminal
    private static Optional<String> typeAtConsole(String prompt) {
        Console console = System.console();
        if (console == null) {
            return Optional.empty();
        }
        char[] typed = console.readPassword("%s", prompt);
        return Optional.of(typed == null ? "" : new String(typed));
    }
}
