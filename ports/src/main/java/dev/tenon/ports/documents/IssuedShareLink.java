package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.Token;
import java.net.URI;

/**
 * A link that was just made, with what is never shown again.
 *
 * @param url the page for people, with the token behind the {@code #}: browsers send that to nobody
 */
public record IssuedShareLink(ShareLink link, Token token, URI url) {

    /** Never the token. */
    @Override
    public String toString() {
        return "IssuedShareLink[" + link.id() + "]";
    }
}
