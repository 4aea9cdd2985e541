package dev.tenon.rest.invoices;

import dev.tenon.ports.invoices.InvoiceFile;
import dev.tenon.ports.invoices.InvoiceFormat;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.problem.HttpProblem;

/** In which form an invoice or a credit note is asked for. */
enum Shown {
    JSON,
    HTML,
    PDF;

    private static final String HTML_TYPE = "text/html";
    private static final String PDF_TYPE = "application/pdf";

    /** As the query says, and else as {@code Accept} does. */
    static Shown askedFor(Call call) {
        Shown named = call.query().word("format", Shown.class);
        if (named != null) {
            return named;
        }
        if (call.prefers(PDF_TYPE)) {
            return PDF;
        }
        if (call.prefers(HTML_TYPE)) {
            return HTML;
        }
        if (call.accepts(Answer.JSON)) {
            return JSON;
        }
        if (call.accepts(HTML_TYPE)) {
            return HTML;
        }
        if (call.accepts(PDF_TYPE)) {
            return PDF;
        }
        throw HttpProblem.NOT_ACCEPTABLE.refused();
    }

    /** What people read; of JSON there is none. */
    InvoiceFormat format() {
        return this == PDF ? InvoiceFormat.PDF : InvoiceFormat.HTML;
    }

    /** The file, which runs nothing and fetches nothing. */
    static Answer answer(InvoiceFile file) {
        return Answer.bytes(200, file.format().mediaType(), file.bytes())
                .with("Content-Disposition", "inline; filename=\"" + file.name() + "\"")
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox")
                .with("Referrer-Policy", "no-referrer");
    }
}
