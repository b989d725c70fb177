// What the framework says about the circuit, in our banner. When a circuit cannot be had back, one reload restores the page:
// everything a person chose is in the address.
const banner = document.getElementById('components-reconnect-modal');
const root = document.documentElement;

banner.addEventListener('components-reconnect-state-changed', ({ detail }) => {
  if (detail.state === 'hide') delete root.dataset.circuit;
  else root.dataset.circuit = 'lost';
  if (detail.state === 'failed') waitForServer();
  if (detail.state === 'rejected') location.reload();
});

document.getElementById('il-reconnect').addEventListener('click', retry);

async function retry() {
  try {
    if (!(await Blazor.reconnect()) && !(await Blazor.resumeCircuit?.())) location.reload();
  } catch {
    waitForServer();
  }
}

let waiting;
function waitForServer() {
  waiting ??= setInterval(async () => {
    const alive = await fetch('/healthz/live', { cache: 'no-store' }).then(r => r.ok, () => false);
    if (alive) location.reload();
  }, 3000);
}
