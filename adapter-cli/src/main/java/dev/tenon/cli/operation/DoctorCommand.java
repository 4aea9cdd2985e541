package dev.tenon.cli.operation;

import dev.tenon.cli.ExitCode;
import dev.tenon.cli.Field;
import dev.tenon.cli.Surroundings.Finding;
import dev.tenon.cli.Surroundings.Finding.Health;
import dev.tenon.cli.TenonCommand;
import dev.tenon.ports.kernel.Kind;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/** {@code tenon doctor}. */
@Command(
        name = "doctor",
        description =
                "Look at settings, database, migrations, files, mail and clock: a line each, with what to do about it.",
        footer = {
            "",
            "Exits with 12 if something is broken.",
            "",
            "Examples:",
            "  tenon doctor",
            "  tenon doctor -o json"
        })
public final class DoctorCommand extends TenonCommand {

    private static final List<Field<Finding>> FINDING = List.of(
            Field.shown("subject", "What", Finding::subject),
            Field.shown("health", "Health", finding -> finding.health().name().toLowerCase(Locale.ROOT)),
            Field.flowing("detail", "Is", Finding::detail),
            Field.flowing("advice", "Do", Finding::advice),
            Field.flowing("source", "From", Finding::source));

    @Override
    protected int run(Work work) {
        List<Finding> findings = work.surroundings().examine();
        work.output().many(findings.iterator(), FINDING);
        boolean broken = findings.stream().anyMatch(finding -> finding.health() == Health.BROKEN);
        return broken ? ExitCode.of(Kind.UNAVAILABLE) : 0;
    }
}
