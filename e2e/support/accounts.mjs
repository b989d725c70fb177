// The demo plant's people. Each signs in once for all journeys: the sign-in page lets nobody try often.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const password = 'iotlink-Demo-1';

const lab = ['/l', '/l/alarm-quality', '/l/devices', '/l/explore', '/l/quality', '/l/specs', '/l/contracts', '/l/rules', '/l/formulas', '/l/actions', '/l/commands', '/l/reviews', '/l/dlq', '/l/history'];

/** Where each one starts, and the pages in the menu of each shell they hold. */
export const accounts = {
  exec: ['/s/alarms', '/s/alarm-quality', '/s/dispatch-requests', '/s/oncall', '/s/devices', '/s/analysis'],
  ops: ['/s/alarms', '/s/maintenance', '/s/dispatch-requests', '/s/oncall', '/s/devices', '/s/analysis'],
  dispatch: ['/s/alarms', '/s/dispatch-requests', '/s/oncall', '/s/devices', '/s/analysis'],
  tech: ['/s/alarms', '/s/dispatch-requests', '/s/oncall', '/s/devices'],
  author: lab,
  review: lab,
  operate: lab,
  lab,
  hanbit: ['/c', '/c/trends', '/c/analysis', '/c/devices'],
  gaon: ['/c', '/c/trends', '/c/analysis', '/c/devices'],
  admin: ['/a/system', '/a/oncall', '/a/users', '/a/audit'],
};

/** Posts the sign-in form as a browser without scripts would. */
export async function signIn(request, userName, word = password) {
  const page = await (await request.get('/account/sign-in')).text();
  const form = page.match(/<form[^>]*>(?:(?!<\/form>)[\s\S])*Form\.UserName[\s\S]*?<\/form>/)[0];
  const hidden = Object.fromEntries([...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]));
  return request.post('/account/sign-in', { form: { ...hidden, 'Form.UserName': userName, 'Form.Password': word }, maxRedirects: 0 });
}

/** The cookies of a signed-in account at one plant, remembered between workers. */
export async function stateOf(playwright, baseURL, account) {
  const file = join(process.env.IOTLINK_STATES, `${account}-${new URL(baseURL).port}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file));
  const request = await playwright.request.newContext({ baseURL });
  const answer = await signIn(request, account);
  if (answer.status() !== 302) throw new Error(`${account} could not sign in: ${answer.status()}`);
  const state = await request.storageState();
  await request.dispose();
  writeFileSync(file, JSON.stringify(state));
  return state;
}
