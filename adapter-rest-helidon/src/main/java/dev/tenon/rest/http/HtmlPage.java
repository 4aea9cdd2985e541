package dev.tenon.rest.http;

import dev.tenon.ports.kernel.FieldError;
import dev.tenon.rest.problem.Problem;

/** A small page for people who follow a link: no script, nothing from elsewhere, no trace in the next site's log. */
public final class HtmlPage {

    /** The media type of a page. */
    public static final String MEDIA_TYPE = "text/html";

    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self';"
            + " base-uri 'none'; frame-ancestors 'none'";

    private HtmlPage() {}

    /**
     * A page that is not kept anywhere.
     *
     * @param title plain text
     * @param content HTML that stands under the title; what comes from outside is {@link #escaped}
     */
    public static Answer of(int status, String title, String content) {
        return page(status, title, content, "no-referrer");
    }

    /**
     * The same with a form that a cookie goes with: browsers say where it comes from ({@code Origin}) only if the page lets the
     * own address, and no other, be told.
     */
    public static Answer withForm(int status, String title, String content) {
        return page(status, title, content, "same-origin");
    }

    private static Answer page(int status, String title, String content, String referrers) {
        return Answer.text(status, MEDIA_TYPE + "; charset=utf-8", """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <title>%1$s</title>
                <style>
                body { font: 1.1rem/1.6 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem }
                button, input { font: inherit; padding: .5em 1.2em }
                input { width: 100%%; box-sizing: border-box; padding: .5em }
                code { background: #eee; padding: .1em .3em }
                </style>
                </head>
                <body>
                <h1>%1$s</h1>
                %2$s
                </body>
                </html>
                """.formatted(escaped(title), content))
                .with("Content-Security-Policy", POLICY)
                .with("Referrer-Policy", referrers)
                .with("Cache-Control", "no-store");
    }

    /** What a problem says, in words: what happened, what to do about it, and how to name it when asking for help. */
    static Answer of(Problem problem, String requestId) {
        StringBuilder content =
                new StringBuilder("<p>").append(escaped(problem.detail())).append("</p>\n");
        for (FieldError error : problem.errors()) {
            content.append("<p>").append(escaped(error.detail())).append("</p>\n");
        }
        content.append("<p><small>Request <code>").append(escaped(requestId)).append("</code></small></p>");
        Answer page = of(problem.status(), problem.title(), content.toString());
        Long wait = problem.retryAfterSeconds();
        return wait == null ? page : page.with("Retry-After", wait.toString());
    }

    /** A text as it can stand in HTML, in an attribute too. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
