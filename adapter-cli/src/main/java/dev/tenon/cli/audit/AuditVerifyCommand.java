package dev.tenon.cli.audit;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.ExitCode;
import dev.tenon.cli.Field;
import dev.tenon.cli.RowsBar;
import dev.tenon.ports.audit.AuditVerification;
import dev.tenon.ports.audit.AuditVerification.BadRow;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tenon audit verify}. */
@Command(
        name = "verify",
        description = "Read the whole trail, and check that nothing was changed, added or removed.",
        footer = {
            "",
            "A trail that was rewritten as a whole is found by the heads that were exported before, on another machine at best.",
            "Months that retention removed are no finding; others that are missing are one.",
            "",
            "Exits with 7 if a row does not fit, and names the first.",
            "",
            "Examples:",
            "  tenon audit verify",
            "  tenon audit verify --heads audit-heads-20261101T000000Z.jsonl --heads audit-heads.jsonl"
        })
final class AuditVerifyCommand extends ActingCommand {

    private static final List<Field<AuditVerification>> VERIFICATION = List.of(
            Field.shown("intact", "Intact", AuditVerification::intact),
            Field.shown("rows", "Rows read", AuditVerification::rows),
            Field.shown("exportedHeads", "Exported heads compared", AuditVerification::exportedHeads),
            Field.flowing(
                    "firstBad",
                    "First bad row",
                    found -> found.bad().map(AuditVerifyCommand::named).orElse(null)));

    @Option(
            names = "--heads",
            paramLabel = "FILE",
            description = "Exported heads to compare; several files in the order of their time.")
    private List<Path> heads = new ArrayList<>();

    @Override
    @SuppressWarnings("StreamResourceLeak") // closed at the end, whatever comes between
    protected int run(Work work, Actor actor) throws IOException {
        List<Stream<String>> files = new ArrayList<>();
        try (RowsBar bar = new RowsBar(work, "Verifying")) {
            for (Path file : heads) {
                files.add(Files.lines(file));
            }
            AuditVerification found =
                    work.tenon().auditTrail().verify(actor, files.stream().flatMap(lines -> lines), bar::at);
            bar.close();
            work.output().one(found, VERIFICATION);
            return found.intact() ? 0 : ExitCode.of(Kind.CONFLICT);
        } finally {
            files.forEach(Stream::close);
        }
    }

    private static Map<String, @Nullable Object> named(BadRow bad) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        named.put("chain", bad.chain());
        named.put("sequence", bad.sequence());
        named.put("id", bad.id());
        named.put("reason", bad.reason());
        return named;
    }
}
