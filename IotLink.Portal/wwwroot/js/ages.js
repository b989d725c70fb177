// Ages tick in the browser: an age on the screen costs the server nothing.
let words;
let skew = 0;

const read = () => {
  const found = document.getElementById('il-words');
  if (found && found !== words) {
    words = found;
    skew = Date.parse(found.dataset.now) - Date.now();
  }
  return words?.isConnected ? words.dataset : null;
};

const now = () => Date.now() + skew;
const fill = (text, ...values) => values.reduce((t, v, i) => t.replace(`{${i}}`, v), text);
const write = (element, text) => {
  const node = element.firstChild;
  if (node?.nodeType === Node.TEXT_NODE) { if (node.nodeValue !== text) node.nodeValue = text; }
  else element.prepend(text);
};

function age(seconds, w) {
  if (seconds < 1) return w.ageNow;
  if (seconds < 60) return fill(w.ageS, Math.floor(seconds));
  if (seconds < 3600) return fill(w.ageM, Math.floor(seconds / 60));
  if (seconds < 86400) return fill(w.ageH, Math.floor(seconds / 3600));
  return fill(w.ageD, Math.floor(seconds / 86400));
}

const clock = (at, w) => new Date(at + w.offset * 60000).toISOString().slice(11, 16);

function freshness(chip, w) {
  const at = Date.parse(chip.dataset.at);
  const lost = document.documentElement.dataset.circuit === 'lost';
  const seconds = (now() - at) / 1000;
  const state = lost ? 'lost' : Number.isNaN(at) ? 'waiting' : seconds < 5 ? 'live' : 'late';
  const text = state === 'lost' ? fill(w.lost, clock(Number.isNaN(at) ? Date.parse(w.now) : at, w))
    : state === 'waiting' ? w.waiting
    : fill(state === 'live' ? w.live : w.late, state === 'live' ? Math.max(0, seconds).toFixed(1) : Math.floor(seconds));
  if (chip.dataset.state !== state) chip.dataset.state = state;
  write(chip.querySelector('span'), text);
}

function tick() {
  const w = read();
  if (!w || document.hidden) return;
  for (const element of document.querySelectorAll('time[data-age]')) {
    const seconds = Math.max(0, (now() - Date.parse(element.dateTime)) / 1000);
    write(element, age(seconds, w));
    const stale = element.dataset.stale && seconds > Number(element.dataset.stale);
    element.classList.toggle('il-stale', Boolean(stale));
  }
  for (const chip of document.querySelectorAll('.il-fresh')) freshness(chip, w);
}

setInterval(tick, 1000);
document.addEventListener('visibilitychange', tick);
