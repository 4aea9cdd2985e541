// `tenon flags evaluate`: questions {flag, context} about a state, and the answers in their order.
import {execFileSync} from 'node:child_process'
import {readFileSync, writeFileSync, openSync, closeSync} from 'node:fs'

export function evaluate(state, questions) {
  writeFileSync('state.json', JSON.stringify(state))
  writeFileSync('contexts.jsonl', questions.map(question => JSON.stringify(question) + '\n').join(''))
  const answers = openSync('answers.jsonl', 'w')
  try {
    execFileSync(
      process.env.COMMAND,
      ['flags', 'evaluate', '--state', 'state.json', '--contexts', 'contexts.jsonl', '-o', 'jsonl'],
      {stdio: ['ignore', answers, 'inherit']})
  } finally {
    closeSync(answers)
  }
  const lines = readFileSync('answers.jsonl', 'utf8').split('\n').filter(line => line !== '').map(line => JSON.parse(line))
  if (lines.length !== questions.length) {
    throw new Error(`${questions.length} questions, ${lines.length} answers`)
  }
  return lines
}

/** Whether two values of JSON say the same. */
export function same(one, other) {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
}

function sorted(value) {
  if (Array.isArray(value)) {
    return value.map(sorted)
  }
  return value !== null && typeof value === 'object'
    ? Object.fromEntries(Object.keys(value).sort().map(name => [name, sorted(value[name])]))
    : value
}
