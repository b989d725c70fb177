export function mount(box) {
  const onKey = event => {
    if (event.code !== 'KeyK' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    event.preventDefault();
    box.invokeMethodAsync('OpenAsync');
  };
  document.addEventListener('keydown', onKey);
  return { dispose: () => document.removeEventListener('keydown', onKey) };
}
