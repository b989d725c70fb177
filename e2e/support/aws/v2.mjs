// A device written with AWS's SDK v2: what it does with its shadow and its job, over MQTT 5 or 3.1.1. Says where it is, a line each.
// Arguments: mqtt5|mqtt311 port thing ca certificate key
import sdk from 'aws-iot-device-sdk-v2';

const [protocol, port, thingName, ca, certificate, key] = process.argv.slice(2);
const { iot, mqtt, mqtt5, iotshadow, iotjobs } = sdk;
const say = (step, detail) => console.log(JSON.stringify({ step, detail }));
const options = { maxRequestResponseSubscriptions: 8, maxStreamingSubscriptions: 4, operationTimeoutInSeconds: 30 };

async function connect() {
  if (protocol === 'mqtt5') {
    const config = iot.AwsIotMqtt5ClientConfigBuilder.newDirectMqttBuilderWithMtlsFromPath('localhost', certificate, key)
      .withPort(Number(port)).withCertificateAuthorityFromPath(undefined, ca).withConnectProperties({ clientId: thingName, keepAliveIntervalSeconds: 30 }).build();
    const client = new mqtt5.Mqtt5Client(config);
    const connected = new Promise((resolve, reject) => {
      client.on('connectionSuccess', resolve);
      client.on('connectionFailure', (e) => reject(new Error(String(e.error))));
    });
    client.start();
    await connected;
    return { client, make: (service) => service.newFromMqtt5(client, options), stop: () => client.stop() };
  }
  const config = iot.AwsIotMqttConnectionConfigBuilder.new_mtls_builder_from_path(certificate, key)
    .with_certificate_authority_from_path(undefined, ca).with_endpoint('localhost').with_port(Number(port)).with_client_id(thingName).with_clean_session(true).build();
  const connection = new mqtt.MqttClient().new_connection(config);
  await connection.connect();
  return { client: connection, make: (service) => service.newFromMqtt311(connection, options), stop: () => connection.disconnect() };
}

/** The next event of a stream; it is open when this returns. */
async function next(stream) {
  const subscribed = new Promise((resolve) => stream.on('subscriptionStatus', (e) => e.type === 0 && resolve()));
  const arrived = new Promise((resolve) => stream.on('incomingPublish', (e) => resolve(e.message)));
  stream.open();
  await subscribed;
  return { arrived };
}

const line = await connect();
const shadow = line.make(iotshadow.IotShadowClientv2);
const jobs = line.make(iotjobs.IotJobsClientv2);
say('connected');

const none = await shadow.getShadow({ thingName }).catch((e) => e.modeledError);
const first = await shadow.updateShadow({ thingName, state: { reported: { fan: 'off', 이름: '보일러' } } });
const got = await shadow.getShadow({ thingName });
const stale = await shadow.updateShadow({ thingName, state: { reported: { fan: 'x' } }, version: 99 }).catch((e) => e.modeledError);
say('classic', { none: none.code, version: first.version, reported: got.state.reported, stale: stale.code });

const shadowName = 'config';
await shadow.updateNamedShadow({ thingName, shadowName, state: { desired: { period: 5 }, reported: { period: 60 } } });
const named = await shadow.getNamedShadow({ thingName, shadowName });
await shadow.deleteNamedShadow({ thingName, shadowName });
const gone = await shadow.getNamedShadow({ thingName, shadowName }).catch((e) => e.modeledError);
say('named', { delta: named.state.delta, gone: gone.code });

const delta = await next(shadow.createShadowDeltaUpdatedStream({ thingName }));
const job = await next(jobs.createNextJobExecutionChangedStream({ thingName }));
say('listening');

const wish = await delta.arrived;
await shadow.updateShadow({ thingName, state: { reported: wish.state } });
say('reported', wish.state);

await job.arrived;
const { execution } = await jobs.startNextPendingJobExecution({ thingName, statusDetails: { step: 'download' } });
const { jobId } = execution;
const early = await jobs.updateJobExecution({ thingName, jobId, status: 'SUCCEEDED', expectedVersion: 1 }).catch((e) => e.modeledError);
const described = await jobs.describeJobExecution({ thingName, jobId, includeJobDocument: true });
await jobs.updateJobExecution({ thingName, jobId, status: 'SUCCEEDED', expectedVersion: described.execution.versionNumber, statusDetails: { step: 'done' } });
const left = await jobs.getPendingJobExecutions({ thingName });
say('job', { jobId, early: early.code, document: execution.jobDocument, left: left.queuedJobs.length + left.inProgressJobs.length });

shadow.close();
jobs.close();
line.stop();
say('done');
process.exit(0);
