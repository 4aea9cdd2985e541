package dev.tenon.jdbi.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.jdbi.FreshStorage;
import dev.tenon.ports.Storage;
import dev.tenon.ports.documents.DocumentQuery;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.OrganizationFixture;
import dev.tenon.testkit.documents.DocumentSearchStoreContract;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiDocumentSearchStoreTest extends DocumentSearchStoreContract {

    @RegisterExtension
    static final FreshStorage FRESH = new FreshStorage();

    @Override
    protected Storage newStorage() {
        return FRESH.open();
    }

    @Override
    protected OrganizationFixture organizations() {
        return FRESH.organizations();
    }

    @Test
    void what_is_committed_while_the_language_changes_is_read_anew_too() throws Exception {
        UserId ana = anAccount().id();
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Boolean> upload = threads.submit(() -> storage.unitOfWork().run(() -> {
                storage.documents().insert(Fixtures.aDocument(ana, "running.txt", START));
                written.countDown();
                return awaited(commit);
            }));
            assertThat(awaited(written)).isTrue();
            Future<Integer> change = threads.submit(() -> {
                storage.unitOfWork().run(() -> {
                    storage.documentSearch().setLanguage("simple");
                    return true;
                });
                return storage.unitOfWork()
                        .run(() -> storage.documentSearch().reindex(null, 100))
                        .size();
            });
            while (!change.isDone() && !FRESH.isWaitedForALock()) {
                Thread.onSpinWait();
            }
            commit.countDown();

            assertThat(upload.get(30, TimeUnit.SECONDS)).isTrue();
            assertThat(change.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        }

        assertThat(found(ana, "running")).isEqualTo(1);
        assertThat(found(ana, "run")).isZero();
    }

    private int found(UserId person, String words) {
        return storage.documentSearch()
                .search(person, new DocumentQuery(words, null), START, PageRequest.first(10))
                .items()
                .size();
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }
}
