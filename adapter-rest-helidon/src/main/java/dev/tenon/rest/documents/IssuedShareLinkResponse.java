package dev.tenon.rest.documents;

import dev.tenon.ports.documents.IssuedShareLink;
import dev.tenon.ports.documents.ListedShareLink;
import dev.tenon.ports.documents.ShareLink;
import java.net.URI;

/** A new link with its token: shown this once. */
record IssuedShareLinkResponse(ShareLinkResponse link, String token, URI url) {

    static IssuedShareLinkResponse from(IssuedShareLink issued) {
        ListedShareLink listed = new ListedShareLink(issued.link(), ShareLink.State.ACTIVE);
        return new IssuedShareLinkResponse(
                ShareLinkResponse.from(listed), issued.token().text(), issued.url());
    }

    /** Not the token: what is printed by mistake must not work. */
    @Override
    public String toString() {
        return "IssuedShareLinkResponse[" + link.id() + "]";
    }
}
