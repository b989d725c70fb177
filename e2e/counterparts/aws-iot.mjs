// The parts of AWS IoT that moto does not play: the jobs data plane, pages, throttling and faults; and a second look at every signature.
import { createServer } from 'node:http';
import { fault, serviceOf } from './aws-signature.mjs';

const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);
const asked = new Map();
const jobs = new Map(); // thing -> executions
const now = () => Math.floor(Date.now() / 1000);

const queued = (jobId, document) => ({ jobId, status: 'QUEUED', queuedAt: now(), lastUpdatedAt: now(), versionNumber: 1, executionNumber: 1, jobDocument: JSON.stringify(document) });
const of = (thing) => jobs.get(thing) ?? jobs.set(thing, [queued('job-1', { operation: '펌웨어' })]).get(thing);
const summary = ({ jobId, queuedAt, startedAt, lastUpdatedAt, versionNumber, executionNumber }) => ({ jobId, queuedAt, startedAt, lastUpdatedAt, versionNumber, executionNumber });
const isPending = (e) => ['QUEUED', 'IN_PROGRESS'].includes(e.status);

function change(execution, said) {
  Object.assign(execution, { status: said.status ?? 'IN_PROGRESS', startedAt: execution.startedAt ?? now(), lastUpdatedAt: now(), versionNumber: execution.versionNumber + 1 });
  if (said.statusDetails) execution.statusDetails = said.statusDetails;
}

/** [status, error name or body] of the jobs data plane. */
function jobsData(method, parts, said) {
  const [, thing, , jobId] = parts;
  const all = of(thing);
  if (!jobId) return [200, { inProgressJobs: all.filter((e) => e.status === 'IN_PROGRESS').map(summary), queuedJobs: all.filter((e) => e.status === 'QUEUED').map(summary) }];
  if (jobId === '$next') {
    const next = all.find(isPending);
    if (next && method === 'PUT') change(next, said);
    return [200, next ? { execution: { ...next, thingName: thing } } : {}];
  }
  const execution = all.find((e) => e.jobId === jobId);
  if (!execution) return [404, 'ResourceNotFoundException'];
  if (method === 'GET') return isPending(execution) ? [200, { execution: { ...execution, thingName: thing } }] : [410, 'TerminalStateException'];
  if (!isPending(execution)) return [409, 'InvalidStateTransitionException'];
  if (said.expectedVersion !== undefined && Number(said.expectedVersion) !== execution.versionNumber) return [409, 'VersionMismatchException'];
  change(execution, said);
  return [200, said.includeJobExecutionState ? { executionState: { status: execution.status, versionNumber: execution.versionNumber, statusDetails: execution.statusDetails } } : {}];
}

function data(method, path, query) {
  if (path.startsWith('/topics/')) return [200, { message: 'OK', traceId: 't' }];
  if (path.startsWith('/api/')) return [200, query.get('nextToken') ? { results: ['zone'], timestamp: now() } : { results: ['cfg', 'door'], nextToken: 'a/b+c=', timestamp: now() }];
  if (method === 'DELETE') return [200, { version: 7, timestamp: now() }];
  const state = { desired: { led: 'on' } };
  return [200, { state, metadata: { desired: { led: { timestamp: 1000 } } }, version: 7, timestamp: 1000 }];
}

/** What a name asks for: `busy-N` is throttled N times, `broken-N` fails N times. */
function trouble(path) {
  const [, what, times] = /(busy|broken)-(\d+)/.exec(path) ?? [];
  const before = asked.get(path) ?? 0;
  asked.set(path, before + 1);
  if (!what || before >= Number(times)) return null;
  return what === 'busy' ? [429, 'ThrottlingException'] : [500, 'InternalFailureException'];
}

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const url = new URL(request.url, 'http://127.0.0.1');
  const wrong = await fault(request, body);
  const service = serviceOf(request);
  say({ wrong, service, method: request.method, url: request.url, type: request.headers['content-type'] ?? null, sent: body.toString() });
  const [status, answer] = wrong ? [403, wrong] : trouble(url.pathname)
    ?? (service === 'iot-jobs-data' ? jobsData(request.method, url.pathname.slice(1).split('/').map(decodeURIComponent), JSON.parse(body.toString() || '{}')) : data(request.method, url.pathname, url.searchParams));
  if (typeof answer === 'string') response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-ErrorType': `${answer}:http://internal.amazon.com/` }).end(JSON.stringify({ message: answer }));
  else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
});
server.listen(0, '127.0.0.1', () => say({ port: server.address().port }));
process.stdin.resume().on('end', () => process.exit());
