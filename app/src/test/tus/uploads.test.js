// tus-js-client against a whole server: TENON names its address, TOKEN is somebody's session. Started by ./run.
import assert from 'node:assert/strict'
import {createHash, randomBytes} from 'node:crypto'
import {mkdtempSync} from 'node:fs'
import net from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {test} from 'node:test'
import * as tus from 'tus-js-client'

const server = new URL(process.env.TENON)
const authorization = {Authorization: `Bearer ${process.env.TOKEN}`}
const MIB = 1 << 20

/** Asks the server beside the client. */
async function ask(method, path, headers = {}) {
  return fetch(new URL(path, server), {method, headers: {...authorization, ...headers}})
}

async function reserved() {
  return (await (await ask('GET', '/v1/quota')).json()).reserved
}

/** The document that an upload became holds these bytes; then it is deleted, to make room for the next test. */
async function assertStored(url, bytes) {
  const told = await ask('HEAD', new URL(url).pathname, {'Tus-Resumable': '1.0.0'})
  assert.equal(told.status, 200)
  const path = told.headers.get('Content-Location')
  const document = await (await ask('GET', path)).json()
  assert.equal(document.sha256, createHash('sha256').update(bytes).digest('hex'))
  assert.equal(document.fileName, 'recording.bin')
  const content = Buffer.from(await (await ask('GET', `${path}/content`)).arrayBuffer())
  assert.ok(content.equals(bytes))
  assert.equal(await reserved(), 0)
  assert.equal((await ask('DELETE', path)).status, 204)
  assert.equal((await ask('DELETE', path.replace('documents', 'trash'))).status, 204)
}

function options(more) {
  return {
    endpoint: new URL('/v1/uploads', server).href,
    headers: authorization,
    metadata: {filename: 'recording.bin', filetype: 'application/octet-stream'},
    retryDelays: [0, 50, 100, 200],
    ...more,
  }
}

/** Resolves with the upload's address once all of it came. */
function uploaded(bytes, more) {
  return new Promise((resolve, reject) => {
    const upload = new tus.Upload(bytes, options({...more, onError: reject, onSuccess: () => resolve(upload.url)}))
    upload.start()
  })
}

/** A network between client and server on which connections end after so many bytes to the server, in turn. */
async function network(cuts) {
  const seen = {cut: 0}
  const proxy = net.createServer((client) => {
    const upstream = net.connect(Number(server.port), server.hostname)
    let passed = 0
    const end = () => {
      client.destroy()
      upstream.destroy()
    }
    client.on('data', (bytes) => {
      passed += bytes.length
      upstream.write(bytes)
      if (cuts.length > 0 && passed >= cuts[0]) {
        cuts.shift()
        seen.cut++
        end()
      }
    })
    upstream.on('data', (bytes) => client.write(bytes))
    for (const socket of [client, upstream]) {
      socket.on('error', end)
      socket.on('close', end)
    }
  })
  await new Promise((listening) => proxy.listen(0, '127.0.0.1', listening))
  return {
    endpoint: `http://127.0.0.1:${proxy.address().port}/v1/uploads`,
    seen,
    close: () => proxy.close(),
  }
}

test('uploads a file in one request', async () => {
  const bytes = randomBytes(20 * MIB)
  await assertStored(await uploaded(bytes), bytes)
})

test('uploads a file in chunks', async () => {
  const bytes = randomBytes(12 * MIB + 1)
  await assertStored(await uploaded(bytes, {chunkSize: MIB}), bytes)
})

test('brings the first bytes along with the beginning', async () => {
  const bytes = randomBytes(3 * MIB)
  await assertStored(await uploaded(bytes, {uploadDataDuringCreation: true}), bytes)
  await assertStored(await uploaded(bytes, {uploadDataDuringCreation: true, chunkSize: MIB}), bytes)
})

test('says PATCH in a POST', async () => {
  const bytes = randomBytes(3 * MIB)
  await assertStored(await uploaded(bytes, {overridePatchMethod: true, chunkSize: MIB}), bytes)
})

test('pauses, and resumes with another client that knows of it from its store', async () => {
  const bytes = randomBytes(12 * MIB)
  const urlStorage = new tus.FileUrlStorage(join(mkdtempSync(join(tmpdir(), 'tus-')), 'urls.json'))
  const known = {urlStorage, fingerprint: async () => 'recording', chunkSize: MIB}
  await new Promise((paused, reject) => {
    const first = new tus.Upload(bytes, options({
      ...known,
      onError: reject,
      onChunkComplete: (size, accepted) => {
        if (accepted >= 5 * MIB) {
          first.abort().then(paused, reject)
        }
      },
    }))
    first.start()
  })

  let offset = -1
  const url = await new Promise((resolve, reject) => {
    const second = new tus.Upload(bytes, options({
      ...known,
      onError: reject,
      onProgress: (sent) => {
        offset = offset < 0 ? sent : offset
      },
      onSuccess: () => resolve(second.url),
    }))
    second.findPreviousUploads().then((previous) => {
      assert.equal(previous.length, 1)
      second.resumeFromPreviousUpload(previous[0])
      second.start()
    })
  })

  assert.ok(offset >= 5 * MIB, `went on at ${offset}`)
  await assertStored(url, bytes)
})

test('gives an upload up', async () => {
  const url = await new Promise((resolve, reject) => {
    const upload = new tus.Upload(randomBytes(8 * MIB), options({
      chunkSize: MIB,
      onError: reject,
      onChunkComplete: (size, accepted) => {
        if (accepted === 3 * MIB) {
          upload.abort(true).then(() => resolve(upload.url), reject)
        }
      },
    }))
    upload.start()
  })

  assert.equal((await ask('HEAD', new URL(url).pathname, {'Tus-Resumable': '1.0.0'})).status, 410)
  assert.equal(await reserved(), 0)
})

test('goes on over a connection that is cut on the way', async () => {
  const bytes = randomBytes(20 * MIB)
  const cutting = await network([3 * MIB, 5 * MIB + 77, 2 * MIB, 4 * MIB])
  try {
    const url = await uploaded(bytes, {endpoint: cutting.endpoint})
    assert.equal(cutting.seen.cut, 4)
    await assertStored(url, bytes)
  } finally {
    cutting.close()
  }
})

test('begins again what it was told is gone', async () => {
  const bytes = randomBytes(2 * MIB)
  const begun = await fetch(new URL('/v1/uploads', server), {
    method: 'POST',
    headers: {...authorization, 'Tus-Resumable': '1.0.0', 'Upload-Length': String(bytes.length), 'Upload-Metadata': 'filename YQ=='},
  })
  const gone = new URL(begun.headers.get('Location'), server)
  assert.equal((await ask('DELETE', gone.pathname, {'Tus-Resumable': '1.0.0'})).status, 204)

  const url = await uploaded(bytes, {uploadUrl: gone.href})

  assert.notEqual(url, gone.href)
  await assertStored(url, bytes)
})

test('is told at once what the plan does not take', async () => {
  await assert.rejects(uploaded(randomBytes(1), {uploadSize: 1 << 30}), (refused) => {
    assert.equal(refused.originalResponse.getStatus(), 413)
    assert.match(refused.originalResponse.getBody(), /document-too-large/)
    return true
  })
})

test('is told that uploads are not put together of parallel ones', async () => {
  await assert.rejects(uploaded(randomBytes(2 * MIB), {parallelUploads: 2, retryDelays: []}), (refused) => {
    assert.equal(refused.originalResponse.getStatus(), 400)
    return true
  })
  assert.equal(await reserved(), 0)
})
