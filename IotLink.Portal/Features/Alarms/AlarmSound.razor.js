// Two short notes. A browser lets a page sound only after somebody has touched it; choosing the sound is such a touch.
export function mount() {
  let sound = null;
  const note = (at, pitch) => {
    const tone = sound.createOscillator(), volume = sound.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.15, at);
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.25);
    tone.connect(volume).connect(sound.destination);
    tone.start(at);
    tone.stop(at + 0.25);
  };
  return {
    ring() {
      sound ??= new AudioContext();
      sound.resume();
      note(sound.currentTime, 880);
      note(sound.currentTime + 0.2, 660);
    },
    dispose: () => sound?.close(),
  };
}
