package dev.tenon.core.documents;

import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.documents.BlobFinding;
import dev.tenon.ports.documents.BlobProgress;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.DocumentStatus;
import dev.tenon.ports.documents.NewDocument;
import dev.tenon.ports.documents.Processing;
import dev.tenon.ports.documents.spi.DocumentProcessor.Interrupted;
import dev.tenon.ports.documents.spi.DocumentProcessor.Unreadable;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Measure;
import dev.tenon.testkit.ScriptedProcessor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessingTest {

    private final TenonInMemory house = new TenonInMemory();
    private final ScriptedProcessor processor = new ScriptedProcessor();
    private final Tenon tenon =
            house.builder().documentProcessor(processor).processingWorkers(2).build();
    private final Processing processing = tenon.processing();
    private final Actor ana = house.aPerson("ana@example.org");

    @Test
    void a_new_content_waits_and_is_read_in_the_background() throws IOException {
        Document uploaded = upload("report.pdf", "hello");
        assertThat(uploaded.status()).isEqualTo(DocumentStatus.UPLOADED);
        assertThat(processing.backlog(house.operator).due()).isEqualTo(1);
        assertRefused(DocumentRefusal.NO_TEXT, () -> processing.text(ana, uploaded.id()));
        assertRefused(DocumentRefusal.NO_THUMBNAIL, () -> processing.thumbnail(ana, uploaded.id()));

        work();

        assertThat(get(uploaded)).isEqualTo(uploaded.processed(DocumentStatus.PROCESSED, null, 2));
        assertThat(processing.text(ana, uploaded.id())).isEqualTo("hello");
        try (InputStream picture =
                processing.thumbnail(ana, uploaded.id()).bytes().get()) {
            assertThat(picture.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo(ScriptedProcessor.PICTURE);
        }
        assertThat(actions()).endsWith("document.uploaded", "document.processed");
        assertThat(processing.backlog(house.operator).due()).isZero();
        assertThat(measured("tenon_processing_processed_total")).isEqualTo(1);
    }

    @Test
    void what_has_nothing_to_be_read_is_processed_at_once() {
        Document uploaded = upload("noise", "hello");

        assertThat(uploaded.status()).isEqualTo(DocumentStatus.PROCESSED);
        assertThat(get(uploaded)).isEqualTo(uploaded);
        work();
        assertThat(processor.read()).isEmpty();
    }

    @Test
    void without_a_processor_nothing_waits_and_nothing_is_requested() {
        Document uploaded = house.tenon.documents().upload(ana, file("report.pdf", "hello"));

        assertThat(uploaded.status()).isEqualTo(DocumentStatus.UPLOADED);
        assertThat(processing.backlog(house.operator).due()).isZero();
        assertRefused(
                DocumentRefusal.PROCESSING_OFF, () -> house.tenon.processing().request(ana, uploaded.id()));
    }

    @Test
    void what_cannot_be_read_fails_at_once_with_a_reason_until_it_is_requested_again() {
        Document uploaded = upload("report.pdf", "hello");
        processor.fail(new Unreadable("The file is protected with a password."));

        work();

        Document failed = get(uploaded);
        assertThat(failed.status()).isEqualTo(DocumentStatus.FAILED);
        assertThat(failed.failureReason()).isEqualTo("The file is protected with a password.");
        assertThat(processor.read()).hasSize(1);
        assertThat(processing.backlog(house.operator).failed()).isEqualTo(1);
        assertThat(measured("tenon_processing_failed_total")).isEqualTo(1);
        assertThat(actions()).endsWith("document.processing-failed");

        Document waiting = processing.request(ana, uploaded.id());
        work();

        assertThat(waiting.status()).isEqualTo(DocumentStatus.UPLOADED);
        assertThat(get(uploaded).status()).isEqualTo(DocumentStatus.PROCESSED);
        assertThat(actions())
                .endsWith("document.processing-failed", "document.processing-requested", "document.processed");
    }

    @Test
    void a_try_that_comes_to_nothing_is_made_again_later_and_given_up_after_five() {
        Document uploaded = upload("report.pdf", "hello");
        for (int i = 1; i <= ProcessingWorker.TRIES; i++) {
            processor.fail(i % 2 == 0 ? new IOException("The store is away.") : new Interrupted("It fell over."));
        }

        for (int i = 1; i <= ProcessingWorker.TRIES; i++) {
            work();
            assertThat(processor.read()).hasSize(i);
            work();
            assertThat(processor.read()).hasSize(i);
            house.clock.advance(Duration.ofHours(1));
        }

        assertThat(get(uploaded).status()).isEqualTo(DocumentStatus.FAILED);
        assertThat(get(uploaded).failureReason()).contains("tried 5 times", "It fell over.");
        work();
        assertThat(processor.read()).hasSize(ProcessingWorker.TRIES);
    }

    @Test
    void a_bug_in_the_reader_is_told_and_the_document_tried_again() {
        upload("report.pdf", "hello");
        processor.fail(new IllegalArgumentException("no"));

        assertThatThrownBy(this::work).isInstanceOf(IllegalArgumentException.class);

        house.clock.advance(Duration.ofMinutes(1));
        work();
        assertThat(processor.read()).hasSize(2);
    }

    @Test
    void tries_that_come_to_no_end_are_given_up() {
        Document uploaded = upload("report.pdf", "hello");
        for (int i = 1; i <= ProcessingWorker.TRIES; i++) {
            processor.meanwhile(() -> {
                throw new Killed();
            });
            assertThatThrownBy(this::work).isInstanceOf(Killed.class);
            house.clock.advance(Duration.ofHours(1));
        }

        work();

        assertThat(get(uploaded).status()).isEqualTo(DocumentStatus.FAILED);
        assertThat(get(uploaded).failureReason()).contains("no try came to an end");
        assertThat(processor.read()).hasSize(ProcessingWorker.TRIES);
    }

    @Test
    void what_another_worker_took_over_is_not_written_twice() {
        Document uploaded = upload("report.pdf", "hello");
        processor.meanwhile(() -> {
            house.clock.advance(Duration.ofMinutes(10));
            work();
        });

        work();

        assertThat(processor.read()).hasSize(2);
        assertThat(actions()).containsOnlyOnce("document.processed");
        house.clock.advance(Duration.ofMinutes(10));
        house.runJobs();
        // The content and one picture.
        assertThat(house.blobs.count()).isEqualTo(2);
    }

    @Test
    void a_document_is_read_once_more_five_times_in_an_hour() {
        Document uploaded = upload("report.pdf", "hello");
        assertRefused(DocumentRefusal.PROCESSING_UNDER_WAY, () -> processing.request(ana, uploaded.id()));
        work();
        for (int count = 2; count <= Processing.MOST_REQUESTS; count++) {
            processing.request(ana, uploaded.id());
            work();
        }

        assertRefused(DocumentRefusal.PROCESSING_TOO_OFTEN, () -> processing.request(ana, uploaded.id()));
        house.clock.advance(Duration.ofMinutes(90));

        assertThat(processing.request(ana, uploaded.id()).status()).isEqualTo(DocumentStatus.UPLOADED);
    }

    @Test
    void what_is_being_read_is_not_requested() {
        Document uploaded = upload("report.pdf", "hello");
        processor.meanwhile(() ->
                assertRefused(DocumentRefusal.PROCESSING_UNDER_WAY, () -> processing.request(ana, uploaded.id())));

        work();

        assertThat(get(uploaded).status()).isEqualTo(DocumentStatus.PROCESSED);
    }

    @Test
    void a_server_that_stops_gives_back_what_it_reads() {
        Document uploaded = upload("report.pdf", "hello");
        processor.meanwhile(() -> workers().forEach(worker -> worker.stop(Duration.ofSeconds(1))));
        processor.fail(new Interrupted("The server is stopping."));

        work();

        assertThat(processor.isClosed()).isTrue();
        assertThat(processing.backlog(house.operator).due()).isEqualTo(1);
        work();
        assertThat(processor.read()).hasSize(1);
        house.builder().documentProcessor(processor).build().jobs().forEach(BackgroundJob::run);
        assertThat(get(uploaded).status()).isEqualTo(DocumentStatus.PROCESSED);
    }

    @Test
    void a_new_version_is_read_and_a_restored_one_has_what_was_read_before() {
        Document first = upload("report.pdf", "one");
        work();
        Document second = tenon.documentVersions().add(ana, first.id(), file("report.pdf", "two"), Expected.any());
        assertThat(second.status()).isEqualTo(DocumentStatus.UPLOADED);
        assertThat(second.pageCount()).isNull();
        assertRefused(DocumentRefusal.NO_TEXT, () -> processing.text(ana, first.id()));
        work();
        assertThat(processing.text(ana, first.id())).isEqualTo("two");

        Document restored = tenon.documentVersions().restore(ana, first.id(), 1, Expected.any());

        assertThat(restored.status()).isEqualTo(DocumentStatus.PROCESSED);
        assertThat(restored.pageCount()).isEqualTo(2);
        assertThat(processing.text(ana, first.id())).isEqualTo("one");
        work();
        assertThat(processor.read()).hasSize(2);
    }

    @Test
    void a_version_that_was_not_read_yet_is_read_when_it_is_restored() {
        Document first = upload("report.pdf", "one");
        tenon.documentVersions().add(ana, first.id(), file("report.pdf", "two"), Expected.any());

        Document restored = tenon.documentVersions().restore(ana, first.id(), 1, Expected.any());
        work();

        assertThat(restored.status()).isEqualTo(DocumentStatus.UPLOADED);
        assertThat(processing.text(ana, first.id())).isEqualTo("one");
    }

    @Test
    void F4_pictures_are_found_by_who_checks_and_go_with_their_documents() {
        Document uploaded = upload("report.pdf", "hello");
        work();
        List<BlobFinding> findings = new ArrayList<>();

        assertThat(tenon.blobs()
                        .check(house.operator, true, findings::add, BlobProgress.unseen())
                        .whole())
                .isTrue();
        house.runJobs();
        assertThat(house.blobs.count()).isEqualTo(2);

        tenon.documents().delete(ana, uploaded.id(), Expected.any());
        tenon.trash().delete(ana, uploaded.id());
        house.runJobs();
        assertThat(house.blobs.count()).isZero();
        assertThat(findings).isEmpty();
    }

    @Test
    void nobody_else_has_a_documents_text_and_picture() {
        Document uploaded = upload("report.pdf", "hello");
        work();
        Actor ben = house.aPerson("ben@example.org");

        assertRefused(DocumentRefusal.NOT_FOUND, () -> processing.text(ben, uploaded.id()));
        assertRefused(DocumentRefusal.NOT_FOUND, () -> processing.thumbnail(ben, uploaded.id()));
        assertRefused(DocumentRefusal.NOT_FOUND, () -> processing.request(ben, uploaded.id()));
    }

    @Test
    void a_text_that_no_database_takes_is_made_storable() {
        assertThat(Texts.storable("a\0b\uD800c\uD83D\uDC1D", 100)).isEqualTo("ab\uFFFDc\uD83D\uDC1D");
        assertThat(Texts.storable("abc", 2)).isEqualTo("ab");
        assertThat(Texts.storable("a\uD83D\uDC1D", 2)).isEqualTo("a");
    }

    /** A worker that ends without a word, as a server does that is killed. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private List<String> actions() {
        return house.auditedActions().stream()
                .filter(action -> action.startsWith("document."))
                .toList();
    }

    private List<BackgroundJob> workers() {
        return tenon.jobs().stream()
                .filter(job -> job.name().startsWith("process-documents"))
                .toList();
    }

    private void work() {
        int done;
        do {
            done = workers().stream().mapToInt(BackgroundJob::run).sum();
        } while (done > 0);
    }

    private long measured(String name) {
        return tenon.measures().stream()
                .filter(measure -> measure.name().equals(name))
                .map(Measure::value)
                .findFirst()
                .orElseThrow()
                .getAsLong();
    }

    private Document get(Document document) {
        return tenon.documents().get(ana, document.id());
    }

    private Document upload(String name, String content) {
        return tenon.documents().upload(ana, file(name, content));
    }

    private static NewDocument file(String name, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return new NewDocument(name, null, (long) bytes.length, new ByteArrayInputStream(bytes));
    }
}
