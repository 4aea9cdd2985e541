package dev.tenon.rest.http;

import dev.tenon.ports.kernel.FieldError;
import dev.tenon.rest.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A small page for people who follow a link: no script but one of its own, nothing from elsewhere, no trace in the next site's log. */
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

    /**
     * The same with this very script, which may ask the own server and nobody else.
     *
     * @param script ours, never anything from outside
     */
    public static Answer withScript(int status, String title, String content, String script) {
        String policy = POLICY + "; connect-src 'self'; script-src 'sha256-" + digest(script) + "'";
        return page(status, title, content + "\n<script>" + script + "</script>", "no-referrer", policy);
    }

    private static String digest(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    private static Answer page(int status, String title, String content, String referrers) {
        return page(status, title, content, referrers, POLICY);
    }

    private static Answer page(int status, String title, String content, String referrers, String policy) {
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
                .with("Content-Security-Policy", policy)
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
