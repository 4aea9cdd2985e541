package dev.tenon.rest.organizations;

import static dev.tenon.rest.contract.Installation.credentials;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.PlainSecrets;
import dev.tenon.testkit.Race;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InvitationsHttpTest extends HttpTest {

    private static final String BEN = "ben@example.org";

    private Person ana;
    private OrganizationId acme;
    private String path;

    @BeforeEach
    void found() {
        ana = tenon().ana();
        acme = tenon().organizations().found(id(ana));
        path = "/v1/organizations/" + acme + "/invitations";
    }

    private static UserId id(Person person) {
        return new UserId(UUID.fromString(person.id()));
    }

    private Answer invite(String email, String role) {
        return ana.http().post(path).json(Map.of("email", email, "role", role)).send();
    }

    private Answer accept(Person person, String token) {
        return person.http()
                .post("/v1/invitations/accept")
                .json(Map.of("token", token))
                .send();
    }

    private Answer decline(String token) {
        return http().post("/v1/invitations/decline")
                .json(Map.of("token", token))
                .send();
    }

    /** Whoever belongs to the organization cannot be invited to it. */
    private boolean belongs(Person person) {
        return invite(person.email(), "member").text().contains("invitation-already-member");
    }

    @Test
    void somebody_without_an_account_registers_verifies_and_joins() {
        Answer invited = invite(BEN, "admin").expect(201);
        String token = tenon().mailedToken(BEN);
        assertThat(invited.at("/status")).isEqualTo("pending");
        assertThat(invited.at("/email")).isEqualTo(BEN);
        assertThat(invited.text()).doesNotContain(token);
        assertThat(tenon().mailedLink(BEN)).endsWith("/accept-invitation");

        http().post("/v1/registrations").json(credentials(BEN)).expect(202);
        http().post("/v1/email-verifications")
                .json(Map.of("token", tenon().mailedToken(BEN)))
                .expect(200);
        Person ben = new Person(
                "",
                BEN,
                "",
                "",
                http().as(http().post("/v1/sessions")
                        .json(credentials(BEN))
                        .expect(201)
                        .at("/token")));
        Answer accepted = accept(ben, token).expect(200);

        assertThat(accepted.at("/status")).isEqualTo("accepted");
        assertThat(accepted.at("/organizationId")).isEqualTo(acme.toString());
        assertThat(belongs(ben)).isTrue();
        assertThat(ana.http().get("/v1/notifications").expect(200).at("/items/0/message"))
                .endsWith("was accepted.");
    }

    @Test
    void E5_the_answer_is_the_same_whether_the_address_has_an_account() {
        tenon().person("known@example.org");
        http().post("/v1/registrations")
                .json(credentials("waiting@example.org"))
                .expect(202);

        List<String> answers = Stream.of("known@example.org", "waiting@example.org", "unknown@example.org")
                .map(email -> {
                    Answer answer = invite(email, "member").expect(201);
                    return answer.withoutRequestId().replace(email, "*").replace(answer.at("/id"), "*");
                })
                .distinct()
                .toList();

        assertThat(answers).hasSize(1);
    }

    @Test
    void A6_a_token_works_once_for_the_one_it_was_sent_to() {
        invite(BEN, "member").expect(201);
        String token = tenon().mailedToken(BEN);
        Person ben = tenon().person(BEN);
        Person carla = tenon().person("carla@example.org");

        accept(carla, token).expect(403).withProblem("invitation-another-address");
        accept(ben, token).expect(200);
        accept(ben, token).expect(410).withProblem("invitation-gone");
        accept(carla, token).expect(410).withProblem("invitation-gone");
        assertThat(belongs(carla)).isFalse();
    }

    @Test
    void A6_the_token_of_an_invitation_for_another_address_is_refused_and_tells_nothing_of_it() {
        invite(BEN, "member").expect(201);
        String token = tenon().mailedToken(BEN);
        Person carla = tenon().person("carla@example.org");

        Answer answer = accept(carla, token).expect(403).withProblem("invitation-another-address");

        assertThat(answer.text()).doesNotContain(BEN, acme.toString(), "Team");
        http().post("/v1/email-verifications").json(Map.of("token", token)).refused(410, "token-gone");
        http().post("/v1/password-resets")
                .json(Map.of("token", token, "password", "another horse battery staple"))
                .refused(410, "token-gone");
    }

    @Test
    void A6_unknown_mistyped_spent_replaced_and_revoked_tokens_are_refused_alike() {
        invite(BEN, "member").expect(201);
        String spent = tenon().mailedToken(BEN);
        decline(spent).expect(204);
        String revoked = invite("carla@example.org", "member").expect(201).at("/id");
        String ofRevoked = tenon().mailedToken("carla@example.org");
        ana.http().delete(path + "/" + revoked).expect(204);
        String replaced = invite("dora@example.org", "member").expect(201).at("/id");
        String old = tenon().mailedToken("dora@example.org");
        tenon().clock().advance(Duration.ofMinutes(1));
        ana.http().post(path + "/" + replaced + "/resend").expect(200);
        String unknown = new PlainSecrets().newToken("tnm_").text();
        Person ben = tenon().person(BEN);

        List<String> answers = Stream.of(spent, ofRevoked, old, unknown, "tnm_x", "x".repeat(1_000), "\u0000")
                .flatMap(token -> Stream.of(accept(ben, token), decline(token)))
                .map(Answer::withoutRequestId)
                .distinct()
                .toList();

        assertThat(answers).hasSize(1);
        assertThat(answers.get(0)).startsWith("410");
    }

    @Test
    void A6_reading_the_pages_of_a_link_spends_nothing() {
        invite(BEN, "member").expect(201);
        String token = tenon().mailedToken(BEN);

        for (String page : List.of("/accept-invitation", "/decline-invitation")) {
            http().get(page).query("token", token).expect(200);
            http().head(page).query("token", token).expect(200);
        }
        http().get("/v1/invitations/accept").query("token", token).refused(405, "http-method-not-allowed");

        accept(tenon().person(BEN), token).expect(200);
    }

    @Test
    void an_invitation_whose_time_is_over_says_so() {
        invite(BEN, "member").expect(201);
        String token = tenon().mailedToken(BEN);
        tenon().clock().advance(Duration.ofDays(7));

        decline(token).expect(410).withProblem("invitation-expired");
        accept(tenon().person(BEN), token).expect(410).withProblem("invitation-expired");
        assertThat(tenon().signInAgain(ana)
                        .http()
                        .get(path)
                        .query("status", "expired")
                        .expect(200)
                        .items("email"))
                .containsExactly(BEN);
    }

    @Test
    void whoever_has_not_verified_the_address_does_that_first() {
        invite(BEN, "member").expect(201);
        String token = tenon().mailedToken(BEN);
        tenon().tenon().accounts().register(Actor.system("test"), Fixtures.aRegistration(BEN));

        http().post("/v1/sessions").json(credentials(BEN)).refused(403, "sign-in-email-unverified");

        http().post("/v1/email-verifications")
                .json(Map.of("token", tenon().mailedToken(BEN)))
                .expect(200);
        String session =
                http().post("/v1/sessions").json(credentials(BEN)).expect(201).at("/token");
        http().as(session)
                .post("/v1/invitations/accept")
                .json(Map.of("token", token))
                .expect(200);
    }

    @Test
    void lists_and_answers_ones_own() {
        Person ben = tenon().person(BEN);
        String first = invite(BEN, "member").expect(201).at("/id");

        assertThat(ben.http().get("/v1/invitations").expect(200).items("organizationName"))
                .containsExactly("Team");
        assertThat(ana.http().get("/v1/invitations").expect(200).items("id")).isEmpty();
        ana.http().post("/v1/invitations/" + first + "/accept").refused(404, "invitation-not-found");
        ben.http().post("/v1/invitations/" + first + "/decline").expect(204);
        assertThat(ben.http().get("/v1/invitations").expect(200).items("id")).isEmpty();

        tenon().clock().advance(Duration.ofMinutes(1));
        String second = invite(BEN, "member").expect(201).at("/id");
        ben.http().post("/v1/invitations/" + second + "/accept").expect(200);
        assertThat(belongs(ben)).isTrue();
    }

    @Test
    void refuses_what_cannot_be_invited() {
        Person ben = tenon().person(BEN);
        tenon().organizations().join(acme, id(ben), MemberRole.ADMIN);

        assertThat(invite("no address", "member").expect(422).pointers()).containsExactly("/email");
        assertThat(invite("carla@example.org", "king").expect(422).pointers()).containsExactly("/role");
        invite(BEN, "member").expect(409).withProblem("invitation-already-member");
        invite("carla@example.org", "member").expect(201);
        invite("carla@example.org", "owner").expect(409).withProblem("invitation-pending");
        ben.http()
                .post(path)
                .json(Map.of("email", "dora@example.org", "role", "owner"))
                .refused(403, "invitation-beyond-yours");
        assertThat(ben.http()
                        .post(path)
                        .json(Map.of("email", "dora@example.org"))
                        .expect(201)
                        .at("/role"))
                .isEqualTo("member");
    }

    @Test
    void says_when_an_invitation_can_be_sent_again() {
        String id = invite(BEN, "member").expect(201).at("/id");

        Answer tooSoon = ana.http().post(path + "/" + id + "/resend").refused(429, "invitation-too-often");

        assertThat(tooSoon.header("Retry-After")).contains("60");
        tenon().clock().advance(Duration.ofMinutes(1));
        Answer again = ana.http().post(path + "/" + id + "/resend").expect(200);
        assertThat(again.at("/sentAt")).isNotEqualTo(again.at("/createdAt"));
    }

    @Test
    void D2_an_acceptance_that_is_repeated_with_its_key_gets_the_first_answer() {
        invite(BEN, "member").expect(201);
        String token = tenon().mailedToken(BEN);
        Person ben = tenon().person(BEN);

        Answer first = ben.http()
                .post("/v1/invitations/accept")
                .header("Idempotency-Key", "once")
                .json(Map.of("token", token))
                .expect(200);
        Answer second = ben.http()
                .post("/v1/invitations/accept")
                .header("Idempotency-Key", "once")
                .json(Map.of("token", token))
                .expect(200);

        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("Idempotent-Replayed")).contains("true");
    }

    @Test
    void of_many_who_accept_at_once_one_is_let_in() {
        invite(BEN, "member").expect(201);
        String token = tenon().mailedToken(BEN);
        Person ben = tenon().person(BEN);

        List<Integer> statuses = Race.of(20, number -> accept(ben, token).status());

        assertThat(statuses).containsOnlyOnce(200).allMatch(status -> status == 200 || status == 410);
    }
}
