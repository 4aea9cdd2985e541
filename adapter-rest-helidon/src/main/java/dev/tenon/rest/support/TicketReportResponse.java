package dev.tenon.rest.support;

import dev.tenon.ports.support.TicketReport;
import dev.tenon.ports.support.TicketReport.OpenByAge;
import dev.tenon.ports.support.TicketReport.Row;
import dev.tenon.ports.support.TicketReport.Times;
import dev.tenon.rest.json.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A report as clients see it: the last row is for all priorities. */
record TicketReportResponse(LocalDate from, LocalDate to, Instant asOf, List<RowResponse> rows) {

    static TicketReportResponse from(TicketReport report) {
        return new TicketReportResponse(
                report.from(),
                report.to(),
                report.asOf(),
                report.rows().stream().map(RowResponse::from).toList());
    }

    record RowResponse(
            @Nullable String priority,
            long opened,
            long resolved,
            long reopened,
            OpenByAge open,
            TimesResponse firstResponse,
            TimesResponse resolution) {

        private static RowResponse from(Row row) {
            return new RowResponse(
                    row.priority() == null ? null : Words.of(row.priority()),
                    row.opened(),
                    row.resolved(),
                    row.reopened(),
                    row.open(),
                    TimesResponse.from(row.firstResponse()),
                    TimesResponse.from(row.resolution()));
        }
    }

    record TimesResponse(
            long count,
            @Nullable Long medianSeconds,
            @Nullable Long ninetiethSeconds) {

        private static TimesResponse from(Times times) {
            return new TimesResponse(times.count(), seconds(times.median()), seconds(times.ninetieth()));
        }

        private static @Nullable Long seconds(@Nullable Duration duration) {
            return duration == null ? null : Long.valueOf(duration.toSeconds());
        }
    }
}
