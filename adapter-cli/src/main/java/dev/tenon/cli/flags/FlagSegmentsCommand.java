package dev.tenon.cli.flags;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.Field;
import dev.tenon.cli.Paging;
import dev.tenon.ports.flags.FlagConstraint;
import dev.tenon.ports.flags.FlagFormat;
import dev.tenon.ports.flags.FlagFormat.Reading;
import dev.tenon.ports.flags.FlagSegment;
import dev.tenon.ports.flags.FlagSegmentPatch;
import dev.tenon.ports.flags.FlagSegmentRefusal;
import dev.tenon.ports.flags.FlagSegments;
import dev.tenon.ports.flags.NewFlagSegment;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.Violations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon flags segments}. */
@Command(
        name = "segments",
        description = "Constraints that several flags share.",
        footer = {
            "",
            "Examples:",
            "  tenon flags segments list",
            "  tenon flags segments set beta-testers --file beta.json"
        },
        subcommands = {
            FlagSegmentsCommand.ListAll.class,
            FlagSegmentsCommand.Set.class,
            FlagSegmentsCommand.Delete.class
        })
final class FlagSegmentsCommand {

    private static final List<Field<FlagSegment>> FIELDS = List.of(
            Field.shown("name", "Segment", FlagSegment::name),
            Field.<FlagSegment>tabled(
                    "Constraints",
                    Field.Look.WHOLE,
                    segment -> segment.constraints().size()),
            Field.scripted("constraints", segment -> FlagFormat.constraintTrees(segment.constraints())),
            Field.flowing("description", "About", FlagSegment::description),
            Field.scripted("id", FlagSegment::id),
            Field.scripted("createdAt", FlagSegment::createdAt),
            Field.scripted("updatedAt", FlagSegment::updatedAt));

    /** {@code tenon flags segments list}. */
    @Command(
            name = "list",
            description = "List the segments, oldest first.",
            footer = {"", "Example:", "  tenon flags segments list -o json"})
    static final class ListAll extends ActingCommand {

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor actor) {
            paging.print(work.output(), page -> work.tenon().flagSegments().list(actor, page), FIELDS);
            return 0;
        }
    }

    /** {@code tenon flags segments set}. */
    @Command(
            name = "set",
            description = "Make a segment, or give it other constraints.",
            footer = {
                "",
                "The file is a list of constraints: [{\"contextName\": \"country\", \"operator\": \"IN\", \"values\": [\"DE\"]}].",
                "",
                "Example:",
                "  tenon flags segments set beta-testers --file beta.json"
            })
    static final class Set extends ActingCommand {

        @Parameters(paramLabel = "SEGMENT", description = "The segment's name.")
        private String name = "";

        @Option(names = "--file", required = true, paramLabel = "FILE.json", description = "The constraints.")
        private Path file = Path.of("");

        @Option(names = "--description", paramLabel = "TEXT", description = "What it is; an empty one is removed.")
        private @Nullable String description;

        @Override
        protected int run(Work work, Actor actor) throws IOException {
            Violations violations = new Violations();
            List<FlagConstraint> constraints =
                    FlagFormat.constraints(FlagFile.json(file).value(), Reading.strict("constraints", violations));
            FlagFile.check(violations);
            work.output().one(set(work, actor, constraints), FIELDS);
            return 0;
        }

        private FlagSegment set(Work work, Actor actor, List<FlagConstraint> constraints) {
            FlagSegments segments = work.tenon().flagSegments();
            FlagSegmentPatch patch = new FlagSegmentPatch(Work.patched(description), constraints);
            try {
                return segments.update(actor, name, patch, Expected.any());
            } catch (Refusal refusal) {
                if (!refusal.code().equals(FlagSegmentRefusal.NOT_FOUND)) {
                    throw refusal;
                }
                return segments.create(
                        actor, new NewFlagSegment(name, patch.description().value(), constraints));
            }
        }
    }

    /** {@code tenon flags segments delete}. */
    @Command(
            name = "delete",
            description = "Delete a segment that no flag names.",
            footer = {"", "Example:", "  tenon flags segments delete beta-testers --yes"})
    static final class Delete extends ActingCommand {

        @Parameters(paramLabel = "SEGMENT", description = "The segment's name.")
        private String name = "";

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor actor) {
            FlagSegment present = work.tenon().flagSegments().get(actor, name);
            work.terminal().confirm("Delete the segment " + name + "?", yes);
            work.tenon().flagSegments().delete(actor, name, Expected.revision(present.revision()));
            work.output().say("The segment " + name + " is deleted.");
            return 0;
        }
    }
}
