// Runs before any style is applied: the wrong theme must not flash.
(() => {
  const kept = document.cookie.match(/(?:^|; )il-theme=(dark|light)/)?.[1];
  document.documentElement.dataset.theme = kept ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
})();
