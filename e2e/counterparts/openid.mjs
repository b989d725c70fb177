// A sign-in service for tests, in Cognito's claims. Its people sign in with any password; POST /people/NAME changes one (null: disabled).
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const people = new Map(Object.entries(JSON.parse(process.env.COUNTERPART).people));
const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);
const named = ['cognito:groups', 'cognito:username', 'custom:customer', 'token_use'];

const server = createServer();
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address();

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: 'iotlink', client_secret: 'a-secret-of-tests', grant_types: ['authorization_code', 'refresh_token'], redirect_uris: ['https://portal.invalid/'] }],
  claims: { openid: ['sub', ...named], profile: ['name'], email: ['email'] },
  conformIdTokenClaims: false,
  features: { devInteractions: { enabled: true } },
  pkce: { required: () => true },
  issueRefreshToken: () => true,
  rotateRefreshToken: true,
  cookies: { keys: ['a key of tests'] },
  findAccount: (_, id) => (!people.get(id) ? undefined : { accountId: id, claims: () => ({ sub: id, token_use: 'id', 'cognito:username': id, email: `${id}@example.com`, ...people.get(id) }) }),
  renderError: (context, out) => { context.body = JSON.stringify(out); },
});
// Which port a portal under test gets is known only once it runs.
provider.Client.prototype.redirectUriAllowed = () => true;
provider.Client.prototype.postLogoutRedirectUriAllowed = () => true;

provider.on('server_error', (_, error) => console.error(error));
const answer = provider.callback();
server.on('request', async (request, response) => {
  if (!request.url.startsWith('/people/')) return answer(request, response);
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  people.set(request.url.slice('/people/'.length), JSON.parse(Buffer.concat(chunks)));
  response.end();
});
say({ port });
process.stdin.resume().on('end', () => process.exit()); // ends with the test
