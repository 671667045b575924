import ReconnectingWebSocket from 'partysocket/ws';

/** The gateway's word for "come back and take a new snapshot". */
const COME_BACK = 4001;

export type SocketHandlers = {
  onText: (text: string) => void;
  onBinary: (bytes: ArrayBuffer) => void;
  onClose: () => void;
};

const between = (from: number, to: number) => from + Math.random() * (to - from);

/**
 * The feed's WebSocket, opened again for ever: at once after a 4001, otherwise with a growing, jittered wait, so that
 * a gateway that comes back is not stormed. Returns how to close it for good.
 */
export function openSocket(url: string, { onText, onBinary, onClose }: SocketHandlers): () => void {
  let heard = false;
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
    if (typeof data === 'string') onText(data);
    else if (data instanceof ArrayBuffer) onBinary(data);
  });
  socket.addEventListener('close', onClose);

  const whenOnline = () => {
    if (socket.readyState !== WebSocket.OPEN) socket.reconnect();
  };
  addEventListener('online', whenOnline);

  return () => {
    removeEventListener('online', whenOnline);
    socket.removeEventListener('close', onClose);
    socket.close();
  };
}
