const CHOICE = 'imece.sound';

/** Of several tabs one sounds. */
const LOCK = 'imece.sound';

/** Two soft notes, the second a fifth higher: hertz, and seconds from the first. */
const NOTES = [
  { pitch: 523.25, at: 0 },
  { pitch: 783.99, at: 0.14 },
] as const;

const LOUDNESS = 0.08;
const FADE_SECONDS = 0.6;
const WHOLE_MS = 1_000;

/** Whether a finished picture may be heard; nobody is surprised by a sound that they did not ask for. */
export function soundChosen(): boolean {
  try {
    return localStorage.getItem(CHOICE) === 'on';
  } catch {
    return false;
  }
}

export function chooseSound(on: boolean): void {
  try {
    if (on) localStorage.setItem(CHOICE, 'on');
    else localStorage.removeItem(CHOICE);
  } catch {
    // Storage may be forbidden; there is then no sound.
  }
}

/** Sounds once, in whichever of the open tabs comes first. */
export async function chime(): Promise<void> {
  // Pages served over plain http to another host have no locks.
  if (!navigator.locks) return play();
  await navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => (lock ? play() : undefined));
}

async function play(): Promise<void> {
  if (typeof AudioContext === 'undefined') return;
  const audio = new AudioContext();
  for (const { pitch, at } of NOTES) {
    const tone = audio.createOscillator();
    const loudness = audio.createGain();
    const from = audio.currentTime + at;
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(LOUDNESS, from);
    loudness.gain.exponentialRampToValueAtTime(0.0001, from + FADE_SECONDS);
    tone.connect(loudness).connect(audio.destination);
    tone.start(from);
    tone.stop(from + FADE_SECONDS);
  }
  await new Promise((resolve) => setTimeout(resolve, WHOLE_MS));
  await audio.close();
}
