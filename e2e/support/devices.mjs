// Device clients that share no code with the product: raw sockets, npm mqtt and curl.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import mqtt from 'mqtt';

/** What a device of the demo plant signs in with. */
export const secretOf = (device) => createHash('sha256').update(`iotlink demo plant/${device}`).digest('hex').slice(0, 32);

function crc16(bytes, seed, polynomial) {
  let crc = seed;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ polynomial : crc >> 1;
  }
  return crc;
}

/** Product A on the wire: length, body, CRC-16 Modbus over both. */
export const prodA = {
  frame(body) {
    const bytes = Buffer.alloc(body.length + 4);
    bytes.writeUInt16BE(body.length);
    Buffer.from(body).copy(bytes, 2);
    bytes.writeUInt16LE(crc16(bytes.subarray(0, -2), 0xffff, 0xa001), bytes.length - 2);
    return bytes;
  },
  login: (device) => prodA.frame([0x00, ...Buffer.from(device, 'ascii')]),
  /** Tag and value pairs: temperature, and 1200 turns of the fan. */
  body: (tempC) => Buffer.from([0x01, tempC, 0x02, 0x04, 0xb0]),
};

/** GT06 on the wire: 78 78, length, type and body, serial, CRC-16 X-25, CR LF. */
export const gt06 = {
  frame(body, serial) {
    const inner = Buffer.from([body.length + 4, ...body, serial >> 8, serial & 0xff]);
    const crc = crc16(inner, 0xffff, 0x8408) ^ 0xffff;
    return Buffer.from([0x78, 0x78, ...inner, crc >> 8, crc & 0xff, 0x0d, 0x0a]);
  },
  login: (imei) => gt06.frame([0x01, ...Buffer.from(imei.padStart(16, '0'), 'hex')], 0),
  location(speed, { latitude, longitude }, at = new Date()) {
    const place = Buffer.alloc(8);
    place.writeUInt32BE(Math.round(latitude * 1_800_000), 0);
    place.writeUInt32BE(Math.round(longitude * 1_800_000), 4);
    const clock = [at.getUTCFullYear() - 2000, at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()];
    const northAndValid = 0b0001_0100;
    return Buffer.from([0x12, ...clock, 0xc9, ...place, speed, northAndValid, 90]);
  },
};

/** A TCP connection that waits for the answer to each frame it sends. */
export async function dial(address) {
  const [host, port] = address.split(':');
  const socket = connect(Number(port), host);
  await once(socket, 'connect');
  socket.setTimeout(15_000, () => socket.destroy(new Error('the gateway did not answer')));
  return {
    async ask(frame) {
      const answer = once(socket, 'data');
      socket.write(frame);
      return (await answer)[0];
    },
    close: () => socket.destroy(),
  };
}

/** A connection on which the device has signed in. */
export async function logIn(address, dialect, device) {
  const line = await dial(address);
  await line.ask(dialect.login(device));
  return line;
}

/** Signs a device in over TCP and sends one frame; the answer to the frame. */
export async function sendTcp(address, dialect, device, body) {
  const line = await logIn(address, dialect, device);
  try {
    return await line.ask(dialect.frame(body, 1));
  } finally {
    line.close();
  }
}

/** Publishes with QoS 1: settles when the broker has acknowledged. */
export async function publish(address, device, format, payload) {
  const client = await mqtt.connectAsync(`mqtt://${address}`, { username: device, password: secretOf(device), clientId: device, reconnectPeriod: 0 });
  try {
    await client.publishAsync(`iotlink/dev/nohub/${device}/periodic/pub/telemetry/${format}`, payload, { qos: 1 });
  } finally {
    await client.endAsync(true);
  }
}

/** One POST by curl: status, headers in lower case, and the answer read as JSON. */
export async function curl(http, path, { type = 'application/json', secret, body }) {
  const args = ['--silent', '--show-error', '--max-time', '20', '--include', '--request', 'POST', `${http}${path}`, '--data-binary', '@-', '--header', `Content-Type: ${type}`];
  if (secret) args.push('--header', `Authorization: Bearer ${secret}`);
  const running = promisify(execFile)('curl', [...args, '--header', 'Expect:'], { encoding: 'utf8' });
  running.child.stdin.end(body);
  const [head, text] = (await running).stdout.split('\r\n\r\n');
  const [status, ...headers] = head.toLowerCase().split('\r\n');
  return { status: Number(status.split(' ')[1]), headers: Object.fromEntries(headers.map((line) => line.split(': '))), json: text ? JSON.parse(text) : null };
}

export const post = (http, device, metrics) =>
  curl(http, `/api/v1/devices/${device}/messages`, { secret: secretOf(device), body: JSON.stringify({ data: { metrics } }) });
