package dev.tenon.core.usecases;

import static dev.tenon.core.usecases.AccountUseCases.ANA;
import static dev.tenon.core.usecases.AccountUseCases.PAGE;
import static dev.tenon.core.usecases.UseCase.changes;
import static dev.tenon.core.usecases.UseCase.reads;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentFilter;
import dev.tenon.ports.documents.NewDocument;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
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
                changes("documents.rename", house -> {
                    Actor ana = house.aPerson(ANA);
                    Document document = uploaded(house, ana);
                    return () -> house.tenon.documents().rename(ana, document.id(), "b.txt", Expected.any());
                }),
                changes(
                        "documents.delete",
                        house -> {
                            Actor ana = house.aPerson(ANA);
                            Document document = uploaded(house, ana);
                            return () -> house.tenon.documents().delete(ana, document.id(), Expected.any());
                        },
                        "blob_deletions"),
                reads("quotas.of", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon.quotas().of(ana);
                }));
    }

    private static Document uploaded(TenonInMemory house, Actor person) {
        return house.tenon
                .documents()
                .upload(person, new NewDocument("a.txt", null, 5L, new ByteArrayInputStream(new byte[5])));
    }
}
