package dev.tenon.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tenon.clients.generated.ApiClient;
import dev.tenon.clients.generated.ApiException;
import dev.tenon.clients.generated.ApiResponse;
import dev.tenon.clients.generated.api.AccountsApi;
import dev.tenon.clients.generated.api.ApiKeysApi;
import dev.tenon.clients.generated.api.AuditApi;
import dev.tenon.clients.generated.api.DocumentsApi;
import dev.tenon.clients.generated.api.FeatureFlagsApi;
import dev.tenon.clients.generated.api.NotificationsApi;
import dev.tenon.clients.generated.api.OrganizationsApi;
import dev.tenon.clients.generated.api.PlansApi;
import dev.tenon.clients.generated.api.RegistrationApi;
import dev.tenon.clients.generated.api.SessionsApi;
import dev.tenon.clients.generated.api.SupportApi;
import dev.tenon.clients.generated.model.AuditLog;
import dev.tenon.clients.generated.model.AuditLogPage;
import dev.tenon.clients.generated.model.Credentials;
import dev.tenon.clients.generated.model.Document;
import dev.tenon.clients.generated.model.DocumentPatch;
import dev.tenon.clients.generated.model.DocumentStatus;
import dev.tenon.clients.generated.model.FlagEvaluation;
import dev.tenon.clients.generated.model.FlagPayload;
import dev.tenon.clients.generated.model.FlagQuestion;
import dev.tenon.clients.generated.model.FlagStrategy;
import dev.tenon.clients.generated.model.FlagVariant;
import dev.tenon.clients.generated.model.IssuedApiKey;
import dev.tenon.clients.generated.model.Me;
import dev.tenon.clients.generated.model.NewApiKey;
import dev.tenon.clients.generated.model.NewEmailVerification;
import dev.tenon.clients.generated.model.NewFeatureFlag;
import dev.tenon.clients.generated.model.NewNotification;
import dev.tenon.clients.generated.model.NewOrganization;
import dev.tenon.clients.generated.model.NewTicket;
import dev.tenon.clients.generated.model.OpenedSession;
import dev.tenon.clients.generated.model.Organization;
import dev.tenon.clients.generated.model.Problem;
import dev.tenon.clients.generated.model.Registration;
import dev.tenon.clients.generated.model.Session;
import dev.tenon.clients.generated.model.Ticket;
import dev.tenon.clients.generated.model.TicketStatus;
import dev.tenon.clients.generated.model.UserStatus;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** The main job with the generated Java and nothing else; {@code walk.ts} goes the same way. */
final class JavaWalk {

    private static final String EMAIL = "ana@example.org";
    private static final int PAGE = 5;

    private final ServerProcess server;
    private final String administrator;
    private final String password;
    private final Path directory;

    JavaWalk(ServerProcess server, String administrator, String password, Path directory) {
        this.server = server;
        this.administrator = administrator;
        this.password = password;
        this.directory = directory;
    }

    void walk() throws Exception {
        ApiClient nobody = client(null);
        new RegistrationApi(nobody)
                .register(new Registration().email(EMAIL).password(password).firstName("Ana"), null, null);
        assertThat(new RegistrationApi(nobody)
                        .verifyEmail(new NewEmailVerification().token(server.mailedTo(EMAIL)), null, null)
                        .getIsEmailVerified())
                .isTrue();

        OpenedSession opened = signIn(EMAIL);
        ApiClient ana = client(opened.getToken());
        Me me = new AccountsApi(ana).getMe(null);
        assertThat(me.getEmail()).isEqualTo(EMAIL);
        assertThat(me.getFirstName()).isEqualTo("Ana");
        assertThat(me.getLastName()).isNull();
        assertThat(me.getImpersonation()).isNull();
        assertThat(me.getStatus()).isEqualTo(UserStatus.ACTIVE);
        assertThat(me.getCreatedAt())
                .isBetween(OffsetDateTime.now(ZoneOffset.UTC).minusHours(1), OffsetDateTime.now(ZoneOffset.UTC));

        endsASecondSession(ana, opened.getSession());
        hasAPlan(ana);
        storesAFile(ana);
        isRefused(ana);
        keepsASetting(ana);
        foundsAnOrganization(ana, me);
        asksForHelp(ana, me);
        runsAProgram(ana);

        ApiClient admin = client(signIn(administrator).getToken());
        asksForAFlag(ana, admin);
        isTold(ana, admin, me);
        isAudited(admin, me);
    }

    private ApiClient client(@Nullable String token) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(server.address());
        client.setReadTimeout(Duration.ofSeconds(30));
        if (token != null) {
            client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
        }
        return client;
    }

    private OpenedSession signIn(String email) throws ApiException {
        return new SessionsApi(client(null))
                .openSession(new Credentials().email(email).password(password), null, null);
    }

    private static Problem refusal(ThrowingCallable request) throws Exception {
        ApiException refused = catchThrowableOfType(ApiException.class, request);
        assertThat(refused).isNotNull();
        assertThat(refused.getResponseHeaders().firstValue("Content-Type")).contains("application/problem+json");
        Problem problem = ApiClient.createDefaultObjectMapper().readValue(refused.getResponseBody(), Problem.class);
        assertThat(problem.getStatus()).isEqualTo(refused.getCode());
        return problem;
    }

    private void endsASecondSession(ApiClient ana, Session first) throws Exception {
        OpenedSession second = signIn(EMAIL);
        SessionsApi sessions = new SessionsApi(ana);
        List<Session> both = sessions.listSessions(null, null, null).getItems();
        assertThat(both)
                .extracting(Session::getId)
                .containsExactly(second.getSession().getId(), first.getId());
        assertThat(both).extracting(Session::getCurrent).containsExactly(false, true);

        sessions.endSession(second.getSession().getId().toString(), null);

        assertThat(sessions.listSessions(10, null, null).getItems())
                .extracting(Session::getId)
                .containsExactly(first.getId());
        Problem problem = refusal(() -> new AccountsApi(client(second.getToken())).getMe(null));
        assertThat(problem.getStatus()).isEqualTo(401);
    }

    private void hasAPlan(ApiClient ana) throws ApiException {
        PlansApi plans = new PlansApi(ana);
        assertThat(plans.listPlans(null).getItems())
                .anySatisfy(plan -> assertThat(plan.getPrice().getAmount()).isEqualTo("0.00"));
        assertThat(plans.getEntitlements(null, null, null).getEntitlements()).isNotEmpty();
        assertThat(plans.checkEntitlement("document-sharing", null, null, null).getGranted())
                .isTrue();
    }

    private void storesAFile(ApiClient ana) throws Exception {
        byte[] bytes = Files.readAllBytes(Path.of("pom.xml"));
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        File file = Files.write(directory.resolve("clients.xml"), bytes).toFile();
        PlansApi plans = new PlansApi(ana);
        DocumentsApi documents = new DocumentsApi(ana);
        long before = plans.getQuota(null, null).getUsed();

        Document stored = documents.uploadDocument(file, UUID.randomUUID().toString(), null, null, null);
        assertThat(stored.getFileName()).isEqualTo("clients.xml");
        assertThat(stored.getFileSize()).isEqualTo(bytes.length);
        assertThat(stored.getSha256()).isEqualTo(digest);
        assertThat(stored.getOrganizationId()).isNull();
        assertThat(plans.getQuota(null, null).getUsed()).isEqualTo(before + bytes.length);

        assertThat(documents
                        .listDocuments(null, "clients", null, null, null, null, null, null)
                        .getItems())
                .extracting(Document::getId)
                .containsExactly(stored.getId());
        assertThat(DocumentStatus.values())
                .contains(documents.getDocument(stored.getId(), null).getStatus());

        renames(documents, stored);

        File loaded = documents.downloadDocument(stored.getId(), null, null, null, null, null, null, null, null);
        assertThat(loaded).hasBinaryContent(bytes);
        Files.delete(loaded.toPath());
        ApiResponse<File> part = documents.downloadDocumentWithHttpInfo(
                stored.getId(), null, "bytes=0-99", null, null, null, null, null, null);
        assertThat(part.getStatusCode()).isEqualTo(206);
        assertThat(part.getData()).hasSize(100);
        Files.delete(part.getData().toPath());

        documents.deleteDocument(stored.getId(), null, null);
        assertThat(plans.getQuota(null, null).getUsed()).isEqualTo(before);
        assertThat(refusal(() -> documents.getDocument(stored.getId(), null)).getType())
                .isEqualTo("/problems/document-not-found");
    }

    private static void renames(DocumentsApi documents, Document stored) throws Exception {
        UUID id = stored.getId();
        Document tagged =
                documents.updateDocument(tag(documents, id), id, new DocumentPatch().tags(List.of("tax")), null);
        assertThat(tagged.getTags()).containsExactly("tax");
        String stale = "\"0\"";
        DocumentPatch patch = new DocumentPatch().fileName("renamed.xml");
        assertThat(refusal(() -> documents.updateDocument(stale, id, patch, null))
                        .getStatus())
                .isEqualTo(412);
        Document renamed = documents.updateDocument(tag(documents, id), id, patch, null);
        assertThat(renamed.getFileName()).isEqualTo("renamed.xml");
        // What the patch does not name is as it was.
        assertThat(renamed.getTags()).containsExactly("tax");
    }

    private static String tag(DocumentsApi documents, UUID id) throws ApiException {
        return header(documents.getDocumentWithHttpInfo(id, null), "etag");
    }

    private static String header(ApiResponse<?> answer, String name) {
        return answer.getHeaders().get(name).getFirst();
    }

    private void isRefused(ApiClient ana) throws Exception {
        assertThat(refusal(() -> new DocumentsApi(ana).getDocument(UUID.randomUUID(), null)))
                .satisfies(problem -> assertThat(problem.getStatus()).isBetween(404, 422));
        Problem problem = refusal(() -> new RegistrationApi(client(null))
                .register(new Registration().email("no address").password(password), null, null));
        assertThat(problem.getStatus()).isEqualTo(422);
        assertThat(problem.getErrors())
                .anySatisfy(error -> assertThat(error.getPointer()).isEqualTo("/email"));
        assertThat(refusal(() -> new AuditApi(ana)
                                .listAuditLogs(null, null, null, null, null, null, null, null, null, null, null))
                        .getStatus())
                .isEqualTo(403);
    }

    private static void keepsASetting(ApiClient ana) throws ApiException {
        AccountsApi accounts = new AccountsApi(ana);
        for (Object value : List.of(Map.of("mode", "dark", "sizes", List.of(1, 2)), List.of("a"), "dark", 12, true)) {
            accounts.putSetting("theme", value, null, null);
            assertThat(accounts.getSetting("theme", null)).isEqualTo(value);
        }
    }

    private static void foundsAnOrganization(ApiClient ana, Me me) throws ApiException {
        OrganizationsApi organizations = new OrganizationsApi(ana);
        String key = UUID.randomUUID().toString();
        NewOrganization wanted = new NewOrganization().name("Ana's workshop");
        Organization founded = organizations.createOrganization(wanted, key, null);
        assertThat(founded.getOwnerUserId()).isEqualTo(me.getId());
        ApiResponse<Organization> again = organizations.createOrganizationWithHttpInfo(wanted, key, null);
        assertThat(again.getData()).isEqualTo(founded);
        assertThat(header(again, "idempotent-replayed")).isEqualTo("true");
    }

    private static void asksForHelp(ApiClient ana, Me me) throws ApiException {
        SupportApi support = new SupportApi(ana);
        Ticket ticket = support.createSupportTicket(new NewTicket().subject("The export does not open"), null, null);
        assertThat(ticket.getUserId()).isEqualTo(me.getId());
        assertThat(ticket.getAssigneeId()).isNull();
        assertThat(ticket.getStatus()).isEqualTo(TicketStatus.OPEN);
        assertThat(support.getSupportTicket(ticket.getId(), null)).isEqualTo(ticket);
    }

    private void runsAProgram(ApiClient ana) throws Exception {
        IssuedApiKey issued = new ApiKeysApi(ana)
                .createApiKey(
                        new NewApiKey()
                                .name("nightly export")
                                .scopes(Set.of("documents:read"))
                                .expiresAt(OffsetDateTime.now(ZoneOffset.UTC).plusDays(1)),
                        null,
                        null);
        assertThat(issued.getPermissions()).isEqualTo(IssuedApiKey.PermissionsEnum.CUSTOM);
        ApiClient program = client(issued.getKey());
        assertThat(new DocumentsApi(program)
                        .listDocuments(null, null, null, null, null, null, null, null)
                        .getItems())
                .isEmpty();
        assertThat(refusal(() -> new SessionsApi(program).listSessions(null, null, null))
                        .getStatus())
                .isEqualTo(403);
    }

    private static void asksForAFlag(ApiClient ana, ApiClient admin) throws Exception {
        new FeatureFlagsApi(admin)
                .createFeatureFlag(
                        new NewFeatureFlag()
                                .name("java-walk")
                                .isEnabled(true)
                                .strategies(List.of(new FlagStrategy().name(FlagStrategy.NameEnum.DEFAULT)))
                                .variants(List.of(new FlagVariant()
                                        .name("blue")
                                        .weight(1000)
                                        .payload(new FlagPayload()
                                                .type(FlagPayload.TypeEnum.NUMBER)
                                                .value("12")))),
                        null,
                        null);
        FeatureFlagsApi flags = new FeatureFlagsApi(ana);
        FlagEvaluation evaluation = flags.evaluateFeatureFlag("java-walk", null, null, null);
        assertThat(evaluation.getEnabled()).isTrue();
        assertThat(evaluation.getVariant().getPayload().getValue()).isEqualTo("12");
        assertThat(flags.evaluateFeatureFlags(
                                new FlagQuestion().flags(Set.of("java-walk")).properties(Map.of("country", "DE")),
                                null,
                                null)
                        .getItems())
                .containsExactly(evaluation);
        assertThat(refusal(() -> flags.evaluateFeatureFlag("unknown", null, null, null))
                        .getType())
                .isEqualTo("/problems/flag-not-found");
    }

    private static void isTold(ApiClient ana, ApiClient admin, Me me) throws ApiException {
        new NotificationsApi(admin)
                .sendNotification(new NewNotification().userId(me.getId()).message("Good morning."), null, null);
        assertThat(new NotificationsApi(ana).countUnreadNotifications(null).getCount())
                .isEqualTo(1);
    }

    private static void isAudited(ApiClient admin, Me me) throws ApiException {
        AuditApi audit = new AuditApi(admin);
        OffsetDateTime from = me.getCreatedAt().minusDays(1);
        List<AuditLog> all = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            AuditLogPage page =
                    audit.listAuditLogs(me.getId(), null, null, null, null, null, from, null, PAGE, cursor, null);
            all.addAll(page.getItems());
            cursor = page.getNext();
            pages++;
        } while (cursor != null && pages < 20);
        assertThat(cursor).isNull();
        assertThat(pages).isGreaterThan(1);
        assertThat(all).extracting(AuditLog::getId).doesNotHaveDuplicates();
        assertThat(all).extracting(AuditLog::getCreatedAt).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(all).extracting(AuditLog::getTableName).contains("documents", "organizations", "sessions");
    }
}
