// A device that takes what is wanted of it: npm mqtt on the embedded broker, AWS's shadow topics and control requests.
import mqtt from 'mqtt';
import { secretOf } from './devices.mjs';

/** Connects a device; `wanted()` is the next shadow delta, `asked()` the next control request. What it answers is up to the journey. */
export async function connectDevice(address, device) {
  const shadow = `$aws/things/${device}/shadow/update`;
  const control = (role) => `iotlink/dev/nohub/${device}/event/pub/${role}/json`;
  const client = await mqtt.connectAsync(`mqtt://${address}`, { username: device, password: secretOf(device), clientId: device, reconnectPeriod: 0 });
  const inbox = { [`${shadow}/delta`]: [], [control('control_request')]: [] };
  const waiting = {};
  client.on('message', (topic, payload) => {
    const message = JSON.parse(payload);
    const taker = waiting[topic]?.shift();
    if (taker) taker(message);
    else inbox[topic]?.push(message);
  });
  await client.subscribeAsync(Object.keys(inbox), { qos: 1 });
  const next = (topic) => inbox[topic].length > 0 ? Promise.resolve(inbox[topic].shift()) : new Promise((resolve) => (waiting[topic] ??= []).push(resolve));
  const say = (topic, message) => client.publishAsync(topic, JSON.stringify(message), { qos: 1 });
  return {
    wanted: () => next(`${shadow}/delta`),
    asked: () => next(control('control_request')),
    report: (reported) => say(shadow, { state: { reported } }),
    answer: (commandId, status, reason) => say(control('control_result'), { commandId, status, reason }),
    measure: (metrics) => say(`iotlink/dev/nohub/${device}/periodic/pub/telemetry/json`, { data: { metrics } }),
    leave: () => client.endAsync(true),
  };
}
