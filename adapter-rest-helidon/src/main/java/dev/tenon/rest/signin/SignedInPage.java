package dev.tenon.rest.signin;

import dev.tenon.ports.signin.OpenedSession;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.HtmlPage;
import dev.tenon.rest.http.SessionCookie;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a sign-in in a browser ends. */
final class SignedInPage {

    private SignedInPage() {}

    /** The token in a cookie, and on to where the browser wanted. */
    static Answer holding(OpenedSession opened, @Nullable String path) {
        Duration lasts =
                Duration.between(opened.session().createdAt(), opened.session().expiresAt());
        return onwards(path, "You are signed in", "You can close this page and go on where you were.")
                .with("Set-Cookie", SessionCookie.holding(opened.token().text(), lasts));
    }

    /** On to a path of this installation; a page that says what happened if there is none. */
    static Answer onwards(@Nullable String path, String title, String text) {
        return path == null
                ? HtmlPage.of(200, title, "<p>" + text + "</p>")
                : Answer.empty(303).with("Location", path);
    }
}
