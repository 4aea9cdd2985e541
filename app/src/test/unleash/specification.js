// The specification that every SDK of Unleash has to pass, through the command line of Tenon. Started by ./run.
import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {dirname, join} from 'node:path'
import {evaluate, same} from './evaluate.js'

const files = createRequire(import.meta.url).resolve('@unleash/client-specification/specifications/index.json')

function read(file) {
  return JSON.parse(readFileSync(join(dirname(files), file), 'utf8'))
}

const failed = []
let count = 0
for (const file of read('index.json')) {
  const {state, tests = [], variantTests = []} = read(file)
  const all = [
    ...tests.map(each => ({...each, told: answer => answer.enabled})),
    ...variantTests.map(each => ({...each, told: answer => answer.variant})),
  ]
  const answers = evaluate(state, all.map(each => ({flag: each.toggleName, context: each.context})))
  all.forEach((each, at) => {
    count++
    const told = each.told(answers[at])
    if (!same(told, each.expectedResult)) {
      failed.push(`${file}: ${each.description}: ${JSON.stringify(told)} instead of ${JSON.stringify(each.expectedResult)}`)
    }
  })
}
failed.forEach(line => console.error(line))
console.log(`specification: ${count - failed.length} of ${count} passed`)
process.exitCode = failed.length === 0 && count > 0 ? 0 : 1
