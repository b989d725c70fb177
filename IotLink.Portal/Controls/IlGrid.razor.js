// J and K walk from row to row; Enter is the link's own.
export function mount(root) {
  const onKey = event => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    const step = { KeyJ: 1, KeyK: -1 }[event.code];
    if (!step) return;
    const links = [...root.querySelectorAll('tbody tr td:first-child a')];
    const at = links.indexOf(document.activeElement);
    const next = links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + step))];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
    event.preventDefault();
  };
  document.addEventListener('keydown', onKey);
  return { dispose: () => document.removeEventListener('keydown', onKey) };
}
