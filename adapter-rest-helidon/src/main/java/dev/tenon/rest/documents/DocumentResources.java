package dev.tenon.rest.documents;

import dev.tenon.ports.Tenon;
import dev.tenon.rest.RestLimits;
import dev.tenon.rest.http.RouteTable;

/** The routes of documents. */
public final class DocumentResources {

    private DocumentResources() {}

    /** Adds them. */
    public static void mount(RouteTable routes, Tenon tenon, RestLimits limits) {
        new DocumentRoutes(tenon.documents()).routing(routes);
        new DocumentContentRoutes(tenon.documents(), tenon.tickets()).routing(routes);
        new DocumentVersionRoutes(tenon.documentVersions()).routing(routes);
        new UploadRoutes(tenon.uploads(), limits.upload()).routing(routes);
        new ProcessingRoutes(tenon.processing()).routing(routes);
        new TrashRoutes(tenon.trash()).routing(routes);
        new ShareRoutes(tenon.shares()).routing(routes);
        new DocumentSearchRoutes(tenon.documentSearch()).routing(routes);
        new ShareLinkRoutes(tenon.shareLinks()).routing(routes);
        new SharePage(tenon.shareLinks()).routing(routes);
    }
}
