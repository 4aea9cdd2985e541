package dev.tenon.cli;

import dev.tenon.ports.kernel.FieldError;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Refusal;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever went wrong into a line for people, with what to do about it, and into an exit code. */
record Failures(Terminal terminal) {

    private static final Set<Class<?>> NUMBERS = Set.of(int.class, Integer.class, long.class, Long.class);

    /** A command went wrong. */
    int of(Throwable failure, boolean verbose) {
        Throwable cause = unwrapped(failure);
        int exitCode = told(cause);
        if (verbose && exitCode != ExitCode.READER_GONE) {
            terminal.messages().print(trace(cause));
        } else if (exitCode == ExitCode.BUG) {
            terminal.say("  This is a bug. Run it again with --verbose to see where, and tell us.");
        }
        terminal.messages().flush();
        return exitCode;
    }

    /** The command line cannot be read. */
    int of(ParameterException mistake) {
        CommandLine command = mistake.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            error(unmatched(unmatched, command, name));
        } else if (lacksSubcommand(mistake)) {
            command.usage(command.getErr());
            return ExitCode.USAGE;
        } else {
            error(words(mistake));
        }
        terminal.say("  See: " + name + " --help");
        terminal.messages().flush();
        return ExitCode.USAGE;
    }

    /** Words and numbers are told as they are typed; picocli would print constants and types of Java. */
    private static String words(ParameterException mistake) {
        ArgSpec argument = mistake.getArgSpec();
        if (mistake.getClass() == ParameterException.class && argument != null && mistake.getValue() != null) {
            String place = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
            String wrong = place + " is not \"" + mistake.getValue() + "\", but ";
            if (argument.type().isEnum()) {
                return wrong + "one of " + constants(argument.type()) + ".";
            }
            if (NUMBERS.contains(argument.type())) {
                return wrong + "a whole number.";
            }
        }
        return String.valueOf(mistake.getMessage()).lines().findFirst().orElse("") + ".";
    }

    private static String constants(Class<?> words) {
        return Stream.of(words.getEnumConstants())
                .map(word -> String.valueOf(word).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private int told(Throwable failure) {
        return switch (failure) {
            case Refusal refusal -> refused(refusal);
            case Stopped stopped -> {
                error(String.valueOf(stopped.getMessage()));
                yield stopped.exitCode();
            }
            case Output.Closed closed -> {
                if (closed.readerIsGone()) {
                    yield ExitCode.READER_GONE;
                }
                error(String.valueOf(closed.getMessage()));
                yield ExitCode.of(Kind.UNAVAILABLE);
            }
            case Surroundings.Unusable unusable -> {
                error(String.valueOf(unusable.getMessage()));
                yield ExitCode.of(Kind.UNAVAILABLE);
            }
            case InterruptedException interrupted -> interrupted();
            case InterruptedIOException interrupted -> interrupted();
            case IOException unusable -> {
                error(words(unusable));
                yield ExitCode.of(kind(unusable));
            }
            default -> {
                error("Something unexpected went wrong: " + failure);
                yield ExitCode.BUG;
            }
        };
    }

    private int refused(Refusal refusal) {
        List<FieldError> errors = refusal.errors();
        if (errors.isEmpty()) {
            error(refusal.detail());
            String remedy = remedy(refusal);
            if (!remedy.isEmpty()) {
                terminal.say("  " + remedy);
            }
        }
        for (FieldError error : errors) {
            error(optionName(error.pointer()) + ": " + error.detail());
        }
        return ExitCode.of(refusal.kind());
    }

    /** What to do, in the words of the command line: the catalogue's are those of HTTP where it is about the request. */
    private static String remedy(Refusal refusal) {
        if (refusal.retryAfter().isPresent()) {
            return "Try again in " + seconds(refusal.retryAfter().get()) + ".";
        }
        return switch (refusal.kind()) {
            case MALFORMED, INVALID -> "";
            case STALE -> "Look at it again, and repeat the command if you still want it.";
            default -> {
                String remedy = refusal.code().remedy();
                yield remedy.contains("Retry-After") ? "Wait a little, and try again." : remedy;
            }
        };
    }

    private static String seconds(Duration wait) {
        long seconds = wait.plusNanos(999_999_999).toSeconds();
        return seconds == 1 ? "a second" : seconds + " seconds";
    }

    /** The option or parameter that a field of a request came from, e.g. {@code user-name} for {@code /userName}. */
    private static String optionName(String pointer) {
        return pointer.replaceFirst("^/", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    private int interrupted() {
        error("Interrupted.");
        return ExitCode.INTERRUPTED;
    }

    private static Kind kind(IOException failure) {
        return switch (failure) {
            case NoSuchFileException missing -> Kind.NOT_FOUND;
            case AccessDeniedException denied -> Kind.FORBIDDEN;
            case FileAlreadyExistsException exists -> Kind.CONFLICT;
            default -> Kind.UNAVAILABLE;
        };
    }

    private static String words(IOException failure) {
        return switch (failure) {
            case NoSuchFileException missing -> "There is no file or folder " + missing.getFile() + ".";
            case AccessDeniedException denied -> "You have no right to use " + denied.getFile() + ".";
            case FileAlreadyExistsException exists -> exists.getFile() + " exists.";
            case BindException refused -> String.valueOf(refused.getMessage());
            case FileSystemException other
            when other.getReason() != null -> other.getFile() + " cannot be used: " + other.getReason() + ".";
            default -> "A file cannot be used: " + failure.getMessage() + ".";
        };
    }

    /** Whether a word such as {@code users} stands alone, without saying what to do. */
    private static boolean lacksSubcommand(ParameterException mistake) {
        return mistake.getClass() == ParameterException.class
                && mistake.getArgSpec() == null
                && !mistake.getCommandLine().getParseResult().hasSubcommand();
    }

    private static String unmatched(UnmatchedArgumentException mistake, CommandLine command, String name) {
        String word =
                mistake.getUnmatched().isEmpty() ? "" : mistake.getUnmatched().get(0);
        boolean option = word.startsWith("-");
        String known = nearest(word, option, command);
        String advice = known == null ? "" : " Did you mean " + known + "?";
        if (option) {
            return name + " has no option " + word + "." + advice;
        }
        return command.getSubcommands().isEmpty()
                ? "\"" + word + "\" is one word too many for " + name + "."
                : name + " has no command \"" + word + "\"." + advice;
    }

    private static @Nullable String nearest(String word, boolean option, CommandLine command) {
        String typed = option ? word.replaceFirst("=.*", "") : word;
        Iterable<String> known = option
                ? command.getCommandSpec().optionsMap().keySet()
                : command.getSubcommands().keySet();
        return Nearest.to(typed, known).orElse(null);
    }

    private void error(String message) {
        terminal.say("error: " + message);
    }

    private static Throwable unwrapped(Throwable failure) {
        boolean isWrapper = failure instanceof CommandLine.ExecutionException
                || failure instanceof ExecutionException
                || failure instanceof UncheckedIOException;
        Throwable cause = failure.getCause();
        return isWrapper && cause != null ? unwrapped(cause) : failure;
    }

    private static String trace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        return trace.toString();
    }
}
