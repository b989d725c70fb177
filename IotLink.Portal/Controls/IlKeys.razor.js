// Keys for a page. Single ones are silent while somebody writes, composes Hangul, or holds a modifier; chords (Ctrl+KeyS) and F keys are not.
export function mount(page, codes, searchId) {
  const wanted = new Set(codes);
  const onChord = event => {
    if (event.isComposing) return;
    const chord = `${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${event.shiftKey ? 'Shift+' : ''}${event.code}`;
    if (!wanted.has(chord) || !/^(Ctrl\+|Alt\+|F\d)/.test(chord)) return;
    event.preventDefault();
    event.stopPropagation();
    page.invokeMethodAsync('OnKey', chord);
  };
  const onKey = event => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target;
    if (target.isContentEditable || (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && target.type !== 'checkbox')) {
      if (event.code === 'Escape' && target.id === searchId) target.blur();
      return;
    }
    if (event.shiftKey && wanted.has('Shift+' + event.code)) {
      event.preventDefault();
      page.invokeMethodAsync('OnKey', 'Shift+' + event.code);
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
  document.addEventListener('keydown', onChord, true);
  document.addEventListener('keydown', onKey);
  return { dispose: () => { document.removeEventListener('keydown', onChord, true); document.removeEventListener('keydown', onKey); } };
}
