// usage: node shoot.tmp.mjs BASE OUT  [name=account:path ...]
import { chromium } from 'playwright-core';
const [base, out, ...items] = process.argv.slice(2);
const looks = [['ko','light',1440,900],['en','dark',1440,900],['ko','dark',390,844],['en','light',390,844]];
const b = await chromium.launch({ executablePath:'/usr/bin/chromium', args:['--no-sandbox','--disable-gpu','--disable-background-networking','--disable-component-update','--no-first-run'] });
const states = {};
for (const it of items) {
  const [name, rest] = it.split('='); const [acc, path] = [rest.slice(0, rest.indexOf(':')), rest.slice(rest.indexOf(':')+1)];
  if (!states[acc]) { const c = await b.newContext({ baseURL: base }); const p = await c.newPage(); await p.goto('/account/sign-in'); await p.click(`button[data-account="${acc}"]`); await p.waitForTimeout(2500); states[acc] = await c.storageState(); await c.close(); }
  for (const [l,t,w,h] of looks) {
    const c = await b.newContext({ baseURL: base, storageState: states[acc], viewport:{width:w,height:h}, locale:l });
    await c.addCookies([{name:'il-lang',value:encodeURIComponent(`c=${l}|uic=${l}`),url:base},{name:'il-theme',value:t,url:base}]);
    const p = await c.newPage(); await p.goto(path); await p.waitForTimeout(4000);
    await p.screenshot({ path: `${out}/${name}-${l}-${t}-${w}.png`, fullPage: w===390 }); await c.close();
  }
}
await b.close();
