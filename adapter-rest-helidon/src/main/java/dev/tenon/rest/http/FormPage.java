package dev.tenon.rest.http;

import static dev.tenon.rest.http.Route.Caller.ANYBODY;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.kernel.FieldError;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.rest.http.Route.Takes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A page with one form, for people who follow a link in a mail. Reading it spends nothing and looks nothing up, so that a
 * mail scanner that opens every link does no harm; its button does the thing. Works without scripts.
 */
public final class FormPage {

    private static final String TOKEN = "token";

    private final String path;
    private final boolean hasToken;
    private final Words words;
    private final List<Input> inputs;
    private final Submission submission;

    private FormPage(String path, boolean hasToken, Words words, List<Input> inputs, Submission submission) {
        this.path = path;
        this.hasToken = hasToken;
        this.words = words;
        this.inputs = List.copyOf(inputs);
        this.submission = submission;
    }

    /**
     * What the page says, in plain text.
     *
     * @param invitation stands above the form
     * @param done stands alone after the button was pressed
     * @param gone what to do about a link that is no longer valid
     * @param conflict what to do if something stands in the way, and that nothing was changed
     */
    public record Words(
            String title,
            String invitation,
            String button,
            String doneTitle,
            String done,
            String gone,
            String conflict) {}

    /**
     * A field to fill in.
     *
     * @param type as HTML has it, e.g. {@code password}
     * @param autocomplete what browsers may fill it with, e.g. {@code new-password}
     */
    public record Input(String name, String label, String type, String autocomplete) {}

    /** What the button does. */
    @FunctionalInterface
    public interface Submission {

        /**
         * Does it, or refuses: what is {@link Kind#INVALID} is said above the form, which is shown again; what is
         * {@link Kind#GONE} or a {@link Kind#CONFLICT} has a page of its own.
         */
        void submit(Call call, Form form);
    }

    /** A page behind a link that ends in {@code ?token=}; the form sends the token back as {@code token}. */
    public static FormPage behindLink(String path, Words words, Submission submission, Input... inputs) {
        return new FormPage(path, true, words, List.of(inputs), submission);
    }

    /** A page that people come to by themselves. */
    public static FormPage open(String path, Words words, Submission submission, Input... inputs) {
        return new FormPage(path, false, words, List.of(inputs), submission);
    }

    /** Adds its routes. */
    public void routing(RouteTable routes) {
        Route show =
                get(path, ANYBODY, this::show).answering(HtmlPage.MEDIA_TYPE).forBrowsers();
        routes.add(hasToken ? show.query(TOKEN) : show);
        routes.add(post(path, ANYBODY, this::submit)
                .answering(HtmlPage.MEDIA_TYPE)
                .taking(Takes.FORM)
                .login()
                .forBrowsers());
    }

    private Answer show(Call call) {
        String token = hasToken ? call.query().text(TOKEN) : null;
        if (hasToken && token == null) {
            return HtmlPage.of(
                    200,
                    "This link is incomplete",
                    "<p>Open the link in the mail as a whole: it ends in <code>?token=</code> and a token.</p>");
        }
        return form(call, 200, token, List.of());
    }

    private Answer submit(Call call) {
        Form form = call.form(fields());
        try {
            submission.submit(call, form);
        } catch (Refusal refusal) {
            return refused(call, form, refusal);
        }
        return HtmlPage.of(200, words.doneTitle(), paragraph(words.done()));
    }

    private Answer refused(Call call, Form form, Refusal refusal) {
        return switch (refusal.kind()) {
            case INVALID -> inputs.isEmpty() ? gone() : form(call, 422, form.text(TOKEN), refusal.errors());
            case GONE -> gone();
            case CONFLICT -> HtmlPage.of(409, "This cannot be done any more", paragraph(words.conflict()));
            default -> throw refusal;
        };
    }

    private Answer gone() {
        return HtmlPage.of(410, "This link is no longer valid", paragraph(words.gone()));
    }

    /** The form, and above it what was wrong with what it sent. Nothing that was typed comes back. */
    private Answer form(Call call, int status, @Nullable String token, List<FieldError> errors) {
        StringBuilder html = new StringBuilder(paragraph(words.invitation()));
        if (!errors.isEmpty()) {
            html.append(errors.stream()
                    .map(error -> "<li>" + HtmlPage.escaped(error.detail()) + "</li>\n")
                    .collect(Collectors.joining("", "<ul role=\"alert\">\n", "</ul>\n")));
        }
        html.append("<form method=\"post\" action=\"")
                .append(HtmlPage.escaped(call.location(path)))
                .append("\">\n");
        if (token != null && hasToken) {
            html.append("<input type=\"hidden\" name=\"token\" value=\"")
                    .append(HtmlPage.escaped(token))
                    .append("\">\n");
        }
        for (Input input : inputs) {
            html.append(
                    """
                    <p><label>%s<br>
                    <input name="%s" type="%s" autocomplete="%s" required></label></p>
                    """.formatted(HtmlPage.escaped(input.label()), input.name(), input.type(), input.autocomplete()));
        }
        html.append("<button>").append(HtmlPage.escaped(words.button())).append("</button>\n</form>");
        return HtmlPage.of(status, words.title(), html.toString());
    }

    private String[] fields() {
        List<String> names = new ArrayList<>();
        if (hasToken) {
            names.add(TOKEN);
        }
        inputs.forEach(input -> names.add(input.name()));
        return names.toArray(String[]::new);
    }

    private static String paragraph(String text) {
        return "<p>" + HtmlPage.escaped(text) + "</p>\n";
    }
}
