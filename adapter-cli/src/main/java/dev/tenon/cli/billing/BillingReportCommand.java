package dev.tenon.cli.billing;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.NewFile;
import dev.tenon.cli.Stopped;
import dev.tenon.cli.plot.PlotFile;
import dev.tenon.ports.billing.BillingReport;
import dev.tenon.ports.billing.BillingReport.InCurrency;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tenon billing report}. */
@Command(
        name = "report",
        description = "Tell how the business with subscriptions goes, month by month: as a table, a CSV or a plot.",
        footer = {
            "",
            "Monthly recurring revenue (MRR) is what active and past due subscriptions cost in a month; no two currencies are added.",
            "Churn is how many of those who were there at the beginning of a month left in it; revenue churn is what was lost by them",
            "and by downgrades, of the MRR at the beginning.",
            "",
            "Examples:",
            "  tenon billing report --from 2026-01-01 --to 2027-01-01",
            "  tenon billing report --csv figures.csv",
            "  tenon billing report --currency EUR --plot mrr.png",
            "  tenon billing report -o json"
        })
final class BillingReportCommand extends ActingCommand {

    private static final String STANDARD_OUTPUT = "-";

    @Option(names = "--from", paramLabel = "DAY", description = "From this day on (default: twelve months).")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "DAY",
            description = "Before this day (default: the end of the present month).")
    private @Nullable String to;

    @Option(
            names = "--currency",
            paramLabel = "CODE",
            description = "Of this currency only; a plot shows one, and needs to be told which if there are several.")
    private @Nullable String currency;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "Write every figure into this new file instead, a line each; - is standard output.")
    private @Nullable String csv;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description = "Draw the MRR into this file instead, as PNG or SVG by its ending.")
    private @Nullable String plot;

    private @Nullable PlotFile plotFile;

    @Override
    protected void check() throws IOException {
        if (csv != null && plot != null) {
            throw new Stopped(Kind.MALFORMED, "Name either --csv or --plot.");
        }
        plotFile = plot == null ? null : PlotFile.named(plot);
    }

    @Override
    protected int run(Work work, Actor actor) throws IOException {
        BillingReport report = only(work.tenon().billingReports().report(actor, day("--from", from), day("--to", to)));
        PlotFile drawn = plotFile;
        if (drawn != null) {
            drawn.write(new BillingPlot(report, one(report)).plot());
            work.output().say("The plot is in " + drawn.path() + ".");
        } else if (csv != null) {
            write(work, ReportFigures.csv(report).getBytes(StandardCharsets.UTF_8), csv);
        } else {
            ReportTables.print(work.output(), report);
        }
        return 0;
    }

    private static void write(Work work, byte[] bytes, String named) throws IOException {
        if (named.equals(STANDARD_OUTPUT)) {
            work.output().bytes().write(bytes);
            return;
        }
        NewFile.write(Path.of(named), out -> out.write(bytes));
        work.output().say("The figures are in " + named + ".");
    }

    /** The same of the currency that was named. */
    private BillingReport only(BillingReport report) {
        return currency == null
                ? report
                : new BillingReport(
                        report.from(),
                        report.to(),
                        report.zone(),
                        report.asOf(),
                        report.currencies().stream()
                                .filter(each ->
                                        each.currency().getCurrencyCode().equalsIgnoreCase(currency))
                                .toList());
    }

    private static @Nullable InCurrency one(BillingReport report) {
        List<InCurrency> all = report.currencies();
        if (all.size() > 1) {
            throw new Stopped(
                    Kind.MALFORMED,
                    "A plot shows one currency: name it with --currency, of "
                            + all.stream()
                                    .map(each -> each.currency().getCurrencyCode())
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
        return all.isEmpty() ? null : all.get(0);
    }

    private static @Nullable LocalDate day(String option, @Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException noDay) {
            throw new Stopped(Kind.MALFORMED, option + " takes a day, as 2026-11-22, not \"" + text + "\".");
        }
    }
}
