package dev.tenon.core.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.Refusals;
import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.NotificationId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RefusalCode;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.NewNotification;
import dev.tenon.ports.notifications.Notification;
import dev.tenon.ports.notifications.NotificationFilter;
import dev.tenon.ports.notifications.NotificationPreferences;
import dev.tenon.ports.notifications.NotificationRefusal;
import dev.tenon.ports.notifications.NotificationStatus;
import dev.tenon.ports.notifications.NotificationTopic;
import dev.tenon.ports.notifications.NotificationType;
import dev.tenon.ports.notifications.UnreadCount;
import dev.tenon.ports.notifications.spi.NotificationDraft;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.ports.signin.ImpersonationRefusal;
import dev.tenon.testkit.Fixtures;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationsTest {

    /** Of another sequence than the ids of the house. */
    private static final UUID NOBODY = UUID.fromString("01a2038e-7f00-7c21-9a4e-5d3b2f1c0a98");

    private final TenonInMemory house = new TenonInMemory();
    private final Actor ana = house.aPerson("ana@example.org");
    private final Actor ben = house.aPerson("ben@example.org");

    // ---- sending

    @Test
    void who_may_notify_anybody_does() {
        Actor admin = house.anAdmin("root@example.org");

        Notification sent = house.tenon
                .notifications()
                .send(
                        admin,
                        to(ana, "Your report is ready.")
                                .about("security")
                                .as(NotificationType.SUCCESS)
                                .leadingTo("/reports/17"));

        assertThat(list(ana)).containsExactly(sent);
        assertThat(sent.actionUrl()).isEqualTo(URI.create("https://tenon.example.org/reports/17"));
        assertThat(sent.topic()).isEqualTo(NotificationTopic.SECURITY);
        assertThat(list(ben)).isEmpty();
    }

    @Test
    void nobody_else_notifies_a_person() {
        assertRefused(() -> send(ana, to(ben, "Hello")), RequestRefusal.FORBIDDEN);
        assertRefused(() -> send(house.anonymous, to(ben, "Hello")), RequestRefusal.UNAUTHENTICATED);
    }

    @Test
    void who_runs_an_organization_notifies_its_members() {
        OrganizationId organization = house.storage.organizationFixture().found(person(ana));
        house.storage.organizationFixture().join(organization, person(ben), MemberRole.MEMBER);

        Notification all = send(ana, toMembers(organization, "The office is closed on Monday."));
        Notification one = send(ana, new Members(organization).only(ben, "Please pick up your badge."));

        assertThat(list(ben)).containsExactlyInAnyOrder(all, one);
        assertThat(list(ana)).containsExactly(all);
    }

    @Test
    void members_and_strangers_notify_nobody_in_the_name_of_an_organization() {
        OrganizationId organization = house.storage.organizationFixture().found(person(ana));
        house.storage.organizationFixture().join(organization, person(ben), MemberRole.MEMBER);
        Actor cleo = house.aPerson("cleo@example.org");

        assertRefused(() -> send(ben, toMembers(organization, "Hello")), RequestRefusal.FORBIDDEN);
        assertRefused(() -> send(cleo, toMembers(organization, "Hello")), OrganizationRefusal.NOT_FOUND);
        assertRefused(() -> send(cleo, toMembers(new OrganizationId(NOBODY), "Hello")), OrganizationRefusal.NOT_FOUND);
        assertRefused(() -> send(ana, new Members(organization).only(cleo, "Hello")), AccountRefusal.NOT_FOUND);
    }

    @Test
    void who_runs_an_organization_says_nothing_about_security() {
        OrganizationId organization = house.storage.organizationFixture().found(person(ana));

        assertRefused(
                () -> send(ana, toMembers(organization, "Change your password!").about("security")),
                RequestRefusal.INVALID);
    }

    @Test
    void who_runs_an_organization_sends_so_many_an_hour() {
        OrganizationId organization = house.storage.organizationFixture().found(person(ana));
        for (int each = 0; each < 60; each++) {
            house.clock.advance(Duration.ofSeconds(1));
            send(ana, toMembers(organization, "News " + each));
        }

        assertRefused(() -> send(ana, toMembers(organization, "More")), NotificationRefusal.TOO_MANY);
        house.clock.advance(Duration.ofMinutes(59).plusSeconds(1));
        send(ana, toMembers(organization, "More"));
        assertRefused(() -> send(ana, toMembers(organization, "Still more")), NotificationRefusal.TOO_MANY);
    }

    @Test
    void nobody_sends_in_anothers_name() {
        Actor admin = house.anAdmin("root@example.org");
        OrganizationId organization = house.storage.organizationFixture().found(person(ana));

        assertRefused(
                () -> send(ana.impersonatedBy(person(admin)), toMembers(organization, "Hello")),
                ImpersonationRefusal.NOT_HERE);
    }

    @Test
    void refuses_an_audience_that_there_is_not() {
        UserId nobody = new UserId(NOBODY);

        assertRefused(() -> send(house.operator, NewNotification.of(nobody, null, "Hello")), AccountRefusal.NOT_FOUND);
        assertRefused(
                () -> send(house.operator, toMembers(new OrganizationId(NOBODY), "Hello")),
                OrganizationRefusal.NOT_FOUND);
        assertRefused(() -> send(house.operator, NewNotification.of(null, null, "Hello")), RequestRefusal.INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n ", "a\u0000b", "a\u001bb", "\ud800"})
    void refuses_a_message_that_is_no_plain_text(String message) {
        assertRefused(() -> send(house.operator, to(ana, message)), RequestRefusal.INVALID);
    }

    @Test
    void bounds_the_message_in_characters() {
        send(house.operator, to(ana, "🙂".repeat(2_000)));

        assertRefused(() -> send(house.operator, to(ana, "a".repeat(2_001))), RequestRefusal.INVALID);
        assertRefused(() -> send(house.operator, to(ana, "\u200B\u200E")), RequestRefusal.INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/path?a=b#c",
                "https://tenon.example.org/x",
                "https://elsewhere.example.org:8443/x",
                "HTTPS://elsewhere.example.org"
            })
    void leads_to_the_own_host_or_to_https(String action) {
        assertThat(send(house.operator, to(ana, "Look").leadingTo(action)).actionUrl())
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "//elsewhere.example.org/x",
                "/\\elsewhere.example.org",
                "http://elsewhere.example.org/",
                "http://tenon.example.org/",
                "javascript:alert(1)",
                "data:text/html,hello",
                "https://ana@elsewhere.example.org/",
                "https:///x",
                "https:x",
                "https://exa mple.org/",
                "https://exämple.org/",
                "https://example.org/\nX: y",
                "relative"
            })
    void leads_nowhere_else(String action) {
        assertRefused(() -> send(house.operator, to(ana, "Look").leadingTo(action)), RequestRefusal.INVALID);
    }

    @Test
    void takes_an_expiry_in_the_future() {
        assertRefused(() -> send(house.operator, to(ana, "Late").until(house.clock.instant())), RequestRefusal.INVALID);
        Notification sent =
                send(house.operator, to(ana, "Soon").until(house.clock.instant().plusSeconds(1)));

        assertThat(list(ana)).containsExactly(sent);
        house.clock.advance(Duration.ofSeconds(1));
        assertThat(list(ana)).isEmpty();
        assertRefused(() -> house.tenon.notifications().get(ana, sent.id()), NotificationRefusal.NOT_FOUND);
        assertRefused(
                () -> house.tenon.notifications().mark(ana, sent.id(), NotificationStatus.READ),
                NotificationRefusal.NOT_FOUND);
    }

    @Test
    void U1_sending_is_recorded_without_the_message() {
        OrganizationId organization = house.storage.organizationFixture().found(person(ana));
        Notification sent = send(ana, toMembers(organization, "A secret party"));

        AuditEntry entry =
                house.tenon.auditTrail().list(house.operator, AuditFilter.all(), PageRequest.first(1)).items().stream()
                        .map(AuditRow::entry)
                        .findFirst()
                        .orElseThrow();
        assertThat(entry.action()).isEqualTo("notification.sent");
        assertThat(entry.recordId()).isEqualTo(sent.id().toString());
        assertThat(entry.organizationId()).isEqualTo(organization);
        assertThat(entry.toString()).doesNotContain("party");
    }

    @Test
    void a_commit_notifies() {
        Notification posted = house.storage
                .unitOfWork()
                .run(() -> NotificationsCapability.notifier(
                                house.storage.notifications(), Fixtures::anId, URI.create("https://tenon.example.org"))
                        .post(
                                NotificationDraft.to(person(ana), NotificationTopic.BILLING, "An invoice is due.")
                                        .leadingTo("/invoices"),
                                house.clock.instant()));

        assertThat(list(ana)).containsExactly(posted);
    }

    // ---- reading

    @Test
    void marks_count_for_the_reader_alone() {
        OrganizationId organization = house.storage.organizationFixture().found(person(ana));
        house.storage.organizationFixture().join(organization, person(ben), MemberRole.MEMBER);
        Notification all = send(ana, toMembers(organization, "News"));
        send(house.operator, to(ana, "Hello"));

        Notification marked = house.tenon.notifications().mark(ben, all.id(), NotificationStatus.READ);

        assertThat(marked.status()).isEqualTo(NotificationStatus.READ);
        assertThat(house.tenon.notifications().unread(ben)).isEqualTo(new UnreadCount(0, false));
        assertThat(house.tenon.notifications().unread(ana)).isEqualTo(new UnreadCount(2, false));
        assertThat(house.tenon.notifications().markAllRead(ana)).isEqualTo(2);
        assertThat(house.tenon.notifications().unread(ana)).isEqualTo(new UnreadCount(0, false));
        house.tenon.notifications().mark(ben, all.id(), NotificationStatus.UNREAD);
        assertThat(house.tenon.notifications().unread(ben)).isEqualTo(new UnreadCount(1, false));
    }

    @Test
    void C1_somebody_elses_is_not_there() {
        Notification anas = send(house.operator, to(ana, "Hello"));

        assertRefused(() -> house.tenon.notifications().get(ben, anas.id()), NotificationRefusal.NOT_FOUND);
        assertRefused(
                () -> house.tenon.notifications().mark(ben, anas.id(), NotificationStatus.READ),
                NotificationRefusal.NOT_FOUND);
        assertRefused(
                () -> house.tenon.notifications().get(ben, new NotificationId(NOBODY)), NotificationRefusal.NOT_FOUND);
    }

    @Test
    void S3_who_has_left_sees_nothing_more() {
        OrganizationId organization = house.storage.organizationFixture().found(person(ana));
        house.storage.organizationFixture().join(organization, person(ben), MemberRole.MEMBER);
        Notification sent = send(ana, toMembers(organization, "News"));
        assertThat(list(ben)).containsExactly(sent);

        house.storage.organizationFixture().leave(organization, person(ben));

        assertThat(list(ben)).isEmpty();
        assertRefused(() -> house.tenon.notifications().get(ben, sent.id()), NotificationRefusal.NOT_FOUND);
    }

    // ---- what people want

    @Test
    void shows_what_the_person_wants_to_be_shown() {
        Notification info = send(house.operator, to(ana, "Info"));
        Notification billing = send(house.operator, to(ana, "Invoice").about("billing"));
        Notification warning = send(house.operator, to(ana, "Careful").as(NotificationType.WARNING));
        Notification security = send(house.operator, to(ana, "A new device").about("security"));

        prefer("{\"types\": {\"warning\": false}, \"topics\": {\"billing\": {\"in-app\": false}}}");
        assertThat(list(ana)).containsExactlyInAnyOrder(info, security);
        assertThat(house.tenon.notifications().unread(ana).count()).isEqualTo(2);

        prefer("{\"channels\": {\"in-app\": false}}");
        assertThat(list(ana)).containsExactly(security);

        prefer("{\"channels\": {\"email\": false}, \"types\": {\"info\": {\"email\": false, \"in-app\": true}}}");
        assertThat(list(ana)).containsExactlyInAnyOrder(info, billing, warning, security);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "{\"channel\": {}}",
                "{\"channels\": {\"sms\": false}}",
                "{\"channels\": false}",
                "{\"types\": {\"info\": 0}}",
                "{\"types\": {\"news\": false}}",
                "{\"types\": {\"info\": {\"pigeon\": true}}}",
                "{\"topics\": {\"Billing!\": false}}",
                "{\"topics\": {\"security\": false}}",
                "{\"topics\": {\"security\": {\"email\": false}}}",
                "{\"digestMinutes\": -1}",
                "{\"digestMinutes\": 1.5}",
                "{\"digestMinutes\": 10081}",
                "{\"digestMinutes\": \"5\"}"
            })
    void refuses_preferences_that_say_nothing_known(String value) {
        assertRefused(() -> prefer(value), RequestRefusal.INVALID);
    }

    @Test
    void takes_preferences_that_say_something_known() {
        for (String value : List.of(
                "{}",
                "{\"digestMinutes\": 0}",
                "{\"digestMinutes\": 10080}",
                "{\"topics\": {\"security\": true, \"my-own\": false}}",
                "{\"types\": {\"info\": true, \"error\": {}}, \"channels\": {\"in-app\": true}}")) {
            prefer(value);
        }

        assertThat(house.tenon
                        .settings()
                        .get(ana, person(ana), NotificationPreferences.KEY)
                        .revision())
                .isEqualTo(5);
    }

    // ---- the end

    @Test
    void forgets_what_has_been_over_for_a_year() {
        send(house.operator, to(ana, "Old"));
        send(house.operator, to(ana, "Short").until(house.clock.instant().plusSeconds(60)));
        house.clock.advance(Duration.ofDays(2));
        send(house.operator, to(ana, "Newer"));
        house.clock.advance(Duration.ofDays(364));

        house.runJobs();

        assertThat(list(ana)).extracting(Notification::message).containsExactly("Newer");
        assertThat(house.storage.notificationStream().placedAfter(0, 10)).hasSize(1);
    }

    private void prefer(String value) {
        house.tenon.settings().put(ana, person(ana), NotificationPreferences.KEY, JsonText.of(value), Expected.any());
    }

    private record Members(OrganizationId organization) {

        NewNotification only(Actor member, String message) {
            return NewNotification.of(person(member), organization, message);
        }
    }

    private static NewNotification to(Actor person, String message) {
        return NewNotification.of(person(person), null, message);
    }

    private static NewNotification toMembers(OrganizationId organization, String message) {
        return NewNotification.of(null, organization, message);
    }

    private Notification send(Actor sender, NewNotification message) {
        return house.tenon.notifications().send(sender, message);
    }

    private List<Notification> list(Actor reader) {
        return house.tenon
                .notifications()
                .list(reader, NotificationFilter.all(), PageRequest.first(50))
                .items();
    }

    private static void assertRefused(ThrowingCallable call, RefusalCode code) {
        Refusals.assertRefused(code, call);
    }

    private static UserId person(Actor actor) {
        return actor.person().orElseThrow();
    }
}
