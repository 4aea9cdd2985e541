// The main job with the generated TypeScript and nothing else; JavaWalk goes the same way.
import {
    AccountsApi,
    APIKeysApi,
    AuditApi,
    Configuration,
    DocumentsApi,
    DocumentStatus,
    FeatureFlagsApi,
    FlagEvaluationReasonEnum,
    FlagPayloadTypeEnum,
    FlagStrategyNameEnum,
    IssuedApiKeyPermissionsEnum,
    NotificationsApi,
    OrganizationsApi,
    PlansApi,
    ProblemFromJSON,
    RegistrationApi,
    ResponseError,
    SessionsApi,
    SupportApi,
    TicketStatus,
    UserStatus,
} from '../../../target/typescript/client';
import type { AuditLog, Me, OpenedSession, Problem, Session } from '../../../target/typescript/client';

interface Surroundings {
    address: string;
    email: string;
    password: string;
    administrator: string;
    /** What the file says that is stored. */
    file: string;
    /** What came by mail. */
    token: string;
}

export async function register({ address, email, password }: Surroundings): Promise<number> {
    const registration = { email, password, firstName: 'Ben', lastName: null };
    const answer = await new RegistrationApi(client(address)).registerRaw({ registration });
    return answer.raw.status;
}

export async function walk(surroundings: Surroundings): Promise<string> {
    const { address, email, administrator, token } = surroundings;
    const registration = new RegistrationApi(client(address));
    same((await registration.verifyEmail({ newEmailVerification: { token } })).isEmailVerified, true);

    const opened = await signIn(surroundings, email);
    const ben = client(address, opened.token);
    const me = await new AccountsApi(ben).getMe();
    same(me.email, email);
    same(me.firstName, 'Ben');
    same(me.lastName, null);
    same(me.impersonation, null);
    same(me.status, UserStatus.Active);
    holds(Math.abs(Date.now() - me.createdAt.getTime()) < 3_600_000, 'the account is of today');

    await endsASecondSession(surroundings, ben, opened.session);
    await hasAPlan(ben);
    await storesAFile(surroundings, ben);
    await isRefused(surroundings, ben);
    await keepsASetting(ben);
    await foundsAnOrganization(ben, me);
    await asksForHelp(ben, me);
    await runsAProgram(surroundings, ben);

    const admin = client(address, (await signIn(surroundings, administrator)).token);
    await asksForAFlag(ben, admin);
    await isTold(ben, admin, me);
    await isAudited(admin, me);
    return 'walked';
}

function client(basePath: string, token: string | null = null): Configuration {
    return new Configuration(token === null ? { basePath } : { basePath, accessToken: token });
}

function signIn({ address, password }: Surroundings, email: string): Promise<OpenedSession> {
    return new SessionsApi(client(address)).openSession({ credentials: { email, password } });
}

function holds(condition: boolean, what: string): asserts condition {
    if (!condition) {
        throw new Error(`It is not so that ${what}`);
    }
}

function same<T>(found: T, expected: T): void {
    const [one, other] = [JSON.stringify(found), JSON.stringify(expected)];
    holds(one === other, `${one} is ${other}`);
}

async function refusal(request: Promise<unknown>): Promise<Problem> {
    try {
        await request;
    } catch (failure) {
        if (!(failure instanceof ResponseError)) {
            throw failure;
        }
        same(failure.response.headers.get('Content-Type'), 'application/problem+json');
        const problem = ProblemFromJSON(await failure.response.json());
        same(problem.status, failure.response.status);
        return problem;
    }
    throw new Error('It was not refused');
}

async function endsASecondSession(surroundings: Surroundings, ben: Configuration, first: Session): Promise<void> {
    const second = await signIn(surroundings, surroundings.email);
    const sessions = new SessionsApi(ben);
    const both = (await sessions.listSessions()).items;
    same(both.map(session => session.id), [second.session.id, first.id]);
    same(both.map(session => session.current), [false, true]);

    await sessions.endSession({ id: second.session.id });

    same((await sessions.listSessions({ limit: 10 })).items.map(session => session.id), [first.id]);
    const problem = await refusal(new AccountsApi(client(surroundings.address, second.token)).getMe());
    same(problem.status, 401);
}

async function hasAPlan(ben: Configuration): Promise<void> {
    const plans = new PlansApi(ben);
    holds((await plans.listPlans()).items.some(plan => plan.price.amount === '0.00'), 'a plan costs nothing');
    holds((await plans.getEntitlements()).entitlements.length > 0, 'something is granted');
    same((await plans.checkEntitlement({ key: 'document-sharing' })).granted, true);
}

async function storesAFile(surroundings: Surroundings, ben: Configuration): Promise<void> {
    const bytes = new TextEncoder().encode(surroundings.file);
    const digest = hex(await crypto.subtle.digest('SHA-256', bytes));
    const plans = new PlansApi(ben);
    const documents = new DocumentsApi(ben);
    const before = (await plans.getQuota()).used;

    const file = new File([bytes], 'clients.xml');
    const stored = await documents.uploadDocument({ file, idempotencyKey: crypto.randomUUID() });
    same(stored.fileName, 'clients.xml');
    same(stored.fileSize, bytes.length);
    same(stored.sha256, digest);
    same(stored.organizationId, null);
    same((await plans.getQuota()).used, before + bytes.length);

    const { id } = stored;
    same((await documents.listDocuments({ q: 'clients' })).items.map(document => document.id), [id]);
    const { status } = await documents.getDocument({ id });
    holds(Object.values(DocumentStatus).some(known => known === status), `${status} is known`);

    await renames(documents, id);

    const loaded = await documents.downloadDocument({ id });
    same(hex(await crypto.subtle.digest('SHA-256', await loaded.arrayBuffer())), digest);
    const part = await documents.downloadDocumentRaw({ id, range: 'bytes=0-99' });
    same(part.raw.status, 206);
    same((await part.value()).size, 100);

    await documents.deleteDocument({ id });
    same((await plans.getQuota()).used, before);
    same((await refusal(documents.getDocument({ id }))).type, '/problems/document-not-found');
}

function hex(digest: ArrayBuffer): string {
    return [...new Uint8Array(digest)].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

async function renames(documents: DocumentsApi, id: string): Promise<void> {
    const ifMatch = await tag(documents, id);
    same((await documents.updateDocument({ id, ifMatch, documentPatch: { tags: ['tax'] } })).tags, ['tax']);
    const documentPatch = { fileName: 'renamed.xml' };
    same((await refusal(documents.updateDocument({ id, ifMatch: '"0"', documentPatch }))).status, 412);
    const renamed = await documents.updateDocument({ id, ifMatch: await tag(documents, id), documentPatch });
    same(renamed.fileName, 'renamed.xml');
    // What the patch does not name is as it was.
    same(renamed.tags, ['tax']);
}

async function tag(documents: DocumentsApi, id: string): Promise<string> {
    const found = (await documents.getDocumentRaw({ id })).raw.headers.get('ETag');
    holds(found !== null, 'there is an ETag');
    return found;
}

async function isRefused({ address, password }: Surroundings, ben: Configuration): Promise<void> {
    const registration = { email: 'no address', password };
    const problem = await refusal(new RegistrationApi(client(address)).register({ registration }));
    same(problem.status, 422);
    holds((problem.errors ?? []).some(error => error.pointer === '/email'), 'the field is named');
    same((await refusal(new AuditApi(ben).listAuditLogs())).status, 403);
}

async function keepsASetting(ben: Configuration): Promise<void> {
    const accounts = new AccountsApi(ben);
    for (const body of [{ mode: 'dark', sizes: [1, 2] }, ['a'], 'dark', 12, true]) {
        await accounts.putSetting({ key: 'theme', body });
        same(await accounts.getSetting({ key: 'theme' }), body);
    }
}

async function foundsAnOrganization(ben: Configuration, me: Me): Promise<void> {
    const organizations = new OrganizationsApi(ben);
    const wanted = { newOrganization: { name: "Ben's workshop" }, idempotencyKey: crypto.randomUUID() };
    const founded = await organizations.createOrganization(wanted);
    same(founded.ownerUserId, me.id);
    const again = await organizations.createOrganizationRaw(wanted);
    same(await again.value(), founded);
    same(again.raw.headers.get('Idempotent-Replayed'), 'true');
}

async function asksForHelp(ben: Configuration, me: Me): Promise<void> {
    const support = new SupportApi(ben);
    const ticket = await support.createSupportTicket({ newTicket: { subject: 'The export does not open' } });
    same(ticket.userId, me.id);
    same(ticket.assigneeId, null);
    same(ticket.status, TicketStatus.Open);
    same(await support.getSupportTicket({ id: ticket.id }), ticket);
}

async function runsAProgram({ address }: Surroundings, ben: Configuration): Promise<void> {
    const expiresAt = new Date(Date.now() + 86_400_000);
    const issued = await new APIKeysApi(ben).createApiKey({
        newApiKey: { name: 'nightly export', scopes: new Set(['documents:read']), expiresAt },
    });
    same(issued.permissions, IssuedApiKeyPermissionsEnum.Custom);
    same(issued.expiresAt, expiresAt);
    const program = client(address, issued.key);
    same((await new DocumentsApi(program).listDocuments()).items, []);
    same((await refusal(new SessionsApi(program).listSessions())).status, 403);
}

async function asksForAFlag(ben: Configuration, admin: Configuration): Promise<void> {
    const payload = { type: FlagPayloadTypeEnum.Number, value: '12' };
    await new FeatureFlagsApi(admin).createFeatureFlag({
        newFeatureFlag: {
            name: 'typescript-walk',
            isEnabled: true,
            strategies: [{ name: FlagStrategyNameEnum.Default }],
            variants: [{ name: 'blue', weight: 1000, payload }],
        },
    });
    const flags = new FeatureFlagsApi(ben);
    const evaluation = await flags.evaluateFeatureFlag({ name: 'typescript-walk' });
    same(evaluation.enabled, true);
    same(evaluation.variant.payload, payload);
    same(evaluation.reason, FlagEvaluationReasonEnum.Strategy);
    const flagQuestion = { flags: new Set(['typescript-walk']), properties: { country: 'DE' } };
    same((await flags.evaluateFeatureFlags({ flagQuestion })).items, [evaluation]);
    same((await refusal(flags.evaluateFeatureFlag({ name: 'unknown' }))).type, '/problems/flag-not-found');
}

async function isTold(ben: Configuration, admin: Configuration, me: Me): Promise<void> {
    const newNotification = { userId: me.id, message: 'Good morning.' };
    await new NotificationsApi(admin).sendNotification({ newNotification });
    same((await new NotificationsApi(ben).countUnreadNotifications()).count, 1);
}

async function isAudited(admin: Configuration, me: Me): Promise<void> {
    const audit = new AuditApi(admin);
    const all: AuditLog[] = [];
    let cursor: string | null = null;
    let pages = 0;
    do {
        const page = await audit.listAuditLogs({
            user: me.id,
            from: new Date(me.createdAt.getTime() - 86_400_000),
            limit: 5,
            ...(cursor === null ? {} : { cursor }),
        });
        all.push(...page.items);
        cursor = page.next;
        pages++;
    } while (cursor !== null && pages < 20);
    same(cursor, null);
    holds(pages > 1, 'there are several pages');
    same(new Set(all.map(entry => entry.id)).size, all.length);
    const tables = new Set(all.map(entry => entry.tableName));
    holds(['documents', 'organizations', 'sessions'].every(table => tables.has(table)), 'everything is recorded');
}
