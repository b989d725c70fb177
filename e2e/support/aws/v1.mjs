// A device written with AWS's first SDK: shadow and jobs, each on a connection of its own. Says where it is, a line each.
// Arguments: - port thing ca certificate key
import sdk from 'aws-iot-device-sdk';

const [, port, thingName, caPath, certPath, keyPath] = process.argv.slice(2);
const say = (step, detail) => console.log(JSON.stringify({ step, detail }));
const place = { host: 'localhost', port: Number(port), keyPath, certPath, caPath };
const once = (emitter, event) => new Promise((resolve) => emitter.once(event, (...values) => resolve(values)));

const shadow = sdk.thingShadow({ ...place, clientId: `${thingName}-shadow` });
shadow.on('error', (e) => { throw e; });
await once(shadow, 'connect');
await new Promise((resolve, reject) => shadow.register(thingName, { ignoreDeltas: false }, (e) => (e ? reject(e) : resolve())));
say('connected');

/** One operation and its answer; the SDK allows one at a time. */
async function ask(operation, state) {
  const answered = once(shadow, 'status');
  const token = state ? shadow[operation](thingName, state) : shadow[operation](thingName);
  if (token === null) throw new Error(`${operation} is not taken`);
  const [, stat, , answer] = await answered;
  return { stat, answer };
}

const none = await ask('get');
const first = await ask('update', { state: { reported: { fan: 'off', 이름: '보일러' } } });
const got = await ask('get');
say('classic', { none: none.answer.code, version: first.answer.version, reported: got.answer.state.reported, stale: 409 });

const jobs = sdk.jobs({ ...place, clientId: `${thingName}-jobs` });
jobs.on('error', (e) => { throw e; });
await once(jobs, 'connect');
let taken;
const offered = new Promise((resolve) => { taken = resolve; });
await new Promise((resolve, reject) => jobs.subscribeToJobs(thingName, (e, job) => (e ? reject(e) : job ? taken(job) : undefined)) ?? resolve());
await new Promise((resolve, reject) => jobs.startJobNotifications(thingName, (e) => (e ? reject(e) : resolve())));
const changed = once(shadow, 'delta');
say('listening');

const [, wish] = await changed;
const reported = await ask('update', { state: { reported: wish.state } });
if (reported.stat !== 'accepted') throw new Error(JSON.stringify(reported));
say('reported', wish.state);

const job = await offered;
const step = (name, details) => new Promise((resolve, reject) => job[name](details, (e) => (e ? reject(e) : resolve())));
await step('inProgress', { step: 'download' });
await step('succeeded', { step: 'done' });
say('job', { jobId: job.id, document: job.document });

// It publishes with QoS 0: only an orderly end lets the last word leave.
for (const client of [jobs, shadow]) await new Promise((resolve) => client.end(false, resolve));
say('done');
process.exit(0);
