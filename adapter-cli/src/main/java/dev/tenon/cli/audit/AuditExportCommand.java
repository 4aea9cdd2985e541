package dev.tenon.cli.audit;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.NewFile;
import dev.tenon.cli.RowFormat;
import dev.tenon.cli.RowsBar;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.kernel.Actor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tenon audit export}. */
@Command(
        name = "export",
        description = "Write down what was done, newest first.",
        footer = {
            "",
            "Cells of CSV that a spreadsheet would calculate begin with an apostrophe. The trail notes the export.",
            "",
            "Examples:",
            "  tenon audit export --out trail.csv",
            "  tenon audit export --format jsonl --user ana@example.org --from 2026-11-01 --out ana.jsonl",
            "  tenon audit export --format jsonl | gzip > trail.jsonl.gz"
        })
final class AuditExportCommand extends ActingCommand {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "csv",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private RowFormat format = RowFormat.csv;

    @Option(
            names = {"--out", "--output-file"},
            paramLabel = "FILE",
            description = "The file, which must not be there yet (default: standard output).")
    private @Nullable Path file;

    @Mixin
    private final AuditSearch search = new AuditSearch();

    @Override
    protected int run(Work work, Actor actor) throws IOException {
        AuditFilter filter = search.filter(work, actor);
        if (file == null) {
            write(work, actor, filter, work.output().bytes());
        } else {
            Path named = file;
            long[] rows = new long[1];
            NewFile.write(named, out -> rows[0] = write(work, actor, filter, out));
            work.output().say("Saved " + rows[0] + " rows in " + named + ".");
        }
        return 0;
    }

    private long write(Work work, Actor actor, AuditFilter filter, OutputStream out) throws IOException {
        try (RowsBar bar = new RowsBar(work, "Exporting")) {
            out.write(format.head(AuditCommand.FIELDS).getBytes(StandardCharsets.UTF_8));
            long[] done = new long[1];
            return work.tenon().auditTrail().export(actor, filter, row -> {
                write(row, out);
                bar.at(++done[0], -1);
            });
        }
    }

    private void write(AuditRow row, OutputStream out) {
        try {
            out.write(format.line(row, AuditCommand.FIELDS).getBytes(StandardCharsets.UTF_8));
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }
}
