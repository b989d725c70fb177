// Two short notes. A browser lets a page sound only after somebody has touched it, which ticking the box is.
export function mount(box, key) {
  let sound = null;
  box.checked = localStorage.getItem(key) === 'on';
  const note = (at, pitch) => {
    const tone = sound.createOscillator(), volume = sound.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.15, at);
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.25);
    tone.connect(volume).connect(sound.destination);
    tone.start(at);
    tone.stop(at + 0.25);
  };
  const ring = () => {
    if (!box.checked) return;
    sound ??= new AudioContext();
    sound.resume();
    note(sound.currentTime, 880);
    note(sound.currentTime + 0.2, 660);
  };
  const changed = () => {
    localStorage.setItem(key, box.checked ? 'on' : 'off');
    ring();
  };
  box.addEventListener('change', changed);
  return {
    ring,
    dispose() {
      box.removeEventListener('change', changed);
      sound?.close();
    },
  };
}
