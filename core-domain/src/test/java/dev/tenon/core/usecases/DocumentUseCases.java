package dev.tenon.core.usecases;

import static dev.tenon.core.usecases.AccountUseCases.ANA;
import static dev.tenon.core.usecases.AccountUseCases.PAGE;
import static dev.tenon.core.usecases.UseCase.changes;
import static dev.tenon.core.usecases.UseCase.reads;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.documents.BlobProgress;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentFilter;
import dev.tenon.ports.documents.DocumentPatch;
import dev.tenon.ports.documents.DocumentQuery;
import dev.tenon.ports.documents.DocumentRight;
import dev.tenon.ports.documents.Grantee;
import dev.tenon.ports.documents.IssuedShareLink;
import dev.tenon.ports.documents.NewDocument;
import dev.tenon.ports.documents.NewShare;
import dev.tenon.ports.documents.NewShareLink;
import dev.tenon.ports.documents.NewUpload;
import dev.tenon.ports.documents.Processing;
import dev.tenon.ports.documents.Share;
import dev.tenon.ports.documents.Upload;
import dev.tenon.ports.documents.UploadPiece;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.organizations.NewOrganization;
import dev.tenon.testkit.ScriptedProcessor;
import java.io.ByteArrayInputStream;
import java.util.List;

/** Documents and quotas, and subscriptions. */
final class DocumentUseCases {

    private DocumentUseCases() {}

    static List<UseCase> all() {
        return List.of(
                changes(
                        "documents.upload",
                        house -> {
                            Actor ana = house.aPerson(ANA);
                            return () -> uploaded(house, ana);
                        },
                        "storage_holds",
                        "storage_quotas"),
                reads("documents.list", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon.documents().list(ana, DocumentFilter.all(), PAGE);
                }),
                reads("documents.get", house -> {
                    Actor ana = house.aPerson(ANA);
                    Document document = uploaded(house, ana);
                    return () -> house.tenon.documents().get(ana, document.id());
                }),
                reads("documents.content", house -> {
                    Actor ana = house.aPerson(ANA);
                    Document document = uploaded(house, ana);
                    return () -> house.tenon.documents().content(ana, document.id());
                }),
                reads("documents.archive", house -> {
                    Actor ana = house.aPerson(ANA);
                    Document document = uploaded(house, ana);
                    return () -> house.tenon.documents().archive(ana, List.of(document.id()));
                }),
                reads("documentSearch.search", house -> {
                    Actor ana = house.aPerson(ANA);
                    uploaded(house, ana);
                    return () -> house.tenon.documentSearch().search(ana, new DocumentQuery("a", null), PAGE);
                }),
                reads("documentSearch.language", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon.documentSearch().language(ana);
                }),
                changes("documentSearch.reindex", house -> {
                    uploaded(house, house.aPerson(ANA));
                    return () -> house.tenon.documentSearch().reindex(house.operator, null, done -> {});
                }),
                changes("documents.update", house -> {
                    Actor ana = house.aPerson(ANA);
                    Document document = uploaded(house, ana);
                    return () -> house.tenon
                            .documents()
                            .update(ana, document.id(), DocumentPatch.name("b.txt"), Expected.any());
                }),
                changes("documents.delete", house -> {
                    Actor ana = house.aPerson(ANA);
                    Document document = uploaded(house, ana);
                    return () -> house.tenon.documents().delete(ana, document.id(), Expected.any());
                }),
                changes("documents.move", house -> {
                    Actor ana = house.aPerson(ANA);
                    Document document = uploaded(house, ana);
                    OrganizationId acme = house.tenon
                            .organizations()
                            .create(ana, NewOrganization.named("Acme"))
                            .organization()
                            .id();
                    return () -> house.tenon.documents().move(ana, document.id(), acme, Expected.any());
                }),
                changes(
                        "documentVersions.add",
                        house -> {
                            Actor ana = house.aPerson(ANA);
                            Document document = uploaded(house, ana);
                            return () -> changed(house, ana, document);
                        },
                        "storage_holds",
                        "storage_quotas"),
                reads("documentVersions.list", house -> {
                    Actor ana = house.aPerson(ANA);
                    Document document = uploaded(house, ana);
                    return () -> house.tenon.documentVersions().list(ana, document.id(), PAGE);
                }),
                reads("documentVersions.get", house -> {
                    Actor ana = house.aPerson(ANA);
                    Document document = uploaded(house, ana);
                    return () -> house.tenon.documentVersions().get(ana, document.id(), 1);
                }),
                reads("documentVersions.content", house -> {
                    Actor ana = house.aPerson(ANA);
                    Document document = uploaded(house, ana);
                    return () -> house.tenon.documentVersions().content(ana, document.id(), 1);
                }),
                changes("documentVersions.restore", house -> {
                    Actor ana = house.aPerson(ANA);
                    Document document = changed(house, ana, uploaded(house, ana));
                    return () -> house.tenon.documentVersions().restore(ana, document.id(), 1, Expected.any());
                }),
                changes(
                        "documentVersions.delete",
                        house -> {
                            Actor ana = house.aPerson(ANA);
                            Document document = changed(house, ana, uploaded(house, ana));
                            return () -> house.tenon.documentVersions().delete(ana, document.id(), 1);
                        },
                        "blob_deletions"),
                changes("processing.request", house -> {
                    Actor ana = house.aPerson(ANA);
                    Document document = uploaded(house, ana);
                    Processing processing = reading(house).processing();
                    return () -> processing.request(ana, document.id());
                }),
                reads("processing.text", house -> {
                    Actor ana = house.aPerson(ANA);
                    Document document = read(house, ana);
                    return () -> house.tenon.processing().text(ana, document.id());
                }),
                reads("processing.thumbnail", house -> {
                    Actor ana = house.aPerson(ANA);
                    Document document = read(house, ana);
                    return () -> house.tenon.processing().thumbnail(ana, document.id());
                }),
                reads(
                        "processing.backlog",
                        house -> () -> house.tenon.processing().backlog(house.operator)),
                changes("shares.share", house -> {
                    Actor ana = house.aPerson(ANA);
                    Document document = uploaded(house, ana);
                    Actor ben = house.aPerson("ben@example.org");
                    return () -> shared(house, ana, document, ben);
                }),
                changes("shares.revoke", house -> {
                    Actor ana = house.aPerson(ANA);
                    Document document = uploaded(house, ana);
                    Actor ben = house.aPerson("ben@example.org");
                    Share share = shared(house, ana, document, ben);
                    return () -> house.tenon
                            .shares()
                            .revoke(ana, document.id(), share.id().value());
                }),
                reads("shares.list", house -> {
                    Actor ana = house.aPerson(ANA);
                    Document document = uploaded(house, ana);
                    return () -> house.tenon.shares().list(ana, document.id(), PAGE);
                }),
                reads("shares.withMe", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon.shares().withMe(ana, PAGE);
                }),
                changes("shareLinks.create", house -> {
                    Actor ana = house.aPerson(ANA);
                    Document document = uploaded(house, ana);
                    return () -> linked(house, ana, document);
                }),
                reads("shareLinks.list", house -> {
                    Actor ana = house.aPerson(ANA);
                    Document document = uploaded(house, ana);
                    return () -> house.tenon.shareLinks().list(ana, document.id(), PAGE);
                }),
                changes("shareLinks.revoke", house -> {
                    Actor ana = house.aPerson(ANA);
                    Document document = uploaded(house, ana);
                    IssuedShareLink issued = linked(house, ana, document);
                    return () -> house.tenon
                            .shareLinks()
                            .revoke(ana, document.id(), issued.link().id());
                }),
                reads("shareLinks.open", house -> {
                    Actor ana = house.aPerson(ANA);
                    IssuedShareLink issued = linked(house, ana, uploaded(house, ana));
                    return () -> house.tenon
                            .shareLinks()
                            .open(house.anonymous, issued.token().text(), null);
                }),
                changes("shareLinks.download", house -> {
                    Actor ana = house.aPerson(ANA);
                    IssuedShareLink issued = linked(house, ana, uploaded(house, ana));
                    return () -> house.tenon
                            .shareLinks()
                            .download(house.anonymous, issued.token().text(), null);
                }),
                changes("uploads.create", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> begun(house, ana);
                }),
                changes(
                        "uploads.append",
                        house -> {
                            Actor ana = house.aPerson(ANA);
                            Upload upload = begun(house, ana);
                            return () -> house.tenon
                                    .uploads()
                                    .append(
                                            ana,
                                            upload.id(),
                                            new UploadPiece(0, 5L, null, new ByteArrayInputStream(new byte[5])));
                        },
                        "uploads",
                        "upload_parts"),
                reads("uploads.list", house -> {
                    Actor ana = house.aPerson(ANA);
                    begun(house, ana);
                    return () -> house.tenon.uploads().list(ana, PAGE);
                }),
                reads("uploads.get", house -> {
                    Actor ana = house.aPerson(ANA);
                    Upload upload = begun(house, ana);
                    return () -> house.tenon.uploads().get(ana, upload.id());
                }),
                changes("uploads.terminate", house -> {
                    Actor ana = house.aPerson(ANA);
                    Upload upload = begun(house, ana);
                    return () -> house.tenon.uploads().terminate(ana, upload.id());
                }),
                reads("trash.list", house -> {
                    Actor ana = house.aPerson(ANA);
                    deleted(house, ana);
                    return () -> house.tenon.trash().list(ana, null, PAGE);
                }),
                changes("trash.restore", house -> {
                    Actor ana = house.aPerson(ANA);
                    Document document = deleted(house, ana);
                    return () -> house.tenon.trash().restore(ana, document.id());
                }),
                changes(
                        "trash.delete",
                        house -> {
                            Actor ana = house.aPerson(ANA);
                            Document document = deleted(house, ana);
                            return () -> house.tenon.trash().delete(ana, document.id());
                        },
                        "blob_deletions"),
                changes(
                        "trash.empty",
                        house -> {
                            Actor ana = house.aPerson(ANA);
                            deleted(house, ana);
                            return () -> house.tenon.trash().empty(ana, null);
                        },
                        "blob_deletions"),
                changes("blobs.check", house -> {
                    uploaded(house, house.aPerson(ANA));
                    return () -> house.tenon.blobs().check(house.operator, true, found -> {}, BlobProgress.unseen());
                }),
                changes("blobs.copy", house -> {
                    uploaded(house, house.aPerson(ANA));
                    return () ->
                            house.tenon.blobs().copy(house.operator, "memory:1", found -> {}, BlobProgress.unseen());
                }),
                changes("blobs.removeCopied", house -> {
                    uploaded(house, house.aPerson(ANA));
                    house.tenon.blobs().copy(house.operator, "memory:1", found -> {}, BlobProgress.unseen());
                    return () -> house.tenon
                            .blobs()
                            .removeCopied(house.operator, "memory:1", found -> {}, BlobProgress.unseen());
                }),
                reads("quotas.drifted", house -> () -> house.tenon.quotas().drifted(house.operator)),
                changes("quotas.repair", house -> {
                    Actor ana = house.aPerson(ANA);
                    house.storage
                            .unitOfWork()
                            .run(() -> house.storage
                                    .quotas()
                                    .take(ana.person().orElseThrow(), 7, 0, house.clock.instant()));
                    return () -> house.tenon.quotas().repair(house.operator);
                }),
                reads("quotas.of", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon.quotas().of(ana);
                }));
    }

    private static IssuedShareLink linked(TenonInMemory house, Actor person, Document document) {
        return house.tenon.shareLinks().create(person, document.id(), new NewShareLink(null, null, null));
    }

    private static Document changed(TenonInMemory house, Actor person, Document document) {
        NewDocument content = new NewDocument("a.txt", null, 7L, new ByteArrayInputStream(new byte[7]));
        return house.tenon.documentVersions().add(person, document.id(), content, Expected.any());
    }

    private static Upload begun(TenonInMemory house, Actor person) {
        return house.tenon.uploads().create(person, NewUpload.of("a.txt", 5));
    }

    private static Document deleted(TenonInMemory house, Actor person) {
        Document document = uploaded(house, person);
        house.tenon.documents().delete(person, document.id(), Expected.any());
        return document;
    }

    private static Share shared(TenonInMemory house, Actor person, Document document, Actor with) {
        Grantee grantee = new Grantee.Person(with.person().orElseThrow());
        return house.tenon.shares().share(person, document.id(), new NewShare(grantee, DocumentRight.READ, null));
    }

    /** The same house with who reads documents. */
    private static Tenon reading(TenonInMemory house) {
        return house.builder().documentProcessor(new ScriptedProcessor()).build();
    }

    private static Document read(TenonInMemory house, Actor actor) {
        Document document = uploaded(house, actor);
        Tenon reading = reading(house);
        reading.processing().request(actor, document.id());
        reading.jobs().forEach(BackgroundJob::run);
        return document;
    }

    private static Document uploaded(TenonInMemory house, Actor person) {
        return house.tenon
                .documents()
                .upload(person, new NewDocument("a.txt", null, 5L, new ByteArrayInputStream(new byte[5])));
    }
}
