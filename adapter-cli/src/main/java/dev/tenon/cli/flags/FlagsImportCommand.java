package dev.tenon.cli.flags;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.Field;
import dev.tenon.ports.flags.FlagDefinition;
import dev.tenon.ports.flags.FlagEngine;
import dev.tenon.ports.flags.FlagRefusal;
import dev.tenon.ports.flags.FlagSegmentRefusal;
import dev.tenon.ports.flags.FlagState;
import dev.tenon.ports.flags.NewFlagSegment;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RefusalCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tenon flags import}. */
@Command(
        name = "import",
        description = "Make the flags and segments of a file in the format of Unleash's GET /api/client/features.",
        footer = {
            "",
            "What there is already by the same name stays as it is, so the command can be run again. Segments are called segment-<number>.",
            "",
            "Example:",
            "  tenon flags import state.json"
        })
final class FlagsImportCommand extends ActingCommand {

    private static final String MADE = "made";
    private static final String THERE = "there already";

    private record Line(String kind, String name, String outcome) {}

    private static final List<Field<Line>> FIELDS = List.of(
            Field.shown("kind", "What", Line::kind),
            Field.shown("name", "Name", Line::name),
            Field.flowing("outcome", "Outcome", Line::outcome));

    @Parameters(paramLabel = "FILE.json", description = "The flags.")
    private Path file = Path.of("");

    @Override
    protected int run(Work work, Actor actor) throws IOException {
        FlagState state = FlagEngine.installed().state(FlagFile.json(file));
        List<Line> lines = new ArrayList<>();
        for (NewFlagSegment segment : state.segments()) {
            lines.add(made(
                    "segment",
                    segment.name(),
                    FlagSegmentRefusal.NAME_TAKEN,
                    () -> work.tenon().flagSegments().create(actor, segment)));
        }
        // Those that others depend on come first.
        List<FlagDefinition> flags = state.flags().stream()
                .sorted(Comparator.comparing(
                        (FlagDefinition flag) -> !flag.rules().dependencies().isEmpty()))
                .toList();
        for (FlagDefinition flag : flags) {
            lines.add(made(
                    "flag",
                    flag.name(),
                    FlagRefusal.NAME_TAKEN,
                    () -> work.tenon().featureFlags().create(actor, flag)));
        }
        work.output().many(lines.iterator(), FIELDS);
        return lines.stream()
                        .allMatch(line ->
                                line.outcome().equals(MADE) || line.outcome().equals(THERE))
                ? 0
                : 3;
    }

    private static Line made(String kind, String name, RefusalCode taken, Runnable making) {
        try {
            making.run();
            return new Line(kind, name, MADE);
        } catch (Refusal refusal) {
            return new Line(kind, name, refusal.code().equals(taken) ? THERE : "refused: " + refusal.getMessage());
        }
    }
}
