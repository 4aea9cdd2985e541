package dev.tenon.architecture.planted.adaptersknowtheportsonly.rest.documents;

import dev.tenon.architecture.planted.adaptersknowtheportsonly.blob.fs.Folder;

class DocumentRoutes {
    String where(Folder folder) {
        return folder.name();
    }
}
