// Single keys for a page. Silent while somebody writes, composes Hangul, or holds a modifier.
export function mount(page, codes, searchId) {
  const wanted = new Set(codes);
  const onKey = event => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target;
    if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) {
      if (event.code === 'Escape' && target.id === searchId) target.blur();
      return;
    }
    if (event.code === 'Slash' && searchId) {
      document.getElementById(searchId)?.focus();
      event.preventDefault();
      return;
    }
    if (!wanted.has(event.code)) return;
    if (event.code === 'Enter' && target.closest('a,button')) return;
    event.preventDefault();
    page.invokeMethodAsync('OnKey', event.code);
  };
  document.addEventListener('keydown', onKey);
  return { dispose: () => document.removeEventListener('keydown', onKey) };
}
