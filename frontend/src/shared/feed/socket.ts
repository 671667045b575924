import ReconnectingWebSocket from 'partysocket/ws';

/** The gateway's word for "come back and take a new snapshot". */
const COME_BACK = 4001;

/** The gateway gives a sign of life every 20 s: two of them are missing, and nobody is there any more. */
const SILENCE_MS = 50_000;
const LISTEN_EVERY_MS = 5_000;

export type SocketHandlers = {
  onText: (text: string) => void;
  onBinary: (bytes: ArrayBuffer) => void;
  onClose: () => void;
};

const between = (from: number, to: number) => from + Math.random() * (to - from);

/**
 * The feed's WebSocket, opened again for ever: at once after a 4001, otherwise with a growing, jittered wait, so that
 * a gateway that comes back is not stormed. One that stays silent is taken for lost, for a network that went away says
 * no goodbye. Returns how to close it for good.
 */
export function openSocket(url: string, { onText, onBinary, onClose }: SocketHandlers): () => void {
  let heard = false;
  let heardAt = Date.now();
  let atOnce = false;

  const socket = new ReconnectingWebSocket(url, [], {
    // Getters: partysocket reads its options anew before each wait.
    get minReconnectionDelay() {
      return between(400, 1_000);
    },
    get maxReconnectionDelay() {
      return atOnce ? 0 : between(5_000, 8_000);
    },
    reconnectionDelayGrowFactor: 1.6,
    connectionTimeout: 10_000,
    shouldReconnectOnClose: ({ code }) => {
      // Only once per connection that said something: a gateway that sends everybody away is not hammered.
      atOnce = code === COME_BACK && heard;
      heard = false;
      return true;
    },
  });
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    heard = true;
    heardAt = Date.now();
    if (typeof data === 'string') onText(data);
    else if (data instanceof ArrayBuffer) onBinary(data);
  });
  socket.addEventListener('open', () => {
    heardAt = Date.now();
  });
  socket.addEventListener('close', onClose);

  const listen = () => {
    if (socket.readyState === WebSocket.OPEN && Date.now() - heardAt > SILENCE_MS) socket.reconnect();
  };
  const listening = setInterval(listen, LISTEN_EVERY_MS);
  // Back from sleep or from the background, where timers stood still.
  document.addEventListener('visibilitychange', listen);
  // Another network: a socket of the one before is open only by name.
  const whenOnline = () => socket.reconnect();
  addEventListener('online', whenOnline);

  return () => {
    clearInterval(listening);
    document.removeEventListener('visibilitychange', listen);
    removeEventListener('online', whenOnline);
    socket.removeEventListener('close', onClose);
    socket.close();
  };
}
