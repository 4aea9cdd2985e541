package dev.tenon.rest.documents;

import static dev.tenon.rest.http.Route.Caller.ANYBODY;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.documents.ShareLinks;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Form;
import dev.tenon.rest.http.HtmlPage;
import dev.tenon.rest.http.Route.Load;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;

/**
 * The page behind a link to a document. The link's token stands behind the {@code #}, which browsers send to nobody: the page's
 * script puts it into the form and asks what is behind it, and the button sends it in a body. So it is in no log, and the file goes
 * from the answer to the disk. Without scripts people put the link into the form themselves.
 */
final class SharePage {

    private static final String PAGE = "/share";
    private static final String CONTENT = "/share/content";
    private static final String TOKEN = "token";
    private static final String PASSWORD = "password";
    private static final String BEFORE_TOKEN = "#token=";

    private static final String SCRIPT = """
            (function () {
              var form = document.forms[0];
              var what = document.getElementById('what');
              var token = /[#&]token=([0-9A-Za-z_]+)/.exec(location.hash);
              function size(bytes) {
                return bytes < 1000 ? bytes + ' bytes'
                    : bytes < 1000000 ? (bytes / 1000).toFixed(1) + ' kB'
                    : (bytes / 1000000).toFixed(1) + ' MB';
              }
              function look() {
                var wanted = {token: form.elements.token.value};
                if (form.elements.password.value) {
                  wanted.password = form.elements.password.value;
                }
                fetch(form.dataset.openings, {
                  method: 'POST',
                  headers: {'Content-Type': 'application/json'},
                  body: JSON.stringify(wanted)
                }).then(function (answer) {
                  return answer.json().then(function (found) {
                    what.textContent = answer.ok ? found.fileName + ', ' + size(found.fileSize) : found.detail;
                  });
                }).catch(function () {
                  what.textContent = 'What is behind the link cannot be told now. You can download it all the same.';
                });
              }
              if (token) {
                form.elements.token.value = token[1];
                document.getElementById('code').hidden = true;
                look();
              }
              form.elements.password.addEventListener('change', look);
            })();
            """;

    private final ShareLinks links;

    SharePage(ShareLinks links) {
        this.links = links;
    }

    void routing(RouteTable routes) {
        routes.add(get(PAGE, ANYBODY, this::show).answering(HtmlPage.MEDIA_TYPE).forBrowsers());
        routes.add(post(CONTENT, ANYBODY, this::download)
                .taking(Takes.FORM)
                .answering(null)
                .login()
                .load(Load.LONG)
                .forBrowsers());
    }

    private Answer show(Call call) {
        return HtmlPage.withScript(
                200,
                "A file for you",
                """
                <form method="post" action="%s" data-openings="%s">
                <p id="what" role="status"></p>
                <p id="code"><label>The link, as you got it<br>
                <input name="token" type="text" autocomplete="off" required></label></p>
                <p><label>The password, if it has one<br>
                <input name="password" type="password" autocomplete="off"></label></p>
                <button>Download</button>
                </form>""".formatted(
                                HtmlPage.escaped(call.location(CONTENT)),
                                HtmlPage.escaped(call.location("/v1/share-link-openings"))),
                SCRIPT);
    }

    private Answer download(Call call) {
        Form form = call.form(TOKEN, PASSWORD);
        String link = form.text(TOKEN).strip();
        String token =
                link.substring(link.contains(BEFORE_TOKEN) ? link.indexOf(BEFORE_TOKEN) + BEFORE_TOKEN.length() : 0);
        String password = form.text(PASSWORD);
        return Download.toSave(links.download(call.actor(), token, password.isEmpty() ? null : password));
    }
}
