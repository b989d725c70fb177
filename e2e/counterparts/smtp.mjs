// A mail server for tests. Settings come as JSON in the environment: cert, key (PEM), tls (false: STARTTLS is not offered), user, password.
import { SMTPServer } from 'smtp-server';

const settings = JSON.parse(process.env.COUNTERPART);
const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);
const refusal = (responseCode, message) => Object.assign(new Error(message), { responseCode });

const server = new SMTPServer({
  key: settings.key,
  cert: settings.cert,
  disabledCommands: settings.tls ? [] : ['STARTTLS'],
  authOptional: !settings.user,
  logger: false,
  onAuth: (auth, session, done) => {
    const right = auth.username === settings.user && auth.password === settings.password;
    say({ auth: auth.username, right, secure: session.secure });
    done(right ? null : refusal(535, 'Authentication credentials invalid'), { user: auth.username });
  },
  onRcptTo: (address, session, done) => {
    if (address.address.startsWith('refuse@')) return done(refusal(550, 'No such user here'));
    if (address.address.startsWith('busy@')) return done(refusal(451, 'Greylisted, try again later'));
    done();
  },
  onData: async (stream, session, done) => {
    const parts = [];
    for await (const part of stream) parts.push(part);
    const to = session.envelope.rcptTo.map((r) => r.address);
    say({ to, from: session.envelope.mailFrom.address, secure: session.secure, user: session.user, raw: Buffer.concat(parts).toString('base64') });
    if (to[0].startsWith('drop@')) return [...server.connections].find((c) => c.session === session)._socket.destroy(); // no answer
    done(to[0].startsWith('full@') ? refusal(452, 'Insufficient system storage') : null, 'Message accepted');
  },
});
server.on('error', (error) => say({ error: error.message })); // a client that does not trust us hangs up
server.listen(0, '127.0.0.1', () => say({ port: server.server.address().port }));
process.stdin.resume().on('end', () => process.exit()); // ends with the test
