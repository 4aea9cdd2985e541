// The SDK of Unleash for Node against a whole server: TENON names its address, TOKEN is an administrator's session. It answers
// as `tenon flags evaluate` does to the same state. Started by ./run.
import {once} from 'node:events'
import {Unleash} from 'unleash-client'
import {evaluate, same} from './evaluate.js'

const CONTEXTS = 10_000
const FLAGS_OF_EACH = 5
const server = process.env.TENON

// ---- chance from a seed

let seed = 20261122

/** A whole number below a bound, by mulberry32. */
function below(bound) {
  seed = (seed + 0x6d2b79f5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) % bound
}

function one(...words) {
  return words[below(words.length)]
}

// ---- flags

async function make(path, body) {
  const answer = await fetch(new URL(path, server), {
    method: 'POST',
    headers: {Authorization: `Bearer ${process.env.TOKEN}`, 'Content-Type': 'application/json'},
    body: JSON.stringify(body),
  })
  if (answer.status !== 201) {
    throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  }
  return answer.json()
}

const rollout = (percent, more = {}) => ({name: 'flexibleRollout', parameters: {rollout: String(percent), ...more}})
const everyone = (...constraints) => ({name: 'default', constraints})
const oneOf = (contextName, operator, values, more = {}) => ({contextName, operator, values, ...more})
const than = (contextName, operator, value, more = {}) => ({contextName, operator, value, ...more})

const flags = [
  {name: 'rollout', strategies: [rollout(37)]},
  {name: 'by-session', strategies: [rollout(50, {stickiness: 'sessionId', groupId: 'shared'})]},
  {name: 'by-country', strategies: [rollout(60, {stickiness: 'country'})]},
  {name: 'first-days', strategies: [{name: 'gradualRolloutUserId', parameters: {percentage: '44', groupId: 'old'}}]},
  {name: 'for-users', strategies: [{name: 'userWithId', parameters: {userIds: 'user-1, user-22,user-333'}}]},
  {name: 'for-addresses', strategies: [{name: 'remoteAddress', parameters: {IPs: '10.1.2.3, 10.2.0.0/16'}}]},
  {name: 'for-organizations', strategies: [{name: 'organizations', parameters: {organizationIds: 'o-1, o-2'}}]},
  {name: 'for-plans', strategies: [{name: 'plans', parameters: {plans: 'pro'}}]},
  {name: 'for-roles', strategies: [{name: 'roles', parameters: {roles: 'admin, owner'}}]},
  {name: 'in', strategies: [everyone(oneOf('country', 'IN', ['de', 'at']))]},
  {name: 'not-in', strategies: [everyone(oneOf('country', 'NOT_IN', ['de', 'at']))]},
  {name: 'starts', strategies: [everyone(oneOf('email', 'STR_STARTS_WITH', ['user-1', 'USER-2'], {caseInsensitive: true}))]},
  {name: 'ends', strategies: [everyone(oneOf('email', 'STR_ENDS_WITH', ['.org'], {inverted: true}))]},
  {name: 'contains', strategies: [everyone(oneOf('email', 'STR_CONTAINS', ['7', '9@']))]},
  {name: 'number', strategies: [everyone(than('age', 'NUM_GTE', '18'), than('age', 'NUM_LT', '42.5'))]},
  {name: 'version', strategies: [everyone(than('version', 'SEMVER_GT', '1.5.0-beta.2'))]},
  {name: 'not-version', strategies: [everyone(than('version', 'SEMVER_LT', '1.5.0', {inverted: true}))]},
  {name: 'date', strategies: [everyone(than('currentTime', 'DATE_AFTER', '2026-11-20T12:00:00.500Z'))]},
  {name: 'expression', strategies: [everyone(than('email', 'REGEX', '^user-(1|2)[0-9]{2}@'))]},
  {name: 'network', strategies: [everyone(oneOf('remoteAddress', 'IN_CIDR', ['10.1.0.0/17', '2001:db8::/47']))]},
  {name: 'segment', strategies: [{name: 'default', segments: ['testers']}]},
  {name: 'scheduled', enabledFrom: '2026-11-20T00:00:00Z', enabledUntil: '2026-11-24T00:00:00Z'},
  {
    name: 'variants',
    variants: [
      {name: 'text', weight: 350, payload: {type: 'string', value: 'Good day'}},
      {name: 'object', weight: 150, payload: {type: 'json', value: '{"a": 1}'}},
      {name: 'list', weight: 500, payload: {type: 'csv', value: 'a,b'},
        overrides: [{contextName: 'userId', values: ['user-5', 'user-6']}]},
    ],
    strategies: [everyone()],
  },
  {
    name: 'variants-of-a-strategy',
    variants: [{name: 'others', weight: 1}],
    strategies: [
      {...rollout(50, {stickiness: 'sessionId', groupId: 'g'}), variants: [{name: 'x', weight: 1}, {name: 'y', weight: 1}]},
      everyone(),
    ],
  },
  {name: 'after-another', dependencies: [{flag: 'in'}]},
  {name: 'unless-another', dependencies: [{flag: 'rollout', enabled: false}]},
  {name: 'after-a-variant', dependencies: [{flag: 'variants', variants: ['list']}]},
  {name: 'any-of-two', strategies: [{name: 'plans', parameters: {plans: 'pro'}}, rollout(20)]},
  {name: 'nobody', strategies: [{name: 'default', disabled: true}]},
  {name: 'off', isEnabled: false},
]

/** Always with a user, a session and a time, so that nothing is left to chance. */
function context() {
  const user = `user-${below(500)}`
  const given = {
    userId: user,
    sessionId: `session-${below(5000)}`,
    appName: 'shop',
    environment: one('production', 'staging'),
    currentTime: new Date(Date.UTC(2026, 10, 22) + (below(192) - 96) * 3_600_000 + below(3_600_000)),
    remoteAddress: one('10.1.2.3', `10.${below(4)}.${below(256)}.${below(256)}`, `2001:db8:${below(4)}::${below(9999)}`),
    properties: {},
  }
  const perhaps = {
    email: `${user}@example.${one('org', 'net', 'ORG')}`,
    country: one('de', 'at', 'fr', 'DE'),
    age: one('18', '17.5', '42.5', '-3', '1e2', 'many'),
    version: one('1.5.0', '1.5.0-beta.2', '1.5.0-beta.11', '1.4.99', '2.0.0', 'new'),
    organizationId: one('o-1', 'o-2', 'o-3'),
    plan: one('free', 'pro'),
    role: one('admin', 'owner', 'member'),
  }
  for (const [name, value] of Object.entries(perhaps)) {
    if (below(8) > 0) {
      given.properties[name] = value
    }
  }
  return given
}

await make('/v1/feature-flag-segments', {
  name: 'testers',
  constraints: [oneOf('country', 'IN', ['de', 'fr']), than('age', 'NUM_GT', '17.9')],
})
for (const flag of flags) {
  await make('/v1/feature-flags', {isEnabled: true, ...flag})
}
const {key} = await make('/v1/api-keys', {name: 'sdk', scopes: ['flags:read']})

const unleash = new Unleash({
  url: new URL('/api', server).href,
  appName: 'shop',
  customHeaders: {Authorization: key},
  refreshInterval: 3_600_000,
  metricsInterval: 3_600_000,
  backupPath: '.',
})
unleash.on('error', error => { throw error })
await once(unleash, 'synchronized')

const questions = []
for (let number = 0; number < CONTEXTS; number++) {
  const asked = context()
  for (let each = 0; each < FLAGS_OF_EACH; each++) {
    questions.push({flag: flags[below(flags.length)].name, context: asked})
  }
}
const state = await (await fetch(new URL('/api/client/features', server), {headers: {Authorization: key}})).json()
const answers = evaluate(state, questions)
const seen = new Set()
let different = 0
questions.forEach(({flag, context: asked}, at) => {
  const {feature_enabled, featureEnabled, ...variant} = unleash.getVariant(flag, asked)
  const theirs = {enabled: unleash.isEnabled(flag, asked), variant}
  const {feature_enabled: isOn, ...ours} = answers[at].variant
  const told = {enabled: answers[at].enabled, variant: ours}
  seen.add(`${flag} ${told.enabled}`)
  if (!same(told, theirs) || isOn !== theirs.enabled) {
    different++
    if (different <= 10) {
      console.error(`${flag}: ${JSON.stringify(told)}, and ${JSON.stringify(theirs)} by the SDK: ${JSON.stringify(asked)}`)
    }
  }
})

await unleash.flushMetrics()
unleash.destroy()
const told = await (await fetch(new URL('/v1/feature-flags/rollout', server), {
  headers: {Authorization: `Bearer ${process.env.TOKEN}`},
})).json()
const both = flags.filter(({name}) => seen.has(`${name} true`) && seen.has(`${name} false`)).length
console.log(
  `SDK for Node: ${questions.length - different} of ${questions.length} answers to ${CONTEXTS} contexts agree, `
    + `${both} of ${flags.length} flags are on for some and off for others, last seen ${told.lastSeenAt}`)
process.exitCode = different === 0 && both > flags.length / 2 && told.lastSeenAt ? 0 : 1
