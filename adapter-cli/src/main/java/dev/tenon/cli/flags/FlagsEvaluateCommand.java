package dev.tenon.cli.flags;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.Field;
import dev.tenon.cli.Stopped;
import dev.tenon.ports.flags.ChosenVariant;
import dev.tenon.ports.flags.FlagContext;
import dev.tenon.ports.flags.FlagEngine;
import dev.tenon.ports.flags.FlagEvaluation;
import dev.tenon.ports.flags.FlagEvaluator;
import dev.tenon.ports.flags.FlagFormat;
import dev.tenon.ports.flags.VariantPayload;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon flags evaluate}. */
@Command(
        name = "evaluate",
        description = "Say whether flags are on for somebody, and why.",
        footer = {
            "",
            "With --state, the flags are those of a file in the format of Unleash's GET /api/client/features, and no database is needed.",
            "With --contexts, each line of a file asks for one flag: {\"flag\": \"NAME\", \"context\": {\"userId\": \"ana\"}}.",
            "",
            "Examples:",
            "  tenon flags evaluate --user ana",
            "  tenon flags evaluate new-checkout --user ana --property country=DE",
            "  tenon flags evaluate --state state.json --contexts contexts.jsonl -o jsonl"
        })
final class FlagsEvaluateCommand extends ActingCommand {

    /** For people, and for scripts with the reason. */
    private static final List<Field<FlagEvaluation>> FIELDS = List.of(
            Field.shown("flag", "Flag", FlagEvaluation::flag),
            Field.shown("enabled", "On", FlagEvaluation::enabled),
            Field.tabled(
                    "Variant",
                    Field.Look.WHOLE,
                    evaluation -> evaluation.variant().enabled()
                            ? evaluation.variant().name()
                            : null),
            Field.scripted("variant", FlagsEvaluateCommand::variant),
            Field.shown(
                    "reason", "Why", evaluation -> evaluation.reason().name().toLowerCase(Locale.ROOT)),
            Field.shown("strategy", "Strategy", FlagEvaluation::strategy));

    @Parameters(paramLabel = "FLAG", arity = "0..*", description = "Which flags; all, if none is named.")
    private List<String> names = List.of();

    @Option(
            names = "--user",
            paramLabel = "USER",
            description = "For this user, by the id that the application asks with.")
    private @Nullable String user;

    @Option(
            names = "--property",
            paramLabel = "NAME=VALUE",
            description = "What else is known of the user: a field of Unleash's contexts, or one of your own.")
    private Map<String, String> properties = Map.of();

    @Option(names = "--state", paramLabel = "FILE.json", description = "The flags of this file.")
    private @Nullable Path state;

    @Option(names = "--contexts", paramLabel = "FILE.jsonl", description = "What to ask, a line each.")
    private @Nullable Path contexts;

    @Override
    protected void check() {
        if (contexts != null && (!names.isEmpty() || user != null || !properties.isEmpty())) {
            throw new Stopped(Kind.MALFORMED, "With --contexts, flags and users stand in the file.");
        }
    }

    @Override
    protected int run(Work work, Actor actor) throws IOException {
        FlagEngine engine = FlagEngine.installed();
        FlagEvaluator evaluator =
                state == null ? work.tenon().featureFlags().evaluator(actor) : engine.evaluator(FlagFile.json(state));
        if (contexts == null) {
            work.output().many(evaluated(evaluator, context(engine)).iterator(), FIELDS);
            return 0;
        }
        try (BufferedReader reader = Files.newBufferedReader(contexts)) {
            Questions questions = new Questions(engine, evaluator, reader);
            work.output().many(questions, FIELDS);
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
        return 0;
    }

    private List<FlagEvaluation> evaluated(FlagEvaluator evaluator, FlagContext context) {
        return names.isEmpty()
                ? evaluator.evaluateAll(context)
                : names.stream().map(name -> evaluator.evaluate(name, context)).toList();
    }

    private FlagContext context(FlagEngine engine) {
        Map<String, Object> members = new LinkedHashMap<>(properties);
        if (user != null) {
            members.put("userId", user);
        }
        return engine.context(JsonText.object(members));
    }

    /** As Unleash's specification writes it. */
    private static Map<String, Object> variant(FlagEvaluation evaluation) {
        ChosenVariant variant = evaluation.variant();
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", variant.name());
        VariantPayload payload = variant.payload();
        if (payload != null) {
            members.put("payload", FlagFormat.tree(payload));
        }
        members.put("enabled", variant.enabled());
        members.put("feature_enabled", evaluation.enabled());
        return members;
    }

    /** The answers to the lines of a file, in their order; blank lines ask nothing. */
    private static final class Questions implements Iterator<FlagEvaluation> {

        private final FlagEngine engine;
        private final FlagEvaluator evaluator;
        private final Iterator<String> lines;
        private int line;
        private @Nullable String next;

        Questions(FlagEngine engine, FlagEvaluator evaluator, BufferedReader reader) {
            this.engine = engine;
            this.evaluator = evaluator;
            Stream<String> read = reader.lines();
            this.lines = read.iterator();
        }

        @Override
        public boolean hasNext() {
            while (next == null && lines.hasNext()) {
                line++;
                String read = lines.next();
                next = read.isBlank() ? null : read;
            }
            return next != null;
        }

        @Override
        public FlagEvaluation next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            String asked = next;
            next = null;
            try {
                return answer(asked);
            } catch (Refusal unreadable) {
                throw new Stopped(Kind.MALFORMED, "Line " + line + ": " + unreadable.getMessage());
            }
        }

        private FlagEvaluation answer(String asked) {
            if (!(JsonText.of(asked).value() instanceof Map<?, ?> question)
                    || !(question.get("flag") instanceof String flag)) {
                throw new Stopped(
                        Kind.MALFORMED,
                        "Line " + line
                                + ": it is an object like {\"flag\": \"NAME\", \"context\": {\"userId\": \"ana\"}}.");
            }
            Object context = question.get("context");
            return evaluator.evaluate(flag, engine.context(JsonText.ofTree(context == null ? Map.of() : context)));
        }
    }
}
