package dev.tenon.cli.documents;

import dev.tenon.cli.Field;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.DocumentVersion;
import dev.tenon.ports.kernel.DocumentId;
import java.util.List;
import java.util.Locale;

/** What the commands of documents show, and how they read ids. */
final class DocumentFields {

    static final String ID = "The document's id, from a list.";

    static final List<Field<Document>> ALL = List.of(
            Field.shown("id", "Id", Document::id),
            Field.scripted("userId", Document::ownerId),
            Field.scripted("organizationId", Document::organizationId),
            Field.flowing("fileName", "Name", Document::fileName),
            Field.bytes("fileSize", "Size", Document::fileSize),
            Field.shown("fileType", "Type", Document::fileType),
            Field.scripted("mediaType", Document::mediaType),
            Field.scripted("sha256", Document::sha256),
            Field.shown("status", "Status", document -> document.status().name().toLowerCase(Locale.ROOT)),
            Field.shown("uploadedAt", "Uploaded", Document::uploadedAt),
            Field.shown("version", "Version", Document::version),
            Field.shown("tags", "Tags", Document::tags),
            Field.scripted("failureReason", Document::failureReason),
            Field.scripted("pageCount", Document::pageCount),
            Field.scripted("updatedAt", Document::updatedAt),
            Field.scripted("deletedAt", Document::deletedAt));

    /** The same of a single one, with what became of its content. */
    static final List<Field<Document>> OF_ONE =
            ALL.stream().map(DocumentFields::ofOne).toList();

    static final List<Field<DocumentVersion>> OF_VERSION = List.of(
            Field.shown("version", "Version", DocumentVersion::version),
            Field.bytes("fileSize", "Size", DocumentVersion::fileSize),
            Field.scripted("fileType", DocumentVersion::fileType),
            Field.shown("mediaType", "Media type", DocumentVersion::mediaType),
            Field.scripted("sha256", DocumentVersion::sha256),
            Field.scripted("uploadedBy", DocumentVersion::uploadedBy),
            Field.shown("uploadedAt", "Uploaded", DocumentVersion::uploadedAt));

    private DocumentFields() {}

    private static Field<Document> ofOne(Field<Document> field) {
        if ("failureReason".equals(field.name())) {
            return Field.flowing("failureReason", "Reason", Document::failureReason);
        }
        return "pageCount".equals(field.name()) ? Field.shown("pageCount", "Pages", Document::pageCount) : field;
    }

    /** What is no id is no document. */
    static DocumentId id(String text) {
        return DocumentId.parse(text).orElseThrow(DocumentRefusal.NOT_FOUND::refusal);
    }
}
