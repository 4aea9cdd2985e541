package dev.tenon.core.audit;

import static dev.tenon.core.Refusals.assertPointers;
import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.PersonalDataSink;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.audit.NewUsage;
import dev.tenon.ports.audit.RecordedUsage;
import dev.tenon.ports.audit.Usage;
import dev.tenon.ports.audit.UsageAction;
import dev.tenon.ports.audit.UsageFilter;
import dev.tenon.ports.audit.UsageLog;
import dev.tenon.ports.audit.UsageRefusal;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentPatch;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.ImpersonationRefusal;
import dev.tenon.testkit.Fixtures;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageLogTest {

    private final TenonInMemory house = new TenonInMemory();
    private final UsageLog log = house.tenon.usageLog();
    private final Actor ana = house.aPerson("ana@example.org");

    private List<Usage> everything() {
        house.runJobs();
        return log.list(house.operator, UsageFilter.all(), PageRequest.first(200))
                .items();
    }

    private List<String> actionsOf(Actor person) {
        house.runJobs();
        UserId id = person.person().orElseThrow();
        return log.list(house.operator, UsageFilter.of(id), PageRequest.first(200)).items().reversed().stream()
                .map(Usage::action)
                .toList();
    }

    private Document upload(Actor person) {
        return house.tenon.documents().upload(person, Fixtures.aNewDocument("Report.pdf", "hello"));
    }

    private void read(Actor person, Document document, long from) throws Exception {
        try (InputStream bytes =
                house.tenon.documents().content(person, document.id()).bytes().open(from, 5 - from)) {
            assertThat(bytes.readAllBytes()).hasSize((int) (5 - from));
        }
    }

    // ---- what Tenon records

    @Test
    void what_people_do_with_Tenon_is_recorded_in_the_order_of_its_doing() throws Exception {
        Document document = upload(ana);
        house.clock.advance(Duration.ofMinutes(1));
        read(ana, document, 0);
        house.clock.advance(Duration.ofMinutes(1));
        house.tenon.documents().update(ana, document.id(), DocumentPatch.name("New.pdf"), Expected.any());
        house.tenon.documents().delete(ana, document.id(), Expected.any());

        assertThat(actionsOf(ana))
                .containsExactly(
                        "session.opened",
                        "document.uploaded",
                        "document.downloaded",
                        "document.renamed",
                        "document.deleted");
        assertThat(everything().get(3).details())
                .isEqualTo(
                        JsonText.of("{\"documentId\": \"" + document.id() + "\", \"fileType\": \"pdf\", \"size\": 5}"));
    }

    @Test
    void every_way_in_is_recorded_with_its_name() {
        assertThat(everything().get(0).action()).isEqualTo("session.opened");
        assertThat(everything().get(0).details()).isEqualTo(JsonText.of("{\"method\": \"email\"}"));
        assertThat(everything().get(0).userId()).isEqualTo(ana.userId());
    }

    @Test
    void a_new_account_is_recorded_when_its_address_is_proven() {
        house.tenon.accounts().signUp(house.anonymous, Fixtures.aRegistration("ben@example.org"));
        assertThat(everything()).hasSize(1);

        house.tenon.accounts().verifyEmail(house.anonymous, house.mailedToken("ben@example.org"));

        assertThat(everything().get(0).action()).isEqualTo("account.verified");
    }

    @Test
    void a_download_that_goes_on_where_it_broke_off_is_the_same_download() throws Exception {
        Document document = upload(ana);

        read(ana, document, 0);
        read(ana, document, 3);
        house.tenon.documents().content(ana, document.id());

        assertThat(Collections.frequency(actionsOf(ana), "document.downloaded")).isOne();
    }

    @Test
    void an_archive_is_a_download_of_each_document_in_it() throws Exception {
        List<DocumentId> ids = List.of(upload(ana).id(), upload(ana).id());

        house.tenon.documents().archive(ana, ids).writer().writeTo(OutputStream.nullOutputStream(), read -> {});

        assertThat(Collections.frequency(actionsOf(ana), "document.downloaded")).isEqualTo(2);
    }

    @Test
    void a_change_that_fails_leaves_no_entry() {
        Document document = upload(ana);

        assertRefused(
                RequestRefusal.PRECONDITION_FAILED,
                () -> house.tenon.documents().delete(ana, document.id(), Expected.revision(99)));

        assertThat(actionsOf(ana)).containsExactly("session.opened", "document.uploaded");
    }

    @Test
    void what_support_does_in_a_persons_name_is_not_the_persons_use() throws Exception {
        Document document = upload(ana);
        Actor support = ana.impersonatedBy(Fixtures.aUserId());

        read(support, document, 0);
        house.tenon.documents().update(support, document.id(), DocumentPatch.name("New.pdf"), Expected.any());

        assertThat(actionsOf(ana)).containsExactly("session.opened", "document.uploaded");
        assertRefused(ImpersonationRefusal.NOT_HERE, () -> log.record(support, NewUsage.of("report.exported")));
    }

    @Test
    void a_read_does_not_wait_for_its_entry_and_a_stop_loses_none() throws Exception {
        Document document = upload(ana);
        for (int number = 0; number < 3; number++) {
            read(ana, document, 0);
        }
        assertThat(measure("tenon_usage_log_waiting")).isEqualTo(3);

        house.tenon.jobs().stream().filter(BackgroundJob::runsAtStop).forEach(job -> {
            while (job.run() > 0) {
                assertThat(job.name()).startsWith("write-");
            }
        });

        assertThat(measure("tenon_usage_log_waiting")).isZero();
        assertThat(measure("tenon_usage_log_written_total")).isEqualTo(3);
        assertThat(measure("tenon_usage_log_dropped_total")).isZero();
        assertThat(Collections.frequency(actionsOf(ana), "document.downloaded")).isEqualTo(3);
    }

    @Test
    void U4_entries_name_no_file_no_address_and_no_device() throws Exception {
        Document document = upload(ana);
        read(ana, document, 0);

        assertThat(everything().toString()).doesNotContain("Report", "ana@", "203.0.113", "test");
    }

    @ParameterizedTest
    @EnumSource
    void no_client_may_record_what_Tenon_records(UsageAction action) {
        Refusal refusal =
                assertRefused(RequestRefusal.INVALID, () -> log.record(ana, NewUsage.of(action.actionName())));

        assertPointers(refusal, "/action");
        assertThat(refusal.detail()).contains("for example app." + action.actionName());
        assertThat(action.description()).isNotBlank();
    }

    private long measure(String name) {
        return house.tenon.measures().stream()
                .filter(measure -> measure.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value()
                .getAsLong();
    }

    // ---- what clients record

    @Test
    void a_client_records_what_its_user_did() {
        JsonText details = JsonText.of("{\"pages\": 3}");
        RecordedUsage recorded = log.record(
                ana,
                NewUsage.of("report.exported")
                        .withDetails(details)
                        .withEventKey("event-1")
                        .at(house.clock.instant().minusSeconds(60)));

        assertThat(recorded.isNew()).isTrue();
        assertThat(recorded.usage().userId()).isEqualTo(ana.userId());
        assertThat(recorded.usage().timestamp()).isEqualTo(house.clock.instant().minusSeconds(60));
        assertThat(everything()).contains(recorded.usage());
        assertThat(recorded.usage().details()).isEqualTo(details);
    }

    @Test
    void D2_the_same_event_again_is_answered_with_the_first() {
        NewUsage event = NewUsage.of("report.exported").withEventKey("event-1");
        Usage first = log.record(ana, event).usage();
        house.clock.advance(Duration.ofDays(30));

        RecordedUsage again = log.record(ana, event);

        assertThat(again).isEqualTo(new RecordedUsage(first, false));
        assertThat(everything()).filteredOn(usage -> usage.eventKey() != null).containsExactly(first);
    }

    @Test
    void another_event_under_the_same_key_is_refused() {
        NewUsage event = NewUsage.of("report.exported").withEventKey("event-1");
        log.record(ana, event);

        for (NewUsage other : List.of(
                NewUsage.of("report.printed").withEventKey("event-1"),
                event.withDetails(JsonText.of("{\"pages\": 3}")),
                event.at(house.clock.instant().minusSeconds(1)))) {
            assertRefused(UsageRefusal.EVENT_KEY_TAKEN, () -> log.record(ana, other));
        }
        assertThat(log.record(ana, event.withDetails(JsonText.of("{}"))).isNew())
                .as("no details and empty ones are the same")
                .isFalse();
    }

    @Test
    void an_event_key_is_forgotten_when_its_event_could_not_be_recorded_late_any_more() {
        NewUsage event = NewUsage.of("report.exported").withEventKey("event-1").at(house.clock.instant());
        log.record(ana, event);

        house.clock.advance(Duration.ofDays(39));
        house.runJobs();
        assertRefused(RequestRefusal.INVALID, () -> log.record(ana, event));
        assertRefused(
                UsageRefusal.EVENT_KEY_TAKEN,
                () -> log.record(ana, NewUsage.of("report.printed").withEventKey("event-1")));

        house.clock.advance(Duration.ofDays(2));
        house.runJobs();
        assertThat(log.record(ana, NewUsage.of("report.printed").withEventKey("event-1"))
                        .isNew())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "report.exported",
                "app.document.opened",
                "a.b",
                "checkout-v2.step3.was-passed",
                "documents.opened"
            })
    void takes_words_of_the_clients_own(String action) {
        assertThat(log.record(ana, NewUsage.of(action)).usage().action()).isEqualTo(action);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "report",
                "Report.Exported",
                "report.",
                ".exported",
                "report..exported",
                "report.exported.",
                "a.b.c.d.e",
                "report_exported.now",
                "report.ex ported",
                "-report.exported",
                "report-.exported",
                "1report.exported",
                "repört.exported",
                "report.exported\n",
                "session.stolen",
                "api-key.used",
                "tenon.anything"
            })
    void refuses_other_words(String action) {
        assertPointers(assertRefused(RequestRefusal.INVALID, () -> log.record(ana, NewUsage.of(action))), "/action");
    }

    @Test
    void I1_a_hostile_entry_is_refused_with_everything_that_is_wrong() {
        NewUsage wrong = new NewUsage(
                "x".repeat(90) + "." + "y".repeat(10),
                JsonText.of("{\"a\": \"" + "ü".repeat(2_050) + "\"}"),
                "event key",
                house.clock.instant().plus(Duration.ofMinutes(6)));

        assertPointers(
                assertRefused(RequestRefusal.INVALID, () -> log.record(ana, wrong)),
                "/action",
                "/details",
                "/eventKey",
                "/timestamp");
        assertPointers(
                assertRefused(
                        RequestRefusal.INVALID,
                        () -> log.record(
                                ana,
                                NewUsage.of("report.exported")
                                        .withDetails(JsonText.of("[1]"))
                                        .withEventKey("")
                                        .at(house.clock
                                                .instant()
                                                .minus(Duration.ofDays(30))
                                                .minusSeconds(1)))),
                "/details",
                "/eventKey",
                "/timestamp");
    }

    @Test
    void details_of_four_kibibytes_are_taken() {
        JsonText largest = JsonText.of("{\"a\": \"" + "x".repeat(4096 - 9) + "\"}");

        assertThat(log.record(ana, NewUsage.of("report.exported").withDetails(largest))
                        .usage()
                        .details())
                .isEqualTo(largest);
    }

    @Test
    void a_hundred_at_once_are_recorded_all_or_none() {
        List<NewUsage> hundred =
                new ArrayList<>(Collections.nCopies(UsageLog.MOST_AT_ONCE, NewUsage.of("report.exported")));

        assertThat(log.recordAll(ana, hundred).newCount()).isEqualTo(100);
        assertThat(everything()).hasSize(101);

        hundred.set(41, NewUsage.of("nonsense"));
        assertPointers(assertRefused(RequestRefusal.INVALID, () -> log.recordAll(ana, hundred)), "/items/41/action");
        hundred.set(41, NewUsage.of("report.printed"));
        hundred.add(NewUsage.of("report.printed"));
        assertPointers(assertRefused(RequestRefusal.INVALID, () -> log.recordAll(ana, hundred)), "/items");
        assertPointers(assertRefused(RequestRefusal.INVALID, () -> log.recordAll(ana, List.of())), "/items");
        assertThat(everything()).hasSize(101);
    }

    @Test
    void one_event_twice_in_a_batch_is_recorded_once() {
        NewUsage event = NewUsage.of("report.exported").withEventKey("event-1");

        List<RecordedUsage> recorded = log.recordAll(ana, List.of(event, NewUsage.of("report.printed"), event))
                .items();

        assertThat(recorded).extracting(RecordedUsage::isNew).containsExactly(true, true, false);
        assertThat(recorded.get(2).usage()).isEqualTo(recorded.get(0).usage());
    }

    @Test
    void C1_recording_needs_the_permission_and_a_person() {
        UserId id = ana.person().orElseThrow();
        Actor powerless = Actor.person(id, null, Set.of(), TenonInMemory.ORIGIN);
        NewUsage event = NewUsage.of("report.exported");

        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> log.record(house.anonymous, event));
        assertRefused(RequestRefusal.FORBIDDEN, () -> log.record(house.operator, event));
        assertRefused(RequestRefusal.FORBIDDEN, () -> log.record(powerless, event));
        assertRefused(RequestRefusal.FORBIDDEN, () -> log.recordAll(powerless, List.of(event)));
        assertThat(log.record(keyOf(id, "usage-logs:write"), event).isNew()).isTrue();
    }

    // ---- who sees what

    @Test
    void C1_everyone_sees_their_own_and_nobody_sees_anothers() {
        Actor ben = house.aPerson("ben@example.org");
        UserId anas = ana.person().orElseThrow();

        assertThat(log.list(ana, UsageFilter.of(anas), PageRequest.first(10)).items())
                .hasSize(1);
        assertRefused(AccountRefusal.NOT_FOUND, () -> log.list(ben, UsageFilter.of(anas), PageRequest.first(10)));
        assertRefused(
                AccountRefusal.NOT_FOUND,
                () -> log.list(ben, UsageFilter.of(Fixtures.aUserId()), PageRequest.first(10)));
        assertRefused(RequestRefusal.FORBIDDEN, () -> log.list(ben, UsageFilter.all(), PageRequest.first(10)));
        UsageFilter acmes = new UsageFilter(anas, new OrganizationId(Fixtures.anId()), null, null, null);
        assertRefused(RequestRefusal.FORBIDDEN, () -> log.list(ana, acmes, PageRequest.first(10)));
        assertRefused(
                RequestRefusal.UNAUTHENTICATED,
                () -> log.list(house.anonymous, UsageFilter.of(anas), PageRequest.first(10)));
    }

    @Test
    void C1_who_may_see_everyones_sees_everyones() {
        Actor admin = house.anAdmin("admin@example.org");
        UserId anas = ana.person().orElseThrow();

        assertThat(log.list(admin, UsageFilter.of(anas), PageRequest.first(10)).items())
                .hasSize(1);
        assertThat(log.list(admin, UsageFilter.all(), PageRequest.first(10)).items())
                .hasSize(2);
        assertRefused(
                AccountRefusal.NOT_FOUND,
                () -> log.list(admin, UsageFilter.of(Fixtures.aUserId()), PageRequest.first(10)));
    }

    @Test
    void C1_a_key_sees_its_owners_own_within_its_scopes() {
        UserId anas = ana.person().orElseThrow();
        UsageFilter own = UsageFilter.of(anas);

        assertThat(log.list(keyOf(anas, "profile:read"), own, PageRequest.first(10))
                        .items())
                .hasSize(1);
        assertRefused(
                RequestRefusal.FORBIDDEN, () -> log.list(keyOf(anas, "documents:read"), own, PageRequest.first(10)));
    }

    /** What is told of each table. */
    private static final class Told implements PersonalDataSink {

        private final Map<String, List<String>> tables;
        private List<String> rows = new ArrayList<>();

        Told(Map<String, List<String>> tables) {
            this.tables = tables;
        }

        @Override
        public void table(String name) {
            rows = tables.computeIfAbsent(name, any -> new ArrayList<>());
        }

        @Override
        public void row(Map<String, @Nullable Object> fields) {
            rows.add(fields.toString());
        }
    }

    private static Actor keyOf(UserId person, String scope) {
        return Actor.keyOf(person, new ApiKeyId(Fixtures.anId()), Set.of(scope), TenonInMemory.ORIGIN);
    }

    // ---- privacy

    @Test
    void P1_P2_the_log_is_told_and_erased_with_the_person() {
        log.record(ana, NewUsage.of("report.exported").withEventKey("event-1"));
        Map<String, List<String>> told = new HashMap<>();
        house.tenon.personalData().export(house.operator, ana.person().orElseThrow(), new Told(told));
        assertThat(told.get("usage_logs").toString()).contains("session.opened", "report.exported");
        assertThat(told.get("usage_event_keys").toString()).contains("event-1");

        house.tenon.personalData().erase(house.operator, ana.person().orElseThrow(), null);

        assertThat(everything()).isEmpty();
    }

    @Test
    void P2_a_download_that_is_written_after_its_reader_was_erased_is_left_out() throws Exception {
        read(ana, upload(ana), 0);

        house.tenon.personalData().erase(house.operator, ana.person().orElseThrow(), null);

        assertThat(everything()).isEmpty();
        assertThat(measure("tenon_usage_log_waiting")).isZero();
    }

    @Test
    void a_registration_by_the_operator_is_nobodys_use() {
        house.tenon
                .accounts()
                .register(house.operator, new Registration("eva@example.org", Fixtures.PASSWORD).verified());

        assertThat(everything()).hasSize(1);
    }
}
