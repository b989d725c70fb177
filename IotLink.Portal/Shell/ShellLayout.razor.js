const root = document.documentElement;

export const isDark = () => root.dataset.theme === 'dark';

export function setDark(dark) {
  root.dataset.theme = dark ? 'dark' : 'light';
  document.cookie = `il-theme=${root.dataset.theme};path=/;max-age=34560000;samesite=lax`;
  document.dispatchEvent(new Event('il-theme'));
  fetch(`/account/theme/${root.dataset.theme}`, { method: 'POST' }).catch(() => {}); // the cookie has it already
}
